"""Builds of a project as `mkdocs build` makes them, each in a fresh process that forks from one in which everything is ready (see warm.py).

A fresh process remembers nothing of the builds before it, can be killed, and costs a tenth of a new interpreter.
"""

import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # before anything imports Material
PROCESSES = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
PROCESSES.set_forkserver_preload(["__main__", "tests.incremental.warm"])
PATIENCE = 120
"""Seconds after which a build is taken for one that hangs."""

Files = dict[str, bytes]
"""Fingerprints of the files of a folder by their names relative to it."""


@dataclass(frozen=True)
class Outcome:
    """How a build ended, what it told (warnings and errors, in their order), and the processor seconds that it took."""

    succeeded: bool
    told: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Builder:
    """Starts builds. `cores` is how many those with a cache may use; empty are all."""

    cores: str = ""

    def build(self, project: Path, site: Path, *, with_cache: bool = True) -> Outcome:
        """Build a project into a folder, and wait for the end."""
        with self.started(project, site, with_cache=with_cache) as (process, answer):
            assert answer.poll(PATIENCE), "the build does not end"
            try:
                outcome: Outcome = answer.recv()
            except EOFError:
                outcome = Outcome(False, ("the build ended without an answer",), 0)
            process.join(PATIENCE)
            return outcome

    def kill_a_build(self, project: Path, site: Path, after: float) -> bool:
        """Start a build and kill it (SIGKILL) so many seconds later. Return whether it was still at work."""
        with self.started(project, site) as (_, answer):
            return not answer.poll(after)

    @contextmanager
    def started(
        self, project: Path, site: Path, *, with_cache: bool = True
    ) -> Iterator[tuple[BaseProcess, Connection]]:
        """A build at work, and where its outcome will come from. What is still at work at the end is killed."""
        answer, told = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=_answer, args=(told, project, site, self.cores if with_cache else None))
        process.start()
        told.close()
        try:
            yield process, answer
        finally:
            process.kill()
            process.join()
            process.close()
            answer.close()


def _answer(told: Connection, project: Path, site: Path, cores: str | None) -> None:
    """Build in this process, and send the outcome. Without `cores` it is built without a cache, and on one core."""
    for name in ("CLEARINGHOUSE_CACHE", "CLEARINGHOUSE_TODAY", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    if cores is None:
        os.environ["CLEARINGHOUSE_CACHE"] = "off"
    os.environ["CLEARINGHOUSE_CORES"] = "1" if cores is None else cores
    told.send(build_here(project, site))


def build_here(project: Path, site: Path) -> Outcome:
    """Build in this process."""
    messages = _Messages()
    logging.getLogger("mkdocs").addHandler(messages)
    started = time.process_time()
    succeeded = _build(project, site)
    logging.getLogger("mkdocs").removeHandler(messages)
    return Outcome(succeeded, tuple(messages.told), time.process_time() - started)


def _build(project: Path, site: Path) -> bool:
    """What the command `mkdocs build` does; whether it ended well."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    config = load_config(config_file=str(project / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (MkDocsException, SystemExit):
        return False
    finally:
        config.plugins.on_shutdown()
    return True


class _Messages(logging.Handler):
    """Keeps the warnings and errors that are logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def files_of(folder: Path) -> Files:
    """The files of a folder and what is in them; none where there is no folder."""
    start = len(str(folder)) + 1
    found = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)  # noqa: PTH118 - twice as fast as Path
    return {path[start:].replace(os.sep, "/"): _state(path) for path in found}


def _state(path: str) -> bytes:
    with open(path, "rb") as opened:  # noqa: PTH123 - as above
        return blake2b(opened.read(), digest_size=16).digest()


def empty(folder: Path) -> Path:
    """The folder, without anything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
