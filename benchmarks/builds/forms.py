"""The made-up records as projects of Material for MkDocs (Zensical builds the same one) and of Hugo."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from benchmarks.builds.corpus import MadeUp, made_up, text_of
from benchmarks.search.english import ROOT

HUGO = Path(__file__).with_name("hugo")
NO_FACT = {"title", "summary", "sources"}
TERMS = {"country", "countries", "themes", "provider_countries", "receiver_countries"}
"""Fields of countries and themes: in Hugo these are terms, shown with their names and linked to their lists."""


def write_material(number: int, folder: Path) -> None:
    """Write a project of stock Material: one page in the navigation, all records beside it, its own search.

    A page has the front matter of the record, and as Markdown its facts, the text and the sources; references are links.
    """
    records = made_up(number)
    known = {each.id: each for each in records}
    for record in records:
        path = folder / "docs" / record.collection / f"{record.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(record, known), encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Made-up records\n", encoding="utf-8")
    settings = {
        "site_name": "Made-up records", "use_directory_urls": False, "theme": {"name": "material", "font": False},
        "plugins": ["search"], "markdown_extensions": ["tables", {"toc": {"permalink": False}}], "nav": ["index.md"],
        "not_in_nav": "".join(f"/{each}/\n" for each in sorted({record.collection for record in records})),
    }  # fmt: skip
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def _page(record: MadeUp, known: dict[str, MadeUp]) -> str:
    head = text_of(record).partition("---\n\n")[0]
    shown = {name: value for name, value in record.fields.items() if name not in NO_FACT}
    facts = [
        f"- **{_label(name)}**: {_named(value) if name in TERMS else _shown(value, known)}"
        for name, value in shown.items()
    ]
    sources = [f"{place}. {_shown(each, known)}" for place, each in enumerate(record.fields["sources"], 1)]
    parts = [
        f"# {record.title}",
        record.fields["summary"],
        "\n".join(facts),
        record.body,
        "## Sources",
        "\n".join(sources),
    ]
    return f"{head}---\n\n" + "\n\n".join(parts) + "\n"


def _named(codes: str | list[str]) -> str:
    """Return the names of countries or themes."""
    return "; ".join(_names()[code] for code in ([codes] if isinstance(codes, str) else codes))


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(value: Any, known: dict[str, MadeUp]) -> str:
    """Return a value in one line of Markdown; the id of a record is a link with its title."""
    if isinstance(value, dict):
        return ", ".join(f"{_label(name).lower()} {_shown(inner, known)}" for name, inner in value.items())
    if isinstance(value, list):
        return "; ".join(_shown(each, known) for each in value)
    if value in known:
        return f"[{known[value].title}](../{known[value].collection}/{value}.md)"
    return str(value)


def write_hugo(number: int, folder: Path) -> None:
    """Write a project of Hugo, with the settings and templates of the folder hugo/ beside this file."""
    shutil.copytree(HUGO, folder, dirs_exist_ok=True)
    records = made_up(number)
    collections = {each.id: each.collection for each in records}
    for record in records:
        path = folder / "content" / record.collection / f"{record.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = yaml.dump(
            _head(record, collections), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120
        )
        path.write_text(f"---\n{head}---\n\n{record.body}\n", encoding="utf-8")
    for term, title in _terms(records):
        (folder / "content" / term).mkdir(parents=True)
        (folder / "content" / term / "_index.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")


def _head(record: MadeUp, collections: dict[str, str]) -> dict[str, Any]:
    """Return the front matter for Hugo: fields under names of their own, since Hugo reads some (`published`, `type`) as its own."""
    names = _names()
    return {
        "title": record.title,
        "by-country": list(record.countries), "by-theme": list(record.themes), "refers-to": list(record.refers_to),
        "params": {
            "summary": record.fields["summary"],
            "facts": {name: value for name, value in record.fields.items() if name not in NO_FACT | TERMS},
            "sources": record.fields["sources"],
            "references": [f"/{collections[each]}/{each}" for each in record.refers_to],
            "country_names": [names[each] for each in record.countries], "theme_names": [names[each] for each in record.themes],
        },
    }  # fmt: skip


@cache
def _names() -> dict[str, str]:
    """Return the English names of countries and themes by their codes; no code is in both."""
    themes = yaml.safe_load((ROOT / "schemas" / "code-lists" / "themes.yaml").read_text("utf-8"))["concepts"]
    return dict(Locale("en").territories.items()) | {each["id"]: each["label"]["en"] for each in themes}


def _terms(records: tuple[MadeUp, ...]) -> Iterator[tuple[str, str]]:
    """Yield the folder and the title of the page of each country and theme named, which Hugo would otherwise call by their codes."""
    for code in sorted({each for record in records for each in record.countries}):
        yield f"by-country/{code.lower()}", _names()[code]
    for code in sorted({each for record in records for each in record.themes}):
        yield f"by-theme/{code}", _names()[code]
