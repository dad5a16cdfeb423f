"""`clearinghouse import` at the keyboard: a first mapping, questions and answers, and what it says where it cannot work."""

import sys
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.importing.delimited import read_delimited
from clearinghouse.importing.guess import guessed_mapping
from clearinghouse.importing.mapping import import_mapping, written_mapping
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from tests.importing.conftest import MAPPING

TABLE = """Number;Project;About;Country;Begin;End;State;Donor;Budget;Currency;Site;Text;Remarks;Phone
1;A project;A project made up for a test.;Kenia;03/04/2002;;ongoing;norad;1.500;USD;;;;
2;Another project;A project made up for a test.;Congo;05/06/2003;;ongoing;Norvegian Agency for Development;;;;;;
3;A third project;A project made up for a test.;Atlantis;;;ongoing;norad;;;;;;
"""


@pytest.fixture
def told(importer):
    """Run the command on a file in the project; the answer is the exit status and all that was printed."""

    def run(name: str, *options: str, keys: str = "") -> tuple[int, str]:
        arguments = ["import", str(importer.root / name), "--config", str(importer.config), *options]
        done = CliRunner().invoke(main, arguments, input=keys)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


def test_without_a_terminal_nothing_is_asked_and_the_mapping_lines_are_named(importer, told):
    (importer.root / "t.csv").write_text(TABLE)
    (importer.root / "t.mapping.yaml").write_text(MAPPING)
    status, text = told("t.csv")
    assert status == 1
    for each in (
        "row 2, column “Country”: “Kenia” is not a country code.", "values: {Kenia: KE}", "`dates: day-first` or `dates: month-first`",
        "`decimals: point` or `decimals: comma`", "CD (Congo - Kinshasa)", "CG (Congo - Brazzaville)",
        "clearinghouse new bodies norvegian-agency-for-development", "3 rows: 0 records",
    ):  # fmt: skip
        assert each in text


def test_answers_are_taken_and_kept_in_the_mapping(importer, told):
    (importer.root / "t.csv").write_text(TABLE)
    mapping = importer.root / "t.mapping.yaml"
    mapping.write_text("# by hand" + MAPPING)
    #            Kenia, dates, decimals, Congo (by code), donor, Atlantis: left open; save: yes
    keys = "".join(f"{key}\n" for key in ("1", "7", "1", "2", "CD", "1", "", "y"))
    status, text = told("t.csv", "--ask", "--write", keys=keys)
    assert status == 1
    assert "2 new" in text
    assert mapping.read_text().startswith("# by hand" + MAPPING)
    first, second = (importer.record(each).read_text() for each in ("p-1", "p-2"))
    assert "start: 2002-04-03" in first
    assert "countries: [KE]" in first
    assert "amount: 1500" in first
    assert "countries: [CD]" in second
    assert "body: norad" in second
    before = importer.record("p-1").read_bytes()
    status, text = told("t.csv", "--write")
    assert "2 unchanged" in text
    assert "Atlantis" in text
    assert "Nothing has changed" in text
    assert importer.record("p-1").read_bytes() == before
    status, text = told("t.csv", "--ask", keys="-\ny\n")
    assert status == 0
    assert "Atlantis:" in mapping.read_text()


def test_a_mapping_that_somebody_changes_while_a_question_is_open_stays_as_they_left_it(importer, told, monkeypatch):
    (importer.root / "t.csv").write_text(TABLE)
    mapping = importer.root / "t.mapping.yaml"
    mapping.write_text(MAPPING)

    def prompt(*_said, **_settings):
        mapping.write_text("# by somebody else" + MAPPING)
        return "1"

    monkeypatch.setattr(click, "prompt", prompt)
    status, text = told("t.csv", "--ask", "--write", keys="y\n")
    assert status == 2
    assert "changed by somebody else meanwhile" in text
    assert mapping.read_text() == "# by somebody else" + MAPPING
    assert not importer.record("p-1").exists()


def test_an_answer_of_thousands_of_digits_is_none_of_the_choices(importer, told):
    (importer.root / "t.csv").write_text("\n".join(TABLE.splitlines()[:2]) + "\n")
    (importer.root / "t.mapping.yaml").write_text(MAPPING + "decimals: point\n")
    status, text = told("t.csv", "--ask", keys=f"{'1' * 5000}\n{'1' * 5000}\n1\nn\n")
    assert status == 1
    assert "1 rows: 0 records" in text
    assert text.count("03/04/2002") == 1  # asked until a choice was made, told of no more


def test_a_first_mapping_is_guessed_for_a_person_to_correct(importer, told):
    (importer.root / "t.csv").write_text(
        TABLE.replace("Begin", "Start")
        .replace("State", "status")
        .replace("Site", "Website")
        .replace("Kenia", "Kenia; Zambia")
    )
    status, text = told("t.csv", "--guess", "projects")
    assert status == 0
    mapping = importer.root / "t.mapping.yaml"
    guessed = mapping.read_text()
    assert "id: {columns: [Number]}" in guessed
    read = import_mapping(
        written_mapping(guessed, "t.mapping.yaml"), importer.destination().reading.catalogue.schemas, "t"
    )
    found = {use.heading: use.name for use in read.columns}
    assert found["Start"] == "start"
    assert found["status"] == "status"
    assert found["Website"] == "website"
    assert '# "Phone": …' in guessed
    status, text = told("t.csv", "--guess", "projects")
    assert status == 2
    assert "is there already" in text
    assert mapping.read_text() == guessed
    status, text = told("t.csv")
    assert status == 1
    assert "The mapping does not say what becomes of the column “Phone”" in text


def test_a_first_mapping_knows_what_others_call_a_field_and_says_what_it_has_from_a_part_of_a_heading():
    reading = read_project(Project.from_config(Path(__file__).parents[2] / "mkdocs.yml"))
    headings = (
        "No,Project title,Donor,Budget (USD),Country,Start date,Theme,Implementing agency,Funder name,Contact person"
    )
    guessed = guessed_mapping(
        read_delimited(f"{headings}\n{'1,' * 9}1\n".encode()), "t.csv", reading.catalogue.schemas["initiatives"],
        reading.catalogue.code_lists,
    )  # fmt: skip
    columns = guessed[guessed.index("columns:\n") :].split("source:")[0].splitlines()[1:]
    part = "  # from a part of the heading only"
    left = "…  # which field? Or name it under keep or ignore"
    assert columns == [
        f'  "Project title": title{part}',
        '  "Donor": {field: organisations.organisation, with: {role: funding}}',
        f'  "Budget (USD)": budget.amount{part}',
        '  "Country": countries',
        '  "Start date": start',
        '  "Theme": themes',
        '  "Implementing agency": {field: organisations.organisation, with: {role: implementing-agency}}',
        f'  "Funder name": {{field: organisations.organisation, with: {{role: funding}}}}{part}',
        f'  # "No": {left}',
        f'  # "Contact person": {left}',
    ]


def test_rejected_rows_can_be_had_from_a_dry_run_and_imported_once_corrected(importer, told):
    (importer.root / "t.csv").write_text(TABLE)
    (importer.root / "t.mapping.yaml").write_text(MAPPING + "dates: day-first\ndecimals: comma\n")
    rejects = importer.root / "t.rejected.csv"
    told("t.csv", "--rejects", str(rejects))
    text = rejects.read_text(encoding="utf-8-sig").replace("Kenia", "Kenya").replace("Congo;", "CG;")
    rejects.write_text(text.replace("Norvegian Agency for Development", "norad"), encoding="utf-8-sig")
    status, text = told("t.rejected.csv", "--write")
    assert status == 1
    assert "2 new" in text
    assert "imports/t.jsonl" in {str(path.relative_to(importer.root)) for path in importer.root.rglob("*.jsonl")}


def test_no_record_is_written_where_the_rejected_rows_cannot_be_written(importer, told):
    (importer.root / "t.mapping.yaml").write_text(MAPPING)
    (importer.root / "t.rejected.csv").symlink_to(importer.root / "nowhere.csv")  # which nothing is written through
    (importer.root / "t.csv").write_text(TABLE.replace("Kenia;03/04/2002", "Kenya;2002").replace("1.500", "1500"))
    before = importer.state()
    status, text = told("t.csv", "--write")
    assert status == 2
    assert "1 new" in text
    assert {name: each for name, each in importer.state().items() if not name.startswith(".cache")} == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "No such file"),
        ("t.pdf", b"x", "not a file that can be imported"),
        ("t.csv", b"", "There is no mapping t.mapping.yaml beside t.csv"),
        ("m.csv", b"", "m.csv: The file is empty."),
        ("m.xlsx", b"x", "not a workbook"),
        ("m.xml", b"<a/>", "not a file of IATI activities"),
        ("w.csv", b"a\n1\n", "w.mapping.yaml:1: the mapping lacks"),
    ],
)
def test_what_stops_the_work_is_told(importer, told, name, content, said):
    (importer.root / "m.mapping.yaml").write_text(MAPPING)
    (importer.root / "w.mapping.yaml").write_text("columns: {a: title}\n")
    if content is not None:
        (importer.root / name).write_bytes(content)
    status, text = told(name)
    assert status == 2
    assert said in text


@pytest.mark.parametrize(("module", "name"), [("openpyxl", "m.xlsx"), ("lxml", "m.xml")])
def test_a_library_that_is_missing_is_named(importer, told, monkeypatch, module, name):
    (importer.root / "m.mapping.yaml").write_text(MAPPING)
    openpyxl.Workbook().save(importer.root / "m.xlsx")
    (importer.root / "m.xml").write_text("<x/>")
    monkeypatch.setitem(sys.modules, module, None)
    status, text = told(name)
    assert status == 2
    assert f"{module}, which is not installed" in text
    assert 'pip install "mkdocs-clearinghouse[import]"' in text


def test_what_stands_in_a_file_never_reaches_the_terminal_as_a_command(importer, told):
    escape = "\x1b[2J"
    text = (
        TABLE.replace("Kenia", f"Ken{escape}ia")
        .replace("Phone", f"Ph{escape}one")
        .replace("Remarks", f"Rem{escape}arks")
        .replace("Donor", "Rem")
    )
    (importer.root / "t.csv").write_text(text + f"4;{escape};x;Kenya;;;ongoing;;;;;;;\n")
    (importer.root / "t.mapping.yaml").write_text(MAPPING)
    for options in ((), ("--ask",)):
        _, shown = told("t.csv", *options, keys="\n" * 12)
        assert "is not a country code" in shown
        assert "\x1b" not in shown
