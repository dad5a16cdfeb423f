"""Which records a person means who names files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clearinghouse.project import Project, ProjectFault


@dataclass(frozen=True)
class Choice:
    """Files and folders by the names that diagnostics give them. Without any, everything is meant."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, project: Project, paths: Sequence[Path]) -> Choice:
        """Take the paths that a person named.

        Raises ProjectFault for one that is not there, or that lies outside the content folder: only what is in it is changed.
        """
        content = project.name_of(project.content.absolute())
        names = []
        for path in paths:
            if not path.exists():
                raise ProjectFault(f"There is no file or folder {path}.")
            name = project.name_of(path.absolute())
            if not (name in (".", content) or name.startswith(f"{content}/")):
                raise ProjectFault(f"{path} is not in the folder {content}, and only what is there is changed.")
            names.append(name)
        return cls(tuple(names))

    def __contains__(self, file: str) -> bool:
        return not self.names or any(name in (".", file) or file.startswith(f"{name}/") for name in self.names)
