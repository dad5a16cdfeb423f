"""Files of the repository that are made from schemas: kept up to date by `clearinghouse generate`, compared by its `--check`.

Whatever is made from schemas and committed belongs here: add a function to GENERATORS, and it is written, compared in CI, and
cleared away when its record type goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.editors import snippets
from clearinghouse.forge import codeowners, issue_form
from clearinghouse.project import Project, ProjectFault, Types

MARK = "clearinghouse generate"
"""Stands near the start of every file that may be deleted when nothing makes it any more."""
_MARK_WITHIN = 400


@dataclass(frozen=True, slots=True)
class Generator:
    """Makes files. `make` gives their texts by their paths, relative to the folder of mkdocs.yml.

    `leftovers` is a pattern for files of its kind: one that fits, carries the mark and is not made any more is out of date.
    """

    make: Callable[[Project, Types], Mapping[str, str]]
    leftovers: str = ""


def _issue_forms(_project: Project, types: Types) -> Mapping[str, str]:
    return issue_form.issue_forms(types.schemas, types.code_lists)


def _snippets(_project: Project, types: Types) -> Mapping[str, str]:
    return snippets.snippet_files(types.schemas, types.code_lists)


def _codeowners(project: Project, types: Types) -> Mapping[str, str]:
    """CODEOWNERS, where there is a file that names owners."""
    path = project.root / codeowners.GOVERNANCE
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ProjectFault(f"{codeowners.GOVERNANCE} cannot be read: {fault}.") from fault
    read = read_front_matter(text, codeowners.GOVERNANCE, 1)
    if read.diagnostics:
        raise ProjectFault(f"{codeowners.GOVERNANCE}: {read.diagnostics[0].message}")
    try:
        governance = codeowners.governance_from(read.data or {}, types.schemas)
    except codeowners.GovernanceFault as fault:
        raise ProjectFault(f"{codeowners.GOVERNANCE}: {fault}.") from fault
    content = project.name_of(project.content)
    return {codeowners.PATH: codeowners.codeowners(governance, types.schemas, content)}


GENERATORS: tuple[Generator, ...] = (
    Generator(_issue_forms, f"{issue_form.FOLDER}/*.yml"),
    Generator(_codeowners, codeowners.PATH),
    Generator(_snippets, snippets.PATH),
)
"""Everything that is made from schemas, each kind by one generator."""


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """A file that is not what the schemas give. `text` is what it has to be; None where it has to go."""

    path: str
    text: str | None
    is_there: bool


def out_of_date(project: Project, types: Types, generators: tuple[Generator, ...] = GENERATORS) -> Iterator[OutOfDate]:
    """Yield every file that is missing, differs or is left over, in the order of the generators.

    Raises ProjectFault where a file from which others are made cannot be used, and for a path that leads outside the project.
    """
    for generator in generators:
        made = generator.make(project, types)
        for path, text in made.items():
            _must_be_inside(project, path)
            there = _text_of(project.root / path)
            if there != text:
                yield OutOfDate(path, text, there is not None)
        for found in sorted(project.root.glob(generator.leftovers)) if generator.leftovers else ():
            name = project.name_of(found)
            if name not in made and MARK in (_text_of(found) or "")[:_MARK_WITHIN]:
                _must_be_inside(project, name)
                yield OutOfDate(name, None, is_there=True)


def _must_be_inside(project: Project, path: str) -> None:
    """Raise ProjectFault for a path that leads outside the project, by its name or because a folder on its way is a link."""
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts:
        raise ProjectFault(f"{path} is not a place in this project.")
    for folder in place.parents:
        if folder.parts and (project.root / folder).is_symlink():
            raise ProjectFault(f"{folder} is a link to another place, so nothing is written there.")


def _text_of(path: Path) -> str | None:
    """The text of a file, as it stands there; None where there is none that can be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
