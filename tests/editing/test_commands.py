"""The commands `fix` and `fmt` on a project: what they say, what they write, and what they leave alone."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.editing import changes
from clearinghouse.editing.difference import difference
from clearinghouse.editing.writing import ChangedMeanwhile, create_file, replace_file

ROOT = Path(__file__).parents[2]
BROKEN = "---\ntitle: 'A course'\nsummary: Short.\nstatus: ongoing\ncountries: [NO]\nstart: 31/01/2003\nsources:\n- {title: T, id: s}\n---\n\nText.\n"


@pytest.fixture
def project(small, monkeypatch):
    monkeypatch.chdir(small)
    (small / "content/projects/broken.md").write_text(BROKEN)
    return small


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def snapshot():
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file() and ".cache" not in path.parts}


def test_fix_says_what_it_mended_and_what_is_left(project):
    result = run("fix")
    assert result.exit_code == 1
    assert result.output == (
        "content/projects/broken.md: 1 mistake mended\n"
        "  line 5: “NO” is read in different ways by different programs (CH130)\n"
        "1 file mended; left for you to mend: 1 error. See them, and what to write, with: clearinghouse check\n"
        "For 1 of them there is a likely edit. Look at it with: clearinghouse fix --likely --diff\n"
    )
    assert (project / "content/projects/broken.md").read_text() == BROKEN.replace("[NO]", '["NO"]')
    again = run("fix")
    assert again.output.startswith("Nothing to mend in 5 records; left for you to mend: 1 error.")


def test_fix_counts_what_is_wrong_between_records_as_left(project):
    (project / "content/projects/broken.md").write_text(
        (project / "content/projects/first.md").read_text().replace("title:", "aliases: [second]\ntitle:", 1)
    )
    result = run("fix")
    assert "left for you to mend: 1 error." in result.output


def test_fix_likely_also_takes_what_is_probably_meant(project):
    result = run("fix", "--likely", "content/projects")
    assert result.exit_code == 0
    assert result.output.endswith("1 file mended; nothing is left.\n")
    assert "start: 2003-01-31\n" in (project / "content/projects/broken.md").read_text()


def test_fmt_and_fix_do_not_send_to_each_other_what_neither_mends(project):
    open_ended = project / "content/projects/open.md"
    open_ended.write_text(BROKEN.replace("id: s}\n---\n", "id: s}\n"))
    told = run("fmt", str(open_ended)).output
    assert "can be mended with: clearinghouse fix\n" not in told
    assert "clearinghouse fix --likely --diff" in told
    assert "clearinghouse fix --likely --diff" in run("fix", str(open_ended)).output
    assert run("fix", "--likely", str(open_ended)).output.startswith("content/projects/open.md: ")
    assert run("fmt", str(open_ended)).exit_code == 0


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_the_difference_is_shown_and_nothing_is_written(project, command):
    before = snapshot()
    result = run(command, "--diff", "content/projects/broken.md")
    assert result.exit_code == 1
    assert result.output.startswith("--- a/content/projects/broken.md\n+++ b/content/projects/broken.md\n@@")
    assert '\n+countries: ["NO"]\n' in result.output
    assert snapshot() == before
    assert run(command, "--diff", "content/bodies").output == ""
    assert run(command, "--diff", "content/bodies").exit_code == 0


def test_fmt_names_what_it_would_change_and_then_writes_it(project):
    before = snapshot()
    result = run("fmt", "--check", "content/projects/broken.md")
    assert result.output == "content/projects/broken.md\n1 of 1 records would change.\n"
    assert result.exit_code == 1
    assert snapshot() == before
    result = run("fmt", "content/projects/broken.md")
    assert result.output == "content/projects/broken.md\n1 of 1 records written in the one form.\n"
    assert result.exit_code == 0
    assert (project / "content/projects/broken.md").read_text() == (
        '---\ntitle: A course\nsummary: Short.\nstatus: ongoing\ncountries: ["NO"]\nstart: 31/01/2003\nsources:\n  - {id: s, title: T}\n---\n\nText.\n'
    )  # fmt: skip
    assert run("fmt", "--check", "content/projects/broken.md").exit_code == 0


def test_fmt_leaves_what_it_cannot_read_alone_says_why_and_does_the_others(project):
    unreadable = project / "content/projects/unreadable.md"
    unreadable.write_text("---\ntitle: A course: one\n---\n")
    result = run("fmt")
    assert result.exit_code == 1
    assert "error[CH124]" in result.output
    assert "clearinghouse fix" in result.output
    assert unreadable.read_text() == "---\ntitle: A course: one\n---\n"
    assert "title: A course\n" in (project / "content/projects/broken.md").read_text()


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_links_are_not_followed_and_nothing_outside_the_content_is_changed(project, command, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text(BROKEN)
    (project / "content/projects/linked.md").symlink_to(outside)
    (project / "content/index.md").write_text(BROKEN)
    run(command)
    assert outside.read_text() == BROKEN
    assert (project / "content/index.md").read_text() == BROKEN, "a page of its own is no record"
    for path in (str(outside), "schemas", "content/projects/none.md"):
        assert run(command, path).exit_code == 2


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_permissions_stay_and_nothing_lies_about(project, command):
    path = project / "content/projects/broken.md"
    path.chmod(0o640)
    run(command)
    assert path.read_text() != BROKEN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not [each for each in path.parent.iterdir() if each.suffix != ".md"]


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_what_somebody_else_changed_meanwhile_is_left_alone(project, command, monkeypatch):
    path = project / "content/projects/broken.md"

    def write(planned):
        planned = list(planned)
        path.write_text("mine")
        return WRITE(planned)

    monkeypatch.setattr(changes, "write", write)
    result = run(command)
    assert result.exit_code == 1
    assert "content/projects/broken.md was changed by somebody else meanwhile. It was left alone." in result.output
    assert path.read_text() == "mine"


WRITE = changes.write


def test_schemas_with_faults_stop_both(project):
    (project / "schemas/body.schema.json").write_text("{")
    before = snapshot()
    for command in (["fix"], ["fmt"], ["new", "bodies", "x"]):
        result = run(*command)
        assert result.exit_code == 2
        assert "The schemas or code lists have faults" in result.output
    assert snapshot() == before


# --- writing --------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x.md"
    path.write_bytes(b"before")

    def no_room(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"before", b"after")
    assert [each.name for each in tmp_path.iterdir()] == ["x.md"]
    assert path.read_bytes() == b"before"


def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / "target").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(ChangedMeanwhile):
        replace_file(tmp_path / "link", b"before", b"after")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "link", b"after")
    assert (tmp_path / "target").read_bytes() == b"before"


def test_where_a_disk_has_no_hard_links_a_file_is_still_never_written_over(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    create_file(tmp_path / "x.md", b"one")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "x.md", b"two")
    assert (tmp_path / "x.md").read_bytes() == b"one"


def test_a_difference_marks_a_last_line_without_end_and_shows_bytes_that_are_no_text():
    assert difference("x", b"a\n\xff", b"b\n\xff") == (
        "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n \N{REPLACEMENT CHARACTER}\n\\ No newline at end of file\n"
    )


# --- how fast they start --------------------------------------------------------------------------


def seconds(*command):
    """The processor time of a command, the least of three runs."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *command], check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def test_the_commands_start_faster_than_mkdocs():
    """What comes on top of Python itself is about half of what MkDocs takes, nearly all of it click; heavier imports would show."""
    python, mkdocs = seconds("-c", ""), seconds("-m", "mkdocs", "--version")
    for command in ("fix", "fmt", "new"):
        assert seconds("-m", "clearinghouse", command, "--help") - python < (mkdocs - python) * 0.8


@pytest.mark.parametrize("arguments", [["fix"], ["fmt"], ["new", "projects", "x", "--output", "-"]])
def test_what_a_site_is_built_with_is_not_imported(project, arguments):
    program = (
        "import sys\nfrom clearinghouse.__main__ import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print([name for name in ('mkdocs', 'material', 'jinja2', 'openpyxl', 'lxml') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]"), done.stderr
