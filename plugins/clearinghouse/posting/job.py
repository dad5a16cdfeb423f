"""The job that says something: what it was started by, the data that it was left, and the forge that it asks."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from clearinghouse.forge.outline import Line, NotAnOutline, from_data

MAX_DATA_BYTES = 2 * 1024 * 1024
PER_PAGE, MAX_PAGES = 100, 10
"""How much of a list is asked for at once, and how often."""

BOT = "github-actions[bot]"
"""Who a job writes as."""
_STATUS = re.compile(r"\(HTTP ([0-9]{3})\)")


class Unusable(Exception):
    """Data that a job left cannot be used; the message says why."""


class Refused(Exception):
    """The forge did not do what it was asked; `status` is its number, 404 where there is no such thing."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Forge(Protocol):
    """The interface of a forge: one request. Raises Refused where the answer is no."""

    def ask(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Any:
        """Send a request; the answer is its JSON."""


class GitHub:
    """GitHub by its own command `gh`, which knows the token of the job."""

    def ask(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Any:
        """Send a request as `gh api` does. The data goes through its input, so that no shell and no option sees it."""
        command = ["gh", "api", "--method", method, path]
        command += ["--input", "-"] if data is not None else []
        given = json.dumps(data) if data is not None else None
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - fixed, but for a path made of numbers and names that were checked
        if done.returncode:
            status = _STATUS.search(done.stderr)
            raise Refused(int(status.group(1)) if status else 0, " ".join(done.stderr.split())[:300])
        return json.loads(done.stdout) if done.stdout.strip() else None


@dataclass(frozen=True)
class Job:
    """What a job works with: the forge, the repository (owner/name), what it was started by, and the folder of data.

    `content` is the folder of the records in the repository; only a job that writes one is told of it.
    """

    forge: Forge
    repository: str
    event: Mapping[str, Any]
    folder: Path
    content: str = ""

    def ask(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Any:
        """Ask the forge about the repository."""
        return self.forge.ask(method, f"repos/{self.repository}/{path}".rstrip("/"), data)

    def each(self, path: str) -> Iterator[dict[str, Any]]:
        """Ask for a list, page by page, as far as it is wanted; `path` says of which things and in which order."""
        beginning = f"{path}{'&' if '?' in path else '?'}per_page={PER_PAGE}"
        for page in range(1, MAX_PAGES + 1):
            found = self.ask("GET", f"{beginning}&page={page}")
            yield from found
            if len(found) < PER_PAGE:
                return

    def data(self, name: str) -> dict[str, Any]:
        """Read a file of data that another job left. Raises Unusable where it is none."""
        path = self.folder / name
        try:
            if path.is_symlink() or path.stat().st_size > MAX_DATA_BYTES:
                raise Unusable(f"{name} is a link, or too large")
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as fault:
            raise Unusable(f"{name} cannot be read: {fault}") from fault
        if not isinstance(data, dict):
            raise Unusable(f"{name} holds no object")
        return data


def number_from(value: object) -> int:
    """Return the number of an issue or a pull request. Raises Unusable where it is none."""
    if type(value) is not int or not 0 < value < 10**12:
        raise Unusable("there is no number")
    return value


def outline_from(data: Mapping[str, Any]) -> list[Line]:
    """Return the outline in data that a job left. Raises Unusable where there is none."""
    try:
        return from_data(data.get("outline"))
    except NotAnOutline as fault:
        raise Unusable(f"the outline is none: {fault}") from fault
