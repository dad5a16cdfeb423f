"""The built site as a ZIM archive, for Kiwix: on a phone, on a laptop, on a box that serves a room.

The pages are those of the site, byte by byte, but for what a copy says of extracting a ZIP file, and for one rule of style:
the bar that Kiwix lays over pages would cover a header that stays in place. libzim writes the archive, and the numbers in it that it draws at random are then made to follow
from the content.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse import __version__
from clearinghouse.books.edition import Edition, epoch_of, identity_of
from clearinghouse.books.sizes import size_in_words
from clearinghouse.books.whole_file import whole_file
from clearinghouse.books.zim_numbers import settle_numbers
from clearinghouse.pages.extract_first import without_notice
from clearinghouse.project import ProjectFault

if TYPE_CHECKING:
    from libzim.writer import Creator

ILLUSTRATION = Path(__file__).parent / "style" / "illustration.png"
MAIN = "index.html"
STYLE_SHEET = "assets/clearinghouse.css"
BELOW_BAR = b"\n.md-header, .md-tabs { position: static; }\nbody > .kiwix { flex: none; min-height: 1.1rem; }\n"
"""What is added to the style sheet: Kiwix lays a bar over the top of pages, which would cover what stays there."""

MOST_IN_TITLE, MOST_IN_DESCRIPTION, MOST_IN_LONG_DESCRIPTION = 30, 80, 4000
"""Characters that openZIM allows in these (wiki.openzim.org/wiki/Metadata)."""

LEFT_OUT = re.compile(
    r"(404\.html|START-HERE\.html|sitemap\.xml|manifest\.json(\.sig)?|SHA256SUMS)\Z|(.*/)?\.|manifest-updates/|.*\.(gz|br)\Z"
)
"""What only a web server or a folder on a disk needs; and what begins with a dot."""

MEDIA_TYPES = {
    ".css": "text/css", ".csv": "text/csv", ".gif": "image/gif", ".html": "text/html", ".ics": "text/calendar",
    ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".js": "application/javascript", ".json": "application/json",
    ".map": "application/json", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain", ".webp": "image/webp",
    ".woff2": "font/woff2", ".xml": "application/xml", ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""Said here, since what Python knows of media types differs from computer to computer."""

LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
"""The languages of records as ISO 639-3 has them."""

ADVICE = "A ZIM archive needs libzim. Install it with: pip install 'mkdocs-clearinghouse[zim]'."

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def write(edition: Edition, out: Path) -> str:
    """Pack the built site of an edition; return a sentence that says what was written.

    Raises ProjectFault where libzim or the site is missing, or the file cannot be written.
    """
    if not (edition.site / MAIN).is_file():
        raise ProjectFault(f"There is no built site in {edition.site}: it has no {MAIN}.")
    try:
        with whole_file(out) as part:
            files = _pack(edition, part)
            settle_numbers(part)
    except ImportError as fault:
        raise ProjectFault(ADVICE) from fault
    except RuntimeError as fault:  # libzim says this, also of a full disk
        raise ProjectFault(f"{out} cannot be written; perhaps the disk is full. libzim says: {fault}.") from fault
    return f"{out}: the site as a ZIM archive, {files} files, {size_in_words(out.stat().st_size)}."


def _pack(edition: Edition, out: Path) -> int:
    """Let libzim write the archive; return how many files are in it."""
    from libzim.writer import Creator  # noqa: PLC0415 - of an extra

    from clearinghouse.books.zim_item import SiteItem  # noqa: PLC0415 - the same

    paths = list(packed_paths(edition.site))
    language = LANGUAGES.get(edition.press.wording.language, "mul")
    creator = Creator(out)
    # With more than one worker the order of what is in the archive is that in which they are done.
    creator.config_nbworkers(1).config_indexing(True, language)
    creator.set_mainpath(MAIN)
    with epoch_of(edition.moment), _silent(), creator:
        _describe(creator, edition, language)
        for path in paths:
            creator.add_item(SiteItem(path, *_content(edition.site, path)))
    return len(paths)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep from the terminal what libzim, which is no Python, prints of its steps."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a file
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def packed_paths(site: Path) -> Iterator[str]:
    """Yield the path of every file that belongs in an archive, sorted; no link is followed."""
    for path in sorted(each.relative_to(site).as_posix() for each in _files_in(site)):
        if not LEFT_OUT.match(path):
            yield path


def _files_in(folder: Path) -> Iterator[Path]:
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            yield from _files_in(each)
        elif each.is_file() and not each.is_symlink():
            yield each


def _content(site: Path, path: str) -> tuple[str, str, bytes]:
    """The title, media type and content of a file; only pages have a title. Raises ProjectFault where it cannot be read."""
    try:
        content = (site / path).read_bytes()
    except OSError as fault:
        raise ProjectFault(f"{path} in the built site cannot be read: {fault.strerror or fault}. Try again.") from fault
    media_type = MEDIA_TYPES.get(Path(path).suffix.lower(), "application/octet-stream")
    if path == STYLE_SHEET:
        content += BELOW_BAR
    if media_type != "text/html":
        return "", media_type, content
    content = without_notice(
        content
    )  # nobody opens one page of an archive alone, and the search of Kiwix would read it
    return title_of(content), media_type, content


def title_of(page: bytes) -> str:
    """The title of a page without the name of the site, which every page has; empty where it has none."""
    found = _TITLE.search(page[:20_000].decode("utf-8", "replace"))
    return unescape(found.group(1)).strip().rpartition(" – ")[0] or unescape(found.group(1)).strip() if found else ""


def _describe(creator: Creator, edition: Edition, language: str) -> None:
    """Say what openZIM asks of an archive, and what it allows."""
    press = edition.press
    others = sorted({LANGUAGES[each.language] for each in press.catalogue.records} - {language})
    total = press.wording.number(len(press.catalogue.records))
    about = press.wording.translate("{count} records, with search and filters").format(count=total)
    description = f"{about}. {edition.criteria}" if edition.criteria else about
    values = {
        "Creator": press.settings.name,
        "Date": edition.moment.date().isoformat(),
        "Description": shortened(description, MOST_IN_DESCRIPTION),
        "Language": ",".join([language, *others]),
        "LongDescription": shortened(f"{edition.title}. {description}", MOST_IN_LONG_DESCRIPTION),
        "Name": name_of(edition),
        "Publisher": press.settings.name,
        "Scraper": f"clearinghouse {__version__}",
        "Source": press.settings.address,
        "Tags": "_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
        "Title": short_title(edition),
    }
    creator.add_illustration(48, ILLUSTRATION.read_bytes())
    for name, value in values.items():
        if value:
            creator.add_metadata(name, value)


def name_of(edition: Edition) -> str:
    """The name by which Kiwix knows that one archive is a newer state of another: of site, language and selection, without a day."""
    press, identity = edition.press, identity_of(edition, "zim").hex[:8]
    selection = (
        (_slug([edition.criteria]) or identity) if edition.criteria else "all"
    )  # criteria in Arabic have no Latin letter
    return "_".join((_slug([press.settings.name]) or "clearinghouse", press.wording.language, selection))


def short_title(edition: Edition) -> str:
    """The title in as few characters as openZIM allows; of a selection what was selected is kept before the name of the site."""
    selected = f" ({edition.criteria})" if edition.criteria else ""
    room = MOST_IN_TITLE - len(selected)
    if selected and room >= len("Clear…"):
        return f"{shortened(edition.press.settings.name, room)}{selected}"
    return shortened(edition.criteria or edition.title, MOST_IN_TITLE)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:–-') or cut}…"


def _slug(texts: Iterable[str]) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(texts).lower()))
