"""A small clearinghouse with all real countries to import into, and a shorthand for a whole import."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clearinghouse.importing.batch import Given, Outcome, run
from clearinghouse.importing.cells import Table
from clearinghouse.importing.delimited import read_delimited
from clearinghouse.importing.destination import Destination, destination_of
from clearinghouse.importing.files import write_outcome
from clearinghouse.importing.mapping import import_mapping, written_mapping
from clearinghouse.importing.provenance import sha256_of
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
MAPPING = """
collection: projects
id: {columns: [Number], prefix: p}
columns:
  Project: title
  About: summary
  Country: {field: countries, split: ";"}
  Begin: start
  End: end
  State: status
  Donor: {field: partners.body, with: {role: funding}}
  Budget: budget.amount
  Currency: budget.currency
  Site: website
  Text: body
source: {id: table, title: A table invented for a test}
keep: [Remarks]
ignore: {Phone: personal data}
"""


@dataclass
class Importer:
    """Imports into a project on disk; what it finds there is read anew each time."""

    config: Path

    @property
    def root(self) -> Path:
        return self.config.parent

    def destination(self) -> Destination:
        project = Project.from_config(self.config)
        return destination_of(project, read_project(project))

    def __call__(
        self, content: bytes | Table, mapping: str = MAPPING, *, write: bool = True, name: str = "table.csv"
    ) -> Outcome:
        destination = self.destination()
        written = written_mapping(mapping, "table.mapping.yaml")
        said = import_mapping(written, destination.reading.catalogue.schemas, "table")
        table = content if isinstance(content, Table) else read_delimited(content)
        digest = sha256_of(content if isinstance(content, bytes) else repr(content))
        outcome = run(Given(name, digest, table), said, destination)
        if write and not outcome.blocking:
            write_outcome(outcome, destination)
        return outcome

    def record(self, record_id: str) -> Path:
        return self.root / "content" / "projects" / f"{record_id}.md"

    def state(self) -> dict[str, bytes]:
        """All files of the project."""
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


@pytest.fixture
def importer(small: Path) -> Importer:
    lists = small / "schemas" / "code-lists"
    shutil.copy(ROOT / "schemas" / "code-lists" / "countries.yaml", lists / "countries.yaml")
    shutil.copy(ROOT / "schemas" / "code-lists" / "currencies.yaml", lists / "currencies.yaml")
    return Importer(small / "mkdocs.yml")


@pytest.fixture
def rejected_messages() -> Callable[[Outcome], dict[int, list[str]]]:
    """The messages of rejected rows by number, each with its column."""

    def messages(outcome: Outcome) -> dict[int, list[str]]:
        return {
            row: [f"{each.column}: {each.message}" for each in troubles] for row, troubles in outcome.rejected.items()
        }

    return messages
