"""Publishing at length: what it takes, and many more kills than the tests make, beside a reader who never stops to read.

`python -m benchmarks.publishing --kills 1000 --files 300 --folder /srv/somewhere`; a broken state is printed, and the exit status is 1.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.releases.killing import kill_publications
from tests.releases.sites import site

from clearinghouse.releases.publishing import Wish, publish_site
from clearinghouse.releases.target import Switch, Target


def main() -> None:
    """Measure one publication of many files and one of a single change, then kill as often as is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=None, help="where to publish; a new folder is made in it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="publishing-", dir=options.folder) as folder:
        measure(Path(folder), options.files)
        broken = [each for kind in Switch for each in killed(Path(folder), kind, options)]
    sys.exit(1 if broken else 0)


def measure(folder: Path, files: int) -> None:
    """Print what publishing takes: at first, after one change, and when nothing changed."""
    many = {f"many{number}_html": f"<p>{number}</p>".encode() * 1000 for number in range(files)}
    sites = {"at first": site(folder / "a", "a", **many), "after a change": site(folder / "b", "b", **many)}
    target = Target(folder / "measured")
    for name, place in {**sites, "unchanged": sites["after a change"]}.items():
        started, before = time.perf_counter(), stored(target.root)
        found = publish_site(place, target, Wish(), lambda _one, _other: None)
        seconds, added = time.perf_counter() - started, stored(target.root) - before
        print(
            f"{name}: {len(found.manifest.files)} files, {seconds:.2f} s, {added:,} bytes more on the disk", flush=True
        )


def stored(root: Path) -> int:
    """The bytes of all files below a folder; what several names lead to counts once."""
    found = (path.lstat() for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return sum({each.st_ino: each.st_size for each in found}.values())


def killed(folder: Path, kind: Switch, options: argparse.Namespace) -> list[str]:
    """Kill publications; print what came of it and return the broken states."""
    sites = [site(folder / f"{kind}-{name}", name) for name in ("one", "two", "three")]
    tally = kill_publications(sites, folder / f"www-{kind}", kind, options.kills, options.seed)
    print(
        f"{kind}: {tally.kills} kills, {tally.half_made} left something half-made, {tally.ended} publications ended, "
        f"{tally.reads} whole sites and {tally.reads * 100} single files read, {len(tally.broken)} broken states",
        *tally.broken[:5], sep="\n  ", flush=True,
    )  # fmt: skip
    return tally.broken


if __name__ == "__main__":
    main()
