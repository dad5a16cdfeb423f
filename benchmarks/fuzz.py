"""Changes real records at random, in their bytes and in their YAML, and checks them: no exception, and none takes long.

`nox -s bench -- fuzz --minutes 3`. The seed is printed; with it the same files come again, in the same order. A file that
breaks something is kept in the folder for temporary files, and the run fails.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from clearinghouse.core.body import render_body
from clearinghouse.core.checked import check_among_others, check_by_itself
from clearinghouse.core.record import Key
from clearinghouse.core.reference import Titles
from clearinghouse.core.source import read_source
from clearinghouse.project import Project, Types, content_files, read_all_types, record_files
from clearinghouse.reports.text import render_text

ROOT = Path(__file__).parents[1]
LIMIT_SECONDS = 1.0
"""Processor time that one file may take to be read, checked, told of and rendered."""

MOST_BROKEN = 20
"""After so many files that break something the run ends: there is enough to do."""

SCALARS = [
    "NO", "yes", "0150", "1:30:00", "~", "null", "''", '""', "[]", "{}", "[[[[", "}}", "&a", "*a", "!!binary x", "|", ">", "? a", "- - -",
    "\ttab", "“x”", "\u00a0", "\ufeff", "\u2028", "\x00", "\ud7ff", "9" * 400, "1e999", ".inf", "0x" + "f" * 50, "2006-13-45", "'", '"', "\\",
    "a: b: c", "%", "@", "`", "#", " # x", "---", "...", "\r", "\n\n", "<b>", "[a](javascript:x)", "![](//x)", "挪威", "\U0001f600",
]  # fmt: skip
"""What trips readers of YAML and Markdown."""


class Mutator:
    """Makes a wrong record of a good one; always the same ones from the same seed."""

    def __init__(self, seed: int, contents: list[bytes]) -> None:
        self.random = random.Random(seed)
        self.contents = contents

    def next(self) -> bytes:
        """Return the bytes of a record that was changed in one to eight ways."""
        content = self.random.choice(self.contents)
        for _ in range(self.random.choice((1, 1, 2, 3, 8))):
            content = self.random.choice(
                (self._byte, self._cut, self._repeat, self._line, self._value, self._splice, self._grow)
            )(content)
        return content[: 300 * 1024]

    def _byte(self, content: bytes) -> bytes:
        at = self.random.randrange(len(content) + 1)
        return (
            content[:at]
            + self.random.randbytes(self.random.choice((1, 1, 4)))
            + content[at + self.random.choice((0, 1)) :]
        )

    def _cut(self, content: bytes) -> bytes:
        start = self.random.randrange(len(content) + 1)
        return content[:start] + content[start + self.random.choice((1, 5, 100, 2000)) :]

    def _repeat(self, content: bytes) -> bytes:
        start = self.random.randrange(len(content) + 1)
        part = content[start : start + self.random.choice((1, 3, 20, 300))]
        return content[:start] + part * self.random.choice((2, 10, 1000)) + content[start:]

    def _line(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        one, other = self.random.randrange(len(lines)), self.random.randrange(len(lines))
        lines[one], lines[other] = (
            self.random.choice((lines[other], b" " * self.random.randrange(5) + lines[one])),
            lines[one],
        )
        return b"\n".join(lines)

    def _value(self, content: bytes) -> bytes:
        """Put something that trips readers in the place of a value, or of a word."""
        places = list(re.finditer(rb"(?<=: )[^\n]+|(?<=- )[^\n]+|\w+", content))
        if not places:
            return content
        place = self.random.choice(places)
        return content[: place.start()] + self.random.choice(SCALARS).encode() + content[place.end() :]

    def _splice(self, content: bytes) -> bytes:
        other = self.random.choice(self.contents)
        return content[: self.random.randrange(len(content) + 1)] + other[self.random.randrange(len(other) + 1) :]

    def _grow(self, content: bytes) -> bytes:
        at = self.random.randrange(len(content) + 1)
        return content[:at] + (self.random.choice(SCALARS) * self.random.choice((3, 50, 3000))).encode() + content[at:]


class Check:
    """All that is done with the file of a record, up to its page; the other records stay as they are."""

    def __init__(self, project: Project) -> None:
        self.types: Types = read_all_types(project)
        self.files = content_files(project)
        records = [(each, each.content()) for each in record_files(project, self.types.schemas)]
        self.contents = [content for _, content in records]
        self.titles = Titles(
            {each.key: str((each.read().data or {}).get("title", "")) for each, _ in records if each.key}
        )
        self.current = {key: key for key in self.titles}

    def __call__(self, content: bytes, collection: str) -> tuple[float, list[str]]:
        """Return the processor seconds and the codes told; an exception is what is looked for."""
        start = time.process_time()
        schema = self.types.schemas[collection]
        source = read_source(content, f"content/{collection}/x.md")
        checked = check_by_itself(Key(collection, "x"), source, schema, self.types.code_lists)
        found = [*checked.faults, *check_among_others(checked, schema, self.titles, self.current, self.files)]
        render_text(found, {source.file: checked.source}).encode()
        if not any(each.code == "CH405" for each in found):  # then there is no page
            render_body(source.body, lambda address: address)
        lines = len(source.lines)
        assert source.data is not None or found, "neither data nor a diagnostic"
        places = [each.span.start.line for each in found if each.code != "CH102"]  # a file that is no text has no lines
        assert all(1 <= line <= lines + 1 for line in places), "a place that the file does not have"
        return time.process_time() - start, [each.code for each in found]


def run(check: Check, seconds: float, seed: int) -> int:
    """Check changed records for so long; return how many broke something."""
    mutator, collections = Mutator(seed, check.contents), sorted(check.types.schemas)
    codes: Counter[str] = Counter()
    slowest, count, broken, end = 0.0, 0, 0, time.monotonic() + seconds
    while time.monotonic() < end and broken < MOST_BROKEN:
        content, collection = mutator.next(), mutator.random.choice(collections)
        count += 1
        try:
            taken, told = check(content, collection)
        except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
            taken, told = 0.0, []
            broken += _keep(content, collection, traceback.format_exc())
        codes.update(set(told))
        if taken > slowest:
            slowest = taken
            print(f"file {count}: {len(content):,} bytes, {len(told)} told, {taken:.3f} s", flush=True)
        if taken > LIMIT_SECONDS:
            broken += _keep(content, collection, f"{taken:.3f} seconds")
    print(f"{count:,} files, {broken} broke something; the slowest took {slowest:.3f} s of at most {LIMIT_SECONDS} s.")
    print("In how many files each was told:", ", ".join(f"{code} {times}" for code, times in sorted(codes.items())))
    return broken


def _keep(content: bytes, collection: str, why: str) -> int:
    file = Path(tempfile.mkdtemp(prefix="clearinghouse-fuzz-")) / f"{collection}.md"
    file.write_bytes(content)
    print(f"{file}: {why}", flush=True)
    return 1


def main() -> None:
    """Read the options, and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0, help="how long")
    parser.add_argument(
        "--seed", type=int, default=time.time_ns() % 1_000_000, help="the same seed gives the same files"
    )
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    sys.exit(1 if run(Check(Project.from_config(ROOT / "mkdocs.yml")), options.minutes * 60, options.seed) else 0)


if __name__ == "__main__":
    main()
