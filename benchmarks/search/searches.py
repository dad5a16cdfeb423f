"""What the searches that are compared have in common: how a site is made with one, and how it is asked.

Every page that is opened has two functions: `ask(query)`, a promise of the addresses of the first ten results, and
`facets()`, a promise kept when all facets are there. Opened with `?q=words`, it has a promise `first` of the addresses and of
the milliseconds since the page was asked for.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import MadeUp
from serving import OnDisk

SHOWN = 10
FACETS = ("type", "country", "theme", "organisation", "status", "year")
FIRST = """
const asked = new URLSearchParams(location.search).get("q");
if (asked) window.first = ask(asked).then((urls) => [urls, performance.now()]);
"""


@dataclass(frozen=True)
class Built:
    """What the index took: processor seconds, and the files of it that a browser may load."""

    seconds: float
    disk: OnDisk


@dataclass(frozen=True)
class Search:
    """One of the searches compared.

    `make` writes a site of records into an empty folder. `page` is opened to ask; `script` runs in it before its own.
    `own` are parts of the paths that belong to the search; the rest is the page around it.
    """

    name: str
    make: Callable[[list[MadeUp], Path], Built]
    page: str
    own: tuple[str, ...]
    script: str = ""
    has_facets: bool = True

    @property
    def folder(self) -> str:
        """The name of the folder of its site; two ways to ask the same search share it."""
        return self.name.partition(",")[0]


def run(*command: str | Path) -> tuple[float, str]:
    """Run a program; return its processor seconds and what it printed."""
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True) as process:
        told = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{Path(command[0]).name} failed")
    return usage.ru_utime + usage.ru_stime, told


def run_python(program: str, *arguments: str | Path) -> Any:
    """Run a program of this folder in a process of its own, and return the JSON that it prints last."""
    _, told = run(sys.executable, Path(__file__).with_name(program), *arguments)
    return json.loads(told.splitlines()[-1])


def small_page(head: str, ask: str, facets: str) -> str:
    """Return a page with nothing on it but a search."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>{head}</head><body><script type="module">\n'
        f"window.ask = {ask};\nwindow.facets = {facets};\n{FIRST}</script></body></html>"
    )
