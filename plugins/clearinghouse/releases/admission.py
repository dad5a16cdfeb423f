"""What is not published: half a site, one with errors, and one that is older than what readers have already."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from clearinghouse.admin.folder import is_ours
from clearinghouse.admin.page import PAGE
from clearinghouse.publish.site_folder import SiteFolder, staging_of
from clearinghouse.releases.files import files_below
from clearinghouse.releases.manifest import CATALOGUE, Manifest, Origin

_COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")

IsAncestor = Callable[[str, str], bool | None]
"""Says whether the first commit is an ancestor of the second; None where that is not known."""

Stamp = tuple[int, int, int]
"""The bytes of a file, when its content was last changed, and when anything of it was (ns): another after every change."""


def half_built(site: Path) -> str:
    """Why a folder is not a whole site as a build leaves it; empty where it is."""
    if staging_of(site.absolute()).exists():
        return (
            f"A build of {site} is under way or was stopped in the middle: {staging_of(site)} is there. Build it again."
        )
    if not site.is_dir():
        return f"There is no folder {site} with a site. Build it first: mkdocs build."
    missing = [path for path in ("index.html", CATALOGUE) if not (site / path).is_file()]
    if missing:
        return f"{site} is not a whole site: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing. Build it again, with the plugin clearinghouse/exports."
    return ""


def stamps(site: Path) -> dict[str, Stamp]:
    """How every file of a site lies there now; reading it changes nothing of that. Raises OSError where the site cannot be read."""
    return {
        path: (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        for path, found in files_below(site)
        if isinstance(found, os.stat_result) and not path.startswith(".")
    }


def changed_meanwhile(site: Path, before: Mapping[str, Stamp]) -> str:
    """Why what was read of a site may be half of one build and half of the next; empty where no file has changed since `before`.

    A build moves one file after another into the site, and removes its staging last: so that is looked for first.
    """
    if reason := half_built(site):
        return reason
    now = stamps(site)
    if differing := sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)):
        return f"{_files(differing, 'was', 'were')} changed in {site} while it was published. Is a build at work? Publish again when it is done."
    return ""


def not_as_left(folder: SiteFolder) -> str:
    """What differs between a site and what the last build left, where that is known; files beside it, such as an editor, do not."""
    left = folder.last_build.files
    if not left:
        return ""
    if differing := [path for path, file in left.items() if not folder.holds(path, file.content)]:
        return f"{_files(differing, 'is', 'are')} missing in {folder.place}, or changed since it was built. Build it again."
    extra = [path for path in folder.present if path not in left]
    editors = [path.removesuffix(PAGE) for path in extra if path.endswith(f"/{PAGE}")]
    ours = tuple(path for path in editors if is_ours(folder.place / path))  # clearinghouse admin puts one into a site
    extra = [path for path in extra if not path.startswith(ours)]
    if extra:
        made = "was not made by the build"
        return f"{_files(extra, 'in', 'in')} {folder.place} {made if len(extra) == 1 else made.replace('was', 'were')}. Take out what you put there, or build again."
    return ""


def _files(paths: list[str], one: str, more: str) -> str:
    """How many files that is, with the name of one of them, and a word after it."""
    return f"1 file, {paths[0]}, {one}" if len(paths) == 1 else f"{len(paths)} files, such as {min(paths)}, {more}"


def without_address(manifest: Manifest) -> str:
    """What a site lacks that was built without the address that readers will find it at; empty where it was built with one."""
    if {each.path for each in manifest.files} & {"sitemap.xml", "404.html"}:
        return ""
    return (
        "This site was built without its address: it has no sitemap and no page for what is not found (404.html), and its feeds"
        " name clearinghouse.invalid. Set site_url in mkdocs.yml (with ours: CLEARINGHOUSE_SITE_URL=https://www.example.org/ in"
        " the environment), build, and publish again. Do it before anybody subscribes: it gives every entry of a feed a new name."
    )


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
