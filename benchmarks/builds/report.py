"""The page that tells what was measured: benchmarks/README.md."""

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
Run = dict[str, Any]

README = Path(__file__).parents[1] / "README.md"
BY_HAND = (*(Path(__file__).with_name(each) for each in ("profile.md", "larger.md")), README.with_name("copies.md"))
COLD, FILLS, SAME, BODY, TITLE = (
    "cold, no cache", "cold, fills the cache", "nothing changed", "a body edited", "a title edited",
)  # fmt: skip
OURS = (COLD, FILLS, SAME, BODY, TITLE)
OTHERS = ("Hugo", "Material", "Zensical")
NOTHING = "–"
MOST_NAMES = 60
"""So many names of changed files are listed at most."""


@dataclass(frozen=True)
class Spread:
    """The median of some values, and the least and greatest of them."""

    middle: float
    least: float
    greatest: float
    number: int

    def shown(self, digits: int = 2) -> str:
        """Return the median with the spread behind it, if there is more than one value."""
        if self.number == 1:
            return f"{self.middle:.{digits}f}"
        return f"{self.middle:.{digits}f} ({self.least:.{digits}f}–{self.greatest:.{digits}f})"


def spread(values: list[float]) -> Spread | None:
    """Return the spread of values, nothing of none."""
    return Spread(statistics.median(values), min(values), max(values), len(values)) if values else None


def ratios(at: Figures, name: str, other: str, figure: str) -> Spread | None:
    """Return what one took divided by what another took, round by round: only rounds that both were measured in."""
    known = at.get("builds", {})
    theirs = {each["round"]: each[figure] for each in known.get(other, ())}
    return spread([each[figure] / theirs[each["round"]] for each in known.get(name, ()) if each["round"] in theirs])


def growth(figures: Figures, name: str, figure: str) -> Spread | None:
    """Return the exponents by which a figure grows from the smallest to the largest size, round by round."""
    sizes = sorted(figures["sizes"], key=int)
    small, large = ({each["round"]: each[figure] for each in figures["sizes"][size].get("builds", {}).get(name, ())} for size in (sizes[0], sizes[-1]))  # fmt: skip
    if sizes[0] == sizes[-1]:
        return None
    steps = math.log(int(sizes[-1]) / int(sizes[0]))
    return spread([math.log(large[each] / small[each]) / steps for each in large.keys() & small.keys()])


@dataclass(frozen=True)
class Goal:
    """A ratio that was to stay below a limit, at each of three sizes."""

    name: str
    ours: str
    other: str
    figure: str
    limits: dict[str, float]

    def cell(self, size: str, at: Figures) -> str:
        """Return the ratio at one size, and whether it reaches the goal there."""
        found, limit = ratios(at, self.ours, self.other, self.figure), self.limits.get(size)
        if not found:
            return NOTHING
        if limit is None:
            return found.shown()
        return f"{found.shown()} ≤ {limit}: {'met' if found.middle <= limit else '**missed**'}"


def _limits(*values: float) -> dict[str, float]:
    return dict(zip(("1000", "4000", "10000"), values, strict=True))


GOALS = tuple(
    Goal(*each)
    for each in (
        ("cold full build ÷ Hugo, wall", COLD, "Hugo", "wall", _limits(1.0, 0.7, 0.6)),
        ("the same, and the cache is filled", FILLS, "Hugo", "wall", _limits(1.0, 0.7, 0.6)),
        ("cold ÷ Material, processor time", COLD, "Material", "processor", _limits(0.35, 0.3, 0.3)),
        ("the same, and the cache is filled", FILLS, "Material", "processor", _limits(0.35, 0.3, 0.3)),
        ("rebuild after one edit ÷ Hugo, wall", BODY, "Hugo", "wall", _limits(0.4, 0.15, 0.1)),
        ("peak memory of a cold build ÷ Hugo", COLD, "Hugo", "memory", _limits(0.6, 0.4, 0.4)),
        ("the same, and the cache is filled", FILLS, "Hugo", "memory", _limits(0.6, 0.4, 0.4)),
    )
)
LIMIT_OF_GROWTH = 1.05
SIZES_OF_GROWTH = (1000, 10000)
LIMIT_OF_CHECK = 1.5


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown; all columns but the first are aligned to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def table_of_goals(figures: Figures) -> str:
    """Return every goal with what was reached at each size."""
    sizes: dict[str, Figures] = figures["sizes"]
    rows = [[goal.name, *(goal.cell(size, at) for size, at in sizes.items())] for goal in GOALS]
    for figure, title in (("wall", "wall"), ("processor", "processor time")):
        rows.append([f"`clearinghouse check` ÷ reading and loading, {title}, no cache", *(_check_cell(size, at, figure) for size, at in sizes.items())])  # fmt: skip
    rows.append(
        ["while served: an edited record is seen ÷ Hugo's full build, wall", *(_seen_cell(at) for at in sizes.values())]
    )
    rows.append(["files that change when one body is edited", *(_changed_cell(at) for at in sizes.values())])
    return table(["goal", *(f"{int(size):,}" for size in sizes)], rows) + "\n\n" + _growth_sentence(figures)


def _check_cell(size: str, at: Figures, figure: str) -> str:
    found = check_ratio(at, "no cache", figure)
    if not found:
        return NOTHING
    verdict = f" ≤ {LIMIT_OF_CHECK}: {'met' if found.middle <= LIMIT_OF_CHECK else '**missed**'}"
    return found.shown() + (verdict if size == "10000" else "")


def _seen_cell(at: Figures) -> str:
    hugo = {each["round"]: each["wall"] for each in at.get("builds", {}).get("Hugo", ())}
    runs = [each for each in at.get("serving", ()) if each["round"] in hugo]
    found = spread([each["seen"] / hugo[each["round"]] for each in runs])
    seconds = spread([each["seen"] for each in runs])
    return f"{found.shown()}; {seconds.shown(1)} s" if found and seconds else NOTHING


def _changed_cell(at: Figures) -> str:
    runs = at.get("builds", {}).get(BODY)
    return str(len(runs[-1]["changed"])) if runs else NOTHING


def _growth_sentence(figures: Figures) -> str:
    found = growth(figures, COLD, "processor")
    if not found:
        return ""
    sizes = sorted(map(int, figures["sizes"]))
    verdict = f" ≤ {LIMIT_OF_GROWTH}: {'met' if found.middle <= LIMIT_OF_GROWTH else '**missed**'}"
    is_goal = (sizes[0], sizes[-1]) == SIZES_OF_GROWTH
    return f"Growth exponent of cold processor time, no cache: {found.shown()}{verdict if is_goal else ''}."


def table_of_builds(at: Figures) -> str:
    """Return the medians of every build at one size, and how they stand to Hugo."""
    rows = []
    for name in (*OURS, *OTHERS):
        runs: list[Run] = at.get("builds", {}).get(name, [])
        if not runs:
            continue
        wall, processor, memory = (
            statistics.median(each[figure] for each in runs) for figure in ("wall", "processor", "memory")
        )
        against = [
            found.shown() if (found := ratios(at, name, "Hugo", figure)) else NOTHING
            for figure in ("wall", "processor", "memory")
        ]
        label = f"ours, {name}" if name in OURS else name
        rows.append([label, str(len(runs)), f"{wall:.1f}", f"{processor:.1f}", f"{memory:.0f}", f"{runs[-1]['written']['files']:,}",
                     f"{runs[-1]['written']['bytes'] / 1e6:.0f}", *against])  # fmt: skip
    head = [
        "",
        "rounds",
        "wall s",
        "processor s",
        "peak memory MiB",
        "files",
        "MB",
        "wall ÷ Hugo",
        "processor ÷ Hugo",
        "memory ÷ Hugo",
    ]
    return table(head, rows)


def table_of_growth(figures: Figures) -> str:
    """Return the exponents of growth of processor time, wall time and memory."""
    rows = [
        [f"ours, {name}" if name in OURS else name, *(found.shown() if (found := growth(figures, name, figure)) else NOTHING for figure in ("processor", "wall", "memory"))]
        for name in (*OURS, *OTHERS)
    ]  # fmt: skip
    return table(["", "processor time", "wall time", "peak memory"], rows)


def check_ratio(at: Figures, name: str, figure: str = "processor") -> Spread | None:
    """Return what the check takes divided by what reading and loading alone take, run by run."""
    known = at.get("check", {})
    pairs = zip(known.get(name, ()), known.get("loading", ()), strict=False)
    return spread([ours[figure] / theirs[figure] for ours, theirs in pairs])


def table_of_check(figures: Figures) -> str:
    """Return what the check takes, with and without a cache."""
    rows = []
    for size, at in figures["sizes"].items():
        known = at.get("check", {})
        medians = [
            f"{statistics.median(each['processor'] for each in known[name]):.2f}" if known.get(name) else NOTHING
            for name in ("loading", "no cache", "cache")
        ]
        against = [found.shown() if (found := check_ratio(at, name)) else NOTHING for name in ("no cache", "cache")]
        rows.append([f"{int(size):,}", *medians, *against])
    return table(["records", "reading and loading s", "check, no cache s", "check, cache warm s", "no cache ÷ loading", "warm ÷ loading"], rows)  # fmt: skip


def table_of_files(at: Figures) -> str:
    """Return the files and MB that each writes, by suffix."""
    known = {label: at["builds"][name][-1]["written"] for label, name in (("ours", COLD), *((each, each) for each in OTHERS)) if at.get("builds", {}).get(name)}  # fmt: skip
    suffixes = sorted({suffix for each in known.values() for suffix in each["by_suffix"]})
    rows = [[suffix, *(_files(each["by_suffix"].get(suffix)) for each in known.values())] for suffix in suffixes]
    rows.append(["**all**", *(_files([each["files"], each["bytes"]]) for each in known.values())])
    return table(["files / MB", *known], rows)


def _files(found: list[int] | None) -> str:
    return f"{found[0]:,} / {found[1] / 1e6:.1f}" if found else ""


def changed_files(figures: Figures) -> str:
    """Return the names of the files that change when one record is edited, at each size."""
    parts = []
    for size, at in figures["sizes"].items():
        known = at.get("builds", {})
        if BODY not in known or TITLE not in known:
            continue
        body, title = known[BODY][-1]["changed"], known[TITLE][-1]["changed"]
        more = f", and {len(body) - MOST_NAMES} more" if len(body) > MOST_NAMES else ""
        names = ", ".join(f"`{each}`" for each in body[:MOST_NAMES])
        parts.append(f"**{int(size):,} records**, `{at['edited']}`: {len(body)} of a body: {names}{more}. Of a title: {len(title)}.")  # fmt: skip
    return "\n\n".join(parts)


def faults_of(figures: Figures) -> str:
    """Return what could not be measured."""
    faults = [*figures["faults"], *(f"{int(size):,} records, {each}" for size, at in figures["sizes"].items() for each in at["faults"])]  # fmt: skip
    return "\n".join(["## What went wrong in this run", "", *(f"- {each}" for each in faults), "", ""]) if faults else ""  # fmt: skip


def by_hand(read: Callable[[Path], str] = lambda path: path.read_text("utf-8") if path.exists() else "") -> str:
    """Return the sections that were written by hand."""
    return "".join(f"{text}\n\n" for path in BY_HAND if (text := read(path).strip()))


def report_of_views(views: dict[str, dict[str, float]]) -> str:
    """Return the part of the page about the views of coordination; nothing where they were not measured."""
    if not views:
        return ""
    small, large = min(views, key=int), max(views, key=int)
    costly = sorted(views[large], key=lambda url: -views[large][url])[:8]
    rows = [
        [url, *(f"{1000 * at[url]:.0f}" for at in views.values()), f"{views[large][url] / int(large) / (views[small][url] / int(small)):.2f}"]
        for url in costly
    ]  # fmt: skip
    totals = {size: sum(at.values()) for size, at in views.items()}
    last = totals[large] / int(large) / (totals[small] / int(small))
    rows.append([f"all {len(views[large])} views", *(f"{1000 * each:.0f}" for each in totals.values()), f"{last:.2f}"])
    return f"""## Views of coordination

Processor milliseconds to work out the views (not to write their pages) over catalogues generated in memory, the eight dearest at
{int(large):,} records and all together; one run. The last column is the time a record at {int(large):,} ÷ at {int(small):,}: 1 is linear.

{table(["view", *(f"{int(size):,}" for size in views), "growth"], rows)}
"""


def report(figures: Figures) -> str:
    """Return the whole page."""
    told, sizes = figures["machine"], figures["sizes"]
    largest = sizes[max(sizes, key=int)] if sizes else {}
    builds = "\n\n".join(f"### {int(size):,} records\n\n{table_of_builds(at)}" for size, at in sizes.items())
    return f"""# Benchmarks

`nox -s bench` writes this page (`-- builds` alone, `-- builds --sizes 250,1000 --rounds 1` quickly, printed only); [search/](search/README.md) has
the search beside others. Rounds in one run: {figures["rounds"]}; medians, and the least and greatest ratio of a round in brackets. Only ratios mean something
on other computers. {told["cores"]} cores of {told["processor"]}, {told["memory"]}, {told["system"]}, Python {told["python"]}; {told["versions"]}.

## Goals

{table_of_goals(figures)}

{faults_of(figures)}## Builds

{builds}

Growth exponents from the smallest to the largest size (1 is linear):

{table_of_growth(figures)}

## What changes in the site when one record is edited

{changed_files(figures)}

## The check

{table_of_check(figures)}

## What each writes

At {int(max(sizes, key=int)) if sizes else 0:,} records, files / MB by suffix:

{table_of_files(largest)}

{DIFFERENCES}

{METHOD}

{by_hand()}{report_of_views(figures.get("views", {}))}"""


DIFFERENCES = """All four give every record a page with its facts, its text, its sources and links to the records that it names. Beyond that:

- **Ours** checks every record against its schema, the others and the rules of coordination, and stops at errors; no other does. Only ours writes
  a full search index that a browser loads in parts, CSV, JSON of each record and collection, calendars, feeds, exports for IATI and the BCH, pages of countries, themes
  and regions with what is known there, and the views of coordination. Pages wear Material's theme, and all works from a disk.
- **Hugo** (templates in `builds/hugo/`) has links both ways, a list for each collection, country and theme, and one JSON file with the facts and
  the text of every record: a search would have to load all of it, and no search is built. Its pages are plain and much smaller than Material's, with no script; codes
  other than those of countries and themes stand there as codes; its links begin at the root of a server. No RSS, no sitemap.
  Its navigation is worked out once and kept (`partialCached`): worked out for each page, as a first try did, it costs Hugo a time that grows with the square of the pages.
- **Material** has its search (one JSON file that a browser loads whole) and no lists, no links back, no page of a country: one page is in the navigation, and records are reached by
  search and by links. Facts were put into its Markdown beforehand, which costs it no time here.
- **Zensical** builds the same project as Material, and writes its own search index. It reads `mkdocs.yml` as it is. Newer versions than this one are made of two packages, of which one could not be had from
  the index of packages that this was measured with."""

METHOD = """## How it was measured

- **Records.** Made up (`builds/corpus.py`), of all 14 kinds, 300–600 words, English of no meaning by a chain of words learnt from this project's own texts; each names two
  to four others in its facts and links to two of them in its text. The same for all; the check finds no error in them. At most 180 countries have a record, so from 3,000 records on
  the other kinds have slightly larger shares.
- **Rounds.** In each round every competitor builds once, in turn; who begins changes from round to round. A ratio compares two builds of one round. From 4,000
  records on Material and Zensical build in the first round only, since they take minutes: their ratios there have no spread.
- **Cold** means no cache and no site of its own: both folders are deleted before. Programs, Python's compiled files and records are in the memory of the system for everyone,
  by one build of each before that is not counted. What others wrote is on the disk before a build begins (`sync`).
- **Ours** builds five times in a round: cold without a cache (`CLEARINGHOUSE_CACHE=off`), cold and filling it, again with nothing changed, after a sentence was added to one initiative,
  and after its title was changed as well. Each is a new process, with all that Python needs to start.
- **Processor time** is user and system time of the process and all its children, as the system adds it up. **Wall time** is from the start of the process to its end.
- **Memory** is the sum of the proportional set sizes of the whole tree of processes (a page shared by several counts once), looked at ten times a second; where looking takes
  long, more seldom, so that it takes at most a twentieth of one core. Short peaks between two looks are missed, for everyone.
- **Served**: `mkdocs serve` runs, a sentence is added to one record, and its page is asked for every 20 ms until the sentence is there; no browser is open. In each round the
  server is started anew.
- **Check**: `clearinghouse check` and a Python script that reads every record and loads its front matter with PyYAML's C loader (`builds/loading.py`), each in a process of its own, in turn,
  five times; starting Python and loading the packages is counted in both."""
