"""JSON from a copy, which anyone may have written: what is wrong with it is one fault, whatever the library makes of it."""

from __future__ import annotations

from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")


class JsonFault(Exception):
    """A content is not JSON of the kind that was asked for. The message says what is wrong, without a full stop."""


def from_json(content: bytes, kind: type[Kind]) -> Kind:
    """Read a content as JSON of a kind. Raises JsonFault."""
    try:
        return msgspec.json.decode(content, type=kind)
    except RecursionError as fault:
        raise JsonFault("what it holds is nested too deeply") from fault
    except UnicodeDecodeError as fault:
        raise JsonFault("it is not text in UTF-8") from fault
    except ValueError as fault:  # those of the library, and that of Python for a number of thousands of digits
        raise JsonFault(f"{fault}".rstrip(".")) from fault
