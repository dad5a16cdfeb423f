"""Numbers as text come back as they were; client/tests/packing.test.js reads the same examples."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.search.packing import pack, pack_rising, unpack

EXAMPLES = json.loads(Path(__file__).with_name("packed.json").read_text(encoding="utf-8"))
FREE = set(' !"\\')


@given(st.lists(st.integers(0, 10**7)))
def test_numbers_come_back(numbers):
    text = pack(numbers)
    assert list(unpack(text)) == numbers
    assert not set(text) & FREE
    assert text.isascii()


def test_small_numbers_take_one_character():
    assert len(pack(range(57))) == 57
    assert len(pack([57])) == 2
    assert len(pack([57 + 34 * 57 - 1])) == 2


def test_examples_that_the_browser_reads_too():
    for example in EXAMPLES:
        assert pack(example["numbers"]) == example["packed"]
        assert pack_rising(sorted(set(example["numbers"]))) == example["rising"]
