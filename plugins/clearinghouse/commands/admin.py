"""`clearinghouse admin`: writes the editor for teams into a site."""

from __future__ import annotations

import json
import shutil
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
        out.mkdir(parents=True, exist_ok=True)
        if sveltia:
            _copy_editor(sveltia, out)
        _write(files, out)
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
    from clearinghouse.admin.page import CONFIGURATION, START, STARTER, page_for  # noqa: PLC0415 - see above
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
        CONFIGURATION: json.dumps(config_of(schemas, wording, settings), ensure_ascii=False, separators=(",", ":")) + "\n",
        "index.html": page_for(repository, title=title, language=language, needs_script=needs_script, languages=languages),
        STARTER: START,
    }  # fmt: skip


def _folder_in_repository(content: Path) -> str:
    """The folder of the records as the repository names it; without a repository, its own name."""
    content = content.resolve()
    root = next((each for each in content.parents if (each / ".git").exists()), content.parent)
    return content.relative_to(root).as_posix()


def _write(files: dict[str, str], out: Path) -> None:
    for name, text in files.items():
        beside = out / f".{name}.part"
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(out / name)


def _copy_editor(package: Path, out: Path) -> None:
    """Copy the modules of Sveltia CMS and what they load, without the maps to their sources (three quarters of the bytes)."""
    from clearinghouse.admin.page import EDITOR, translation_module  # noqa: PLC0415 - see above

    found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    expected = json.loads(EDITOR_PACKAGE.read_text(encoding="utf-8"))["dependencies"]["@sveltia/cms"]
    if found != expected:
        click.echo(f"clearinghouse: This was tested with Sveltia CMS {expected}, not with {found}.", err=True)
    staging, place = out / f".{EDITOR}.part", out / EDITOR
    shutil.rmtree(staging, ignore_errors=True)
    shutil.copytree(package / "npm", staging / "npm", ignore=shutil.ignore_patterns("*.map"))
    shutil.copy(package / "LICENSE.txt", staging)
    (staging / "locales").mkdir()
    for path in (package / "locales").glob("*.json"):
        module = translation_module(path.read_text(encoding="utf-8"))
        (staging / "locales" / f"{path.stem}.js").write_text(module, encoding="utf-8", newline="\n")
    shutil.rmtree(place, ignore_errors=True)
    staging.replace(place)
