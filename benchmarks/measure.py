"""Builds made-up clearinghouses of 1,000 and 4,000 records in turn, and writes what it took into README.md."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the generated catalogue is shared with the tests
from tests.coordination.generated import seconds_of_views

sys.path.insert(
    0, str(Path(__file__).with_name("search"))
)  # the made-up records are shared with the measurements of the search
from corpus import documents, write_project

SIZES = (1000, 4000)
RUNS = 3
VIEW_SIZES = (1000, 4000, 10000)
PACKAGES = ("mkdocs", "mkdocs-material", "lunr", "pyromark", "nh3", "jsonschema", "PyYAML")


def build(project: Path) -> tuple[float, float, float]:
    """Build once; return processor seconds, wall seconds and peak memory in MiB of the whole process."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build of {project} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and write the table."""
    measured: dict[int, list[tuple[float, float, float]]] = {size: [] for size in SIZES}
    files: dict[int, tuple[int, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            write_project(documents(size, size), Path(folder, str(size)))
        for run in range(RUNS):
            for size in SIZES:
                measured[size].append(build(Path(folder, str(size))))
                print(
                    f"run {run + 1} of {RUNS}, {size:,} records: {measured[size][-1][0]:.1f} processor seconds",
                    flush=True,
                )
        for size in SIZES:
            built = [path for path in Path(folder, str(size), "site").rglob("*") if path.is_file()]
            files[size] = (len(built), sum(path.stat().st_size for path in built) / 1e6)
    seconds_of_views(100)
    views = {size: seconds_of_views(size) for size in VIEW_SIZES}
    text = report(measured, files) + report_of_views(views)
    Path(__file__).with_name("README.md").write_text(text, encoding="utf-8")


def report_of_views(views: dict[int, dict[str, float]]) -> str:
    """Return the part of the page about the views of coordination."""
    small, *_, large = VIEW_SIZES
    costly = sorted(views[large], key=lambda url: -views[large][url])[:8]
    rows = [
        f"| {url} | {' | '.join(f'{1000 * views[size][url]:.0f}' for size in VIEW_SIZES)} | "
        f"{views[large][url] / large / (views[small][url] / small):.2f} |"
        for url in costly
    ]
    totals = [sum(views[size].values()) for size in VIEW_SIZES]
    rows.append(
        f"| all {len(views[large])} views | {' | '.join(f'{1000 * each:.0f}' for each in totals)} | {totals[-1] / large / (totals[0] / small):.2f} |"
    )
    return f"""
## Views of coordination

Processor milliseconds to work out the views (not to write their pages) over catalogues generated in memory, the eight dearest at
{large:,} records and all together; one run. The last column is the time a record at {large:,} ÷ at {small:,}: 1 is linear.

| view | {" | ".join(f"{size:,}" for size in VIEW_SIZES)} | growth |
|---|{"--:|" * (len(VIEW_SIZES) + 1)}
{chr(10).join(rows)}
"""


def report(measured: dict[int, list[tuple[float, float, float]]], files: dict[int, tuple[int, float]]) -> str:
    """Return the page with the figures of this run."""
    medians = {
        size: [statistics.median(column) for column in zip(*runs, strict=True)] for size, runs in measured.items()
    }
    small, large = SIZES
    growth = [
        after[0] / large / (before[0] / small) for before, after in zip(measured[small], measured[large], strict=True)
    ]
    rows = [
        f"| {size:,} | {cpu:.1f} | {wall:.1f} | {1000 * cpu / size:.1f} | {memory:.0f} | {files[size][0]:,} | {files[size][1]:.0f} |"
        for size, (cpu, wall, memory) in medians.items()
    ]
    return f"""# Benchmarks

`nox -s bench` writes this page. It builds two made-up clearinghouses (`search/corpus.py`: seven kinds of records with references, 300–600
words each) in turn, {RUNS} times, with `mkdocs build` in a process of its own, cold, without any cache. Medians of one run on
{os.cpu_count()} cores, Python {platform.python_version()}; {", ".join(f"{name} {version(name)}" for name in PACKAGES)}.

| records | processor s | wall s | processor ms a record | peak memory MiB | files | MB |
|--:|--:|--:|--:|--:|--:|--:|
{chr(10).join(rows)}

Processor time a record at {large:,} ÷ at {small:,}, run by run: {", ".join(f"{each:.2f}" for each in growth)}.

Only ratios of one run mean something on other computers.
"""


if __name__ == "__main__":
    main()
