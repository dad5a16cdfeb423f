"""Measures our search beside Pagefind and Material's, over the same records in one run, and writes README.md.

    python benchmarks/search/measure.py [--sizes 250,1000] [--figures FILE] [--from FILE]

With sizes of one's own the page is printed, and README.md stays as it is. `--figures` names a file that the figures are kept in,
step by step; `--from` writes the page from such a file and measures nothing.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import MadeUp, documents
from english import ROOT
from ours import OURS, OURS_IN_THEME
from pagefind import PAGEFIND
from playwright.sync_api import Browser, sync_playwright
from queries import KINDS, Asked, questions, unique
from report import report
from searches import Search, run_python
from sessions import ranks, slow_first, visit, works_from_disk
from stock_material import MATERIAL

sys.path.insert(0, str(ROOT))
from tests.browser.chromium import find

SIZES = (250, 1000, 10000)
SEED = 202  # for the records and the queries; 5, 11 and 101 were used while the search was made
QUERIES = 60
READERS = 6
FEW_READERS = 3
LARGE = 10_000
CONTRACT_QUERIES = 1000

Figures = dict[str, Any]


def readers_of(asked: dict[str, list[Asked]], number: int) -> list[list[str]]:
    """Return ten queries for each of some readers: all kinds in turn, so that each kind is the first query of one reader."""
    return [
        [asked[KINDS[(reader + each) % len(KINDS)]][reader * 10 + each].query for each in range(10)]
        for reader in range(number)
    ]


def steps_of(
    browser: Browser, search: Search, site: Path, found: list[MadeUp], asked: dict[str, list[Asked]]
) -> dict[str, Callable[[], Any]]:
    """Return what is measured of a search, by name. The real page is that of a site already made, and finds what the small one does."""
    is_heavy = search in {MATERIAL, OURS_IN_THEME}
    readers = readers_of(asked, FEW_READERS if is_heavy else READERS)
    waiting = readers[:1] if search is MATERIAL and len(found) >= LARGE else readers
    pairs = [(each.query, each.id) for kind in KINDS for each in asked[kind]]
    steps: dict[str, Callable[[], Any]] = {
        "built": lambda: asdict(search.make(found, site)),
        "visits": lambda: [
            asdict(visit(browser, search, site, each, has_memory=each is readers[0])) for each in readers
        ],
        "slow": lambda: [slow_first(browser, search, site, each[0]) for each in waiting],
        "from disk": lambda: works_from_disk(browser, search, site, found[0].title),
        "ranks": lambda: ranks(browser, search, site, pairs),
    }
    left_out = {"built", "ranks"} if search is OURS_IN_THEME else set()
    return {name: step for name, step in steps.items() if name not in left_out}


def measure(name: str, steps: dict[str, Callable[[], Any]], figures: Figures, keep: Callable[[], None]) -> None:
    """Measure one search at one size, step by step; a step that fails is told and ends it."""
    for step, take in steps.items():
        started = time.perf_counter()
        try:
            figures[step] = take()
        except Exception as fault:  # noqa: BLE001 - whatever fails in one search, the others are measured
            figures["fault"] = f"{step}: {fault}".splitlines()[0]
            print(f"  {name}: {figures['fault']}", flush=True)
            return
        print(f"  {name}, {step}: {time.perf_counter() - started:.0f} s", flush=True)
        keep()


def measure_size(browser: Browser, size: int, figures: Figures, keep: Callable[[], None]) -> None:
    """Measure every search at one size."""
    print(f"{size:,} records", flush=True)
    found = documents(size, SEED)
    asked = {kind: list(questions(found, kind, QUERIES, SEED)) for kind in KINDS}
    figures["unique"] = {kind: unique(found, each) for kind, each in asked.items()}
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        for search in (OURS, OURS_IN_THEME, PAGEFIND, MATERIAL):
            site = Path(folder, search.folder)
            site.mkdir(exist_ok=True)
            steps = steps_of(browser, search, site, found, asked)
            measure(search.name, steps, figures.setdefault(search.name, {}), keep)
        project = Path(folder, f"{OURS.folder}-project")
        steps = {"differences": lambda: run_python("contract.py", project, str(CONTRACT_QUERIES), str(SEED))}
        measure("contract", steps, figures.setdefault("contract", {}), keep)


def measure_all(sizes: tuple[int, ...], file: Path | None) -> Figures:
    """Measure all sizes in one browser, each reader with an empty cache; keep the figures in a file where one is named."""
    figures: Figures = {"chromium": "", "sizes": {}}
    program = find()  # before Playwright runs, which it may ask itself

    def keep() -> None:
        if file:
            file.write_text(json.dumps(figures, indent=1), encoding="utf-8")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        figures["chromium"] = browser.version
        for size in sizes:
            measure_size(browser, size, figures["sizes"].setdefault(str(size), {}), keep)
        browser.close()
    return figures


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    options.add_argument("--figures", type=Path)
    options.add_argument("--from", type=Path, dest="known")
    chosen = options.parse_args()
    figures = json.loads(chosen.known.read_text("utf-8")) if chosen.known else measure_all(chosen.sizes, chosen.figures)
    text = report(figures)
    if tuple(map(int, figures["sizes"])) == SIZES:
        Path(__file__).with_name("README.md").write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
