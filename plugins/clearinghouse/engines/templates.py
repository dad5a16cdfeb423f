"""The templates of the theme: found without looking through its icons, and compiled once while the site is served."""

from __future__ import annotations

import os
from collections.abc import Iterator

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from clearinghouse.pages.compiled import CompiledTemplates


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


_compiled = CompiledTemplates()


def theme_environment(theme: Theme) -> Environment:
    """The environment that MkDocs makes for a theme, with our loader and memory."""
    environment = Theme.get_env(theme)
    environment.loader = ThemeLoader(theme.dirs)
    environment.bytecode_cache = environment.bytecode_cache or _compiled
    return environment
