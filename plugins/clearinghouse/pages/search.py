"""The page that searches, the page that says how, and the words that their script shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from gettext import NullTranslations
from typing import Any
from urllib.parse import urlencode

from babel import Locale

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.record import Key
from clearinghouse.core.schema import Schema, values_at
from clearinghouse.pages.page import Page, Press

SEARCH = "search.html"
SEARCHING = "about/searching.html"
"""How to search: the words and signs that can be typed, and what stands in the address."""

_SAMPLE = 201
"""Numbers below this show every plural form of every language that CLDR knows."""


def search_page(press: Press) -> Iterator[Page]:
    """Yield the page on which searches are made and answered, and the page that tells how."""
    translate = press.wording.translate
    counts = {name: len(press.catalogue.collection(name)) for name in press.catalogue.schemas}
    title = translate("Search")
    content = press.render(
        "search.html", SEARCH, title=title, schemas=press.catalogue.schemas.values(), counts=counts, words=explore_words(press)
    )  # fmt: skip
    yield Page(SEARCH, title, content, SEARCH, translate("Search all records and pages."))
    how = translate("How to search")
    about = translate(
        "What can be typed into the search field, how filters combine, and how to send a search to others."
    )
    content = press.render("searching.html", SEARCHING, title=how, example=example_of(press.catalogue))
    yield Page(SEARCHING, how, content, SEARCHING, about)


@dataclass(frozen=True, slots=True)
class Example:
    """A search with filters that finds something here: records of a type with one value of a facet, without another."""

    type: str
    facet: str
    wanted: str
    unwanted: str

    @property
    def query(self) -> str:
        """The query part of its address, by the grammar of client/search/address.js."""
        facets = [("type", self.type), (self.facet, self.wanted), (self.facet, f"-{self.unwanted}")]
        return "?" + urlencode([("v", "1"), *facets, ("sort", "date")])


def example_of(catalogue: Catalogue) -> Example | None:
    """Return a search by the two values that most records have: of countries, else of another facet from a code list.

    Nothing where no facet has two values that say different things.
    """
    for code_list, facet in _facets_of_code_lists(catalogue):
        named = _named_in(catalogue, code_list, facet)
        first, second = [*sorted(named, key=lambda value: (-len(named[value]), value)), "", ""][:2]
        others = {record.key for record in catalogue.named(code_list).get(second, ())}
        left = Counter(key.collection for key in named.get(first, ()) if key not in others)
        if second and left:
            return Example(min(left, key=lambda name: (-left[name], name)), facet, first, second)
    return None


def _facets_of_code_lists(catalogue: Catalogue) -> list[tuple[str, str]]:
    """The code lists without levels that feed a facet, with its name: countries first, then those that have pages."""
    found = {
        (field.code_list, use.name)
        for schema in catalogue.schemas.values()
        for field in schema.all_fields
        for use in field.facets
        if field.code_list in catalogue.code_lists and not catalogue.code_lists[field.code_list].has_levels
    }
    pages = {name: each.page for name, each in catalogue.code_lists.items()}
    return sorted(found, key=lambda each: (pages[each[0]] != "countries", not pages[each[0]], each))


def _named_in(catalogue: Catalogue, code_list: str, facet: str) -> Mapping[str, set[Key]]:
    """The records that have a value in the facet whatever else they say, by value."""
    found: dict[str, set[Key]] = {}
    for name, schema in catalogue.schemas.items():
        for field in schema.all_fields:
            if field.code_list == code_list and any(use.name == facet and not use.when for use in field.facets):
                for record in catalogue.collection(name):
                    for _, value in values_at(record.data, field.path):
                        found.setdefault(str(value), set()).add(record.key)
    return found


def explore_words(press: Press) -> Mapping[str, Any]:
    """The words of the part of a page that searches; where something is counted, a form for each plural category."""
    _ = press.wording.translate
    ngettext = _counted(press)
    return {
        "failed": _("The search index could not be loaded. Use the lists below."),
        "failedFile": _("The file could not be made. Try again."),
        "found": ngettext("{count} result for “{query}”", "{count} results for “{query}”"),
        "foundAll": ngettext("{count} result", "{count} results"),
        "none": _("Nothing found"),
        "results": _("Results"),
        "more": ngettext("Show {count} more", "Show {count} more"),
        "foundIn": _("Found in: {places}"),
        "places": {"acronym": _("its acronym"), "names": _("its facts"), "text": _("its text")},
        "shownOf": _("{shown} of {count} shown"),
        "failedMore": _("More results could not be loaded. Try again."),
        "sort": _("Sort by"),
        "sorts": {"relevance": _("best match"), "date": _("newest first"), "title": _("title")},
        "download": _("Download (CSV)"),
        "downloadFirst": _("Download the first {count} rows (CSV)"),
        "downloadWhole": _("All records of this kind (CSV)"),
        "records": list(press.catalogue.schemas),
        "cut": _("Only the first {count} characters are searched."),
        "kinds": kinds_of_records(press),
        "columns": {
            "title": _("Title"),
            "type": _("Kind"),
            "url": _("Address"),
            "date": _("Date"),
            "summary": _("Summary"),
        },
        **_facet_words(press),
        **_advice_words(press),
    }


def _counted(press: Press) -> Callable[[str, str], Mapping[str, str]]:
    """What is called `ngettext` where it is used, so that the message catalogue finds the texts."""
    return partial(plural_forms, press.wording.translations, press.wording.locale)


def _facet_words(press: Press) -> Mapping[str, Any]:
    _ = press.wording.translate
    ngettext = _counted(press)
    return {
        "filters": _("Filters"),
        "hint": _("Tick what you want to see. “Not” leaves it out."),
        "not": _("not"),
        "leaveOut": _("Leave out {value}"),
        "chosen": _("chosen"),
        "failedFacet": _("These filters could not be loaded."),
        "noValues": _("Nothing to choose here"),
        "narrow": _("Find in {facet}"),
        "showAll": _("Show all {count}"),
        "showFewer": _("Show fewer"),
        "showFound": ngettext("Show {count} result", "Show {count} results"),
        "close": _("Close"),
        "chosenFilters": _("Chosen filters"),
        "chip": _("{facet}: {value}"),
        "chipNot": _("{facet}: not {value}"),
        "remove": _("remove"),
        "clear": _("Clear all filters"),
    }


def _advice_words(press: Press) -> Mapping[str, Any]:
    _ = press.wording.translate
    ngettext = _counted(press)
    return {
        "some": _("No record has all these words. These have some of them, the best first."),
        "mended": _("Nothing is spelt “{typed}”; these are results for “{used}”."),
        "exactly": _("Search for “{typed}” exactly"),
        "plain": _("The signs in this search mean nothing here, so it was searched as plain words."),
        "tryWithout": _("No record fits all that is chosen. Try it so:"),
        "withoutAll": ngettext("Without any filter: {count} result", "Without any filter: {count} results"),
        "tryFewer": " ".join([_("Try fewer filters, or the lists below."), *_left_out(press)]),
        "tryWords": " ".join([_("Try fewer or other words, or the lists below."), *_left_out(press)]),
        "without": ngettext("Without “{value}”: {count} result", "Without “{value}”: {count} results"),
    }


def _left_out(press: Press) -> Iterator[str]:
    """Yield, where this is a part, that there is more than is searched."""
    number = len(press.catalogue.left_out)
    if number:
        text = press.wording.translations.ngettext(
            "This copy has only a part of the clearinghouse: %(count)s record is left out of it, and is not searched.",
            "This copy has only a part of the clearinghouse: %(count)s records are left out of it, and are not searched.",
            number,
        )
        yield text % {"count": press.wording.number(number)}


def kinds_of_records(press: Press) -> Mapping[str, str]:
    """What one document of each type is called, by the id that the type has as a facet."""
    translate = press.wording.translate
    concepts = {each.page: translate(each.title) for each in press.catalogue.code_lists.values() if each.page}
    records = {name: translate(schema.title) for name, schema in press.catalogue.schemas.items()}
    return {"pages": translate("Page"), "views": translate("View")} | concepts | records


def listing_words(press: Press, schema: Schema) -> Mapping[str, Any]:
    """The words of a listing that searches: those of the search page, for one kind of record."""
    return {**explore_words(press), "kinds": {schema.collection.name: press.wording.translate(schema.title)}}


@lru_cache(maxsize=256)
def plural_forms(translations: NullTranslations, locale: Locale, singular: str, plural: str) -> Mapping[str, str]:
    """The forms of a counted message by CLDR plural category (`one`, `few`, `other` …), which `Intl.PluralRules` names too."""
    categories = {locale.plural_form(number): number for number in reversed(range(_SAMPLE))}
    return {
        category: translations.ngettext(singular, plural, number) for category, number in sorted(categories.items())
    }
