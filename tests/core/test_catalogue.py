"""Which records use a concept: what names it, and what names a narrower one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.codelist import code_list_from
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import schemas_from

PLACES = code_list_from("places", {
    "title": "Places", "page": "places",
    "concepts": [
        {"id": "world"}, {"id": "north", "broader": "world"}, {"id": "east", "broader": "north"}, {"id": "south", "broader": "world"},
    ],
})  # fmt: skip
TOWNS = code_list_from("towns", {
    "title": "Towns", "broader_list": "places",
    "concepts": [{"id": "A", "broader": "east"}, {"id": "B", "broader": "south"}, {"id": "C", "broader": "world"}, {"id": "D"}],
})  # fmt: skip
COLOURS = code_list_from("colours", {"title": "Colours", "concepts": [{"id": "red"}, {"id": "blue"}]})
LISTS = {each.name: each for each in (PLACES, TOWNS, COLOURS)}


def coded(code_list: str) -> dict:
    return {"type": "array", "title": code_list, "items": {"type": "string", "x-code-list": code_list}}


SCHEMAS = schemas_from({
    "thing.schema.json": {
        "title": "Thing", "type": "object", "x-collection": {"name": "things", "title": "Things", "description": "Things."},
        "properties": {name: coded(name) for name in LISTS},
    }
})  # fmt: skip


def catalogue(records: dict[str, dict]) -> Catalogue:
    made = [
        Record(Key("things", name), {"title": name, **data}, "", f"content/things/{name}.md")
        for name, data in records.items()
    ]
    return catalogue_of(made, SCHEMAS, LISTS)


def ids(users: dict) -> dict[str, list[str]]:
    return {concept: [record.key.id for record in records] for concept, records in users.items()}


def test_who_names_a_town_uses_the_places_around_it_but_not_the_whole_world():
    found = catalogue({"a": {"towns": ["A"]}, "b": {"towns": ["B"]}})
    assert ids(found.uses("towns")) == {"A": ["a"], "B": ["b"]}
    assert ids(found.uses("places")) == {"east": ["a"], "north": ["a"], "south": ["b"]}


def test_who_names_a_place_uses_the_places_that_hold_it():
    assert ids(catalogue({"a": {"places": ["east"]}}).uses("places")) == {"east": ["a"], "north": ["a"]}


def test_the_whole_world_is_used_only_by_what_names_it():
    found = catalogue({"a": {"places": ["world"]}, "b": {"places": ["north"], "towns": ["C"]}})
    assert ids(found.uses("places")) == {"world": ["a"], "north": ["b"]}


def test_a_record_that_names_a_town_and_its_place_is_counted_once():
    assert ids(catalogue({"a": {"towns": ["A", "A"], "places": ["east", "north"]}}).uses("places")) == {
        "east": ["a"],
        "north": ["a"],
    }


def test_what_names_a_concept_itself_can_be_told_from_what_names_a_narrower_one():
    found = catalogue({"a": {"towns": ["A"]}, "b": {"places": ["east"]}})
    assert ids(found.named("places")) == {"east": ["b"]}
    assert ids(found.uses("places"))["east"] == ["a", "b"]


def test_a_concept_is_a_page_as_soon_as_something_in_it_is_named():
    found = catalogue({"a": {"towns": ["A"]}})
    assert [(each.name, concept) for each, concept in found.concept_pages()] == [
        ("places", "north"),
        ("places", "east"),
    ]


@pytest.mark.parametrize("town", ["D", "unknown"])
def test_a_concept_in_no_other_is_used_alone(town):
    found = catalogue({"a": {"towns": [town]}})
    assert ids(found.uses("towns")) == {town: ["a"]}
    assert found.uses("places") == {}


def test_only_a_single_top_of_several_concepts_is_the_whole():
    assert PLACES.whole == "world"
    assert (COLOURS.whole, TOWNS.whole) == ("", "")
    assert code_list_from("one", {"title": "One", "concepts": [{"id": "only"}]}).whole == ""
    assert (PLACES.has_levels, COLOURS.has_levels, TOWNS.has_levels) == (True, False, False)


def test_concepts_that_hold_each_other_in_a_circle_do_not_go_on_for_ever():
    circle = code_list_from(
        "circle", {"title": "Circle", "concepts": [{"id": "a", "broader": "b"}, {"id": "b", "broader": "a"}]}
    )
    assert (circle.above("a"), circle.above("b")) == (("b",), ("a",))


LISTED = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(list(each.concepts)), min_size=1) for name, each in LISTS.items()}
)


@given(st.dictionaries(st.sampled_from("abcdefgh"), LISTED), st.randoms())
def test_uses_hold_all_that_is_named_whatever_the_order_of_files(records, shuffler):
    turned = list(records.items())
    shuffler.shuffle(turned)
    found = catalogue(records)
    for name, listed in LISTS.items():
        uses = ids(found.uses(name))
        assert uses == ids(catalogue(dict(turned)).uses(name))
        for concept, those in ids(found.named(name)).items():
            assert set(those) <= set(uses[concept])
            for above in listed.above(concept):
                assert above == listed.whole or set(those) <= set(uses[above])
