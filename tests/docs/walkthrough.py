"""Does what a page of the documentation tells people to do, by the letter, in a folder of its own.

Of the fenced blocks of a page, `sh` is run, `text` has to be in what was printed last, and any other is the content of the file
that the line before names in backticks. Two lines alone are not run as they stand: setting up the environment takes a minute
and the network, so the one in which the tests run is put in its place.
"""

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^(?:`(?P<path>[\w./-]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NEW_ENVIRONMENT = "python3 -m venv .venv"
INSTALL = re.compile(r"\.venv/bin/python -m pip install --quiet (?:--editable )?(\S+)")
COMMANDS = {"clearinghouse": "clearinghouse", "mkdocs": "mkdocs"}
IDENTITY = {
    "GIT_AUTHOR_NAME": "Somebody", "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody", "GIT_COMMITTER_EMAIL": "somebody@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
}  # fmt: skip


def repository(folder: Path) -> Path:
    """A repository with the files of this folder as they stand now, whatever is committed: the one that people clone."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    origin = folder / "origin"
    for name in filter(None, names):
        if (ROOT / name).is_file():  # one that was deleted is still listed
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            (origin / name).write_bytes((ROOT / name).read_bytes())
    for command in (
        "init --quiet --initial-branch=main",
        "add --all",
        "commit --quiet --message=All",
        "config receive.denyCurrentBranch ignore",
    ):
        subprocess.run(["git", *command.split()], cwd=origin, check=True, env={**os.environ, **IDENTITY})
    return origin


def blocks(page: str) -> list[re.Match[str]]:
    """The fenced blocks of a page, with the paths of the files that they are."""
    return list(BLOCK.finditer(page))


def follow(page: str, folder: Path, address: str) -> str:
    """Do everything that a page tells, in a folder; return all that was printed. An AssertionError says what did not work."""
    place, printed, last = folder, "", ""
    for block in blocks(page):
        if block["kind"] == "sh":
            last = ""
            for command in block["text"].splitlines():
                place, output = _run(command.replace("ADDRESS", shlex.quote(address)), place)
                last += output
            printed += last
        elif block["kind"] == "text":
            assert block["text"] in last, f"printed was:\n{last}"
        else:
            assert block["path"], f"no file is named for:\n{block['text']}"
            assert (place / block["path"]).parent.is_dir()
            (place / block["path"]).write_text(block["text"], encoding="utf-8")
    return printed


def _run(command: str, place: Path) -> tuple[Path, str]:
    """Run a line of a shell; return the folder in which it ends and what it printed. The check may end with errors: they are told."""
    if command == NEW_ENVIRONMENT:
        (place / ".venv" / "bin").mkdir(parents=True)
        return place, ""
    if installs := INSTALL.fullmatch(command):
        _install((place / installs[1]).resolve(), place)
        return place, ""
    done = subprocess.run(
        ["bash", "-c", command], cwd=place, env={**os.environ, **IDENTITY, "NO_MKDOCS_2_WARNING": "1", "CLEARINGHOUSE_TODAY": "2026-06-30"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    finds = command.startswith(".venv/bin/clearinghouse check")
    assert done.returncode == 0 or (finds and done.returncode == 1), f"{command}\n{done.stdout}{done.stderr}"
    moved = re.fullmatch(r"cd (\S+)", command)
    return (place / moved[1] if moved else place), done.stdout + done.stderr


def _install(package: Path, place: Path) -> None:
    """Put commands into the environment that run the package of a folder with what is installed here."""
    assert (package / "pyproject.toml").is_file()
    for name, module in COMMANDS.items():
        program = place / ".venv" / "bin" / name
        path = shlex.quote(str(package / "plugins"))
        program.write_text(f'#!/bin/sh\nPYTHONPATH={path} exec {shlex.quote(sys.executable)} -m {module} "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
