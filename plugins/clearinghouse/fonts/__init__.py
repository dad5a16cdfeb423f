"""The fonts of pages: those of the reader's system, or a part of Noto, which then lies among the files of the site.

`noto/` is laid over the theme where that is asked for. It is made by `nox -s client` and committed.
"""

from __future__ import annotations

from pathlib import Path

SYSTEM, NOTO = "system", "noto"

CHOICES = (SYSTEM, NOTO)
"""What the setting `fonts` can be. Noto is Latin, Cyrillic and Arabic in two weights, 0.3 MB; Chinese is never carried, as its
signs take 1.1 MB a weight."""

STYLE_SHEET = "assets/fonts/noto.css"
"""Where the style sheet with the fonts is in a site that carries them."""


def theme_folders(fonts: str) -> tuple[Path, ...]:
    """The folders whose files belong to the theme of a site with these fonts; none for those of the system."""
    return (Path(__file__).parent / NOTO,) if fonts == NOTO else ()
