"""Builds the same made-up records by us and by others in turn, and writes what it took into benchmarks/README.md.

    python -m benchmarks.builds.measure [--sizes 250,1000] [--rounds 1] [--from FILE] [--folder FOLDER]

With sizes or rounds of one's own the page is printed, and README.md stays as it is. All figures are kept in results.json beside this
file, step by step; `--from` writes the page from such a file and measures nothing. `--folder` names a folder for the projects, which
are then left there.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.builds.competitors import (
    HUGO,
    MATERIAL,
    OTHERS,
    OURS,
    STATES,
    ZENSICAL,
    Competitor,
    State,
    clean,
    edited_record,
    environment,
)
from benchmarks.builds.machine import machine
from benchmarks.builds.report import README, report
from benchmarks.builds.serving import seen_after
from benchmarks.builds.sites import changed, prints, written
from benchmarks.builds.timing import taken_by

SIZES = (1000, 4000, 10000)
ROUNDS = 3
CHECKS = 5
VIEW_SIZES = (1000, 4000, 10000)
WARM_UP = 100
RESULTS = Path(__file__).with_name("results.json")

Figures = dict[str, Any]


class Failed(Exception):
    """A command that ended with another exit status than 0."""


def tell(text: str) -> None:
    """Print a line of progress."""
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


def run(command: tuple[str, ...], folder: Path, *, has_cache: bool = True) -> Figures:
    """Run a command, with nothing left to write to the disk by others before it; its log lies beside the folder."""
    os.sync()
    log = folder.with_suffix(".log")
    taken = taken_by(command, folder, environment(has_cache=has_cache), log)
    if taken.status:
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise Failed(f"exit status {taken.status}: {' '.join(last)}")
    return asdict(taken)


def project_of(each: Competitor, size: int, folder: Path) -> Path:
    """Return the project of a competitor, written if it is not there yet."""
    project = folder / f"{each.name.lower()}-{size}"
    if not project.exists():
        tell(f"{size:,} records are written for {each.name}")
        each.write(size, project)
    return project


def build_of(each: Competitor, size: int, folder: Path) -> Figures:
    """Build with one of the others, cold; return what it took and what it wrote."""
    project = project_of(each, size, folder)
    clean(project, each.site)
    figures = run(each.command, project) | {"written": asdict(written(project / each.site))}
    clean(project, each.site)
    return figures


def builds_of_ours(size: int, folder: Path) -> Iterator[tuple[str, Figures]]:
    """Build with ours in one state after another; yield the name of each and what it took, wrote and changed."""
    project = project_of(OURS, size, folder)
    record = project / "content" / edited_record(size)
    first = record.read_text("utf-8")
    before: dict[str, str] = {}
    try:
        for state in STATES:
            record.write_text(state.change(record.read_text("utf-8")), encoding="utf-8")
            figures = _build_in(state, project)
            after = prints(project / OURS.site)
            yield state.name, figures | {"changed": changed(before, after) if not state.is_cold else []}
            before = after
    finally:
        record.write_text(first, encoding="utf-8")
        clean(project, OURS.site)


def _build_in(state: State, project: Path) -> Figures:
    if state.is_cold:
        clean(project, OURS.site)
    figures = run(OURS.command, project, has_cache=state.has_cache)
    return figures | {"written": asdict(written(project / OURS.site))}


@contextmanager
def told(name: str, faults: list[str]) -> Iterator[None]:
    """Keep and tell the fault that ends what is measured of one competitor, so that the others are measured all the same."""
    try:
        yield
    except Exception as fault:  # noqa: BLE001 - whatever fails in one of them
        faults.append(f"{name}: {fault}".splitlines()[0])
        tell(f"  {faults[-1]}")


def measure_round(size: int, place: int, folder: Path, figures: Figures) -> None:
    """Build with each competitor once; who begins changes from round to round."""
    known = figures.setdefault("builds", {})
    turns = [OURS, *(each for each in OTHERS if place == 0 or size <= each.most_of_many_rounds)]
    for each in turns[place % len(turns) :] + turns[: place % len(turns)]:
        with told(each.name, figures["faults"]):
            built = builds_of_ours(size, folder) if each is OURS else iter([(each.name, build_of(each, size, folder))])
            for name, found in built:
                known.setdefault(name, []).append({"round": place, **found})
                tell(f"  round {place + 1}, {each.name}, {name}: {found['wall']:.1f} s, processor {found['processor']:.1f} s, {found['memory']:.0f} MiB")  # fmt: skip


def measure_check(size: int, folder: Path, figures: Figures) -> None:
    """Check the records, without a cache and with one, beside reading them and loading their front matter, in turn."""
    project = project_of(OURS, size, folder)
    clean(project, OURS.site)
    check = (sys.executable, "-m", "clearinghouse", "check", "--config", str(project / "mkdocs.yml"))
    loading = (sys.executable, str(Path(__file__).with_name("loading.py")), str(project))
    known = figures.setdefault("check", {})
    with told("check", figures["faults"]):
        run(check, project)  # fills the cache
        for place in range(CHECKS):
            for name, command, has_cache in (
                ("loading", loading, True),
                ("no cache", check, False),
                ("cache", check, True),
            ):
                known.setdefault(name, []).append(run(command, project, has_cache=has_cache))
            tell(f"  check {place + 1} of {CHECKS}: " + ", ".join(f"{name} {runs[-1]['processor']:.2f} s" for name, runs in known.items()))  # fmt: skip
    clean(project, OURS.site)


def measure_serving(size: int, rounds: int, folder: Path, figures: Figures) -> None:
    """Edit a record while the site is served, and wait until that is seen."""
    project = project_of(OURS, size, folder)
    clean(project, OURS.site)
    with told("serving", figures["faults"]):
        for place in range(rounds):
            found = seen_after(project, project / "content" / edited_record(size))
            figures.setdefault("serving", []).append({"round": place, **found})
            tell(
                f"  served, round {place + 1}: seen after {found['seen']:.2f} s, all built after {found['built']:.1f} s"
            )
    clean(project, OURS.site)


def views() -> dict[str, dict[str, float]]:
    """Return the processor seconds of each view of coordination, by the number of records."""
    from tests.coordination.generated import seconds_of_views  # noqa: PLC0415 - loads the whole package

    seconds_of_views(100)
    return {str(size): seconds_of_views(size) for size in VIEW_SIZES}


def measure_all(sizes: tuple[int, ...], rounds: int, folder: Path, keep: Callable[[Figures], None]) -> Figures:
    """Measure everything; what is known is kept after each step."""
    figures: Figures = {"machine": machine(), "rounds": rounds, "faults": [], "sizes": {}}
    tell("one build of each, not measured, so that everything is compiled and read from the disk once")
    for each in (OURS, HUGO, MATERIAL, ZENSICAL):
        with told(f"{each.name}, first build", figures["faults"]):
            build_of(each, WARM_UP, folder)
    for size in sizes:
        tell(f"{size:,} records")
        at = figures["sizes"].setdefault(str(size), {"faults": [], "edited": edited_record(size)})
        for place in range(rounds):
            measure_round(size, place, folder, at)
            keep(figures)
        measure_check(size, folder, at)
        measure_serving(size, rounds, folder, at)
        keep(figures)
    tell("views of coordination")
    with told("views", figures["faults"]):
        figures["views"] = views()
    keep(figures)
    return figures


@contextmanager
def folder_for(chosen: Path | None) -> Iterator[Path]:
    """Give a folder for the projects: the one chosen, or one that is gone afterwards."""
    if chosen:
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen
        return
    scratch = Path(tempfile.mkdtemp(prefix="builds-"))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--folder", type=Path)
    options.add_argument("--from", type=Path, dest="known")
    chosen = options.parse_args()
    if chosen.known:
        figures = json.loads(chosen.known.read_text("utf-8"))
    else:
        with folder_for(chosen.folder) as folder:
            figures = measure_all(chosen.sizes, chosen.rounds, folder.resolve(), _keep)
    text = report(figures)
    is_whole = tuple(map(int, figures["sizes"])) == SIZES and figures["rounds"] >= ROUNDS
    if is_whole:
        README.write_text(text, encoding="utf-8")
    else:
        print(text)


def _keep(figures: Figures) -> None:
    RESULTS.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
