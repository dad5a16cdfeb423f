"""Which records a pack has, over random selections of the training clearinghouse, by a reckoning of its own."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import EACH
from clearinghouse.packs.selection import Selection, SelectionFault, selected
from clearinghouse.pages.outward import stubs_for, with_marked_links, without_parts
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.search.facets import Dates
from clearinghouse.views.wording import Wording

ROOT = Path(__file__).parents[2]


@cache
def everything() -> Catalogue:
    return read_project(Project.from_config(ROOT / "examples" / "training" / "mkdocs.yml")).catalogue


def some(values, most=2):
    return st.lists(st.sampled_from(sorted(values)), max_size=most, unique=True).map(tuple)


@st.composite
def selections(draw) -> Selection:
    catalogue = everything()
    lists = catalogue.code_lists
    return Selection(
        draw(some(lists["countries"].concepts)), draw(some(lists["regions"].concepts, 1)), draw(some(lists["themes"].concepts)),
        draw(some(catalogue.schemas, 3)), draw(some(["en", "fr", "ar"])), draw(st.sampled_from(["", "", "2023-05-01", "2026-01-01"])),
    )  # fmt: skip


def codes_in(data, schema, code_list) -> set[str]:
    """The codes of a list that data names, found by going through all of it."""

    def at(value, path):
        if isinstance(value, list):
            return {code for each in value for code in at(each, path[1:] if path[:1] == (EACH,) else path)}
        if not path:
            return {str(value)}
        return at(value[path[0]], path[1:]) if path[0] in value else set()

    return {code for field in schema.coded if field.code_list == code_list for code in at(data, field.path)}


def keeps(record: Record, wanted: Selection, catalogue: Catalogue) -> bool:
    """Whether a record keeps all criteria, as the help of the command says it."""
    schema, lists = catalogue.schema_of(record), catalogue.code_lists
    countries, regions, themes = (codes_in(record.data, schema, name) for name in ("countries", "regions", "themes"))

    def holding(region):
        return {region, *lists["regions"].above(region)} - {
            lists["regions"].whole if region != lists["regions"].whole else ""
        }

    def of_country(code):
        around = holding(lists["countries"].concepts[code].broader) - {lists["regions"].whole}
        return (
            code in countries
            or (not countries and bool(around & regions))
            or record.key == Key("countries", code.lower())
        )

    def of_region(code):
        around = {each for region in regions for each in holding(region)}
        for country in countries:
            around |= holding(lists["countries"].concepts[country].broader) - {lists["regions"].whole}
        return code in around or record.key == Key("regions", code.lower())

    def of_theme(code):
        return any(code in {each, *lists["themes"].above(each)} for each in themes) or record.key == Key("themes", code)

    dated = [Dates(catalogue).of(record), record.data.get("confirmed_on", "")]
    return (
        (not wanted.countries or any(map(of_country, wanted.countries)))
        and (not wanted.regions or any(map(of_region, wanted.regions)))
        and (not wanted.themes or any(map(of_theme, wanted.themes)))
        and (not wanted.collections or record.key.collection in wanted.collections)
        and (not wanted.languages or record.language in wanted.languages)
        and (not wanted.since or any(each and last_day(each).isoformat() >= wanted.since for each in dated))
    )


@settings(max_examples=60)
@given(selections())
def test_a_pack_has_what_matches_and_what_that_refers_to_and_nothing_else(wanted):
    catalogue = everything()
    chosen = {record.key for record in catalogue.records if keeps(record, wanted, catalogue)}
    referred = {each.target for key in chosen for each in catalogue.references(catalogue.by_key[key])}
    if not chosen:
        with pytest.raises(SelectionFault, match="No record"):
            selected(catalogue, wanted)
        return
    part = selected(catalogue, wanted)
    assert set(part.by_key) == chosen | referred
    assert part.neighbours == referred - chosen
    assert {record.key for record in part.left_out} == set(catalogue.by_key) - set(part.by_key)
    named = {each.target for record in part.records for each in catalogue.references(record)}
    stubs = {record.key for record in stubs_for(part, ()).records}
    pages_of_concepts = {Key(each.page, concept.lower()) for each, concept in part.concept_pages()}
    assert named - set(part.by_key) - pages_of_concepts <= stubs
    assert stubs.isdisjoint(part.by_key)


def test_many_selections_are_tried_that_choose_something():
    """The property above says little where nothing is chosen: single criteria choose something in most cases."""
    catalogue = everything()
    found = [Selection(countries=(each,)) for each in catalogue.uses("countries")]
    found += [Selection(themes=(each,)) for each in catalogue.uses("themes")]
    assert len(found) > 15
    sizes = [len(selected(catalogue, each).records) for each in found]
    assert min(sizes) > 0
    assert max(sizes) < len(catalogue.records)


def test_what_concerns_a_region_belongs_to_its_countries_unless_it_names_others():
    catalogue = everything()
    part = selected(catalogue, Selection(countries=("XA",)))
    chosen = set(part.by_key) - part.neighbours
    for record in (catalogue.by_key[key] for key in chosen):
        countries = codes_in(record.data, catalogue.schema_of(record), "countries")
        assert "XA" in countries or not countries


def test_labels_are_taken_for_codes_and_what_is_not_there_is_told():
    catalogue = everything()
    named = Selection(countries=("almara", "XA")).in_codes(catalogue)
    assert named == Selection(countries=("XA",))
    assert Selection(countries=("XA",), since="2024-01-01").in_words(
        Wording("en", catalogue.code_lists), catalogue
    ) == ("Countries: Almara; and Dated or confirmed since: 1 January 2024")
    with pytest.raises(SelectionFault, match=r"Did you mean Almara \(XA\)\? All of them: .*pack --list countries"):
        Selection(countries=("Almera",)).in_codes(catalogue)
    several = Selection(countries=("almara, XB", "XC"), collections=("needs,meetings",), languages=("en, fr",))
    assert several.in_codes(catalogue) == Selection(
        ("XA", "XB", "XC"), collections=("meetings", "needs"), languages=("en", "fr")
    )
    assert Selection(countries=("Côte d'Ivoire", "../../x")).slug == "cote-d-ivoire-x"
    with pytest.raises(SelectionFault, match="“Nowhere”"):
        Selection(countries=("XA,Nowhere",)).in_codes(catalogue)
    with pytest.raises(SelectionFault, match="is not a collection"):
        Selection(collections=("books",)).in_codes(catalogue)
    with pytest.raises(SelectionFault, match="is not a day"):
        Selection(since="last year").in_codes(catalogue)
    with pytest.raises(SelectionFault, match="is no criterion"):
        Selection.from_settings({"colour": "green"})


def test_links_of_hand_written_pages_to_parts_of_what_is_left_out_lead_to_its_short_page():
    html = '<a href="../meetings/cm-1.html#actions">x</a> <a href="../meetings/cm-2.html#actions">y</a>'
    mended = without_parts(html, "about/index.html", frozenset({"meetings/cm-1.html"}))
    assert mended == '<a href="../meetings/cm-1.html">x</a> <a href="../meetings/cm-2.html#actions">y</a>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../m/a.html#x">A</a>', '<a class="ch-elsewhere" title="not &lt;here&gt;" href="../m/a.html#x">A<span class="ch-hidden"> (not &lt;here&gt;)</span></a>'),
        ('<a title="a > b" href="a.html">A</a>', '<a class="ch-elsewhere" title="a > b" href="a.html">A<span class="ch-hidden"> (not &lt;here&gt;)</span></a>'),
        ('<a href="b.html">B</a> <a href="#x">a.html</a>', '<a href="b.html">B</a> <a href="#x">a.html</a>'),
    ],
)  # fmt: skip
def test_links_to_what_is_left_out_are_marked(before, after):
    assert with_marked_links(before, "m/x.html", {"m/a.html"}, "not <here>") == after


def test_several_criteria_are_joined_by_and():
    selection = Selection(countries=("XA", "XB"), collections=("meetings",))
    words = selection.in_words(Wording("en", everything().code_lists), everything())
    assert re.fullmatch(r"Countries: \w+ or \w+; and Kinds of records: Meetings", words)


def test_what_chooses_the_same_is_the_same_in_codes_and_in_digits():
    told = [
        Selection(countries=("XA", "XB"), languages=("en", "fr"), collections=("needs", "meetings")),
        Selection(countries=("xb", "Almara"), languages=("fr,en",), collections=("meetings,needs",)),
    ]
    in_codes = [each.in_codes(everything()) for each in told]
    assert in_codes[0] == in_codes[1]
    assert in_codes[0].digits == in_codes[1].digits != Selection().digits


def test_different_selections_have_different_names_of_files():
    assert Selection().slug == "all"
    assert Selection(("KE",), themes=("a-b",), since="2020-01-31").slug == "ke-theme-a-b-since-2020-01-31"
    many = tuple(f"country {number}" for number in range(20))
    told = [
        Selection(countries=("FR",)), Selection(languages=("fr",)), Selection(regions=("FR",)), Selection(collections=("fr",)),
        Selection(countries=many), Selection(countries=(*many[:-1], "another")),
        Selection(countries=("مصر",)), Selection(countries=("ليبيا",)), Selection(countries=("مصر", "FR")),
    ]  # fmt: skip
    slugs = [each.slug for each in told]
    assert len({*slugs}) == len(slugs)
    assert all(len(each) <= 69 and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each) for each in slugs)
