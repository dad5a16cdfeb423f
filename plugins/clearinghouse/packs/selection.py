"""Which records a pack has: those that match all criteria, and those that they refer to directly.

Everything else is outside. What a page of the pack links to there has a short page (a stub) at its address, so that no link
leads nowhere; it is in no list and no number.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any

from clearinghouse.calling import as_called
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.dates import is_date, last_day
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import LANGUAGES, Key, Record
from clearinghouse.packs.concept_input import as_offered, concept_named, concepts_near
from clearinghouse.search.facets import Dates
from clearinghouse.views.wording import Wording


class SelectionFault(ValueError):
    """A pack cannot be chosen like this. The message is for the person who asked for it."""


@dataclass(frozen=True)
class Selection:
    """What a pack is chosen by. Of several values of a criterion a record has one; of several criteria it keeps all.

    Countries, regions and themes are ids of the code lists of these names, collections and languages as records have them;
    `since` is a day (2020-01-31). Without any criterion the pack is the whole clearinghouse.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Selection:
        """Read the setting `selection`: each criterion with a value or a list of them.

        Raises SelectionFault for what is no criterion.
        """
        names = {field.name for field in fields(cls)}
        found: dict[str, Any] = {}
        for name, value in settings.items():
            if name not in names:
                raise SelectionFault(f"{quoted(name)} is no criterion of a selection. There are {', '.join(names)}.")
            values = value if isinstance(value, list | tuple) else [value] if value else []
            texts = tuple(str(each) for each in values)
            found[name] = "".join(texts) if name == "since" else texts
        return cls(**found)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    def in_codes(self, catalogue: Catalogue) -> Selection:
        """The same with labels (Kenya) as ids (KE), and each value once, in order: it is equal for what chooses the same.

        Several values may stand between commas in one. Raises SelectionFault for a value that there is not, naming those that are near.
        """
        if self.since and not is_date(self.since):
            raise SelectionFault(f"{quoted(self.since)} is not a day. Write it year-month-day, as in 2020-01-31.")

        def codes(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(sorted({code for each in values for code in _codes(each, name, catalogue)}))

        return replace(
            self, countries=codes("countries", self.countries), regions=codes("regions", self.regions),
            themes=codes("themes", self.themes),
            collections=_each_of(self.collections, catalogue.schemas, "collection"),
            languages=_each_of(self.languages, LANGUAGES, "language of records"),
        )  # fmt: skip

    def in_words(self, wording: Wording, catalogue: Catalogue) -> str:
        """The criteria in the words of the site: “Countries: Kenya or Uganda; and Themes: …”; nothing for everything."""
        say = wording.translate
        parts = [
            (say(catalogue.code_lists[name].title), [wording.label(name, each) for each in getattr(self, name)])
            for name in ("countries", "regions", "themes")
            if getattr(self, name)
        ]
        titles = [say(catalogue.schemas[each].collection.title) for each in self.collections]
        languages = [str(wording.locale.languages.get(each, each)) for each in self.languages]
        parts += [(say("Kinds of records"), titles), (say("Languages"), languages)]
        parts += [(say("Dated or confirmed since"), [wording.date(self.since)])] if self.since else []
        return say("; and ").join(f"{title}: {say(' or ').join(values)}" for title, values in parts if values)

    @property
    def digits(self) -> str:
        """Eight digits that are the same for the same criteria; hexadecimal, of the criteria that are set as JSON."""
        chosen = {name: value for name, value in asdict(self).items() if value}
        return sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def slug(self) -> str:
        """The criteria as a part of a file name: `ke-theme-biosafety-since-2020-01-31`; `all` for everything.

        Where not all of it can be said in 60 Latin letters, digits that stand for all of it follow.
        """
        parts = [
            ("", self.countries), ("region", self.regions), ("theme", self.themes), ("collection", self.collections),
            ("language", self.languages), ("since", (self.since,) if self.since else ()),
        ]  # fmt: skip
        values = [value for _, values in parts for value in values]
        words = [word for name, values in parts if values for word in (name, *map(_in_latin, values)) if word]
        text = "-".join(words)
        if len(text) <= _MOST_IN_SLUG and all(map(_in_latin, values)):
            return text or "all"
        return f"{text[:_MOST_IN_SLUG].strip('-') or 'part'}-{self.digits}"


_MOST_IN_SLUG = 60
"""Characters of criteria in the name of a file."""


def _in_latin(text: str) -> str:
    """A text in small Latin letters and digits with hyphens between its words; empty where it has none, as in Arabic."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "-".join(re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each))))


def _codes(value: str, name: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the ids of the concepts that a person has named by their ids or labels: one, or several between commas."""
    code_list = catalogue.code_lists.get(name)
    if code_list is None:
        raise SelectionFault(f"This clearinghouse has no list of {name}, so nothing can be chosen by them.")
    whole = concept_named(value, code_list)  # there are names with a comma
    for each in [value] if whole else value.split(","):
        found = whole or concept_named(each, code_list)
        if not found:
            raise SelectionFault(_not_in(each.strip(), code_list))
        yield found


def _not_in(value: str, code_list: CodeList) -> str:
    """What is said of a value that no concept has, with those that may be meant."""
    near = [as_offered(each, code_list) for each in concepts_near(value, code_list)]
    hint = f" Did you mean {' or '.join([', '.join(near[:-1]), near[-1]] if near[1:] else near)}?" if near else ""
    return f"{quoted(value)} is not in the list of {code_list.name}.{hint} All of them: {as_called('pack', '--list', code_list.name)}"


def _each_of(values: Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    """The values, each once, in order; there may be several between commas in one."""
    texts = sorted({part.strip() for value in values for part in value.split(",")})
    for each in texts:
        if each not in known:
            raise SelectionFault(f"{quoted(each)} is not a {what}. There are {', '.join(known)}.")
    return tuple(texts)


def selected(catalogue: Catalogue, selection: Selection) -> Catalogue:
    """The part of a catalogue that a pack has; `selection` is in codes. The rest is `outside` it.

    Raises SelectionFault where no record matches.
    """
    chosen = {record.key for record in matching(catalogue, selection)}
    if not chosen:
        raise SelectionFault("No record matches all of the criteria, so the pack would be empty.")
    referred = {each.target for key in chosen for each in catalogue.references(catalogue.by_key[key])}
    inside = chosen | referred
    part = catalogue_of((catalogue.by_key[key] for key in sorted(inside)), catalogue.schemas, catalogue.code_lists)
    outside = {old: catalogue.by_key[new] for old, new in catalogue.current.items() if new not in inside}
    chosen_by = {(name, each) for name in ("countries", "regions", "themes") for each in getattr(selection, name)}
    return replace(part, outside=outside, neighbours=frozenset(referred - chosen), chosen_by=frozenset(chosen_by))


def matching(catalogue: Catalogue, selection: Selection) -> Iterator[Record]:
    """Yield the records that keep all criteria, by collection and id."""
    allowed = [keys for keys in _allowed(catalogue, selection) if keys is not None]
    dates = Dates(catalogue)
    for record in catalogue.records:
        if (
            all(record.key in keys for keys in allowed)
            and (not selection.collections or record.key.collection in selection.collections)
            and (not selection.languages or record.language in selection.languages)
            and (not selection.since or _is_since(record, dates, selection.since))
        ):
            yield record


def _allowed(catalogue: Catalogue, selection: Selection) -> Iterator[set[Key] | None]:
    """Yield the records that each criterion of concepts allows; None for one that is not set."""
    rules: dict[str, Callable[[Catalogue, str], Iterable[Record]]] = {
        "countries": _of_country, "regions": _within("regions"), "themes": _within("themes"),
    }  # fmt: skip
    for name, rule in rules.items():
        concepts: tuple[str, ...] = getattr(selection, name)
        found = {record.key for each in concepts for record in rule(catalogue, each)}
        found |= {key for each in concepts for key in _describing(catalogue.code_lists[name], each, catalogue)}
        yield found if concepts else None


def _of_country(catalogue: Catalogue, code: str) -> Iterator[Record]:
    """Yield what names a country, and what names no country but a region that it lies in, though not the whole world."""
    yield from catalogue.named("countries").get(code, ())
    naming_countries = {record.key for records in catalogue.named("countries").values() for record in records}
    for code_list, region in catalogue.above(("countries", code)):
        regional = catalogue.named(code_list).get(region, ())
        yield from (record for record in regional if record.key not in naming_countries)


def _within(name: str) -> Callable[[Catalogue, str], Iterable[Record]]:
    """The rule of a list: what names a concept or a narrower one, such as a country of a region."""
    return lambda catalogue, concept: catalogue.uses(name).get(concept, ())


def _describing(code_list: CodeList, concept: str, catalogue: Catalogue) -> Iterator[Key]:
    """Yield the record that describes a concept, where there is one: the country record `ke` for the code KE."""
    key = Key(code_list.page, concept.lower())
    if code_list.page and key in catalogue.by_key:
        yield key


def _is_since(record: Record, dates: Dates, since: str) -> bool:
    """Whether the date that a record is sorted by, or that of its confirmation, is a day or later; without a date it is not."""
    said = (dates.of(record), str(record.data.get("confirmed_on", "")))
    return any(each and last_day(each).isoformat() >= since for each in said)
