"""A made-up clearinghouse of any size: the same records for the same number, as long as the texts of this project are the same.

    python -m benchmarks.builds.corpus NUMBER FOLDER    writes a project that this package builds

Records are of all kinds that the schemas know, 300 to 600 words each. Nothing in them is real but the names of countries and themes.
"""

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from babel import Locale
from benchmarks.builds.kinds import KINDS, Draw, Fields
from benchmarks.search.english import ROOT, is_content, learnt, name, passage, topic_words

MOST_COUNTRIES = 180
"""So many countries have a record of their own, whatever the size."""
FORMS = (
    "{0} {1} for {2} in {country}", "Strengthening {0} {1} through {2}", "{0} and {1} in {place}: {2}", "How {0} {1} changed {2} in {country}",
    "Regional {1} on {0} and {2}", "Guide to {0} {1} and {2}", "From {0} to {2}: {1} in {country}", "{place} {1} of {0} and {2}",
)  # fmt: skip
HAND_WRITTEN = (
    "index.md",
    "about/index.md",
    "about/reading.md",
    "contribute/index.md",
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One record: `fields` is its front matter, `body` Markdown; `countries` and `themes` are all codes that it names at its top.

    `refers_to` are the ids of the other records that it names, each once. Ids are unique over all collections.
    """

    id: str
    collection: str
    fields: Fields
    body: str
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    refers_to: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the record is called."""
        return str(self.fields["title"])


@cache
def codes_by_list() -> dict[str, list[str]]:
    """Return the codes of every list by its name; countries in an order of no meaning, the first of which are drawn most often."""
    found = {
        path.stem: [str(each["id"]) for each in yaml.safe_load(path.read_text("utf-8"))["concepts"]]
        for path in sorted((ROOT / "schemas" / "code-lists").glob("*.yaml"))
    }
    countries = [each for each in found["countries"] if each != "AQ"]
    random.Random(0).shuffle(countries)
    return found | {"countries": countries}


@cache
def domain_words() -> list[str]:
    """Return the content words that the project's own texts use eight times or more."""
    return sorted(word for word, after in learnt().after_one.items() if is_content(word) and len(after) >= 8)


def ids_of(number: int) -> dict[str, list[str]]:
    """Return the ids of `number` records by collection. That of a country is its code; initiatives fill up what rounding leaves."""
    counts = {collection: max(3, round(number * share)) for collection, (_, _, share) in KINDS.items()}
    counts["countries"] = min(counts["countries"], MOST_COUNTRIES)
    counts["initiatives"] += number - sum(counts.values())
    ids = {
        collection: [f"{start}-{each}" for each in range(counts[collection])]
        for collection, (_, start, _) in KINDS.items()
    }
    return ids | {"countries": [each.lower() for each in codes_by_list()["countries"][: counts["countries"]]]}


@cache
def made_up(number: int) -> tuple[MadeUp, ...]:
    """Return `number` records, collection by collection; at least 60, so that every kind has three."""
    source, ids = random.Random(number), ids_of(number)
    places = sorted({name(source) for _ in range(200 + number // 2)})
    drawn = [
        Draw(source, ids, codes_by_list(), collection, place, source.sample(topic_words(), 30), source.sample(places, 3))
        for collection in KINDS
        for place in range(len(ids[collection]))
    ]  # fmt: skip
    titles = {ids[draw.collection][draw.place]: _title(draw) for draw in drawn}
    places_of = {each: collection for collection, those in ids.items() for each in those}
    return tuple(_record(draw, titles, places_of) for draw in drawn)


def _title(draw: Draw) -> str:
    if draw.collection == "countries":
        return str(Locale("en").territories[draw.ids["countries"][draw.place].upper()])
    form, country = draw.source.choice(FORMS), Locale("en").territories[draw.countries()[0]]
    domain = draw.source.choice(domain_words())
    text = form.format(draw.topics[0], domain, draw.topics[1], country=country, place=draw.names[0])
    return text[0].upper() + text[1:]


def _record(draw: Draw, titles: dict[str, str], collections: dict[str, str]) -> MadeUp:
    maker, _, _ = KINDS[draw.collection]
    own_id = draw.ids[draw.collection][draw.place]
    said = maker(draw)
    confirmed = draw.source.random() < 0.5
    if confirmed:
        day = f"20{draw.some(20, 26)}-03-0{draw.some(1, 9)}"
        said |= {
            "confirmed_on": day,
            "confirmed_by": next(_ids_in(said, collections, "organisations"), draw.one("organisations")),
        }
    head = {"title": titles[own_id], "summary": draw.text().ljust(20, ".")}
    fields = head | said | {"sources": _sources(draw, own_id, list(said))}
    refers_to = tuple(dict.fromkeys(each for each in _ids_in(said, collections) if each != own_id))
    countries, themes = (
        _named(said, ("country", "countries", "provider_countries", "receiver_countries")),
        _named(said, ("themes",)),
    )
    return MadeUp(
        own_id, draw.collection, fields, _body(draw, refers_to, titles, collections), countries, themes, refers_to
    )


def _ids_in(value: object, collections: dict[str, str], wanted: str = "") -> Iterator[str]:
    """Yield the ids of records in a value, of all collections or of the one wanted, in reading order."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _ids_in(inner, collections, wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_in(inner, collections, wanted)
    elif isinstance(value, str) and value in collections and wanted in ("", collections[value]):
        yield value


def _named(fields: Fields, names: tuple[str, ...]) -> tuple[str, ...]:
    values = [fields[each] for each in names if each in fields]
    return tuple(dict.fromkeys(code for value in values for code in ([value] if isinstance(value, str) else value)))


def _sources(draw: Draw, own_id: str, names: list[str]) -> list[Fields]:
    """Return two sources that back every field and the text between them."""
    backed = [each for each in names if not each.startswith("confirmed")]
    half = len(backed) // 2
    return [
        {"id": "report", "title": f"Report on {draw.name()}", "publisher": "Nobody", "symbol": f"MADE/UP/{own_id.upper()}",
         "date": str(draw.year()), "supports": ["summary", *backed[:half]]},
        {"id": "page", "title": draw.name(), "publisher": draw.names[1], "url": f"https://pages.example/{own_id}",
         "supports": [*backed[half:], "body"]},
    ]  # fmt: skip


def _body(draw: Draw, refers_to: tuple[str, ...], titles: dict[str, str], collections: dict[str, str]) -> str:
    """Return 300 to 600 words under three headings; each of the first two links to a record that the front matter names."""
    parts = []
    for place in range(3):
        heading = " ".join(draw.source.sample(draw.topics, 2)).capitalize()
        text = passage(draw.source, draw.some(90, 170), draw.topics, draw.names)
        if place < min(2, len(refers_to)):
            other = refers_to[place]
            text += f" More is told by [{titles[other]}](../{collections[other]}/{other}.md)."
        parts.append(f"## {heading}\n\n{text}")
    return "\n\n".join(parts)


def text_of(record: MadeUp) -> str:
    """Return the file of a record."""
    head = yaml.dump(record.fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{head}---\n\n{record.body}\n"


def write_project(number: int, folder: Path) -> None:
    """Write a project of `number` records that this package builds, into a folder that is not there or is empty."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for each in HAND_WRITTEN:
        path = folder / "content" / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Made-up page\n\nNothing is here.\n", encoding="utf-8")
    for record in made_up(number):
        path = folder / "content" / record.collection / f"{record.id}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text_of(record), encoding="utf-8")


if __name__ == "__main__":
    write_project(int(sys.argv[1]), Path(sys.argv[2]))
