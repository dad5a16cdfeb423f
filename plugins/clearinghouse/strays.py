"""Files that look like records and stand where none is read: by their ending, or by their folder.

Whoever made one sees no page and no message for it, unless these say so.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from clearinghouse.core import rules
from clearinghouse.core.closest import closest
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic, quoted
from clearinghouse.core.schema import Schema
from clearinghouse.project import MARKDOWN, Project

_TEXT_ENDINGS = (".txt", ".text", ".markdown", ".mdown", ".mkd")
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:", re.MULTILINE)
_MOST_READ_BYTES = 16 * 1024
_ENOUGH_FIELDS = 2
"""So many fields that a type needs make a page a record; any page of a site has a title."""


def strays(project: Project, schemas: Mapping[str, Schema], files: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every file that looks like a record and is none; `files` are relative to the content folder."""
    for file in sorted(files):
        folder, _, rest = file.partition("/")
        if (rest and folder in schemas and file.endswith(MARKDOWN)) or file.startswith(".") or "/." in file:
            continue
        path = project.content / file
        text = _front_matter(path) if posixpath.splitext(file)[1].lower() in (MARKDOWN, *_TEXT_ENDINGS) else ""
        if folder in schemas and rest:
            is_one = f"{MARKDOWN}." in posixpath.basename(file).lower() or bool(text)
        else:
            is_one = file.lower().endswith(MARKDOWN) and bool(_type_of(text, schemas))
        if is_one:
            yield why_no_record(project, schemas, path)


def why_no_record(project: Project, schemas: Mapping[str, Schema], path: Path) -> Diagnostic:
    """Say why a file of the content folder is no record, and what would make it one."""
    inside = Path(os.path.relpath(path, project.content))
    folder = inside.parts[0] if len(inside.parts) > 1 else ""
    content, file = project.name_of(project.content), project.name_of(path)
    if folder in schemas:
        better = re.sub(r"(\.md)?(\.[^.]*)?\Z", MARKDOWN, path.name, count=1, flags=re.IGNORECASE)
        message = f"not a record: the name ends in {quoted(path.suffix)}, not in {quoted(MARKDOWN)}"
        help_text = f"If it is one, rename it to {quoted(better)}. Some computers hide such an ending until they are asked to show it."
        return Diagnostic(rules.NO_RECORD, file, START_OF_FILE, message, help=help_text)
    where = f"the folder {quoted(folder)} is not that of a collection" if folder else f"it lies right in {content}/"
    meant = closest(folder, schemas, 75) or _type_of(_front_matter(path), schemas)
    help_text = (
        f"If it is one, move it to {content}/{meant}/."
        if meant
        else f"Records lie in one of these folders of {content}/: {', '.join(sorted(schemas))}."
    )
    return Diagnostic(rules.NO_RECORD, file, START_OF_FILE, f"not a record: {where}", help=help_text)


def _type_of(front_matter: str, schemas: Mapping[str, Schema]) -> str:
    """The collection that front matter is most likely meant for; empty where it has too few fields of any."""
    named = set(_FIELD.findall(front_matter))
    likeness = {
        name: (len(named.intersection(schema.document.get("required", ()))), len(named.intersection(schema.names)))
        for name, schema in schemas.items()
    }
    best = max(likeness, key=lambda name: likeness[name], default="")
    return best if best and likeness[best][0] >= _ENOUGH_FIELDS else ""


def _front_matter(path: Path) -> str:
    """The beginning of a file down to the second row of hyphens, mistakes and all; empty where it does not start with such a row.

    No link is followed.
    """
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as opened:
            text = opened.read(_MOST_READ_BYTES).decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    except OSError:
        return ""
    parts = re.split(r"^---[ \t\r]*$", text, maxsplit=2, flags=re.MULTILINE)
    return parts[1] if len(parts) > 1 and not parts[0] else ""
