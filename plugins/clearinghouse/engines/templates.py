"""The templates of the theme: found without looking through its icons, and compiled once while the site is served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class ThemeLoader(FileSystemLoader):
    """Finds the files of a theme. Folders behind a dot are not listed: Material keeps some 14,000 icons there, which are no pages."""

    def list_templates(self) -> list[str]:
        """Return the names of all files, sorted, with forward slashes."""
        return sorted({name for root in self.searchpath for name in _names(str(root), "")})


def _names(root: str, inside: str) -> Iterator[str]:
    for entry in os.scandir(os.path.join(root, inside)) if os.path.isdir(root) else ():  # noqa: PTH118, PTH112 - text is all that is needed
        if entry.is_dir():
            if not entry.name.startswith("."):
                yield from _names(root, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}"


class CompiledTemplates(BytecodeCache):
    """Compiled templates in the memory of this process, each by its name and the checksum of its source; never on disk."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its source is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_compiled = CompiledTemplates()


def theme_environment(theme: Theme) -> Environment:
    """The environment that MkDocs makes for a theme, with our loader and memory."""
    environment = Theme.get_env(theme)
    environment.loader = ThemeLoader(theme.dirs)
    environment.bytecode_cache = environment.bytecode_cache or _compiled
    return environment
