"""The frame of a page, rendered once by the site engine and filled many times.

Material renders its header, navigation and footer anew for every page, which is most of the cost of a large site.
Here the engine renders one page per collection with slots in it; all records of the collection fill that frame.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import escape

from clearinghouse.fingerprint import fingerprint
from clearinghouse.pages.page import Page, Settings

# Private-use characters, which a template never contains; those of a contributor are escaped like all text, but
# would not be, were they taken for a slot. So slots are only looked for in the engine's own rendering.
_SLOT = re.compile("\ue000([a-z]+)\ue001")

_INDENTATION = re.compile(r"\s*\n\s*")
"""Between the tags of a theme's templates: a third of a frame, and a browser shows any run of it as one space."""

SLOTS = {name: f"\ue000{name}\ue001" for name in ("title", "description", "head", "content")}
"""What the theme prints where a page differs from the others of its shell."""


@dataclass(frozen=True)
class Shell:
    """A rendered page in pieces: text, the name of a slot, text, and so on."""

    pieces: tuple[str, ...]

    @classmethod
    def from_html(cls, html: str) -> Shell:
        """Cut the rendering of the theme at its slots, without the indentation of its templates.

        Raises ValueError where a slot for the content is missing: then the theme is not ours.
        """
        pieces = tuple(_SLOT.split(_INDENTATION.sub("\n", html)))
        if "content" not in pieces[1::2]:
            raise ValueError("the theme did not render a place for the content of a record")
        return cls(pieces)

    @cached_property
    def fingerprint(self) -> bytes:
        """What identifies this frame: equal ones give equal pages."""
        return fingerprint(*self.pieces)

    def fill(self, page: Page, settings: Settings) -> str:
        """Return the HTML of a page in this frame."""
        title = str(escape(f"{page.title} – {settings.name}"))
        canonical = f'<link rel="canonical" href="{escape(settings.address)}/{page.url}">\n' if settings.address else ""
        filling = {
            "title": title,
            "description": str(escape(page.description)),
            "head": canonical + str(page.head),
            "content": str(page.content),
        }
        return "".join(piece if number % 2 == 0 else filling.get(piece, "") for number, piece in enumerate(self.pieces))
