"""What may lie in the content folder beside records and pages: files of kinds that are safe to publish, each at a place of its own.

All of it is published as it is. So a script would run in the browsers of readers, a file at the place of one of the program's
would be read for it, and one with a name that some system does not take could be in no copy.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator

from clearinghouse.core import rules
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic, Rule, quoted
from clearinghouse.core.portable_names import MAX_PATH, faults_of_paths
from clearinghouse.project import MARKDOWN, Project

PAGES = (MARKDOWN, ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of pages, which the engine turns into HTML that is made safe."""

PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".webp")
DOCUMENTS = (
    ".csv", ".docx", ".ics", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".tsv", ".txt", ".xlsx", ".zip",
)  # fmt: skip

OWN_FOLDERS = ("admin", "api", "assets", "contribute/new", "downloads", "feeds", "search")
"""Folders of a site in which all is made by the program."""

OWN_FILES = ("404.html", "calendar.ics", "records.html", "search.html")
"""Files that the program makes beside others. Where else it writes its own, the build sees: `publish/publishing.py`."""

_LONGEST = MAX_PATH - len("site/.html")
"""Characters of a path in the content: in a copy it lies in a folder, and may have a longer ending."""


def check_files(project: Project, collections: Collection[str], files: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every file of a kind or a name, or at a place, that cannot be published.

    `files` are relative to the content folder; hidden ones, which no site has, are left alone.
    """
    seen = sorted(file for file in files if "/." not in f"/{file}")
    for file in seen:
        if fault := _kind_fault(file) or _place_fault(file, collections):
            rule, message, help_text = fault
            yield _diagnostic(project, file, rule, message, help_text)
    told: set[str] = set()
    for file, message in faults_of_paths((*collections, *seen), _LONGEST):
        if file not in told and file not in collections:
            told.add(file)
            yield _diagnostic(
                project, file, rules.UNPORTABLE_NAME, message, "Give it a short name of letters, digits and hyphens."
            )


def _diagnostic(project: Project, file: str, rule: Rule, message: str, help_text: str) -> Diagnostic:
    return Diagnostic(rule, project.name_of(project.content / file), START_OF_FILE, message, help=help_text)


_Fault = tuple[Rule, str, str]


def _kind_fault(file: str) -> _Fault | None:
    ending = posixpath.splitext(file)[1]
    if ending.lower() in (*PAGES, *PICTURES, *DOCUMENTS):
        return None
    message = (
        f"files that end in {quoted(ending)} are not published"
        if ending.strip(".")
        else "the name has no ending that says what the file is"
    )
    help_text = f"Pictures end in {_listed(PICTURES)}; documents in {_listed(DOCUMENTS)}. Keep other files outside the content folder."
    return rules.FILE_KIND, message, help_text


def _place_fault(file: str, collections: Collection[str]) -> _Fault | None:
    """What is wrong with the place of a file. Windows does not tell capitals from small letters, so neither is done here."""
    stem, ending = posixpath.splitext(file.casefold())
    place = f"{stem}.html" if ending in PAGES else file.casefold()
    top = file.partition("/")[0]
    folder = next((each for each in OWN_FOLDERS if place.startswith(f"{each}/")), "")
    if folder and top not in collections:
        return (
            rules.FILE_IN_THE_WAY, f"the folder {quoted(folder)} of the site is made by the program",
            "Put the file into another folder, such as about.",
        )  # fmt: skip
    if place in OWN_FILES:
        return (
            rules.FILE_IN_THE_WAY,
            f"the program makes {quoted(place)} of the site itself",
            "Give the file another name.",
        )
    return None


def _listed(endings: Iterable[str]) -> str:
    return ", ".join(endings)
