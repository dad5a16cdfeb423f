"""The draft pull request of an issue: a branch of one commit, made anew whenever the answers change."""

from __future__ import annotations

import re
from typing import Any

from clearinghouse.forge.comment import markdown
from clearinghouse.forge.outline import Line, line
from clearinghouse.posting.job import BOT, Job, Refused, Unusable, number_from, outline_from
from clearinghouse.posting.saying import write_comment

MAX_RECORD_CHARACTERS = 256 * 1024

DRAFTED = "Draft of a record from issue"
"""How the message of a commit of ours begins; a branch that ends in another one was worked on by somebody."""
NOT_CHECKED = (
    "**The check of pull requests has not run here yet**: what a workflow opens, or makes anew, does not start it. Whoever looks after the records "
    "presses “Approve workflows to run”, where that is offered below; otherwise “Ready for review”, or “Close pull request” and then “Reopen pull request”. "
    "A comment then says what changes and what is wrong. After the answers are edited, this has to be done again."
)
"""GitHub starts no run for what is done with the token of a workflow, or only once somebody approves of it."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def propose_draft(job: Job) -> str:
    """Make a draft pull request of the answers of an issue, or say under the issue what stands against it.

    The branch is named after the number of the issue, and made anew from the default branch each time. One on which
    somebody else has worked is left alone, and a pull request that somebody closed is not opened again.
    """
    number = number_from(job.event["issue"]["number"])
    data = job.data("draft.json")
    lines, file = outline_from(data), data.get("file")
    if file is None:
        return write_comment(job, number, "draft", lines, "")
    path, text = _file(file, job.content)
    branch, base = f"record/issue-{number}", str(job.ask("GET", "")["default_branch"])
    pull_requests = {each["state"]: each for each in _pull_requests_from(job, branch)}
    if "closed" in pull_requests and "open" not in pull_requests:
        return write_comment(job, number, "draft", [line("draft"), line("draft-closed")], "")
    seen = _branch(job, branch)
    if not _is_ours(job, seen, base) or not _commit(job, branch, seen, base, path, text, number):
        return write_comment(job, number, "draft", [line("draft"), line("draft-kept")], "")
    try:
        made = pull_requests.get("open") or _draft_pull_request(job, branch, base, number, lines)
    except Refused as refused:
        said = write_comment(job, number, "draft", _unopened(lines, path, branch), "")
        return f"The pull request could not be opened: {refused}. {said}"
    return write_comment(job, number, "draft", lines, f"Pull request: #{number_from(made['number'])}")


def _pull_requests_from(job: Job, branch: str) -> list[dict[str, Any]]:
    owner = job.repository.partition("/")[0]
    found: list[dict[str, Any]] = job.ask("GET", f"pulls?state=all&head={owner}:{branch}")
    return found


def _is_ours(job: Job, seen: str | None, base: str) -> bool:
    """Whether a branch that ends in the commit `seen` is not there, or holds nothing but one commit of ours."""
    if seen is None:
        return True
    ahead = job.ask("GET", f"compare/{base}...{seen}")["commits"]
    return len(ahead) <= 1 and all(
        (each.get("author") or {}).get("login") == BOT and str(each["commit"]["message"]).startswith(DRAFTED)
        for each in ahead
    )


def _branch(job: Job, branch: str) -> str | None:
    """The commit in which a branch ends; None where there is no such branch."""
    try:
        return str(job.ask("GET", f"git/ref/heads/{branch}")["object"]["sha"])
    except Refused as refused:
        if refused.status == 404:
            return None
        raise


def _commit(job: Job, branch: str, seen: str | None, base: str, path: str, text: str, number: int) -> bool:
    """Put one file on top of the default branch, as one commit, and let the branch end there.

    The answer is whether it does: not where the branch does not end in the commit `seen` any more, since somebody works on it.
    """
    top = str(job.ask("GET", f"git/ref/heads/{base}")["object"]["sha"])
    tree = job.ask("GET", f"git/commits/{top}")["tree"]["sha"]
    entry = {"path": path, "mode": "100644", "type": "blob", "content": text}
    made = job.ask("POST", "git/trees", {"base_tree": tree, "tree": [entry]})["sha"]
    message = f"{DRAFTED} #{number}"
    commit = job.ask("POST", "git/commits", {"message": message, "tree": made, "parents": [top]})["sha"]
    if _branch(job, branch) != seen:  # the last thing asked: the forge itself does not compare when it is told to force
        return False
    if seen is None:
        job.ask("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
    else:
        job.ask("PATCH", f"git/refs/heads/{branch}", {"sha": commit, "force": True})
    return True


def _draft_pull_request(job: Job, branch: str, base: str, number: int, lines: list[Line]) -> dict[str, Any]:
    told = markdown(each for each in lines if each.say not in ("draft", "draft-where"))
    made: dict[str, Any] = job.ask(
        "POST", "pulls",
        {
            "title": f"{DRAFTED} #{number}", "head": branch, "base": base, "draft": True,
            "body": f"Closes #{number}. Its answers made this record. Whoever knows the subject looks at it before it is taken over.\n\n{NOT_CHECKED}\n\n{told}",
        },
    )  # fmt: skip
    return made


def _unopened(lines: list[Line], path: str, branch: str) -> list[Line]:
    """What is said where the branch is there and the forge opens no pull request for it; advice about the draft stays."""
    advice = [each for each in lines if each.say not in ("draft", "draft-where")]
    return [line("draft"), line("draft-unopened", file=path, branch=branch), line("draft-setting"), *advice]


def _file(value: object, content: str) -> tuple[str, str]:
    """The place and the text of a record. Raises Unusable for a place in which no record stands, and for what is too long."""
    if not isinstance(value, dict) or set(value) != {"path", "text"}:
        raise Unusable("the file is none")
    path, text = value["path"], value["text"]
    if not isinstance(path, str) or len(path) > 250 or not _is_place(path, content):
        raise Unusable("the file is in no place for records")
    if not isinstance(text, str) or len(text) > MAX_RECORD_CHARACTERS:
        raise Unusable("the record is no text, or too long")
    return path, text


def _is_place(path: str, content: str) -> bool:
    """Whether a path is that of a record: the folder of the records, a collection, an id. Nothing without that folder."""
    inside, names = path.removeprefix(f"{content}/"), []
    if content and inside != path and inside.endswith(".md"):
        names = inside.removesuffix(".md").split("/")
    return len(names) == 2 and all(map(_NAME.match, names)) and names[1] != "index"
