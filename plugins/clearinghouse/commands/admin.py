"""`clearinghouse admin`: writes the editor for teams into a site."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.commands import EXIT_CANNOT_WORK, EXIT_ERRORS, faults_told, with_config

if TYPE_CHECKING:  # the help of a command does not wait for what its work needs
    from clearinghouse.admin.repository import Repository, SignIn

EDITOR_PACKAGE = Path(__file__).parents[1] / "admin" / "package.json"
"""Says which version of Sveltia CMS the configuration is made and tested for."""


@click.command("admin")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--repository", required=True, envvar="CLEARINGHOUSE_REPOSITORY", show_envvar=True, metavar="ADDRESS", help="The repository of the records, as https://github.com/owner/name.")  # fmt: skip
@click.option("--service", type=click.Choice(["github", "gitlab", "gitea"]), default=None, help="What runs the repository, where its address does not tell; gitea is also for Forgejo.")  # fmt: skip
@click.option("--branch", default="", help="The branch that changes go to; the main one when left out.")
@click.option("--sign-in", default="", envvar="CLEARINGHOUSE_SIGN_IN", show_envvar=True, metavar="ADDRESS", help="Your OAuth client. Without one, people sign in with access tokens.")  # fmt: skip
@click.option("--client", default="", metavar="ID", help="The id of your OAuth application (GitLab, Gitea, Forgejo).")
@click.option("--proposals", is_flag=True, help="Let people without the right to write propose changes (GitHub).")
@click.option("--sveltia", type=click.Path(path_type=Path, file_okay=False, exists=True), default=None, help="The folder of the npm package @sveltia/cms; what a browser needs of it is copied.")  # fmt: skip
@with_config
def command(
    out: Path, repository: str, service: str | None, branch: str, sign_in: str, client: str, proposals: bool,
    sveltia: Path | None, config: Path,
) -> None:  # fmt: skip
    """Write the editor for teams into the folder OUT, such as site/admin: its page, and its configuration from the schemas.

    Exit status: 0 written, 1 a schema or code list is wrong, 2 the work could not be done.
    """
    from clearinghouse.admin.folder import NotOurFolder, copy_editor, must_be_free, write_files  # noqa: PLC0415 - see above
    from clearinghouse.admin.repository import RepositoryFault, repository_at, sign_in_at  # noqa: PLC0415 - see above

    with faults_told():
        try:
            place = repository_at(repository, service or "")
            way_in = sign_in_at(sign_in, client, place, proposals=proposals)
        except RepositoryFault as fault:
            click.echo(f"clearinghouse: {fault}", err=True)
            sys.exit(EXIT_CANNOT_WORK)
        files = _files(config, place, way_in, branch, _languages(sveltia) if sveltia else ())
    try:
        must_be_free(out, sveltia)
        out.mkdir(parents=True, exist_ok=True)
        write_files(files, out)  # first of all the page, by which the folder is known as ours
        if sveltia:
            _tell_version(sveltia)
            copy_editor(sveltia, out)
    except NotOurFolder as fault:
        click.echo(f"clearinghouse: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    except OSError as fault:
        click.echo(f"clearinghouse: The editor cannot be written to {out}: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    click.echo(
        f"The editor is in {out}."
        if sveltia
        else f"Wrote {', '.join(files)} into {out}. nox -s admin adds Sveltia CMS itself."
    )


def _languages(package: Path) -> tuple[str, ...]:
    """The translations of the editor that its package has. Says so and ends the work where this is another package."""
    if not (package / "npm" / "index.js").is_file():
        click.echo(f"clearinghouse: {package} is not the npm package @sveltia/cms.", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    return tuple(sorted(path.stem for path in (package / "locales").glob("*.json")))


def _files(
    config: Path, repository: Repository, sign_in: SignIn, branch: str, languages: tuple[str, ...]
) -> dict[str, str]:
    """Return the files of the editor that are ours, by name. What is wrong with schemas is told, and ends the work."""
    from clearinghouse.admin.configuration import Settings, config_of  # noqa: PLC0415 - see above
    from clearinghouse.admin.page import CONFIGURATION, PAGE, START, STARTER, page_for  # noqa: PLC0415 - see above
    from clearinghouse.project import Project, read_settings, read_types  # noqa: PLC0415 - see above
    from clearinghouse.reports.text import render_text  # noqa: PLC0415 - see above
    from clearinghouse.views.wording import Wording  # noqa: PLC0415 - see above
    from clearinghouse.words import translations_for  # noqa: PLC0415 - see above

    project = Project.from_config(config)
    schemas, code_lists, faults = read_types(project)
    if faults:
        click.echo(render_text(faults, {}), nl=False)
        sys.exit(EXIT_ERRORS)
    site = read_settings(config)
    theme = site.get("theme")
    language = str(theme.get("language") or "en") if isinstance(theme, dict) else "en"
    wording = Wording(language, code_lists, translations_for(language))
    title = wording.translate("Editor: {site}").format(site=site.get("site_name") or "")
    settings = Settings(
        title, _folder_in_repository(project.content), repository, sign_in, branch, str(site.get("site_url") or "")
    )
    needs_script = wording.translate(
        "The editor needs JavaScript. Records can also be changed in the repository itself."
    )
    return {
        PAGE: page_for(repository, title=title, language=language, needs_script=needs_script, languages=languages),
        CONFIGURATION: json.dumps(config_of(schemas, wording, settings), ensure_ascii=False, separators=(",", ":")) + "\n",
        STARTER: START,
    }  # fmt: skip


def _folder_in_repository(content: Path) -> str:
    """The folder of the records as the repository names it; without a repository, its own name."""
    content = content.resolve()
    root = next((each for each in content.parents if (each / ".git").exists()), content.parent)
    return content.relative_to(root).as_posix()


def _tell_version(package: Path) -> None:
    """Say so where the package is of another version than the one that this was tested with."""
    found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    expected = json.loads(EDITOR_PACKAGE.read_text(encoding="utf-8"))["dependencies"]["@sveltia/cms"]
    if found != expected:
        click.echo(f"clearinghouse: This was tested with Sveltia CMS {expected}, not with {found}.", err=True)
