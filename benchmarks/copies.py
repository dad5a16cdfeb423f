"""What copies of made-up clearinghouses take: seconds and bytes of each format, and of small updates after some edits.

    python -m benchmarks.copies [--size 1000] [--folder FOLDER]

Prints tables in Markdown. The handbook as PDF is made of a tenth of the records, since it takes long. All is reckoned for one day; each
command is run once, with the pages of the site in the cache, so that what it takes is the writing of the copy and not the build.
"""

import argparse
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.builds.competitors import environment, with_longer_body, with_other_title
from benchmarks.builds.corpus import made_up, write_project
from benchmarks.builds.timing import taken_by

from clearinghouse.packs.updates_given import FILE

EDITS = (1, 10, 100)
NEW_WORD = "laboratory"
NEW_SENTENCE = "In a second round the ministry trained forty inspectors at regional laboratories and published guidance on transport of samples."
_ORDINARY = re.compile(r"\b[a-z]{6,9}\b")
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


def with_other_word(text: str) -> str:
    """Return a record with a word in the middle of its text in place of another; many records have the new one."""
    head, mark, body = text.rpartition("---\n")
    words = [found for found in _ORDINARY.finditer(body) if found[0] != NEW_WORD]
    chosen = words[len(words) // 2]
    return f"{head}{mark}{body[: chosen.start()]}{NEW_WORD}{body[chosen.end() :]}"


def with_whole_sentence(text: str) -> str:
    """Return a record with a sentence of twelve content words more at its end."""
    return f"{text}\n{NEW_SENTENCE}\n"


def edits(project: Path, size: int) -> Iterator[tuple[str, Mapping[Path, str]]]:
    """Yield what is edited, each by its name: the new texts of files, which may be new themselves."""
    files = [
        project / "content" / "initiatives" / f"{each.id}.md"
        for each in made_up(size)
        if each.collection == "initiatives"
    ]
    middle = files[len(files) // 2]
    text = middle.read_text("utf-8")
    yield "a word in a text", {middle: with_other_word(text)}
    yield "a whole sentence more in a text", {middle: with_whole_sentence(text)}
    yield "a title", {middle: with_other_title(text)}
    yield "a record more", {middle.with_name("added.md"): with_other_title(text)}
    for number in EDITS:
        yield (
            f"a short sentence more in each of {number} texts",
            {file: with_longer_body(file.read_text("utf-8")) for file in files[:number]},
        )


def updates(size: int, folder: Path) -> Iterator[str]:
    """Yield a row for each edit: how large the update is that brings an older copy up to date, and how many files it has."""
    project = folder / f"of-{size}"
    for name, texts in edits(project, size):
        before = {path: path.read_text("utf-8") for path in texts if path.exists()}
        try:
            for path, text in texts.items():
                path.write_text(text, encoding="utf-8")
            seconds, size_of_file = written(project, "update.zip", "--from", "copy.zip")
        finally:
            for kept in project.glob(f".cache/packs/*/{FILE}"):  # each edit is the first of which an update is made
                kept.unlink()
            for path in texts:
                if path in before:
                    path.write_text(before[path], encoding="utf-8")
                else:
                    path.unlink(missing_ok=True)
        with zipfile.ZipFile(project / "update.zip") as opened:
            files = len(opened.namelist())
        yield f"| {name} | {seconds:.1f} | {files} | {size_of_file / 1e3:,.1f} |"


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
        print("\n".join(formats(chosen.size, folder)), flush=True)
        print("\n| edited | processor s | files | update, kB |\n|---|--:|--:|--:|")
        for row in updates(chosen.size, folder):
            print(row, flush=True)


if __name__ == "__main__":
    main()
