"""Publications that are killed at random moments, beside a reader who never stops to read."""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path

from clearinghouse.releases import target
from clearinghouse.releases.publishing import Wish, publish_site
from clearinghouse.releases.target import Switch, Target
from tests.releases.sites import whole

PROCESSES = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
PROCESSES.set_forkserver_preload(["clearinghouse.releases.publishing", "tests.releases.sites"])
KEPT = 4
PATIENCE = 60
"""Seconds after which a publication is taken for one that hangs."""


@dataclass
class Reader:
    """Reads what is served again and again, as visitors do, in a process of its own; counts how often, and keeps what was wrong."""

    current: Path
    reads: int = 0
    broken: Sequence[str] = ()

    def __enter__(self):
        self._end, other = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=_read, args=(self.current, other))
        self._process.start()
        other.close()
        assert self._end.poll(PATIENCE)
        self._end.recv()
        return self

    def __exit__(self, *_error):
        self._end.send(None)
        self.reads, self.broken = self._end.recv()
        self._process.join()
        self._end.close()


def _read(current: Path, end: Connection) -> None:
    reads, broken = 0, []
    end.send(None)
    while not end.poll():
        try:
            for _ in range(100):  # only this is fast enough to meet a gap between two steps
                os.close(os.open(current / "manifest.json", os.O_RDONLY))
        except OSError as fault:
            broken.append(f"broken: {fault}")
        found = whole(current)
        reads += 1
        if found.startswith("broken"):
            broken.append(found)
        time.sleep(0.0005)  # others want to work too
    end.send((reads, broken[:20]))


@dataclass
class Tally:
    """What came of it: kills that met a publication at work, those that left something half-made, and broken states."""

    kills: int = 0
    ended: int = 0
    half_made: int = 0
    reads: int = 0
    broken: list[str] = field(default_factory=list)


def publish(site: Path, root: Path, kind: Switch, keep: int = KEPT) -> None:
    """Publish a site."""
    publish_site(site, Target(root), Wish(keep=keep, switch=kind), lambda _one, _other: None)


def _work(site: Path, root: Path, kind: Switch, ready) -> None:
    ready.send(None)
    publish(site, root, kind)


def kill_publications(sites: Sequence[Path], root: Path, kind: Switch, kills: int, seed: int = 0) -> Tally:
    """Publish the sites by turns, each publication killed (SIGKILL) after a random time, until so many were killed at work.

    About half as many come to their end, so that there are switches to be read beside.
    """
    draw, tally, turn = random.Random(seed), Tally(), 0
    publish(sites[-1], root, kind)
    with Reader(root / "current") as reader:
        usual = min(_kill_one(sites[number % len(sites)], root, kind, PATIENCE)[1] for number in range(3))
        while tally.kills < kills:
            turn += 1
            is_killed, _ = _kill_one(sites[turn % len(sites)], root, kind, draw.uniform(0, 2 * usual))
            usual *= 1.03 if is_killed else 0.95  # so that two of three are killed, however busy the computer is
            tally.kills += is_killed
            tally.ended += not is_killed
            tally.half_made += is_killed and _has_half_made(root)
            found = whole(root / "current")
            if found.startswith("broken"):
                tally.broken.append(f"after kill {tally.kills}: {found}")
    tally.broken += reader.broken
    tally.reads = reader.reads
    return tally


def kill_before_every_step(site: Path, roots: Iterator[Path], kind: Switch) -> Iterator[tuple[Path, bool]]:
    """Publish a site in one folder after another, killed before its first step on the disk, its second, and so on to the last.

    Yields the folder, and whether the publication was killed; it was not in the last.
    """
    for step, root in enumerate(roots):
        process = PROCESSES.Process(target=_die_before, args=(step, site, root, kind))
        process.start()
        process.join(PATIENCE)
        assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
        yield root, process.exitcode != 0
        if process.exitcode == 0:
            return


def _die_before(step: int, site: Path, root: Path, kind: Switch) -> None:
    """Publish, and let the system kill this process before so many steps on the disk were made."""
    left = [step]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        writes = event in _STEPS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT)
        if writes:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    exchange = target.exchange

    def counted(one: Path, other: Path) -> None:
        count("os.rename", ())
        exchange(one, other)

    target.exchange = counted
    sys.addaudithook(count)
    publish(site, root, kind, keep=3)


_STEPS = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
"""What Python tells of what changes a disk (its audit events), beside opened files."""


def _kill_one(site: Path, root: Path, kind: Switch, after: float) -> tuple[bool, float]:
    """Start a publication and kill it so many seconds after it began. Return whether it was still at work, and the seconds."""
    begun, ready = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_work, args=(site, root, kind, ready))
    process.start()
    ready.close()
    begun.recv()
    started = time.perf_counter()
    process.join(after)
    seconds = time.perf_counter() - started
    was_at_work = process.exitcode is None
    process.kill()
    process.join()
    assert process.exitcode in {0, -9}, process.exitcode
    process.close()
    begun.close()
    return was_at_work, seconds


def _has_half_made(root: Path) -> bool:
    """Whether there is something that the next publication has to put in order."""
    misnamed = [each for each in Target(root).releases() if (each.place / ".release").read_text().strip() != each.name]
    return bool(misnamed) or any(each.name.startswith(".") for each in (root / "releases").iterdir())
