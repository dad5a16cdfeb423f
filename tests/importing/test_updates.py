"""What happens to a record that is there already: by this import, by another, by hand, renamed, deleted."""

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.importing.batch import State
from clearinghouse.importing.files import laid_out_as, write_outcome, write_rejects
from clearinghouse.importing.provenance import SidecarFault, origins_from, text_of_origins
from clearinghouse.project import ProjectFault
from tests.importing.conftest import MAPPING

HEAD = "Number,Project,About,Country,Begin,End,State,Donor,Budget,Currency,Site,Text,Remarks,Phone\n"


def csv_of(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode()


ROW = "1,A project,A project made up for a test.,Kenya,2003,,ongoing,norad,,,,Text,,"
OTHER = "2,Another project,A project made up for a test.,Kenya,2003,,ongoing,norad,,,,Text,,"


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_conflict_is_told_until_it_is_settled(importer):
    importer(csv_of(ROW))
    path = importer.record("p-1")
    edit(path, "start: 2003", "start: 2004")
    by_hand = path.read_text()
    changed = csv_of(ROW.replace("2003", "2005"))
    for _ in range(2):
        outcome = importer(changed)
        assert [(each.field, each.base, each.mine, each.theirs) for _, each in outcome.conflicts] == [
            ("start", "2003", "2004", "2005")
        ]
        assert path.read_text() == by_hand
    edit(path, "2004", "2005")
    assert list(importer(changed).conflicts) == []
    assert list(importer(changed).conflicts) == []


def test_a_field_that_the_file_no_longer_has_goes_unless_a_hand_changed_it(importer):
    importer(csv_of(ROW, OTHER))
    edit(importer.record("p-1"), "countries: [KE]", "countries: [KE, UG]")
    importer(csv_of(ROW.replace("Kenya", ""), OTHER.replace("Kenya", "")))
    assert "countries: [KE, UG]" in importer.record("p-1").read_text()
    assert "countries" not in importer.record("p-2").read_text()


def test_what_a_hand_took_out_does_not_come_back(importer):
    importer(csv_of(ROW))
    edit(importer.record("p-1"), "countries: [KE]\n", "")
    edit(importer.record("p-1"), "countries, ", "")
    importer(csv_of(ROW))
    assert "countries" not in importer.record("p-1").read_text()


def test_a_deleted_record_is_not_written_again(importer):
    importer(csv_of(ROW))
    importer.record("p-1").unlink()
    outcome = importer(csv_of(ROW))
    assert "has been deleted since" in outcome.rejected[2][0].message
    assert not importer.record("p-1").exists()


def test_a_renamed_record_is_found_by_its_old_id(importer):
    importer(csv_of(ROW))
    text = importer.record("p-1").read_text().replace("\nsummary", "\naliases: [p-1]\nsummary", 1)
    importer.record("p-1").unlink()
    importer.record("better-name").write_text(text)
    assert len(importer(csv_of(ROW)).in_state(State.UNCHANGED)) == 1
    importer(csv_of(ROW.replace("Kenya", "Uganda")))
    assert "countries: [UG]" in importer.record("better-name").read_text()
    assert not importer.record("p-1").exists()
    assert importer(csv_of(ROW.replace("Kenya", "Uganda"))).no_longer == 0


def test_records_of_others_are_refused_or_completed(importer):
    mine = "---\ntitle: A project\nsummary: Written by a person, of the same thing.\nstatus: completed\nsources:\n  - {id: s, title: Note}\n---\n"
    importer.record("p-1").write_text(mine)
    outcome = importer(csv_of(ROW))
    assert "this import did not write it" in outcome.rejected[2][0].message
    assert importer.record("p-1").read_text() == mine
    outcome = importer(csv_of(ROW), MAPPING + "existing: complete\n")
    text = importer.record("p-1").read_text()
    assert "status: completed" in text
    assert "Written by a person" in text
    assert "countries: [KE]" in text
    assert {conflict.field for _, conflict in outcome.conflicts} == {"summary", "status", "sources"}


def test_the_record_of_another_batch_is_refused(importer):
    importer(csv_of(ROW), MAPPING + "batch: other\n")
    edit(importer.record("p-1"), "KE", "UG")
    outcome = importer(csv_of(ROW))
    assert "the import “other” wrote it" in outcome.rejected[2][0].message


def test_an_import_that_was_broken_off_goes_on(importer):
    importer(csv_of(ROW))
    (importer.root / "imports" / "table.jsonl").unlink()
    outcome = importer(csv_of(ROW))
    assert len(outcome.in_state(State.UNCHANGED)) == 1
    assert (importer.root / "imports" / "table.jsonl").is_file()


def test_lines_of_rows_that_say_the_same_stay_as_they_are(importer):
    importer(csv_of(ROW, OTHER))
    lines = (importer.root / "imports" / "table.jsonl").read_text().splitlines()
    importer(csv_of(OTHER, ROW.replace("Kenya", "Uganda")))
    after = (importer.root / "imports" / "table.jsonl").read_text().splitlines()
    assert after[1] == lines[1]
    assert after[0] != lines[0]
    assert importer(csv_of(ROW)).no_longer == 1
    assert importer.record("p-2").exists()


def test_a_record_that_changes_meanwhile_is_not_written_over(importer):
    importer(csv_of(ROW))
    destination = importer.destination()
    outcome = importer(csv_of(ROW.replace("Kenya", "Uganda")), write=False)
    edit(importer.record("p-1"), "ongoing", "completed")
    with pytest.raises(ProjectFault, match="changed by somebody else meanwhile"):
        write_outcome(outcome, destination)
    new = importer(csv_of(OTHER), write=False)
    importer.record("p-2").write_text("mine")
    with pytest.raises(ProjectFault, match="changed by somebody else meanwhile"):
        write_outcome(new, destination)
    assert importer.record("p-2").read_text() == "mine"


def test_nothing_is_written_through_a_link(importer, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (importer.root / "imports").symlink_to(outside)
    with pytest.raises(ProjectFault, match="link"):
        importer(csv_of(ROW))
    (importer.root / "imports").unlink()
    projects = importer.root / "content" / "projects"
    projects.rename(tmp_path / "elsewhere")
    projects.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProjectFault, match="link"):
        importer(csv_of(ROW))
    assert not list(outside.iterdir())
    assert not (tmp_path / "elsewhere" / "p-1.md").exists()


def test_rejects_that_somebody_corrects_are_not_written_over(tmp_path):
    path = tmp_path / "table.rejected.csv"
    assert write_rejects(path, b"one") == path
    assert write_rejects(path, b"one") == path
    assert write_rejects(path, b"two").name == "table.rejected-2.csv"
    assert path.read_bytes() == b"one"


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_is_written(importer):
    (importer.root / "table.csv").write_bytes(csv_of(ROW, OTHER.replace("Kenya", "Kenia")))
    (importer.root / "table.mapping.yaml").write_text(MAPPING)
    arguments = ["import", str(importer.root / "table.csv"), "--config", str(importer.config), "--write", "--no-ask"]
    for name in ("table.rejected.csv", "imports/table.jsonl"):
        folder = importer.root / name
        folder.mkdir(parents=True)
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2, done.output
        assert f"{folder.name} cannot be read: Is a directory." in done.output
        assert not importer.record("p-1").exists()
        folder.rmdir()


def test_a_record_that_is_deleted_meanwhile_is_told(importer):
    importer(csv_of(ROW))
    destination = importer.destination()
    outcome = importer(csv_of(ROW.replace("Kenya", "Uganda")), write=False)
    importer.record("p-1").unlink()
    with pytest.raises(ProjectFault, match=r"p-1\.md cannot be read"):
        write_outcome(outcome, destination)


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"record": "x"}', b'{"record":"x","file":"","sha256":"","row":1,"cells":{},"written":{}}']
)
def test_a_damaged_file_of_origins_is_said_by_its_line(line):
    with pytest.raises(SidecarFault, match=r"x.jsonl:2:"):
        origins_from(b"\n" + line, "x.jsonl")


def test_origins_are_read_back_as_they_were_written(importer):
    outcome = importer(csv_of(ROW, OTHER.replace(",,,,Text", ",12.50,USD,,Text")), MAPPING + "decimals: point\n")
    read = origins_from(outcome.sidecar, "x")
    assert text_of_origins(read.values()) == outcome.sidecar
    assert "12.50" in str(read[outcome.drafts[1].key].written)


def test_line_ends_stay_as_they_are(importer):
    importer(csv_of(ROW))
    path = importer.record("p-1")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    importer(csv_of(ROW.replace("Kenya", "Uganda")))
    content = path.read_bytes()
    assert laid_out_as(b"\xef\xbb\xbfa\n", "b\n") == b"\xef\xbb\xbfb\n"
    assert b"countries: [UG]\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KE", "KE"),
        ("KEN", "KE"),
        ("kenya", "KE"),
        ("Côte d’Ivoire", "CI"),
        ("UK", "GB"),
        ("Ivory Coast", "CI"),
        ("Swaziland", "SZ"),
    ],
)
def test_countries_that_are_certain(importer, text, code):
    (draft,) = importer(csv_of(ROW.replace("Kenya", text))).drafts
    assert draft.proposal.data["countries"] == [code]


@pytest.mark.parametrize(
    "text", ["No", "no", "ke", "can", "Congo", "Kenia", "Kenya, Uganda", "Korea", "Virgin Islands", "England"]
)
def test_countries_that_are_asked(importer, text):
    outcome = importer(csv_of(ROW.replace("Kenya", f'"{text}"')))
    assert outcome.drafts == ()
    assert outcome.questions[0].text == text


@pytest.mark.parametrize(
    ("text", "code"), [("Swazilnd", "SZ"), ("Republic of the Ivory Coast", "CI"), ("Upper Volta region", "BF")]
)
def test_a_name_that_is_not_shown_is_near_as_well(importer, text, code):
    (question,) = importer(csv_of(ROW.replace("Kenya", text))).questions
    assert question.choices[0][0] == code
