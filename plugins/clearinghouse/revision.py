"""An earlier state of the clearinghouse, read out of git into a folder: nothing of it is run, filtered or followed.

The repository may be that of a stranger. Only `git rev-parse`, `ls-tree` and `cat-file` are called, which run no hook and
apply no attribute; settings of the user and the machine are left aside; links and submodules are passed over; what is
written are plain files below a new folder.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from clearinghouse.project import Project, ProjectFault

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_FILES = 200_000
_READ = frozenset({".md", ".json", ".yaml", ".yml"})
"""What is read. Of other files, such as pictures, only the names count: links may lead to them."""
_SECONDS = 120
_HASH = re.compile(r"[0-9a-f]{40,64}\Z")


def project_at(project: Project, revision: str, folder: Path) -> Project:
    """Write the content, schemas and code lists of a revision into an empty folder, and return the project there.

    Raises ProjectFault where there is no such revision, no git, or no folder of records in it.
    """
    top = Path(_git(project, "rev-parse", "--show-toplevel").decode().strip())
    if top == Path():
        raise ProjectFault(f"{project.root.resolve()} is not in a git repository, so it has no {revision}.")
    commit = commit_at(project, revision)
    wanted = [each for each in (project.content, project.schemas, project.code_lists) if each]
    places = [_inside(top, each) for each in wanted]
    files = dict(_files(project, commit, places))
    contents = _contents(project, [name for path, name in files.items() if _is_read(path)])
    for path in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(next(contents) if _is_read(path) else b"")
    here = [folder / place for place in places]
    moved = replace(
        project, root=folder / _inside(top, project.root), content=here[0], schemas=here[1],
        code_lists=here[2] if len(here) > 2 else None,
    )  # fmt: skip
    if not moved.content.is_dir() or not moved.schemas.is_dir():
        raise ProjectFault(f"There is no folder of records, or none of schemas, in {revision}.")
    return moved


def commit_at(project: Project, revision: str) -> str:
    """The full name of the commit that a revision means. Raises ProjectFault where it means none."""
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = found.decode().strip()
    if not _HASH.match(commit):
        raise ProjectFault(f"{revision} is not a revision of this repository.")
    return commit


def _inside(top: Path, path: Path) -> str:
    """The place of a folder in the repository."""
    place = Path(os.path.relpath(path.resolve(), top.resolve())).as_posix()
    if place == ".." or place.startswith("../"):
        raise ProjectFault(f"{path} is outside the repository {top}, so no earlier state of it is known.")
    return place


def _files(project: Project, commit: str, places: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the plain files below some folders of a commit: the path, and the name that git has for the content."""
    wanted = [place for place in places if place != "."]
    listed = _git(project, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted)
    entries = [entry for entry in listed.split(b"\0") if entry]
    if len(entries) > MAX_FILES:
        raise ProjectFault(f"{commit} has more than {MAX_FILES:,} files.")
    for entry in entries:
        about, _, raw = entry.partition(b"\t")
        mode, _, name = about.decode("ascii").split(" ")
        path = raw.decode("utf-8", "surrogateescape")
        parts = PurePosixPath(path).parts
        if mode in ("100644", "100755") and ".." not in parts and not path.startswith("/"):
            yield path, name


def _is_read(path: str) -> bool:
    return PurePosixPath(path).suffix in _READ


def _contents(project: Project, names: list[str]) -> Iterator[bytes]:
    """Yield the contents that git has under some names, in their order."""
    answer = memoryview(_git(project, "cat-file", "--batch", asked="".join(f"{name}\n" for name in names).encode()))
    at = 0
    for name in names:
        end = bytes(answer[at : at + 200]).index(b"\n") + at
        own, kind, size = bytes(answer[at:end]).decode("ascii").split(" ")
        if (own, kind) != (name, "blob"):
            raise ProjectFault(f"git has no file under {name}.")
        yield bytes(answer[end + 1 : end + 1 + min(int(size), MAX_FILE_BYTES)])
        at = end + 1 + int(size) + 1


def _git(project: Project, *arguments: str, asked: bytes = b"") -> bytes:
    """Call git without the settings of the user or the machine; empty where it finds nothing."""
    command = ["git", "--no-replace-objects", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]
    command += ["--literal-pathspecs", "-C", str(project.root), *arguments]
    own = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        # By name, with fixed arguments and a revision that cannot be taken for an option.
        done = subprocess.run(  # noqa: S603
            command, input=asked, capture_output=True, timeout=_SECONDS, env={**os.environ, **own}, check=False
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise ProjectFault(f"git could not be asked: {fault}") from fault
    if done.returncode and arguments[0] != "rev-parse":
        raise ProjectFault(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()[:300]}")
    return done.stdout
