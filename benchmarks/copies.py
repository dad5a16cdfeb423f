"""What copies of made-up clearinghouses take: seconds and bytes of each format, and of small updates after some edits.

    python -m benchmarks.copies [--size 1000] [--folder FOLDER]

Prints tables in Markdown. The handbook as PDF is made of a tenth of the records, since it takes long. All is reckoned for one day; each
command is run once, with the pages of the site in the cache, so that what it takes is the writing of the copy and not the build.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.builds.competitors import environment, with_longer_body
from benchmarks.builds.corpus import made_up, write_project
from benchmarks.builds.timing import taken_by

EDITS = (1, 10, 100)
SLOW = "pdf"
LEAST = 100
"""Of fewer records the made-up clearinghouse cannot have every kind."""


class Failed(Exception):
    """A command that ended with another exit status than 0."""


def written(project: Path, name: str, *arguments: str) -> tuple[float, int]:
    """Write a copy of a project; return the processor seconds and the bytes of the file."""
    log = project.with_suffix(".log")
    command = (sys.executable, "-m", "clearinghouse", "pack", name, *arguments)
    taken = taken_by(command, project, environment(), log)
    if taken.status:
        raise Failed(f"{' '.join(command)}: {log.read_text('utf-8', 'replace')[-500:]}")
    return taken.processor, (project / name).stat().st_size


def formats(size: int, folder: Path) -> list[str]:
    """Return a row for each format: what a copy of so many records takes, and what that is for a thousand."""
    rows = []
    for ending in ("zip", "epub", "zim", SLOW):
        records = max(size // 10, LEAST) if ending == SLOW else size
        project = folder / f"of-{records}"
        if not project.exists():
            write_project(records, project)
            written(project, "first.zip")  # builds the site
        seconds, size_of_file = written(project, f"copy.{ending}")
        thousand = 1000 / records
        rows.append(
            f"| {ending} | {records:,} | {seconds:.1f} | {size_of_file / 1e6:.2f} | {seconds * thousand:.1f} | {size_of_file * thousand / 1e6:.2f} |"
        )
    return rows


def updates(size: int, folder: Path) -> list[str]:
    """Return a row for each number of edits: how large the update is that brings an older copy up to date."""
    project = folder / f"of-{size}"
    initiatives = [each for each in made_up(size) if each.collection == "initiatives"]
    rows = []
    for number in EDITS:
        edited = [project / "content" / "initiatives" / f"{each.id}.md" for each in initiatives[:number]]
        before = {path: path.read_text("utf-8") for path in edited}
        try:
            for path, text in before.items():
                path.write_text(with_longer_body(text), encoding="utf-8")
            seconds, size_of_file = written(project, "update.zip", "--from", "copy.zip")
        finally:
            for path, text in before.items():
                path.write_text(text, encoding="utf-8")
        rows.append(f"| {number} | {seconds:.1f} | {size_of_file / 1e3:.0f} |")
    return rows


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=1000)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="copies-") as scratch:
        folder = chosen.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print("| format | records | processor s | MB | s for 1,000 | MB for 1,000 |\n|---|--:|--:|--:|--:|--:|")
        print("\n".join(formats(chosen.size, folder)))
        print("\n| bodies edited | processor s | update, kB |\n|--:|--:|--:|")
        print("\n".join(updates(chosen.size, folder)))


if __name__ == "__main__":
    main()
