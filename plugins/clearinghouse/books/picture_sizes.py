"""How large a picture is once it is unpacked, read from its beginning alone.

By our own few lines, since a book is also made where the library that lays out PDFs, with which one for pictures comes, is not.
"""

from __future__ import annotations

import struct

_PNG, _GIF, _JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8"
_WITH_LENGTH = frozenset(range(0xC0, 0x100)) - {*range(0xD0, 0xDB)}
"""Markers of JPEG that are followed by how long their content is, and may stand before the picture."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG whose content says the size of the picture."""


def pixels_of(content: bytes) -> int:
    """The width of a PNG, GIF or JPEG times its height, in pixels; 0 where its beginning does not say them."""
    try:
        if content.startswith(_PNG):
            width, height = struct.unpack_from(">II", content, 16) if content[12:16] == b"IHDR" else (0, 0)
        elif content.startswith(_GIF):
            width, height = _size_of_gif(content)
        else:
            width, height = _size_of_jpeg(content) if content.startswith(_JPEG) else (0, 0)
    except (struct.error, IndexError):
        return 0
    return int(width) * int(height)


def _size_of_gif(content: bytes) -> tuple[int, int]:
    """The size of the whole, or of the first image where that reaches beyond it."""
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    place = 13 + _colours(flags)
    while content[place] == 0x21:  # an extension: its kind, then blocks, the last of which is empty
        place += 2
        while content[place]:
            place += 1 + content[place]
        place += 1
    if content[place] != 0x2C:
        return 0, 0
    left, top, own_width, own_height = struct.unpack_from("<HHHH", content, place + 1)
    return max(width, left + own_width), max(height, top + own_height)


def _colours(flags: int) -> int:
    """The bytes of the table of colours of a GIF."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        if marker == 0xFF:  # a byte that only fills
            place += 1
        elif marker in _WITH_LENGTH:
            place += 2 + struct.unpack_from(">H", content, place + 2)[0]
        else:
            return 0, 0
    return 0, 0
