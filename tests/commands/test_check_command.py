"""What `clearinghouse check` prints, writes and ends with: some files, other formats, and again after a change."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def project(small, monkeypatch):
    """The small project with two wrong records, in which we are."""
    for name in ("a-country-is-given-by-its-name", "a-reference-uses-an-old-id"):
        shutil.copy(CASES / name / "content/projects/broken.md", small / f"content/projects/{name}.md")
    monkeypatch.chdir(small)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return small


def check(*options):
    return CliRunner().invoke(main, ["check", *map(str, options)])


def test_some_files_are_checked_against_all_others(project):
    good = check("content/projects/second.md")
    assert (good.exit_code, good.output) == (0, "1 record checked: no problem found.\n")
    warned = check("content/projects/a-reference-uses-an-old-id.md")
    assert (warned.exit_code, "CH304" in warned.output) == (0, True)
    wrong = check("content/projects", "content/bodies/norad.md")
    assert wrong.exit_code == 1
    assert re.findall(r"\[(CH\d+)\]", wrong.output) == ["CH211", "CH304"]
    assert "5 records checked" in wrong.output


@pytest.mark.parametrize("everything", [".", "content", "{project}", "{project}/content/"])
def test_a_folder_may_be_named_in_any_way(everything, project):
    assert "6 records checked: 1 error, 1 warning." in check(everything.format(project=project)).output


def test_a_file_is_named_from_where_we_are(project, monkeypatch):
    monkeypatch.chdir(project / "content/projects")
    assert "1 record checked" in check("second.md", "--config", "../../mkdocs.yml").output


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("mkdocs.yml", "outside the folder of the records"),
        ("..", "outside"),
        ("content/x.md", "There is no file or folder content/x.md"),
    ],
)
def test_what_is_no_record_is_refused_in_words(path, message, project):
    result = check(path)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_the_whole_list_goes_to_the_summary_of_the_step(project, monkeypatch, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    result = check("--format", "github")
    assert result.exit_code == 1
    commands, last = result.output.splitlines()[:-1], result.output.splitlines()[-1]
    assert [each.partition(" ")[0] for each in commands] == ["::error", "::warning"]
    assert all("file=project/content/projects/" in each for each in commands)
    assert last == "6 records checked: 1 error, 1 warning."
    assert summary.read_text().startswith("Before.\n## 6 records checked")
    assert {"CH211", "CH304"} <= set(re.findall(r"\[(CH\d+)\]", summary.read_text()))


@pytest.mark.parametrize("form", ["text", "concise", "github", "json", "junit", "sarif"])
def test_every_format_ends_with_the_same_status(form, project):
    assert check("--format", form).exit_code == 1
    assert check("--format", form, "content/bodies").exit_code == 0


def test_the_address_of_the_site_makes_the_links_whole(project, monkeypatch):
    config = project / "mkdocs.yml"
    config.write_text(config.read_text() + 'site_url: !ENV [SITE_OF_TEST, ""]\n')
    assert "see: contribute/errors.html#CH211" in check().output
    monkeypatch.setenv("SITE_OF_TEST", "https://example.org/ch")
    assert "see: https://example.org/ch/contribute/errors.html#CH211" in check().output
    rules = json.loads(check("--format", "sarif").output)["runs"][0]["tool"]["driver"]["rules"]
    assert rules[0]["helpUri"] == "https://example.org/ch/contribute/errors.html#CH101"


def test_names_that_are_no_text_are_told_of(project):
    (project / os.fsdecode(b"content/projects/caf\xe9\x1b[2J\n.md")).write_text("---\n")
    for form in ("text", "concise", "github", "json", "junit", "sarif"):
        result = check("--format", form)
        assert "CH108" in result.output
        assert "\x1b" not in result.output
        result.output.encode()


HEAVY = {
    "jsonschema",
    "rich",
    "rapidfuzz",
    "babel",
    "markdown",
    "mkdocs",
    "jinja2",
    "openpyxl",
    "lxml",
    "watchdog",
    "hypothesis",
}


def imported_by(project, *options):
    """The modules that a run of the command line imports, heavy ones and our own."""
    command = [sys.executable, "-X", "importtime", "-m", "clearinghouse", "check", "--no-cache", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=project)
    return set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))


def test_a_check_of_good_records_imports_nothing_that_only_mistakes_need(project):
    for each in project.glob("content/projects/a-*.md"):
        each.unlink()
    imported = imported_by(project)
    assert "clearinghouse.pipeline" in imported
    assert HEAVY & imported == set()


def test_the_help_of_the_check_waits_for_nothing(project):
    assert not {"clearinghouse.pipeline", "yaml", "jsonschema_rs"} & imported_by(project, "--help")


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit"])
def test_only_what_people_read_can_be_watched(form, project):
    assert check("--watch", "--format", form).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_a_change_is_checked_at_once_until_ctrl_c(project):
    command = [sys.executable, "-u", "-m", "clearinghouse", "check", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project) as running:
        assert "“Norway” is not a country code" in until_waiting(running)
        wrong = project / "content/projects/a-country-is-given-by-its-name.md"
        wrong.write_text(wrong.read_text().replace("Norway", "Sweden"))
        assert "“Sweden” is not a country code" in until_waiting(running)
        wrong.write_text(wrong.read_text().replace("Sweden", '"NO"'))
        assert "6 records checked: 1 warning." in until_waiting(running)
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0


def until_waiting(running):
    """What is printed until the check waits for a change."""
    lines = []
    for line in running.stdout:
        if line.startswith("--- ") and "waiting for changes" in line:
            return "".join([*lines, line])
        lines.append(line)
    raise AssertionError("".join(lines))


def test_colour_is_for_terminals_whose_owner_wants_it(project):
    import pty

    def printed(**settings):
        leader, follower = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", **settings}
        with subprocess.Popen(
            [sys.executable, "-m", "clearinghouse", "check"], stdout=follower, cwd=project, env=environment
        ) as running:
            os.close(follower)
            output = b""
            try:
                while part := os.read(leader, 65536):
                    output += part
            except OSError:  # how Linux says that the other end is closed
                pass
            assert running.wait() == 1
        os.close(leader)
        return output

    assert b"\x1b[31m\x1b[1merror[CH211]" in printed()
    assert b"\x1b" not in printed(NO_COLOR="1")
    assert b"\x1b" not in printed(TERM="dumb")
