import pytest

from clearinghouse.core.dates import is_before, is_date, is_partial_date, likely_dates


@pytest.mark.parametrize("text", ["2006", "2006-01", "2006-01-18", "2004-02-29"])
def test_a_day_a_month_or_a_year_is_a_partial_date(text):
    assert is_partial_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2006-13",
        "2006-02-30",
        "06",
        "2006-1",
        "2006-01-18 ",
        "0000",
        "0206-05",
        "1899",
        "2200-01",
        "9999",
        "18 January",
        "2006-01-18T00:00",
    ],
)
def test_what_does_not_exist_or_is_written_otherwise_is_none(text):
    assert not is_partial_date(text)


def test_only_a_day_is_a_full_date():
    assert is_date("2006-01-18")
    assert not is_date("2006-01")


def test_what_is_not_text_is_left_to_the_type_check():
    assert is_date(20060118)
    assert is_partial_date(None)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2003", "2006-05", True),
        ("2006", "2006-05", False),
        ("2006-05", "2006", False),
        ("2006-05-02", "2006-05-01", False),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(one, other, before):
    assert is_before(one, other) is before


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("31/01/2003", ["2003-01-31"]),
        ("03/04/2003", ["2003-04-03", "2003-03-04"]),
        ("2003.1.5", ["2003-01-05"]),
        ("5-5-2003", ["2003-05-05"]),
        ("soon", []),
        ("1/2/03", []),
    ],
)
def test_a_differently_written_date_is_guessed_only_where_it_can_be(text, dates):
    assert likely_dates(text) == dates
