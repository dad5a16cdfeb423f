"""What jobs say on the forge, with a forge that only remembers: whatever they are left, they say it once, and in the right place."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clearinghouse.forge.outline import line, to_data
from clearinghouse.posting.__main__ import KINDS, main
from clearinghouse.posting.draft import propose_draft
from clearinghouse.posting.job import GitHub, Job, Refused, Unusable
from clearinghouse.posting.overdue import list_overdue
from clearinghouse.posting.pull_request import comment_on_pull_request

ROOT = Path(__file__).parents[2]
HEAD, MAIN = "a" * 40, "b" * 40
BOT = {"login": "github-actions[bot]"}


class FakeForge:
    """Answers requests from a table, and keeps what was to be changed. `answers` are by method and path."""

    def __init__(self, answers):
        self.answers = answers
        self.changes = []
        self.refused = {}
        self.meanwhile = lambda *_: None

    def ask(self, method, path, data=None):
        assert path.startswith("repos/org/records")
        path = path.removeprefix("repos/org/records").lstrip("/")
        self.meanwhile(method, path)
        if method != "GET":
            self.changes.append((method, path, data))
        try:
            return self.answers[method, path]
        except KeyError:
            if method == "GET":
                raise Refused(404, f"no {path}") from None
            if path in self.refused:
                raise Refused(self.refused[path], f"no {path}") from None
            return {"number": 77, "sha": "c" * 40}


def job(tmp_path, answers, event, **files):
    for name, data in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    return Job(FakeForge(answers), "org/records", event, tmp_path, "content")


RUN = {"workflow_run": {"head_sha": HEAD, "html_url": "https://github.com/org/records/actions/runs/5"}}
ABOUT = {"number": 3, "built": True}
SAID = {"outline": to_data([line("changes"), line("nothing")])}


def pull_request(state="open", head=HEAD, comments=()):
    return {
        ("GET", "pulls/3"): {"state": state, "head": {"sha": head}, "number": 3},
        ("GET", f"commits/{HEAD}/pulls"): [{"state": state, "head": {"sha": head}, "number": 3}],
        ("GET", "issues/3/comments?per_page=100&page=1"): list(comments),
    }


def test_a_pull_request_gets_one_comment_with_the_commit_that_was_seen(tmp_path):
    at = job(tmp_path, pull_request(), RUN, about=ABOUT, outline=SAID)
    comment_on_pull_request(at)
    ((method, path, data),) = at.forge.changes
    assert (method, path) == ("POST", "issues/3/comments")
    assert data["body"].startswith("<!-- clearinghouse: pull-request -->\n## What changes\n")
    assert "commit `aaaaaaaaaaaa`" in data["body"]
    assert "(https://github.com/org/records/actions/runs/5)" in data["body"]


def test_the_comment_is_written_anew_in_place_and_that_of_a_stranger_is_left_alone(tmp_path):
    mark = "<!-- clearinghouse: pull-request -->\nold"
    comments = [{"id": 8, "user": {"login": "stranger"}, "body": mark}, {"id": 9, "user": BOT, "body": mark}]
    at = job(tmp_path, pull_request(comments=comments), RUN, about=ABOUT, outline=SAID)
    comment_on_pull_request(at)
    assert [change[:2] for change in at.forge.changes] == [("PATCH", "issues/comments/9")]


@pytest.mark.parametrize("changed", [{"state": "closed"}, {"head": MAIN}])
def test_nothing_is_said_of_a_pull_request_that_moved_on_or_was_closed_or_is_another(tmp_path, changed):
    at = job(tmp_path, pull_request(**changed), RUN, about=ABOUT, outline=SAID)
    comment_on_pull_request(at)
    assert at.forge.changes == []


@pytest.mark.parametrize(
    "left",
    [
        {},
        {"about": ABOUT},
        {"outline": SAID},
        {"about": ABOUT, "outline": SAID["outline"]},
        {"about": [ABOUT], "outline": SAID},
        {"about": {"number": "3"}, "outline": SAID},
        {"about": {"number": True}, "outline": SAID},
        {"about": {"number": -3}, "outline": SAID},
        {"about": ABOUT, "outline": {"outline": None}},
        {"about": ABOUT, "outline": {"outline": SAID["outline"] * 4_000}},
        {"about": ABOUT, "outline": {"outline": "@everyone"}},
        {"about": ABOUT, "outline": {**SAID, "more": "x" * 3_000_000}},
    ],
)
def test_where_the_check_left_nothing_of_use_that_is_said(tmp_path, left):
    at = job(tmp_path, pull_request(), RUN, **left)
    comment_on_pull_request(at)
    ((_, path, data),) = at.forge.changes
    assert path == "issues/3/comments"
    assert "This pull request could not be checked" in data["body"]
    assert "everyone" not in data["body"]


def test_a_number_of_another_pull_request_gets_no_comment(tmp_path):
    answers = {**pull_request(), ("GET", "pulls/4"): {"state": "open", "head": {"sha": MAIN}, "number": 4}}
    at = job(tmp_path, answers, RUN, about={**ABOUT, "number": 4}, outline=SAID)
    comment_on_pull_request(at)
    assert at.forge.changes == []


def test_a_link_that_was_left_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_text(json.dumps(SAID))
    (tmp_path / "outline.json").symlink_to(tmp_path / "elsewhere")
    at = job(tmp_path, {("GET", f"commits/{HEAD}/pulls"): []}, RUN, about=ABOUT)
    comment_on_pull_request(at)
    assert at.forge.changes == []


ISSUE = {"issue": {"number": 12}}
RECORD = {"path": "content/initiatives/a-record.md", "text": "---\ntitle: A record\n---\n"}
DRAFT = {"issue": 12, "outline": to_data([line("draft"), line("draft-where", file=RECORD["path"])]), "file": RECORD}
BRANCH = "record/issue-12"


def repository(pulls=(), ahead=None):
    branch = {} if ahead is None else {
        ("GET", f"git/ref/heads/{BRANCH}"): {"object": {"sha": HEAD}},
        ("GET", f"compare/main...{HEAD}"): {"commits": list(ahead)},
    }  # fmt: skip
    return branch | {
        ("GET", ""): {"default_branch": "main"},
        ("GET", "git/ref/heads/main"): {"object": {"sha": MAIN}},
        ("GET", f"git/commits/{MAIN}"): {"tree": {"sha": "d" * 40}},
        ("GET", f"pulls?state=all&head=org:{BRANCH}"): list(pulls),
        ("GET", "issues/12/comments?per_page=100&page=1"): [],
    }


def commit(author=BOT, message="Draft of a record from issue #12"):
    return {"author": author, "commit": {"message": message}}


def test_good_answers_become_a_branch_of_one_file_and_a_draft_pull_request(tmp_path):
    at = job(tmp_path, repository(), ISSUE, draft=DRAFT)
    propose_draft(at)
    tree, made, ref, pull, comment = at.forge.changes
    assert tree[2]["tree"] == [{"path": RECORD["path"], "mode": "100644", "type": "blob", "content": RECORD["text"]}]
    assert made[2]["parents"] == [MAIN]
    assert ref == ("POST", "git/refs", {"ref": f"refs/heads/{BRANCH}", "sha": "c" * 40})
    assert (pull[1], pull[2]["draft"], pull[2]["base"], pull[2]["head"]) == ("pulls", True, "main", BRANCH)
    assert comment[1] == "issues/12/comments"
    assert "Pull request: #77" in comment[2]["body"]


def test_a_draft_says_that_it_was_not_checked_and_what_starts_the_check(tmp_path):
    at = job(tmp_path, repository(), ISSUE, draft=DRAFT)
    propose_draft(at)
    (body,) = (data["body"] for _, path, data in at.forge.changes if path == "pulls")
    assert "has not run here yet" in body
    assert "“Approve workflows to run”" in body
    started_by = yaml.safe_load((ROOT / ".github/workflows/pull-request.yml").read_text())[
        True
    ]  # what YAML makes of “on”
    for words, event in {"“Ready for review”": "ready_for_review", "“Reopen pull request”": "reopened"}.items():
        assert words in body
        assert event in started_by["pull_request"]["types"]


def test_edited_answers_make_the_branch_anew(tmp_path):
    answers = repository(pulls=[{"state": "open", "number": 13}], ahead=[commit()])
    at = job(tmp_path, answers, ISSUE, draft=DRAFT)
    propose_draft(at)
    assert ("PATCH", f"git/refs/heads/{BRANCH}", {"sha": "c" * 40, "force": True}) in at.forge.changes
    assert "Pull request: #13" in at.forge.changes[-1][2]["body"]
    assert not any(path == "pulls" for _, path, _ in at.forge.changes)


@pytest.mark.parametrize("status", [403, 422, 0])
def test_where_no_pull_request_can_be_opened_the_issue_says_where_the_draft_is(tmp_path, status):
    advice = line("warning", code="CH500", place="1. Title", message="short")
    at = job(tmp_path, repository(), ISSUE, draft={**DRAFT, "outline": [*DRAFT["outline"], *to_data([advice])]})
    at.forge.refused = {"pulls": status}
    said = propose_draft(at)
    assert "could not be opened: no pulls" in said
    _, path, data = at.forge.changes[-1]
    assert path == "issues/12/comments"
    assert f"`{RECORD['path']}`, on the branch `{BRANCH}`" in data["body"]
    assert "Allow GitHub Actions to create and approve pull requests" in data["body"]
    assert "`CH500`" in data["body"]
    assert "named below" not in data["body"]


@pytest.mark.parametrize(
    ("pulls", "ahead", "said"),
    [
        ([{"state": "open", "number": 13}], [commit(), commit()], "left as it is"),
        ([{"state": "open", "number": 13}], [commit(author={"login": "a-person"})], "left as it is"),
        ([{"state": "open", "number": 13}], [commit(author=None)], "left as it is"),
        ([{"state": "open", "number": 13}], [commit(message="Better words")], "left as it is"),
        ([{"state": "closed", "number": 13}], [commit()], "not opened again"),
    ],
)
def test_what_somebody_did_since_is_left_alone(tmp_path, pulls, ahead, said):
    at = job(tmp_path, repository(pulls, ahead), ISSUE, draft=DRAFT)
    propose_draft(at)
    ((_, path, data),) = at.forge.changes
    assert path == "issues/12/comments"
    assert said in data["body"]


@pytest.mark.parametrize("ahead", [None, [commit()]])
@pytest.mark.parametrize("during", [("GET", "git/ref/heads/main"), ("POST", "git/trees"), ("POST", "git/commits")])
def test_a_commit_that_somebody_pushes_meanwhile_is_not_lost(tmp_path, ahead, during):
    at = job(tmp_path, repository([{"state": "open", "number": 13}], ahead), ISSUE, draft=DRAFT)

    def push(*asked):
        if asked == during:
            at.forge.answers["GET", f"git/ref/heads/{BRANCH}"] = {"object": {"sha": "e" * 40}}

    at.forge.meanwhile = push
    propose_draft(at)
    assert [path for _, path, _ in at.forge.changes] == ["git/trees", "git/commits", "issues/12/comments"]
    assert "left as it is" in at.forge.changes[-1][2]["body"]


def test_answers_with_faults_get_an_answer_and_nothing_else(tmp_path):
    wrong = [line("draft-wrong"), line("draft-mend"), line("draft-problem", message="@octocat")]
    at = job(tmp_path, repository(), ISSUE, draft={"issue": 12, "outline": to_data(wrong), "file": None})
    propose_draft(at)
    ((_, path, data),) = at.forge.changes
    assert path == "issues/12/comments"
    assert "- `@octocat`" in data["body"]


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/x.yml", "content/../x/y.md", "/content/a/b.md", "content/a/b.md\n", "content/a/B.md", "a.md",
        "content/a/b.txt", "content/.a/b.md", 7, None, "content/a/" + "b" * 300 + ".md",
        "plugins/clearinghouse/x.md", "content/x.md", "content/b/c/d.md", "a/content/b/c.md", "contents/a/b.md", "content/a/index.md",
        "content/a/b.md/c.md", "content//b.md",
    ],
)  # fmt: skip
def test_a_file_in_no_place_for_records_is_refused(tmp_path, path):
    at = job(tmp_path, repository(), ISSUE, draft={**DRAFT, "file": {**RECORD, "path": path}})
    with pytest.raises(Unusable):
        propose_draft(at)
    assert at.forge.changes == []


def test_where_the_workflow_does_not_say_where_records_are_none_is_written(tmp_path):
    at = dataclasses.replace(job(tmp_path, repository(), ISSUE, draft=DRAFT), content="")
    with pytest.raises(Unusable, match="no place"):
        propose_draft(at)


MANY, NONE = (
    [line("overdue"), line("overdue-counts", count=1, day="2026-01-01")],
    [line("overdue-none", day="2026-01-01")],
)
LISTED = "issues?state=all&creator=github-actions%5Bbot%5D&sort=updated&direction=desc&per_page=100&page="
ISSUES = ("GET", f"{LISTED}1")


@pytest.mark.parametrize(
    ("lines", "issues", "changed"),
    [
        (MANY, [], ("POST", "issues", None)),
        (NONE, [], None),
        (MANY, [{"number": 4, "user": BOT, "body": "<!-- clearinghouse: overdue -->"}], ("PATCH", "issues/4", "open")),
        (
            NONE,
            [{"number": 4, "user": BOT, "body": "<!-- clearinghouse: overdue -->"}],
            ("PATCH", "issues/4", "closed"),
        ),
        (MANY, [{"number": 4, "user": BOT, "body": "other"}], ("POST", "issues", None)),
    ],
)
def test_one_issue_lists_what_is_overdue(tmp_path, lines, issues, changed):
    at = job(tmp_path, {ISSUES: issues}, {}, overdue={"outline": to_data(lines)})
    list_overdue(at)
    assert [(method, path, data.get("state")) for method, path, data in at.forge.changes] == (
        [changed] if changed else []
    )


def test_the_one_issue_is_found_behind_many_draft_pull_requests(tmp_path):
    drafts = [{"number": number, "user": BOT, "body": "Closes #1.", "pull_request": {}} for number in range(100, 200)]
    own = {"number": 4, "user": BOT, "body": "<!-- clearinghouse: overdue -->"}
    at = job(tmp_path, {ISSUES: drafts, ("GET", f"{LISTED}2"): [own]}, {}, overdue={"outline": to_data(MANY)})
    list_overdue(at)
    assert [change[:2] for change in at.forge.changes] == [("PATCH", "issues/4")]


def test_a_comment_is_found_behind_a_hundred_others_and_the_search_ends(tmp_path):
    others = [{"id": number, "user": BOT, "body": "other"} for number in range(1, 101)]
    pages = {("GET", f"issues/3/comments?per_page=100&page={page}"): others for page in range(1, 20)}
    own = {"id": 900, "user": BOT, "body": "<!-- clearinghouse: pull-request -->"}
    at = job(tmp_path, {**pull_request(), **pages}, RUN, about=ABOUT, outline=SAID)
    comment_on_pull_request(at)
    assert [change[0] for change in at.forge.changes] == ["POST"]
    pages["GET", "issues/3/comments?per_page=100&page=2"] = [own]
    at = job(tmp_path, {**pull_request(), **pages}, RUN, about=ABOUT, outline=SAID)
    comment_on_pull_request(at)
    assert [change[:2] for change in at.forge.changes] == [("PATCH", "issues/comments/900")]


def test_the_jobs_that_write_need_nothing_but_the_standard_library():
    program = "import sys; sys.path.insert(0, sys.argv[1]); import clearinghouse.posting.__main__"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(ROOT / "plugins")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


FAKE_GH = """\
#!/bin/sh
cat > "$FAKE_GH_LOG.input"
printf '%s\\n' "$@" > "$FAKE_GH_LOG"
case "$4" in
  */pulls/404) echo 'gh: Not Found (HTTP 404)' >&2; exit 1;;
  */silent) exit 0;;
esac
echo '{"number": 3}'
"""


@pytest.fixture
def gh(tmp_path, monkeypatch):
    """A `gh` that writes down what it is asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(FAKE_GH)
    (tmp_path / "bin/gh").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    monkeypatch.setenv("FAKE_GH_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def test_the_forge_is_asked_with_its_own_command_and_data_goes_through_its_input(gh):
    at = Job(GitHub(), "org/records", {}, gh.parent)
    assert at.ask("POST", "issues", {"title": "$(id) --jq"}) == {"number": 3}
    assert gh.read_text().split() == ["api", "--method", "POST", "repos/org/records/issues", "--input", "-"]
    assert json.loads(gh.with_name("log.input").read_text()) == {"title": "$(id) --jq"}
    assert at.ask("GET", "") == {"number": 3}
    assert gh.read_text().split()[-1] == "repos/org/records"
    assert at.ask("PATCH", "silent", {}) is None
    with pytest.raises(Refused, match="Not Found") as refused:
        at.ask("GET", "pulls/404")
    assert refused.value.status == 404


def test_a_job_says_what_it_did_and_ends_with_a_status(gh, monkeypatch, capsys):
    folder = gh.parent
    (folder / "event.json").write_text(json.dumps(ISSUE))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(folder / "event.json"))
    monkeypatch.setenv("GITHUB_REPOSITORY", "org/records")
    monkeypatch.setenv("CLEARINGHOUSE_CONTENT", "records")
    monkeypatch.setitem(KINDS, "overdue", lambda at: f"{at.repository} {at.content}")
    assert main(["overdue", str(folder)]) == 0
    assert capsys.readouterr().out == "org/records records\n"
    assert main(["nonsense"]) == 2
    assert main(["draft", str(folder)]) == 1
    assert "draft.json cannot be read" in capsys.readouterr().err
