"""What a record says, in words: money, dates, roles and lists, each with its sources."""

from pathlib import Path

import pytest

from clearinghouse.core.record import Key
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.views.facts import Facts
from clearinghouse.views.relations import relations_of
from clearinghouse.views.wording import Wording

READING = read_project(Project.from_config(Path(__file__).parents[1] / "small" / "mkdocs.yml"))
CATALOGUE = READING.catalogue


def facts(language: str = "en") -> Facts:
    return Facts(CATALOGUE, Wording(language, CATALOGUE.code_lists))


FIRST = CATALOGUE.by_key[Key("projects", "first")]


def test_short_facts_stand_in_the_panel_in_the_order_of_the_schema_with_their_sources():
    panel = [(fact.title, fact.text, fact.sources) for fact in facts().panel(FIRST)]
    assert panel == [
        ("Status", "Completed", ()),
        ("Countries", "Zambia, Norway", ()),
        ("Start", "May 2003", (1,)),
        ("End", "2006", ()),
        ("Funder", "Norwegian Agency for Development Cooperation", ()),
        ("Executing agency", "National Institute", ()),
        ("Budget", "USD 480,000.50", (1,)),
        ("Pooled", "no", ()),
    ]


def test_lists_of_groups_and_sentences_stand_in_the_main_column():
    assert [fact.title for fact in facts().sections(FIRST)] == ["Steps", "Lessons"]
    assert [value.anchor for value in facts().sections(FIRST)[0].values] == ["steps-s1", "steps-s2"]


@pytest.mark.parametrize(
    ("language", "country", "start"),
    [
        ("fr", "Zambie", "mai 2003"),
        ("es", "Zambia", "mayo de 2003"),
        ("ru", "Замбия", "май 2003 г."),
        ("zh", "赞比亚", "2003年5月"),
        ("ar", "زامبيا", "مايو 2003"),
    ],
)
def test_labels_and_dates_come_in_the_language_of_the_site(language, country, start):
    panel = {fact.field.name: fact for fact in facts(language).panel(FIRST)}
    assert panel["countries"].values[0].text == country
    assert panel["start"].text.replace("\u202f", " ") == start  # CLDR has a narrow space here


def test_relations_are_there_in_both_directions_with_the_role():
    second = CATALOGUE.by_key[Key("projects", "second")]
    norad = CATALOGUE.by_key[Key("bodies", "norad")]
    assert [(each.heading, each.incoming, each.related[0].record.key.id) for each in relations_of(second, facts())] == [
        ("Part of", False, "first")
    ]
    assert [(each.heading, each.incoming) for each in relations_of(FIRST, facts())] == [("Has parts", True)]
    (takes_part,) = relations_of(norad, facts())
    assert (takes_part.heading, takes_part.related[0].note) == ("Takes part in", "Funder")
