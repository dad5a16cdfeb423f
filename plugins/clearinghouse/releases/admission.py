"""What is not published: half a site, one with errors, and one that is older than what readers have already."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from clearinghouse.publish.site_folder import SiteFolder, staging_of
from clearinghouse.releases.manifest import CATALOGUE, Origin

_COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")

IsAncestor = Callable[[str, str], bool | None]
"""Says whether the first commit is an ancestor of the second; None where that is not known."""


def half_built(site: Path) -> str:
    """Why a folder is not a whole site as a build leaves it; empty where it is."""
    if not site.is_dir():
        return f"There is no site {site}. Build it first: mkdocs build."
    if staging_of(site.absolute()).exists():
        return (
            f"A build of {site} is under way or was stopped in the middle: {staging_of(site)} is there. Build it again."
        )
    missing = [path for path in ("index.html", CATALOGUE) if not (site / path).is_file()]
    if missing:
        return f"{site} is not a whole site: {' and '.join(missing)} is missing. Build it again, with the plugin clearinghouse/exports."
    return ""


def not_as_left(folder: SiteFolder) -> str:
    """What differs between a site and what the last build left, where that is known; files beside it, such as an editor, do not."""
    differing = [path for path, left in folder.manifest.files.items() if not folder.holds(path, left.content)]
    if not differing:
        return ""
    return f"{len(differing)} files of {folder.place} are missing or were changed since it was built, such as {min(differing)}. Build it again."


def older(new: Origin, served: Origin, is_ancestor: IsAncestor) -> str:
    """Why a site is older than what is served; empty where it is not, or nobody can tell.

    The history of the commits says it where it is known; otherwise the times at which they were made.
    """
    if not new.commit or new.commit == served.commit:
        return ""
    reason = f"The site is of commit {new.commit[:12]} ({new.day or 'day unknown'}), older than {served.commit[:12]} ({served.day or 'day unknown'}), which is served."
    if _COMMIT.match(new.commit) and _COMMIT.match(served.commit):
        if is_ancestor(new.commit, served.commit):
            return reason
        if is_ancestor(served.commit, new.commit):
            return ""
    return reason if new.committed and served.committed and new.committed < served.committed else ""
