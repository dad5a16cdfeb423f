"""START-HERE.html: the page that opens by a double click and says what a pack is, of which day, and how to use it.

Opened inside a ZIP, where Windows shows one file alone, it says to extract all files first: the style sheet, which lies among
the other files, hides these words, and shows the rest. So it needs no script.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from html import unescape
from typing import TYPE_CHECKING

from clearinghouse.core.dates import is_date
from clearinghouse.fingerprint import fingerprint
from clearinghouse.fonts import CHOICES as FONTS
from clearinghouse.fonts import STYLE_SHEET, SYSTEM, theme_folders
from clearinghouse.packs.selection import Selection
from clearinghouse.pages.extract_first import EXTRACT_FIRST
from clearinghouse.pages.site import part_of

if TYPE_CHECKING:
    from clearinghouse.engines.packing import Pack

START = "START-HERE.html"

SITE = "site"
"""The folder of the site in a pack: beside it there is little else, so that people find where to start."""

PROBE = "assets/start-here.css"
"""The file of the site by which the page sees that it is not alone: its style sheet."""

OWN_PROBE_STYLE = "#foreign { display: none }\n#inside { display: block }\n"
"""The same for a file that only this copy has: the page of another copy, whose update was unpacked here, does not find its own."""

ABOUT = "clearinghouse-pack"
"""The name under which the page keeps what the pack was made with, for its updates."""

_ABOUT = re.compile(rf'<meta name="{ABOUT}" content="([^"]*)">')


@dataclass(frozen=True)
class MadeWith:
    """What a pack was made with: the day that what is due is reckoned for, what was chosen, and the fonts."""

    today: str
    selection: Selection
    fonts: str = SYSTEM

    def as_text(self) -> str:
        """The same as it is kept in the page: of the criteria those that choose something."""
        chosen = {name: value for name, value in asdict(self.selection).items() if value}
        return json.dumps({"fonts": self.fonts, "selection": chosen, "today": self.today})

    def place(self, name: str) -> str:
        """Where it is kept what copies of one selection and in the same fonts have alone; `name` is that of the site."""
        digits = fingerprint(name, self.selection.digits, self.fonts).hex()[:8]
        return f"assets/start-here-{digits}"


def made_with(page: str) -> MadeWith | None:
    """What the pack was made with whose page this is; None where the page does not say."""
    found = _ABOUT.search(page)
    return made_with_from(unescape(found[1])) if found else None


def made_with_from(text: str) -> MadeWith | None:
    """Read what `MadeWith.as_text` has written; None where it is something else."""
    try:
        kept = json.loads(text)
        today, selection = str(kept["today"]), Selection.from_settings(kept["selection"])
        fonts = kept["fonts"]
        return MadeWith(today, selection, fonts) if is_date(today) and fonts in FONTS else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def made_with_of_pack(pack: Pack) -> MadeWith:
    """What a pack was made with."""
    return MadeWith(pack.press.desk.situation.today.isoformat(), pack.selection, pack.press.settings.fonts)


def probe_style(pack: Pack) -> str:
    """The style sheet of the page."""
    return pack.press.environment.get_template("start-here.css").render()


def start_here(pack: Pack) -> str:
    """Return the page."""
    about = made_with_of_pack(pack)
    press = pack.press
    catalogue, wording, today = press.catalogue, press.wording, press.desk.situation.today.isoformat()
    counts = [
        (wording.translate(schema.collection.title), len(catalogue.collection(name)), f"{SITE}/{name}/index.html")
        for name, schema in catalogue.schemas.items()
    ]
    return str(
        press.render(
            "start-here.html", START, about=ABOUT, made_with=about.as_text(), fonts=f"{SITE}/{STYLE_SHEET}" if theme_folders(press.settings.fonts) else "", site=SITE, probe=f"{SITE}/{PROBE}", own_probe=f"{SITE}/{about.place(press.settings.name)}.css", extract=EXTRACT_FIRST.items(), total=len(catalogue.records),
            counts=[each for each in counts if each[1]], part=part_of(press) if pack.criteria else None, description=pack.description,
            day=wording.date(pack.moment.date().isoformat()), reckoned=wording.date(today),
            searching=f"{SITE}/about/searching.html" if (pack.site / "about" / "searching.html").is_file() else "",
        )
    )  # fmt: skip
