"""YAML 1.2 core schema: what unquoted values mean here, and which of them YAML 1.1 tools read otherwise."""

from decimal import Decimal

import pytest

from clearinghouse.core import scalar
from clearinghouse.core.scalar import is_read_differently, read_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("true", True), ("False", False), ("", None), ("~", None),
        ("null", None), ("2003-01-01", "2003-01-01"), ("1:30:00", "1:30:00"), ("0150", 150), ("0o14", 12), ("0x1F", 31),
        ("1.10", Decimal("1.10")), ("1500000.50", Decimal("1500000.50")), ("1e3", Decimal("1e3")), ("-12", -12),
        (".inf", ".inf"), (".nan", ".nan"), ("1_000", "1_000"), ("9" * 5000, "9" * 5000), ("1e999", "1e999"), ("+", "+"), (".", "."),
    ],
)  # fmt: skip
def test_an_unquoted_value_is_read_by_yaml_1_2(text, value):
    read = read_plain(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "yes",
        "on",
        "Off",
        "y",
        "N",
        "0150",
        "010",
        "1:30:00",
        "12:30",
        "1_000",
        "1e3",
        "=",
        "<<",
        "0b11",
        "0o14",
    ],
)
def test_values_that_yaml_1_1_reads_otherwise_are_known(text):
    assert is_read_differently(text)


@pytest.mark.parametrize(
    "text",
    [
        "2003-01-01",
        "12",
        "0",
        "1.10",
        "-3.5",
        "ZM",
        "true",
        "null",
        "~",
        "Norway",
        "nothing",
        "only",
        "0x1F",
        "1990s",
        "7038",
        "a: b",
    ],
)
def test_values_that_all_read_alike_are_let_be(text):
    assert not is_read_differently(text)


def test_the_first_character_rules_out_only_what_the_pattern_would_not_match_either():
    rests = ("", "0", "1:", "o", "es", "n", "ff", ".inf", "b", "0e")
    first = {chr(code) for code in range(0x10000) if any(scalar._SUSPECT.match(chr(code) + rest) for rest in rests)}
    assert first == scalar.SUSPECT_STARTS
