"""`clearinghouse publish`: puts a built site before readers in one step, and goes back to an earlier one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_CANNOT_WORK, EXIT_ERRORS

if TYPE_CHECKING:  # the help of a command does not wait for what its work needs
    from clearinghouse.project import Project
    from clearinghouse.releases.publishing import Published, Wish
    from clearinghouse.releases.target import Target

_LIST, _ROLLBACK = "--list", "--rollback"


class _Refused(Exception):
    """The site is not one to be published. The message is for the person at the keyboard."""


@click.command("publish")
@click.argument("places", nargs=-1, metavar="[SITE] TARGET", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(min=2), default=5, show_default=True, help="How many releases stay, those first that were served before, to go back to. At least two: somebody may still be reading the last.")  # fmt: skip
@click.option(_ROLLBACK, "back", is_flag=False, flag_value="1", default=None, metavar="[N]", help="Serve the release that was served before that which is, or one N before; without SITE.")  # fmt: skip
@click.option(_LIST, "listing", is_flag=True, help="Say which releases there are; without SITE.")
@click.option("--switch", type=click.Choice(["link", "folder"]), default=None, help="What TARGET/current is: a link (as when left out), or a folder for servers that follow no links.")  # fmt: skip
@click.option(
    "--precompress", is_flag=True, help="Add .br and .gz beside texts, which a web server can send as they are."
)
@click.option("--sign", type=click.Path(path_type=Path, dir_okay=False), default=None, help="A private key (OpenSSH) to sign the manifest with.")  # fmt: skip
@click.option("--force", is_flag=True, help="Publish also what is older than what is served.")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), default=Path("mkdocs.yml"), show_default=True, help="The mkdocs.yml of the site; where it is there, its records are checked first.")  # fmt: skip
def command(
    places: tuple[Path, ...], keep: int, back: str | None, listing: bool, switch: str | None, precompress: bool,
    sign: Path | None, force: bool, config: Path,
) -> None:  # fmt: skip
    """Publish the built folder SITE in the folder TARGET, of which a web server serves TARGET/current.

    The new release is put together in TARGET/releases, verified, and then takes the place of the old one in one step.

    Exit status: 0 published, 1 refused: the site is half built, has errors or is older, 2 it could not be done.
    """
    from clearinghouse.project import ProjectFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.manifest import ManifestFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.precompressed import BrotliMissing  # noqa: PLC0415 - see above
    from clearinghouse.releases.publishing import Wish, roll_back  # noqa: PLC0415 - see above
    from clearinghouse.releases.signature import SignatureFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.target import HalfBuilt, OlderSite, Switch, Target, TargetFault  # noqa: PLC0415 - see above

    if back is not None and not back.isdecimal():  # the word after --rollback was the folder
        places, back = (*places, Path(back)), "1"
    steps = int(back) if back else None
    if steps == 0:
        raise click.UsageError(f"{_ROLLBACK} 0 would go nowhere.")
    is_about_target = listing or steps is not None
    if len(places) != (1 if is_about_target else 2):
        raise click.UsageError(
            f"{_LIST} and {_ROLLBACK} need TARGET alone." if is_about_target else "Name the folder SITE, then TARGET."
        )
    target = Target(places[-1])
    wish = Wish(keep, Switch(switch) if switch else None, precompress, sign, force)
    try:
        if listing:
            click.echo(_listed(target))
        elif steps is not None:
            click.echo(f"Back to {_described(roll_back(target, steps))}")
        else:
            for text, is_warning in _published(places[0], target, wish, config):
                click.echo(text, err=is_warning)
    except (_Refused, HalfBuilt, OlderSite) as fault:
        click.echo(f"clearinghouse: {fault}", err=True)
        sys.exit(EXIT_ERRORS)
    except OSError as fault:
        click.echo(
            f"clearinghouse: {fault.filename or target.root} cannot be read: {fault.strerror or fault}.", err=True
        )
        sys.exit(EXIT_CANNOT_WORK)
    except (TargetFault, ManifestFault, SignatureFault, ProjectFault, BrotliMissing) as fault:
        click.echo(f"clearinghouse: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)


def _published(site: Path, target: Target, wish: Wish, config: Path) -> Iterator[tuple[str, bool]]:
    """Publish; yield what is served now, and what a person should be warned of: a text, and whether it is a warning."""
    from clearinghouse.project import Project  # noqa: PLC0415 - see above
    from clearinghouse.releases.admission import half_built, without_address  # noqa: PLC0415 - see above
    from clearinghouse.releases.publishing import publish_site  # noqa: PLC0415 - see above

    if reason := half_built(site):
        raise _Refused(reason)
    project = Project.from_config(config) if config.is_file() else None
    is_behind = _is_behind(project, site) if project else False
    found = publish_site(site, target, wish, lambda one, other: _is_ancestor(project, one, other))
    removed = f" Older releases removed: {found.removed}." if found.removed else ""
    if found.is_new:
        yield f"Published {_described(found)}{removed}", False
    else:
        yield f"Nothing to do: what is served is this site. {_described(found)}{removed}", False
    if is_behind:
        yield (
            "clearinghouse: Records have changed since this site was built, and it does not show that. Build it, and publish again.",
            True,
        )
    if warning := without_address(found.manifest):
        yield f"clearinghouse: {warning}", True


def _is_behind(project: Project, site: Path) -> bool:
    """Whether records have changed since a site was built. Raises _Refused where they have errors, or it is not as the build left it."""
    from clearinghouse.core.diagnostic import has_errors  # noqa: PLC0415 - see above
    from clearinghouse.pipeline import read_project  # noqa: PLC0415 - see above
    from clearinghouse.publish.site_folder import SiteFolder, staging_of  # noqa: PLC0415 - see above
    from clearinghouse.releases.admission import not_as_left  # noqa: PLC0415 - see above

    with closing(project.cache()) as cache:
        reading = read_project(project, cache)
        if has_errors(reading.diagnostics):
            raise _Refused(
                f"The records of {project.root.resolve()} have errors; `{as_called('check')}` says which. The site is from before."
            )
        folder = SiteFolder(site, staging_of(site), cache)
        if reason := not_as_left(folder):
            raise _Refused(reason)
        return folder.last_build.records not in {b"", reading.state}


def _is_ancestor(project: Project | None, one: str, other: str) -> bool | None:
    """Whether a commit of the repository of the records is an ancestor of another; None where the repository cannot tell."""
    if project is None:
        return None
    command = ["git", "-C", str(project.content), "merge-base", "--is-ancestor", one, other]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - both are hashes
    except (OSError, subprocess.SubprocessError):
        return None
    return {0: True, 1: False}.get(done.returncode)


def _described(found: Published) -> str:
    """A release in words: its name, what it holds, and what else a person should know."""
    from clearinghouse.commands.verify import release_in_words  # noqa: PLC0415 - see above

    notes = "".join(f" Note: {each}." for each in found.notes)
    return f"{found.release.name}: {release_in_words(found.manifest)}.{notes}"


def _listed(target: Target) -> str:
    """All releases, the newest first."""
    from clearinghouse.commands.verify import release_in_words  # noqa: PLC0415 - see above

    current = target.current()
    lines = []
    for each in reversed(target.releases()):
        manifest = each.manifest()
        mark = "*" if current and each.name == current.name else " "
        damaged = "" if each.is_sound() else ", damaged: files are missing or of another size"
        words = f"{release_in_words(manifest)}{damaged}" if manifest else "damaged: its manifest cannot be read"
        lines.append(f"{mark} {each.name}  {words}")
    before = target.before()
    back = f" {_ROLLBACK} leads to {before[-1].name}." if before else ""
    return "\n".join([*lines, f"* is served.{back}"]) if lines else f"Nothing is published in {target.root}."
