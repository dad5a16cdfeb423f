"""A mapping is checked by its schema and by the record type; all that is wrong with it is said at once, with its line."""

import jsonschema
import pytest

from clearinghouse.importing.answering import text_with_answers
from clearinghouse.importing.mapping import (
    Answers,
    MappingFault,
    fitting,
    import_mapping,
    mapping_schema,
    written_mapping,
)
from tests.importing.conftest import MAPPING


@pytest.fixture
def fault_of(importer):
    """What a mapping is told, as one text."""

    def told(text: str) -> str:
        with pytest.raises(MappingFault) as caught:
            import_mapping(written_mapping(text, "m.yaml"), importer.destination().reading.catalogue.schemas, "m")
        return "\n".join(caught.value.messages)

    return told


def test_the_schema_of_mappings_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(mapping_schema())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("collection: projects", "collection: project", "m.yaml:2: there is no collection “project”. Did you mean “projects”?"),
        ("  Project: title", "  Project: titel", "m.yaml:5: projects have no field “titel”. Did you mean “title”?"),
        ("keep: [Remarks]", "keeps: [Remarks]", "cannot say “keeps”. Did you mean “keep”?"),
        ("id: {columns: [Number], prefix: p}\n", "", "the mapping lacks id."),
        ("  Begin: start", "  Begin: {field: start, splitt: x}", "m.yaml:8: columns.Begin cannot say “splitt”. Did you mean “split”?"),
        ("  Begin: start", "  Begin: {field: start, split: x}", "its field holds one value"),
        ("  Begin: start", "  Begin: {field: start, item: x}", "`item` is for fields in a list of groups"),
        ("with: {role: funding}", "with: {rolle: funding}", "there is no field “rolle” beside its field"),
        ("  End: end", "  End: start", "“Begin” already becomes start. Add `fallback: true`"),
        ("  End: end", "  End: {field: end, pattern: '('}", "is no regular expression"),
        ("  End: end", "  End: {field: end, pattern: 'x'}", "has to have one group"),
        ("keep: [Remarks]", "keep: [Project]", "“Project” becomes a field and stands under `keep`"),
        ("keep: [Remarks]", "constants: {status: ongoing, colour: red}", "status is a constant and comes from the column “State”"),
        ("keep: [Remarks]", "not_known: [lesons]", "Did you mean “lessons”?"),
        ("keep: [Remarks]", "dates: dmy", "“dmy” is not one of 'day-first', 'month-first'"),
        ("collection: projects", "collection: [", "m.yaml:"),
        ("collection: projects", "collection: projects\ncollection: bodies", "m.yaml:3:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(fault_of, old, new, said):
    assert old in MAPPING
    assert said in fault_of(MAPPING.replace(old, new))


def test_all_faults_are_said_at_once(fault_of):
    told = fault_of(MAPPING.replace("Project: title", "Project: titel").replace("End: end", "End: ends"))
    assert "titel" in told
    assert "ends" in told


def test_headings_with_numbers_and_with_anything():
    assert fitting("Donor #", "Donor 12") == "12"
    assert fitting("Donor #", "Donor x") is None
    assert fitting("a[#]/b", "a[3]/b") == "3"
    assert fitting("*", "whatever\nit is") == ""
    assert fitting("Country", "Country") == ""


def test_answers_stand_last_and_all_else_stays_as_it_is():
    text = "# mine\ncollection: projects  # here\n"
    once = text_with_answers(text, Answers(dates="day-first"), "m.yaml")
    assert once.startswith(text)
    twice = text_with_answers(once, Answers("day-first", "", {"Country": {"Kenia": "KE", "no": None}}), "m.yaml")
    assert twice.startswith(text)
    assert twice.count("answers:") == 1
    whole = written_mapping(
        text_with_answers(MAPPING, Answers("", "comma", {"Country": {"no": "NO"}}), "m.yaml"), "m.yaml"
    )
    assert whole.answers == Answers("", "comma", {"Country": {"no": "NO"}})
    with pytest.raises(MappingFault, match="to the end"):
        text_with_answers("answers: {dates: day-first}\ncollection: x\n", Answers(dates="month-first"), "m.yaml")
