"""The comment under a pull request: one, written anew after each push."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from clearinghouse.forge.outline import line
from clearinghouse.posting.job import Job, Unusable, number_from, outline_from
from clearinghouse.posting.saying import write_comment

_COMMIT = re.compile(r"[0-9a-f]{40}\Z")
_RUN = re.compile(r"https://[A-Za-z0-9.-]+/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+/actions/runs/[0-9]+\Z")


def comment_on_pull_request(job: Job) -> str:
    """Write the comment under a pull request, or write it anew. Returns what was done, for the log.

    The number comes from the job that checked, which anybody can change: the forge has to say that the commit which that
    job ran on is the last one of this pull request. Where the job left nothing, the forge is asked for the number.
    """
    run = job.event["workflow_run"]
    head = str(run["head_sha"])
    if not _COMMIT.match(head):
        raise Unusable("the run has no commit")
    try:
        about = job.data("about.json")
        number, lines = number_from(about.get("number")), outline_from(job.data("outline.json"))
        lines.append(line("preview" if about.get("built") is True else "not-built"))
    except Unusable as fault:
        found = next(_pull_requests_with(job, head), None)
        if found is None:
            return f"Nothing to say: {fault}."
        number, lines = found, [line("failed"), line("failed-why")]
    pull_request = job.ask("GET", f"pulls/{number}")
    if pull_request["state"] != "open" or pull_request["head"]["sha"] != head:
        return f"Pull request {number} is closed, or has moved on from {head}."
    lines.append(line("seen", commit=head[:12]))
    return write_comment(job, number, "pull-request", lines, _run_link(run))


def _pull_requests_with(job: Job, head: str) -> Iterator[int]:
    for each in job.ask("GET", f"commits/{head}/pulls"):
        if each["state"] == "open" and each["head"]["sha"] == head:
            yield int(each["number"])


def _run_link(run: Mapping[str, Any]) -> str:
    address = str(run.get("html_url", ""))
    return f"[The run, with its log and the built site]({address})" if _RUN.match(address) else ""
