"""The issue of what is overdue: one, written anew every week."""

from __future__ import annotations

from clearinghouse.posting.job import Job, number_from, outline_from
from clearinghouse.posting.saying import is_marked, with_mark


def list_overdue(job: Job) -> str:
    """Write the issue of what is overdue, or write it anew; it is closed while nothing is, and opened again."""
    lines = outline_from(job.data("overdue.json"))
    is_any = all(each.say != "overdue-none" for each in lines)
    text = with_mark("overdue", lines, "")
    # Draft pull requests are issues of ours, too. The list is written anew every week, so that it stands near the front.
    issues = job.each("issues?state=all&creator=github-actions%5Bbot%5D&sort=updated&direction=desc")
    own = next((each for each in issues if is_marked(each, "overdue") and "pull_request" not in each), None)
    if own is None and not is_any:
        return "Nothing is overdue, and there is no issue."
    state = "open" if is_any else "closed"
    if own is None:
        made = job.ask("POST", "issues", {"title": "What is overdue", "body": text})
        return f"Issue {made['number']} was opened."
    job.ask("PATCH", f"issues/{number_from(own['number'])}", {"body": text, "state": state})
    return f"Issue {own['number']} was written anew."
