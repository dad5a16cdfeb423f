"""`python -m clearinghouse.posting KIND FOLDER`: what a job of the forge calls."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from clearinghouse.posting.draft import propose_draft
from clearinghouse.posting.job import GitHub, Job, Refused, Unusable
from clearinghouse.posting.overdue import list_overdue
from clearinghouse.posting.pull_request import comment_on_pull_request

KINDS: Mapping[str, Callable[[Job], str]] = {
    "pull-request": comment_on_pull_request,
    "overdue": list_overdue,
    "draft": propose_draft,
}


def main(arguments: list[str]) -> int:
    """Do what a job asks for: a kind and the folder of data. 0 is done, 1 is data that cannot be used, 2 is a wrong call."""
    if len(arguments) != 2 or arguments[0] not in KINDS:
        sys.stderr.write(f"usage: python -m clearinghouse.posting {'|'.join(KINDS)} FOLDER\n")
        return 2
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    content = os.environ.get("CLEARINGHOUSE_CONTENT", "")
    job = Job(GitHub(), os.environ["GITHUB_REPOSITORY"], event, Path(arguments[1]), content)
    try:
        sys.stdout.write(f"{KINDS[arguments[0]](job)}\n")
    except (Unusable, Refused) as fault:
        sys.stderr.write(f"Nothing was written: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
