"""Records of a made-up clearinghouse that read like English, and their forms for each of the searches compared.

    python benchmarks/search/corpus.py FOLDER NUMBER SEED    writes docs.json and queries.json there

The same number and seed give the same records, as long as the texts of this project are the same. Nothing in them is real but the names of countries, themes and statuses.
"""

import html
import json
import random
import shutil
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from english import ROOT, is_content, learnt, name, passage, sentence, topic_words

SHARES = {
    "organisations": 0.12, "initiatives": 0.4, "case-studies": 0.14, "best-practices": 0.12, "resources": 0.12,
    "needs": 0.05, "meetings": 0.05,
}  # fmt: skip
STATUSES = ("proposed", "approved", "ongoing", "completed", "cancelled", "suspended")
ACRONYM_PARTS = [
    "BIO",
    "CAP",
    "NET",
    "LAB",
    "SAFE",
    "GEN",
    "AGRI",
    "ECO",
    "TRAIN",
    "REG",
    "LMO",
    "SEED",
    "RISK",
    "DATA",
    "LEX",
    "FOR",
    "CO",
    "INFO",
    "TECH",
    "PRO",
    "MAR",
    "AQUA",
    "VET",
    "EDU",
]
FORMS = [
    "{t} and {t} {d} for {t} {t} in {c}", "Strengthening {t} {d} through {t} {t}", "{t} {t} of {p}: {d} and {t}", "The {t} {t} {d} of {c}",
    "Building {d} for {t} {t} around {p}", "How {t} {d} changed {t} {t} in {c}", "Regional {d} on {t} {t} and {t}", "{t} {d} in {c} after the {t} {t}",
    "Guide to {t} {d} and {t} {t}", "From {t} to {t}: {d} with {t} {t}", "{d} and {t} {t} at {p}", "Joint {t} {d} and {t} {t} in {c} and {p}",
]  # fmt: skip
TWINS = [
    "National biosafety framework of {c}",
    "Implementation of the national biosafety framework of {c}",
    "Biosafety training for inspectors in {c}",
]
ORGANISATIONS = [
    "{p} Institute for {t} {t} Research", "Ministry of {t} and {t} of {c}", "{c} {t} Biosafety Agency", "University of {p} Centre for {t} {d}",
    "{t} Foundation for {t} {d}", "{p} Network of {t} and {t}",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One record: `body` is Markdown, `countries` ISO codes, `organisations` ids of other records, `start` a year or 0.

    The acronym of an organisation has a field of its own; that of any other record is part of its title, as in real records.
    """

    id: str
    collection: str
    title: str
    acronym: str
    summary: str
    body: str
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    organisations: tuple[str, ...]
    start: int
    status: str

    @property
    def plain_title(self) -> str:
        """The title without the acronym."""
        return self.title.removeprefix(f"{self.acronym}: ").removesuffix(f" ({self.acronym})")


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the English labels of countries and themes by their ids."""
    lists = {
        each: yaml.safe_load((ROOT / f"schemas/code-lists/{each}.yaml").read_text("utf-8"))["concepts"]
        for each in ("countries", "themes")
    }
    territories = Locale("en").territories
    return {
        "countries": {each["id"]: territories[each["id"]] for each in lists["countries"] if each["id"] != "AQ"},
        "themes": {each["id"]: each["label"]["en"] for each in lists["themes"]},
    }


@cache
def domain_words() -> list[str]:
    """Return the content words of the project's own texts that occur eight times or more."""
    counts = {word: len(after) for word, after in learnt().after_one.items() if is_content(word)}
    return sorted(word for word, count in counts.items() if count >= 8)


def drawn_countries(source: random.Random, number: int) -> list[str]:
    """Return different countries; some are drawn much more often than others."""
    codes = sorted(labels()["countries"], key=lambda code: (hash_of(code), code))
    found: list[str] = []
    while len(found) < number:
        code = codes[int(len(codes) * source.random() ** 2)]
        if code not in found:
            found.append(code)
    return found


def hash_of(code: str) -> int:
    """Return a number that depends on a code only, the same in every run."""
    return sum(ord(letter) * 7919**place for place, letter in enumerate(code)) % 1009


def filled(source: random.Random, form: str, topics: list[str], country: str, place: str) -> str:
    """Return a title of a form: {t} topics of the record, {d} a word of the domain, {c} the country, {p} the place."""
    for topic in source.sample(topics[:12], form.count("{t}")):
        form = form.replace("{t}", topic, 1)
    text = form.format(d=source.choice(domain_words()), c=labels()["countries"][country], p=place)
    return text[0].upper() + text[1:]


def acronym_of(source: random.Random, title: str, country: str) -> str:
    """Return an acronym: two parts and perhaps the country's code, or initials of the title with a letter more."""
    if source.random() < 0.35:
        initials = "".join(word[0] for word in title.split() if word[0].isascii() and word[0].isalpha()).upper()
        return initials[:4] + source.choice("ABCDEFGHKLMNPRSTUVWZ")
    return "".join(source.sample(ACRONYM_PARTS, 2)) + (f"-{country}" if source.random() < 0.6 else "")


def title_of(
    source: random.Random, collection: str, before: list[MadeUp], topics: list[str], country: str, place: str
) -> str:
    """Return a title; one in eight is nearly the title of another record."""
    chance = source.random()
    if collection == "organisations":
        return filled(source, source.choice(ORGANISATIONS), topics, country, place)
    if chance < 0.07:
        return filled(source, source.choice(TWINS), topics, country, place)
    if chance < 0.12 and before:
        return source.choice(before).plain_title + source.choice([", second phase", f" in {place}", ": lessons learnt"])
    return filled(source, source.choice(FORMS), topics, country, place)


def body_of(source: random.Random, topics: list[str], names: list[str], acronym: str, country: str) -> str:
    """Return 300 to 600 words of Markdown under three headings; the acronym and the country occur in most."""
    parts = []
    for heading in range(3):
        text = passage(source, source.randint(90, 180), topics, names)
        if heading == 0 and acronym and source.random() < 0.6:
            text += f" {acronym} in {labels()['countries'][country]} was part of this."
        parts.append(f"## {' '.join(source.sample(topics, 2)).capitalize()}\n\n{text}")
    return "\n\n".join(parts)


def summary_of(source: random.Random, topics: list[str], names: list[str]) -> str:
    """Return a sentence of 20 to 300 characters."""
    text = sentence(source, topics, names)[:300]
    return text if len(text) >= 20 else f"{text} Nothing of this is real."


def made_up(
    source: random.Random,
    identity: str,
    collection: str,
    before: list[MadeUp],
    organisations: list[str],
    places: list[str],
) -> MadeUp:
    """Return one record that may name any of the organisations and places."""
    topics = source.sample(topic_words(), 30)
    countries = drawn_countries(
        source, 1 if collection in {"organisations", "needs", "meetings"} else source.randint(1, 3)
    )
    names = source.sample(places, 3)
    title = title_of(source, collection, before, topics, countries[0], names[0])
    acronym = acronym_of(source, title, countries[0]) if source.random() < 0.45 else ""
    if acronym and collection != "organisations":
        title = f"{acronym}: {title}" if source.random() < 0.5 else f"{title} ({acronym})"
    partners = {organisations[int(len(organisations) * source.random() ** 2)] for _ in range(3)} - {identity}
    dated = collection in {"initiatives", "resources", "needs", "meetings"}
    return MadeUp(
        identity, collection, title, acronym, summary_of(source, topics, names),
        body_of(source, topics, names, acronym, countries[0]), tuple(countries),
        tuple(source.sample(sorted(labels()["themes"]), source.randint(1, 3))),
        tuple(sorted(partners)) if collection in {"initiatives", "best-practices", "resources"} else (),
        source.randint(1998, 2025) if dated else 0, source.choice(STATUSES) if collection == "initiatives" else "",
    )  # fmt: skip


@cache
def documents(number: int, seed: int) -> list[MadeUp]:
    """Return about `number` records, organisations first, in the shares of SHARES."""
    source = random.Random(seed)
    counts = {collection: max(4, round(number * share)) for collection, share in SHARES.items()}
    organisations = [f"organisation-{each}" for each in range(counts["organisations"])]
    places = sorted({name(source) for _ in range(200 + number // 2)})
    found: list[MadeUp] = []
    for collection, count in counts.items():
        singular = {"case-studies": "case-study"}.get(collection, collection.removesuffix("s"))
        for each in range(count):
            before = found[-50:] if found and found[-1].collection == collection else []
            found.append(made_up(source, f"{singular}-{each}", collection, before, organisations, places))
    return found


def names_of(document: MadeUp, titles: dict[str, str]) -> str:
    """Return the names that a record bears besides its title: acronym, countries, organisations, one a line."""
    countries = (labels()["countries"][code] for code in document.countries)
    return "\n".join(filter(None, [document.acronym, *countries, *(titles[each] for each in document.organisations)]))


def titles_of(found: list[MadeUp]) -> dict[str, str]:
    """Return the titles of organisations, with their acronyms, by id."""
    return {
        each.id: f"{each.title} ({each.acronym})" if each.acronym else each.title
        for each in found
        if each.collection == "organisations"
    }


def facts(document: MadeUp, titles: dict[str, str]) -> dict[str, list[str]]:
    """Return the values of the facets by name, as shown to a reader."""
    values = {
        "type": [document.collection],
        "country": [labels()["countries"][code] for code in document.countries],
        "theme": [labels()["themes"][each] for each in document.themes],
        "organisation": [titles[each] for each in document.organisations],
        "status": [document.status],
        "year": [str(document.start or "")],
    }
    return {facet: [each for each in inner if each] for facet, inner in values.items() if any(inner)}


def page(document: MadeUp, titles: dict[str, str]) -> str:
    """Return the HTML page of a record, as Pagefind is to read it."""
    rows = [
        f'<div>{facet.capitalize()}: <span data-pagefind-filter="{facet}">{html.escape(value)}</span></div>'
        for facet, values in facts(document, titles).items()
        for value in values
    ]
    blocks = [
        f"<h2>{html.escape(part[3:])}</h2>" if part.startswith("## ") else f"<p>{html.escape(part)}</p>"
        for part in document.body.split("\n\n")
    ]
    acronym = (
        f"<p>Acronym: {html.escape(document.acronym)}</p>"
        if document.collection == "organisations" and document.acronym
        else ""
    )
    title = html.escape(document.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><main data-pagefind-body>'
        f"<h1>{title}</h1><p>{html.escape(document.summary)}</p>{acronym}{''.join(rows)}{''.join(blocks)}</main></body></html>"
    )


def write_html(found: list[MadeUp], folder: Path) -> None:
    """Write one page a record, as `<collection>/<id>.html`, into a folder."""
    titles = titles_of(found)
    for document in found:
        path = folder / document.collection / f"{document.id}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(document, titles), encoding="utf-8")


def fields_of(document: MadeUp) -> dict[str, Any]:
    """Return the front matter of a record, valid under the schemas of this project."""
    fields: dict[str, Any] = {"title": document.title, "summary": document.summary}
    countries, themes = list(document.countries), list(document.themes)
    by_collection = {
        "organisations": {"type": "government", "country": countries[0], "themes": themes}
        | ({"acronym": document.acronym} if document.acronym else {}),
        "initiatives": {
            "type": "project", "status": document.status, "countries": countries, "start": str(document.start), "themes": themes,
            "organisations": [
                {"organisation": each, "role": role}
                for each, role in zip(document.organisations, ("funding", "executing", "partner"), strict=False)
            ],
            "not_known": ["activities", "outcomes", "lessons", "sustainability", "addresses_needs"],
        },
        "case-studies": {"countries": countries, "themes": themes},
        "best-practices": {
            "kind": "other", "measures": ["joint-activity"], "themes": themes, "provider_countries": countries,
            "receiver_countries": countries[:1], "experience_of": ["initiative-0"], "organisations": list(document.organisations),
        },
        "resources": {
            "kind": "guidance", "published": str(document.start), "themes": themes, "countries": countries,
            "authors": list(document.organisations),
        },
        "needs": {
            "country": countries[0], "assessed_on": str(document.start),
            "needs": [{"id": f"need-{each}", "title": f"Need {each}", "theme": theme} for each, theme in enumerate(themes)],
        },
        "meetings": {"kind": "workshop", "start": str(document.start), "country": countries[0], "themes": themes},
    }  # fmt: skip
    fields |= by_collection[document.collection]
    source = {
        "id": "s",
        "title": f"Made-up report {document.id}",
        "publisher": "Nobody",
        "symbol": document.id,
        "supports": ["summary"],
    }
    return fields | {"sources": [source]}


def write_project(found: list[MadeUp], folder: Path) -> None:
    """Write a project that this package builds, into an empty folder."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for each in ("index.md", "about/index.md", "about/reading.md", "contribute/index.md"):
        path = folder / "content" / each
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Made-up page\n\nNothing is here.\n", encoding="utf-8")
    for document in found:
        path = folder / "content" / document.collection / f"{document.id}.md"
        path.parent.mkdir(exist_ok=True)
        head = yaml.safe_dump(fields_of(document), allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(f"---\n{head}---\n\n{document.body}\n", encoding="utf-8")


def write_mkdocs(found: list[MadeUp], folder: Path) -> None:
    """Write a project of stock Material with its own search and the same texts; one page only is in the navigation."""
    titles = titles_of(found)
    for document in found:
        path = folder / "docs" / document.collection / f"{document.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [f"- {facet.capitalize()}: {', '.join(values)}" for facet, values in facts(document, titles).items()]
        acronym = (
            [f"- Acronym: {document.acronym}"] if document.collection == "organisations" and document.acronym else []
        )
        text = "\n".join([f"# {document.title}", "", document.summary, "", *acronym, *rows, "", document.body, ""])
        path.write_text(text, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Made-up\n", encoding="utf-8")
    settings = {
        "site_name": "Made-up", "use_directory_urls": False, "theme": {"name": "material", "font": False},
        "plugins": ["search"], "nav": ["index.md"], "validation": {"omitted_files": "ignore"},
    }  # fmt: skip
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def main() -> None:
    """Write the records and 60 queries of each kind as JSON, for tuning."""
    from queries import KINDS, known_items  # noqa: PLC0415 - queries needs this file

    folder, number, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    found, titles = documents(number, seed), titles_of(documents(number, seed))
    folder.mkdir(parents=True, exist_ok=True)
    rows = [asdict(each) | {"names": names_of(each, titles), "facts": facts(each, titles)} for each in found]
    (folder / "docs.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    queries = {kind: known_items(found, kind, 60, seed) for kind in KINDS}
    (folder / "queries.json").write_text(json.dumps(queries, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
