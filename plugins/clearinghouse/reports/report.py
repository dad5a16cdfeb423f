"""What a check found, with all that any format tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clearinghouse.core.diagnostic import Diagnostic, Rule, Severity
from clearinghouse.core.source import Source


@dataclass(frozen=True)
class Report:
    """The diagnostics of a check in reading order, and what they are about.

    `files` are the record files that were checked, good ones too, relative to the folder of mkdocs.yml. `folder` is that
    folder, relative to the root of the repository: empty where they are the same. `site` is the address of the
    published site with a stroke at its end, or empty; `rules` are all that could have been broken.
    """

    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, Source] = field(default_factory=dict)
    files: Sequence[str] = ()
    rules: Sequence[Rule] = ()
    site: str = ""
    folder: str = ""

    def in_repository(self, file: str) -> str:
        """The path of a file as the repository has it."""
        return f"{self.folder}/{file}" if self.folder else file

    @property
    def worst_first(self) -> list[Diagnostic]:
        """The diagnostics, errors before warnings before notes: who shows only some of them shows the first."""
        order = list(Severity)
        return sorted(self.diagnostics, key=lambda each: order.index(each.severity))
