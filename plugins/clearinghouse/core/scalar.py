"""What an unquoted YAML value means: the YAML 1.2 core schema, and where YAML 1.1 tools would read something else.

PyYAML, python-frontmatter and MkDocs read YAML 1.1, in which `NO` (Norway) is false, `1:30:00` is 5400 and
`0150` is 104. Here dates stay text, numbers with decimals stay exact (`Decimal`), and only `true` and `false` are
yes or no. Source: YAML 1.2.2, section 10.3.2.
"""

from __future__ import annotations

import re
from decimal import Decimal

import yaml

Scalar = str | int | bool | Decimal | None

TURNS_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of what follows, so that it reads otherwise than it is written. The marks that Arabic is written
with (U+200E, U+200F, U+061C) turn nothing around and are none of these."""

CONTROL = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{TURNS_DIRECTION}\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that are seen neither in an editor nor on a page; U+0085, U+2028 and U+2029 also are line breaks to some tools only."""

CURLY = "“”„‟‘’‚‛«»"
"""Typographic quotation marks, which YAML takes for part of a value."""

_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

# Bounded on purpose: nobody means a number of a thousand digits, and Python refuses to read one.
# `.inf` and `.nan` stay text, since no field of a record can mean them.
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]{1,40}\Z|0x[0-9a-fA-F]{1,40}\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?\Z")

# Everything that a YAML 1.1 reader might take for something else begins like this; the rest is read alike.
_SUSPECT = re.compile(
    r"(?i:y|n|yes|no|on|off)\Z|[-+]?0[0-9_]+|[-+]?[0-9][0-9_]*[:_]|0[bo]|[-+]?[0-9.]+[eE]|[-+]?\.(?i:inf|nan)|[=<]"
)
SUSPECT_STARTS = frozenset("yYnNoO+-.=<0123456789")
"""The first characters of all such values."""
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def read_plain(text: str) -> Scalar:
    """Return the value of an unquoted scalar by the YAML 1.2 core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    if _OCTAL_OR_HEX.match(text):
        return int(text, 0)
    return text


def is_read_differently(text: str) -> bool:
    """Say whether a YAML 1.1 tool gives this unquoted scalar another value than YAML 1.2 tools do.

    Dates do not count: as text or as a date, people and programs see the same day.
    """
    if text[:1] not in SUSPECT_STARTS or not _SUSPECT.match(text) or _TIMESTAMP.match(text):
        return False
    if text in {"y", "Y", "n", "N"}:
        return True  # booleans in the YAML 1.1 type library, though PyYAML leaves them alone
    try:
        theirs = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return True
    ours = read_plain(text)
    if isinstance(ours, Decimal):
        return not isinstance(theirs, int | float) or float(ours) != float(theirs)
    return type(ours) is not type(theirs) or ours != theirs
