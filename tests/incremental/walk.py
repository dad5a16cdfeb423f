"""A walk: a project that is changed step by step and built into one folder, and after each step a clean build to compare with."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import zip_longest
from pathlib import Path

from tests.incremental.building import Builder, Files, Outcome, empty, files_of
from tests.incremental.project import Folder, restore, tree

Mutation = Callable[["Walk"], Iterator[str]]
"""Changes a project, in one or several steps; says after each what was done, and then everything is built and compared."""


@dataclass
class Walk:
    """A project on its way, its site, and what a clean build of each state gave."""

    folder: Folder
    builder: Builder
    told: list[str] = field(default_factory=list)
    """What was done so far."""
    past: list[dict[str, bytes]] = field(default_factory=list)
    """States of the project that built well."""
    seconds: dict[str, float] = field(default_factory=lambda: {"clean": 0.0, "incremental": 0.0})
    """Processor seconds of all builds."""
    known: dict[bytes, tuple[Outcome, Files]] = field(default_factory=dict)
    """The outcome and the site of clean builds, by the state of the project."""

    @classmethod
    def of(cls, root: Path, builder: Builder, seed: int) -> "Walk":
        """The start of a walk: the project is built for the first time."""
        walk = cls(Folder(root, random.Random(seed)), builder)
        assert walk.compare(f"seed {seed}"), [outcome.told for outcome, _ in walk.known.values()]
        return walk

    @property
    def site(self) -> Path:
        """The folder that every build writes into."""
        return self.folder.root / "site"

    @property
    def clean_site(self) -> Path:
        """The folder of the last clean build."""
        return self.folder.root.parent / f"{self.folder.root.name}-clean"

    @property
    def changes(self) -> int:
        """After how many changes everything was compared."""
        return len(self.told) - 1

    def go(self, mutations: Iterator[Mutation], changes: int) -> None:
        """Take mutations until everything was compared after so many changes."""
        while self.changes < changes:
            self.take(next(mutations))

    def take(self, mutation: Mutation) -> None:
        """Change the project, comparing after each step. What is broken in the end is mended."""
        before = tree(self.folder.root)
        name = mutation.__name__.replace("_", " ")
        succeeded = True
        for told in mutation(self):
            succeeded = self.compare(f"{name}: {told}")
        if not succeeded:
            restore(self.folder.root, before)
            succeeded = self.compare("that is taken back")
        self.past.append(before)

    def compare(self, told: str) -> bool:
        """Build into the site folder and cleanly, and compare all files and all that was told. Return whether the builds succeeded."""
        self.told.append(told)
        expected, files = self._clean_build()
        files = files if expected.succeeded else files_of(self.site)  # a build that fails leaves the site as it was
        outcome = self.builder.build(self.folder.root, self.site)
        self.seconds["incremental"] += outcome.seconds
        assert (outcome.succeeded, outcome.told) == (expected.succeeded, expected.told), self._story("messages differ")
        actual = files_of(self.site)
        if actual != files:
            raise AssertionError(self._story(self._difference(actual, files)))
        return outcome.succeeded

    def _clean_build(self) -> tuple[Outcome, Files]:
        names, contents = zip(*tree(self.folder.root).items(), strict=True)
        state = blake2b(b"".join(blake2b(each).digest() for each in (*map(str.encode, names), *contents))).digest()
        if state not in self.known:
            outcome = self.builder.build(self.folder.root, empty(self.clean_site), with_cache=False)
            self.seconds["clean"] += outcome.seconds
            self.known[state] = outcome, files_of(self.clean_site)
        return self.known[state]

    def _difference(self, actual: Files, expected: Files) -> str:
        """The names of the files that differ, and where the first of them does."""
        self.builder.build(
            self.folder.root, empty(self.clean_site), with_cache=False
        )  # it may be that of another state
        changed = sorted(name for name in actual.keys() & expected.keys() if actual[name] != expected[name])
        lines = [
            f"{len(changed)} files differ: {changed[:20]}", f"too many: {sorted(actual.keys() - expected.keys())[:20]}",
            f"missing: {sorted(expected.keys() - actual.keys())[:20]}",
        ]  # fmt: skip
        return "\n".join(lines + [first_difference(self.site / name, self.clean_site / name) for name in changed[:1]])

    def _story(self, fault: str) -> str:
        """What is wrong, and the way there."""
        steps = "\n".join(f"  {number}. {told}" for number, told in enumerate(self.told))
        return f"{fault}\nafter\n{steps}"


def first_difference(ours: Path, clean: Path) -> str:
    """The first place where a file is not as in a clean build."""
    pairs = zip_longest(*(path.read_bytes().splitlines() if path.is_file() else [] for path in (ours, clean)))
    for number, (one, other) in enumerate(pairs, 1):
        if one != other:
            column = next((at for at, (a, b) in enumerate(zip(one or b"", other or b"", strict=False)) if a != b), 0)
            start = max(column - 60, 0)
            parts = ((each or b"")[start : column + 120].decode(errors="replace") for each in (one, other))
            return f"{ours.name}:{number}: {' | instead of | '.join(parts)}"
    return f"{ours.name} was different, and is not any more"


def copy_of_site(walk: Walk) -> Path:
    """A copy of the site with the times of its files, beside the project."""
    kept = walk.folder.root.parent / f"{walk.folder.root.name}-kept"
    shutil.rmtree(kept, ignore_errors=True)
    return shutil.copytree(walk.site, kept)
