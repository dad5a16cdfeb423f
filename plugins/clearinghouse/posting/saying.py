"""Comments that are written anew in place: each kind has a mark at its start, and only ours are touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clearinghouse.forge.comment import markdown
from clearinghouse.forge.outline import Line
from clearinghouse.posting.job import BOT, Job, number_from


def write_comment(job: Job, number: int, kind: str, lines: list[Line], closing: str) -> str:
    """Write a comment of a kind, or write the one anew that is there; one that a person marked as ours is left alone."""
    text = with_mark(kind, lines, closing)
    for each in job.each(f"issues/{number}/comments"):
        if is_marked(each, kind):
            job.ask("PATCH", f"issues/comments/{number_from(each['id'])}", {"body": text})
            return f"The comment under {number} was written anew."
    job.ask("POST", f"issues/{number}/comments", {"body": text})
    return f"A comment was written under {number}."


def _mark(kind: str) -> str:
    return f"<!-- clearinghouse: {kind} -->"


def with_mark(kind: str, lines: list[Line], closing: str) -> str:
    """Return an outline as Markdown with the mark of its kind; `closing` is Markdown of ours that ends it."""
    return f"{_mark(kind)}\n{markdown(lines)}" + (f"\n{closing}\n" if closing else "")


def is_marked(post: Mapping[str, Any], kind: str) -> bool:
    """Whether a comment or an issue is of a kind, and ours: a stranger can write the mark too."""
    author = (post.get("user") or {}).get("login")
    return author == BOT and str(post.get("body") or "").startswith(_mark(kind))
