"""The page that tells what was measured: README.md of this folder."""

import os
import platform
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Figures = dict[str, Any]
OURS, REAL, PAGEFIND, MATERIAL = "ours", "ours, real page", "Pagefind", "Material"
COLUMNS = (OURS, PAGEFIND, MATERIAL)
KINDS = ("title", "phrase", "typo", "accents", "acronym", "inflected")
NOTHING = "–"


def middle(name: str, unit: float = 1) -> Callable[[Figures], float]:
    """Return what gives the median of a figure of all readers, in a unit."""
    return lambda of: statistics.median(each[name] for each in of["visits"]) / unit


def of_disk(name: str, unit: float = 1) -> Callable[[Figures], float]:
    """Return what gives a figure of the files on disk, in a unit."""
    return lambda of: of["built"]["disk"][name] / unit


def taken(of: Figures | None, figure: Callable[[Figures], float | None]) -> float | None:
    """Return a figure of a search, nothing where it was not measured."""
    try:
        return figure(of) if of else None
    except (KeyError, ValueError):
        return None


ROWS: tuple[tuple[str, Callable[[Figures], float | None], int], ...] = (
    ("first query: KB of the search", middle("first_bytes", 1e3), 1),
    ("first query: requests of the search", middle("first_requests"), 0),
    ("nine further queries: KB", middle("nine_bytes", 1e3), 1),
    ("nine further queries: requests", middle("nine_requests"), 0),
    ("first result, unthrottled: s", middle("first_time", 1e3), 2),
    ("first result, 400 kbit/s and 400 ms: s", lambda of: statistics.median(of["slow"]) / 1e3, 1),
    ("further query, its files loaded from this computer: ms", middle("further_time"), 1),
    ("warm query: ms", middle("warm_time"), 1),
    ("JavaScript heap after ten queries: MB", middle("heap"), 1),
    ("memory with workers: MB", lambda of: max(each["memory"] for each in of["visits"]), 1),
    ("six facets: KB", lambda of: middle("facet_bytes", 1e3)(of) or None, 1),
    ("build of the index: processor s", lambda of: of["built"]["seconds"], 1),
    ("index on disk: MB", of_disk("raw", 1e6), 2),
    ("index as sent: MB", of_disk("sent", 1e6), 2),
    ("files of the index", of_disk("files"), 0),
)


@dataclass(frozen=True)
class Goal:
    """A figure of ours in relation to that of another search, or by itself, and what it was to be."""

    name: str
    value: Callable[[Figures], float | None]
    limit: float
    is_least: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a value reaches the goal."""
        return value >= self.limit if self.is_least else value <= self.limit


def ratio(figure: Callable[[Figures], float | None], other: str = PAGEFIND) -> Callable[[Figures], float | None]:
    """Return what gives our figure divided by that of another search at one size."""

    def value(at: Figures) -> float | None:
        ours, theirs = taken(at.get(OURS), figure), taken(at.get(other), figure)
        return ours / theirs if ours is not None and theirs else None

    return value


def reciprocals(of: Figures, kind: str, chosen: list[bool] | None = None) -> float | None:
    """Return the mean reciprocal rank of the queries of a kind, of all or of those chosen."""
    if "ranks" not in of:
        return None
    place = KINDS.index(kind)
    number = len(of["ranks"]) // len(KINDS)
    found = of["ranks"][place * number : (place + 1) * number]
    kept = [each for each, is_chosen in zip(found, chosen or [True] * number, strict=True) if is_chosen]
    return statistics.mean(1 / each if each else 0 for each in kept) if kept else None


def without_typos(of: Figures, unique: dict[str, list[bool]] | None = None) -> float:
    """Return the mean of the five kinds of queries without typos."""
    return statistics.mean(reciprocals(of, kind, (unique or {}).get(kind)) or 0 for kind in KINDS if kind != "typo")


GOALS = (
    Goal("bytes of the first query ÷ Pagefind", ratio(middle("first_bytes")), 0.25),
    Goal("bytes of nine further queries ÷ Pagefind", ratio(middle("nine_bytes")), 0.25),
    Goal("first result on the slow line ÷ Pagefind", ratio(lambda of: statistics.median(of["slow"])), 0.4),
    Goal("warm query ÷ Pagefind", ratio(middle("warm_time")), 0.1),
    Goal("bytes of six facets ÷ Pagefind", ratio(middle("facet_bytes")), 0.4),
    Goal("build ÷ Pagefind", ratio(lambda of: of["built"]["seconds"]), 0.5),
    Goal("index on disk ÷ Pagefind", ratio(of_disk("raw")), 0.4),
    Goal("MRR@10 without typos ÷ Pagefind", ratio(without_typos), 1.03, is_least=True),
    Goal("MRR@10 of typos", lambda at: reciprocals(at[OURS], "typo"), 0.9, is_least=True),
    Goal("bytes of the first query ÷ Material", ratio(middle("first_bytes"), MATERIAL), 0.01),
)


def shown(value: float | None, digits: int = 2) -> str:
    """Return a number with so many digits after the point."""
    return NOTHING if value is None else f"{value:,.{digits}f}"


def table_of_figures(at: Figures) -> str:
    """Return the table of everything but quality at one size."""
    lines = ["| | ours | Pagefind | Material | ours ÷ Pagefind | ours ÷ Material |", "|---|--:|--:|--:|--:|--:|"]
    for name, figure, digits in ROWS:
        values = [taken(at.get(column), figure) for column in COLUMNS]
        cells = [shown(value, digits) for value in values]
        ratios = [shown(ratio(figure, other)(at), 3) for other in (PAGEFIND, MATERIAL)]
        lines.append(f"| {name} | {' | '.join(cells + ratios)} |")
    return "\n".join(lines)


def page_around(at: Figures) -> str:
    """Return a sentence on the real search page."""
    real, material = at.get(REAL), at.get(MATERIAL)
    slow = taken(real, lambda of: statistics.median(of["slow"]) / 1e3)
    return (
        f"The real search page, opened with a query: {shown(taken(real, middle('page_bytes', 1e3)), 1)} KB with everything on it, first result after "
        f"{shown(taken(real, middle('first_time', 1e3)))} s, on the slow line after {shown(slow, 1)} s. Material's page with everything: "
        f"{shown(taken(material, middle('page_bytes', 1e3)), 1)} KB. First queries on the slow line, from the fastest to the slowest, in s: "
        + "; ".join(
            f"{name} {min(at[name]['slow']) / 1e3:.1f}–{max(at[name]['slow']) / 1e3:.1f}" for name in COLUMNS if at.get(name, {}).get("slow")
        )
        + "."
    )  # fmt: skip


def table_of_quality(at: Figures) -> str:
    """Return the table of mean reciprocal ranks at one size."""
    lines = [
        "| query | ours | Pagefind | Material | one right answer | ours, these | Pagefind, these | Material, these |",
        f"|---|{'--:|' * 7}",
    ]
    for kind in KINDS:
        chosen = at["unique"][kind]
        all_of = [shown(reciprocals(at.get(name, {}), kind), 3) for name in COLUMNS]
        these = [shown(reciprocals(at.get(name, {}), kind, chosen), 3) for name in COLUMNS]
        share = f"{sum(chosen)} of {len(chosen)}"
        lines.append(f"| {kind} | {' | '.join([*all_of, share, *these])} |")
    found = [name for name in COLUMNS if at.get(name, {}).get("ranks")]
    means = [shown(without_typos(at[name]) if name in found else None, 3) for name in COLUMNS]
    these = [shown(without_typos(at[name], at["unique"]) if name in found else None, 3) for name in COLUMNS]
    lines.append(f"| **all but typos** | {' | '.join([*means, '', *these])} |")
    return "\n".join(lines)


def table_of_goals(sizes: Figures) -> str:
    """Return the goals, met or missed at the largest size, with the values at the others."""
    names = [f"{int(size):,}" for size in sizes]
    lines = [f"| | goal | {' | '.join(names)} | |", f"|---|--:|{'--:|' * len(names)}---|"]
    for goal in GOALS:
        values = [goal.value(at) if OURS in at else None for at in sizes.values()]
        verdict = NOTHING if values[-1] is None else "met" if goal.is_met(values[-1]) else "**missed**"
        limit = f"{'≥' if goal.is_least else '≤'} {goal.limit}"
        lines.append(f"| {goal.name} | {limit} | {' | '.join(shown(each, 3) for each in values)} | {verdict} |")
    return "\n".join(lines)


def from_disk(at: Figures) -> str:
    """Return which searches answer on a page opened as a file."""
    return ", ".join(f"{name}: {'yes' if at[name]['from disk'] else 'no'}" for name in (OURS, REAL, PAGEFIND, MATERIAL) if "from disk" in at.get(name, {}))  # fmt: skip


def contract_of(at: Figures) -> str:
    """Return what the comparison with lunr.js gave."""
    told = at.get("contract", {}).get("differences")
    return f"{told['queries']:,} queries, {told['hits']:,} hits, {told['differences']} differences" if told else "not made"  # fmt: skip


def faults_of(sizes: Figures) -> str:
    """Return what could not be measured."""
    told = [
        f"- {int(size):,} records, {name}: {each['fault']}"
        for size, at in sizes.items()
        for name, each in at.items()
        if "fault" in each
    ]
    return "\n".join(["", "Not measured, since it failed:", "", *told, ""]) if told else ""


def version_of(package: str) -> str:
    """Return the version of a package, or nothing where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def part_of(size: str, at: Figures) -> str:
    """Return what was measured at one size."""
    return f"""## {int(size):,} records

{table_of_figures(at)}

{page_around(at)}

MRR@10 by kind of query; on the right only the queries that have one right answer by construction.

{table_of_quality(at)}

From `file://`: {from_disk(at)}. Beside lunr.js on its whole index: {contract_of(at)}.
"""


def report(figures: Figures) -> str:
    """Return the whole page."""
    sizes = figures["sizes"]
    packages = ", ".join(f"{each} {version_of(each)}" for each in ("pagefind_bin", "mkdocs-material", "lunr"))
    return f"""# Our search beside Pagefind and Material's

`nox -s bench` writes this page, `nox -s bench -- search` alone too (`--sizes 250,1000` is quicker and prints it). All figures are of
one run on {os.cpu_count()} cores, Python {platform.python_version()}, Chromium {figures["chromium"]}, {packages}. Only ratios mean something on other computers.

## Goals

{table_of_goals(sizes)}
{faults_of(sizes)}
{"".join(part_of(size, at) + chr(10) for size, at in sizes.items())}{METHOD}"""


METHOD = """## What was measured, and how

- **Records.** Made up (`corpus.py`), 300–600 words each, English by a chain of words learnt from this project's own texts; the same for
  all three. Records and queries are drawn with seed 202, which was not looked at while the search was made (5, 11 and 101 were).
- **Server.** One local server for all: texts as gzip, everything else as it is, HTTP/1.1, connections kept open. Bytes are bodies as sent.
- **Readers.** Each has a new, empty browser context and asks ten queries, of all six kinds in turn, each kind first for one reader: six
  readers for ours and Pagefind, three for Material and for our real page. Medians. The ten queries are then asked again, in the same order: the warm query, which loads nothing.
  We and Pagefind are asked on a small page with nothing but the search: `clearinghouse.find`, which is what the search page and the
  header ask (prefix of the last word, typos mended), and `pagefind.search`; both then load what is shown of the first ten results. Material
  is asked on its real page, opened with `?q=`, then by its field. “Of the search” leaves out the page: for Material it is the index
  and the worker, not the 30 KB of its script that is on every page. For us it is the script of every page and the index.
- **First result**: from the navigation to ten results in the page's hands; for Material and for our real page, until they are shown.
  The slow line is emulated by Chromium: 400 kbit/s each way, 400 ms more for each request; it holds in Pagefind's worker too. At 10,000
  records Material is waited for once.
- **Heap**: objects of the page's script after unused ones were thrown away; “with workers” is what
  Chromium tells of the whole page of the first reader.
- **Facets**: type, country, theme, organisation, status, year, loaded after the first query.
- **Build**: processor seconds of a process. Ours: from records in memory to files, texts rendered in it; views are worked out before, since
  their pages need them. Pagefind: its command line over one HTML page a record, read and parsed in it. Material: its plugin and the making of
  `search_index.json`; that the pages are rendered is not counted, and its browser does at each visit what the others do in the build.
- **Disk**: the folder of the index without script and without Pagefind's ready-made dress.
- **Queries**, 60 a kind, the answer being the record that they were drawn from: *title* (2–4 words of the title, any order), *phrase* (4–6
  words of the body as they follow each other), *typo* (one letter of a title word of six or more letters wrong, missing, added or exchanged, the first
  included, and one or two right words), *accents* (left out), *acronym* (in half of them with a title word), *inflected* (other endings).
- **One right answer**: no other record has all the words meant in its title or as its acronym; for accents, in title and body; for a phrase,
  no other body has it. With the others no search can know which record was meant: Pagefind and Material are as much at a loss as we are.

## What differs

We index more than the others: besides the records, the views and the pages of countries and themes, which can come before a record. Our records
are on no HTML page here; the others read names of countries, themes and organisations as part of the text, we as names that weigh more. Material cuts a page at its
headings and is asked in its own way (every word a prefix, any word enough). Hosts with HTTP/2 help whoever makes many small requests
at once: all three have fewer rounds of six than here. A dash stands where a figure was not taken in this run, such as Material's answers to
all queries at 10,000 records, which take it longest.

## What misses its goal, and why

- **Warm query.** Pagefind 1.5.2 answers in about 5 ms, where the goal was set by versions that took up to 250. Ours is three to five times as fast.
- **Facets.** With 10,000 records more than half of the bytes are 1,500 organisations: which of them stand in which record, near the
  least that this can be written in, and their names. At 250 records Pagefind's are as small as ours: names outweigh the rest.
- **Build.** In Python beside a compiled program: at 10,000 records rendering the texts with the facets takes a quarter of the time, reading
  their words another, turning them into postings and lists of words a third, writing the files the rest. At 250 and 1,000 records the words that
  are read for the first time, and the views, weigh more.
- **Slow line** at 250 and 1,000 records: four steps that wait for each other (page, manifest, words, titles), each 0.4 s, whatever the size.
- **Quality.** With 60 queries a kind, differences of a few hundredths are noise. Where only one record is right, both find it first nearly
  always, but for phrases of texts, which neither knows well: we keep no places of words in texts, for the bytes. Typos only we mend.
"""
