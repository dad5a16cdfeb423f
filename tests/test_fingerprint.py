"""Fingerprints: equal for what is equal, and for nothing else that is likely."""

from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.fingerprint import fingerprint, fingerprint_of_files, of_program


@given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
def test_different_parts_have_different_fingerprints(one, other):
    as_bytes = [
        [each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each for each in parts]
        for parts in (one, other)
    ]
    assert (fingerprint(*one) == fingerprint(*other)) == (as_bytes[0] == as_bytes[1])


def test_where_one_part_ends_and_the_next_begins_counts():
    assert len({fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("abc"), fingerprint("abc", "")}) == 4


def test_files_count_by_name_and_content_in_any_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    before = fingerprint_of_files(tmp_path, [one, two])
    assert fingerprint_of_files(tmp_path, [two, one]) == before
    two.write_bytes(b"3")
    assert fingerprint_of_files(tmp_path, [one, two]) != before
    two.write_bytes(b"2")
    two.rename(tmp_path / "three")
    assert fingerprint_of_files(tmp_path, [one, tmp_path / "three"]) != before


def test_the_program_has_the_same_fingerprint_each_time():
    of_program.cache_clear()
    first = of_program()
    of_program.cache_clear()
    assert of_program() == first
