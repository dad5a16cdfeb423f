"""How the person at hand calls a command of this package, so that messages name one that can be copied and works."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NOX = "CLEARINGHOUSE_NOX"
"""The setting of the environment that says how nox was called, where a session of the noxfile calls us."""

_PROGRAM = "clearinghouse"
_BESIDE_IT = (_PROGRAM, "mkdocs", "properdocs")
"""Programs that an installation puts into the same folder."""

_SESSIONS = {"check": "check", "fix": "fix", "fmt": "fmt", "new": "new", "pack": "offline", "verify": "verify"}
"""The commands for which the noxfile has a session, with its name."""


def as_called(command: str, *arguments: str, is_shared: bool = False) -> str:
    """Return a command of ours, such as `check`, with its arguments, as it is typed by whoever called this process.

    Through nox that is its session; a program that lies on no search path is named by its folder, as it was called itself.
    What `is_shared` with others names no folder outside the one at hand: such a folder has the name of a person in it.
    """
    nox = os.environ.get(NOX, "")
    is_session = bool(nox) and command in _SESSIONS
    program = nox if is_session else _program()
    if is_shared and Path(program).is_absolute():
        program = Path(program).stem
    if is_session:
        return " ".join([program, "-s", _SESSIONS[command], *(["--", *arguments] if arguments else [])])
    return " ".join([program, command, *arguments])


def _program() -> str:
    called = Path(sys.argv[0]) if sys.argv else Path()
    if called.stem not in _BESIDE_IT:
        return _PROGRAM
    own = called.absolute().with_name(_PROGRAM)
    if not (own.is_file() or own.with_suffix(".exe").is_file()) or _is_on_path(own):
        return _PROGRAM
    return os.path.relpath(own) if own.is_relative_to(Path.cwd()) else str(own)


def _is_on_path(program: Path) -> bool:
    """Whether the name alone is enough to call a program. What nox calls has a path that the caller of nox has not."""
    found = shutil.which(_PROGRAM)
    return bool(found) and NOX not in os.environ and Path(found or "").with_suffix("") == program
