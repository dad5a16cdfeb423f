"""Which records a person means who names files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clearinghouse.project import Project, ProjectFault


@dataclass(frozen=True)
class Choice:
    """Files and folders by the names that diagnostics give them. Without any, everything is meant."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, project: Project, paths: Sequence[Path]) -> Choice:
        """Take the paths that a person named. The folder of the project stands for all records.

        Raises ProjectFault for one that is not there, or that lies outside the folder of the records.
        """
        return cls(tuple(_name(path, project) for path in paths))

    def __contains__(self, file: str) -> bool:
        return not self.names or any(file == name or file.startswith(f"{name}/") for name in self.names)


def _name(path: Path, project: Project) -> str:
    if not path.exists():
        raise ProjectFault(f"There is no file or folder {path}.")
    content, name = project.name_of(project.content.resolve()), project.name_of(path.resolve())
    if name == ".":
        return content
    if name != content and not name.startswith(f"{content}/"):
        raise ProjectFault(f"{path} is outside the folder of the records, which is {project.content}.")
    return name
