"""Beginning a record: which collection, which id, which values, and the file that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clearinghouse.calling import as_called
from clearinghouse.coordination.asked_for import fields_asked_for
from clearinghouse.core.diagnostic import Severity, quoted
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.record import MAX_ID_LENGTH, Key, is_id
from clearinghouse.core.rules import DANGLING_REFERENCE
from clearinghouse.core.schema import Schema
from clearinghouse.core.source import read_source
from clearinghouse.editing.answers import NotAnAnswer, suggestion, with_setting
from clearinghouse.editing.formatting import form_of
from clearinghouse.editing.other_records import OtherRecords, read_other_records, types_of
from clearinghouse.editing.questions import Person, Questions
from clearinghouse.editing.template import blanks_in, template_of
from clearinghouse.editing.writing import create_file
from clearinghouse.project import MARKDOWN, Project, ProjectFault, Types


@dataclass
class Beginning:
    """A record that is to be. `id` may still be empty, `data` holds the values given so far."""

    project: Project
    types: Types
    schema: Schema
    others: OtherRecords
    id: str
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, collection: str, record_id: str, settings: Sequence[str]) -> Beginning:
        """Begin with what the command line says; an empty id comes from the title, or is asked for.

        Raises ProjectFault for a collection, an id or a setting that cannot be.
        """
        types = types_of(project)
        if collection not in types.schemas:
            message = f"There is no collection {quoted(collection)}. {suggestion(collection, sorted(types.schemas))}"
            raise ProjectFault(message)
        schema = types.schemas[collection]
        data: dict[str, Any] = {}
        for setting in settings:
            try:
                data = with_setting(data, schema, setting)
            except NotAnAnswer as fault:
                raise ProjectFault(str(fault)) from fault
        with closing(project.cache()) as cache:
            others, _ = read_other_records(project, cache, types)
        begun = cls(project, types, schema, others, record_id, data)
        if record_id and (fault_of_id := begun.fault_of_id(record_id)):
            raise ProjectFault(fault_of_id)
        return begun

    def path_of(self, record_id: str) -> Path:
        """The file of a record of this collection."""
        return self.project.content / self.schema.collection.name / f"{record_id}{MARKDOWN}"

    @property
    def file(self) -> str:
        """The file of the record, as messages name it."""
        return self.project.name_of(self.path_of(self.id).absolute())

    def fault_of_id(self, record_id: str) -> str:
        """Why the record cannot have an id; empty where it can."""
        if not is_id(record_id):
            return (
                f"{quoted(record_id)} cannot be an id. Write lower-case letters a–z, digits and single hyphens, at most "
                f"{MAX_ID_LENGTH} characters, and not index; for example zambia-norway."
            )
        key = Key(self.schema.collection.name, record_id)
        holder = self.others.current.get(key)
        if holder and holder != key:
            return f"The id {quoted(record_id)} was that of {quoted(holder.id)} before, and no id is used twice. Choose another."
        path = self.path_of(record_id)
        if holder or path.exists() or path.is_symlink():
            return f"There is a record {self.project.name_of(path.absolute())} already. Change that one, or choose another id."
        return ""

    def id_from_title(self) -> None:
        """Take the id that the title suggests, where none was given.

        Raises ProjectFault where there is no title, or where that id is taken.
        """
        if self.id:
            return
        proposal = id_from_title(str(self.data.get("title") or ""))
        if not proposal:
            again = as_called("new", self.schema.collection.name, '--set "title=…"')
            raise ProjectFault(
                "Nothing says what the record is to be called, and no questions are asked here. Ask for them with --ask, "
                f"or give an id or a title: {again}"
            )
        if fault := self.fault_of_id(proposal):
            raise ProjectFault(fault)
        self.id = proposal

    def ask(self, person: Person) -> None:
        """Ask a person for all that is needed: the title first, since it suggests an id."""
        person.tell(
            f"A new record of {self.schema.collection.title}. Press Enter to leave a question open; "
            "to stop without writing anything, press Ctrl and C."
        )
        questions = Questions(person, self.schema, self.others, self.data)
        questions.ask_one("title")
        proposal = id_from_title(str(self.data.get("title") or ""))
        if proposal and self.fault_of_id(proposal):
            proposal = ""
        while not self.id:
            person.tell("\nId: the name of the file and part of the address, for ever.")
            answer = person.ask("Id", proposal).strip()
            fault = self.fault_of_id(answer) if answer else "This cannot be left open: without a name there is no file."
            if fault:
                person.tell(fault)
            else:
                self.id = answer
        questions.ask_all()

    def text(self) -> str:
        """The text of the record, with words on all fields and blanks for what is not known yet."""
        return template_of(self.schema, self.types.code_lists, self.data, self._asked_for(), self.file)

    def _asked_for(self) -> list[str]:
        """The fields that the rules of coordination ask for, with first examples in place of what is not known yet."""
        examples = {each.name: each.example for each in self.schema.fields if each.required and each.examples}
        data = {**examples, **self.data}
        text = f"---\n{form_of(data, '', self.schema)}---\n".encode()
        found = self.others.examine(Key(self.schema.collection.name, "example"), self.file, text).diagnostics
        if any(each.severity is Severity.ERROR and each.rule is not DANGLING_REFERENCE for each in found):
            data = examples  # the rules look at good records only
        return fields_asked_for(
            data,
            self.schema.collection.name,
            self.types.rules,
            self.types.schemas,
            self.types.code_lists,
            self.project.today,
        )

    def write(self, text: str, elsewhere: Path | None = None) -> Path:
        """Write the record to its place, or elsewhere, and return where.

        Raises ProjectFault where something is there already, or where nothing can be written.
        """
        path = elsewhere or self.path_of(self.id)
        if path.parent.is_symlink() and not elsewhere:
            raise ProjectFault(f"{path.parent} is a link to another place; nothing is written there.")
        try:
            path.parent.mkdir(exist_ok=True)
            create_file(path, text.encode())
        except FileExistsError:
            raise ProjectFault(f"There is a file {path} already. Nothing was written.") from None
        except OSError as fault:
            raise ProjectFault(f"{path} cannot be written: {fault}") from fault
        return path


def blanks_of(text: str) -> list[str]:
    """The names of the fields that a record leaves blank."""
    return list(blanks_in(read_source(text.encode(), "").data))
