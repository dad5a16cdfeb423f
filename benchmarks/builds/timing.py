"""Runs one command and writes what it took: wall and processor seconds, and the peak memory of it and all its children.

    python -m benchmarks.builds.timing RESULT COMMAND ARGUMENT ...

A process of its own, so that nothing of another measurement is counted. Linux only. Processor time is what the system adds up for
the command and every process that it or its children waited for; processes that outlive their parent are waited for here and
counted too. Memory is the sum of the proportional set sizes (each shared page counts once) of the whole tree, looked at every tenth of
a second or more seldom where looking takes long: at most a twentieth of one core goes into it.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SET_CHILD_SUBREAPER = 36  # prctl(2)
INTERVAL = 0.1  # seconds
SHARE = 20  # of the time that one look took, until the next


@dataclass(frozen=True)
class Taken:
    """What one command took: seconds, and MiB at the peak. `status` is its exit status."""

    wall: float
    processor: float
    memory: float
    status: int


def taken_by(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Taken:
    """Run a command in a folder; what it prints goes to the end of the log."""
    here = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, [here, environment.get("PYTHONPATH")]))
    with tempfile.TemporaryDirectory() as scratch, log.open("a", encoding="utf-8") as told:
        result = Path(scratch, "taken.json")
        own = [sys.executable, str(Path(__file__)), str(result), *command]
        subprocess.run(own, cwd=folder, env={**environment, "PYTHONPATH": paths}, stdout=told, stderr=told, check=True)
        return Taken(**json.loads(result.read_text("utf-8")))


def main() -> None:
    """Run the command, and write the result."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    memory = [0.0]
    is_over = threading.Event()
    started = time.perf_counter()
    process = subprocess.Popen(sys.argv[2:])
    watcher = threading.Thread(target=_watch, args=(process.pid, memory, is_over), daemon=True)
    watcher.start()
    _, status, _ = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    is_over.set()
    with suppress(ChildProcessError):
        while True:
            os.wait()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "wall": wall,
        "processor": usage.ru_utime + usage.ru_stime,
        "memory": memory[0],
        "status": os.waitstatus_to_exitcode(status),
    }
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")


def _watch(process: int, memory: list[float], is_over: threading.Event) -> None:
    """Keep the highest sum of memory in MiB as the only value of `memory`, until told that it is over."""
    pause = 0.01
    while not is_over.wait(pause):
        started = time.perf_counter()
        memory[0] = max(memory[0], sum(_size(each) for each in _tree(process)))
        pause = max(INTERVAL, SHARE * (time.perf_counter() - started))


def _tree(process: int) -> list[int]:
    """Return a process and all that descend from it, as they are now."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            parent = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            children[parent].append(int(path.parent.name))
    found = [process]
    for each in found:
        found.extend(children[each])
    return found


def _size(process: int) -> float:
    """Return the proportional set size of a process in MiB; nothing of one that is no more."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
