"""The search page, the page that says how to search, and the words that their script gets."""

import json
import re
from gettext import NullTranslations
from html import unescape

import pytest
from babel import Locale
from tests.coordination.conftest import TRAINING, press_of

from clearinghouse.pages.search import Example, example_of, explore_words, kinds_of_records, plural_forms, search_page
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project


@pytest.fixture(scope="module")
def training_press():
    reading = read_project(Project.from_config(TRAINING))
    return press_of(reading.catalogue, reading.desk)


class Russian(NullTranslations):
    """Counts as Russian does: 1 and 21 alike, 2 to 4, and the rest."""

    def ngettext(self, _one: str, _many: str, n: int) -> str:
        if n % 10 == 1 and n % 100 != 11:
            return "запись"
        return "записи" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "записей"


def test_a_counted_message_has_a_form_for_each_plural_category_of_the_language():
    assert plural_forms(NullTranslations(), Locale("en"), "one", "many") == {"one": "one", "other": "many"}
    assert plural_forms(Russian(), Locale("ru"), "", "") == {"one": "запись", "few": "записи", "many": "записей"}
    assert set(plural_forms(NullTranslations(), Locale("ar"), "a", "b")) == {
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    }


def test_a_result_is_called_by_what_one_record_is(training_press):
    kinds = kinds_of_records(training_press)
    assert (kinds["initiatives"], kinds["countries"], kinds["pages"], kinds["views"]) == (
        "Initiative",
        "Country",
        "Page",
        "View",
    )


def test_the_search_page_lists_every_collection_and_carries_its_words(training_press):
    page, how = search_page(training_press)
    for name in training_press.catalogue.schemas:
        assert f'href="{name}/index.html"' in page.content
    found = re.search(r"data-ch-words='([^']*)'", page.content)
    assert json.loads(unescape(found[1])) == json.loads(json.dumps(explore_words(training_press)))
    assert 'href="about/searching.html"' in page.content
    assert how.url == "about/searching.html"
    assert 'href="../search.html"' in how.content


def test_the_example_of_an_address_has_values_that_records_of_this_site_have(training_press):
    example = example_of(training_press.catalogue)
    assert example
    countries = training_press.catalogue.named("countries")
    assert {example.wanted, example.unwanted} <= set(countries)
    assert len(countries[example.wanted]) >= len(countries[example.unwanted])
    _, how = search_page(training_press)
    assert f'href="../search.html{example.query.replace("&", "&amp;")}"' in how.content
    assert f"<code>country=-{example.unwanted}</code>" in how.content
    assert Example("a", "b", "C", "D").query == "?v=1&type=a&b=C&b=-D&sort=date"
