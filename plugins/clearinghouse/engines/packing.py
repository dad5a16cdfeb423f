"""Builds a pack: the site of a clearinghouse or of a part of it, by the same way as any site, into a folder of its own.

The folder stays beside what else is kept from build to build, so the next time only what has changed is made.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from filelock import BaseFileLock, FileLock, Timeout
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.engines.mkdocs import RECORDS, RecordsPlugin
from clearinghouse.packs.selection import Selection, SelectionFault
from clearinghouse.pages.page import Press
from clearinghouse.project import Project, ProjectFault, day_of_build, moment_of, read_types

log = logging.getLogger("mkdocs.plugins.clearinghouse")

SILENT_SECONDS = 3
"""How long a build waits for another of the same pack before it says so."""

FOLDER = Path(".cache", "packs")
"""Where the sites of packs are kept, relative to the project."""

MOST_KEPT, MOST_IN_NAME = 12, 40
"""Sites of packs that are kept, and characters of a selection in the names of their folders."""


@dataclass(frozen=True)
class Pack:
    """A pack that was built. `site` is the folder of its site, which is only to be read; `press` is what its pages were made with.

    `moment` is what everything in it is dated with; `name` is fit for the name of a file.
    """

    site: Path
    press: Press
    moment: datetime
    name: str
    selection: Selection
    description: str = ""
    """What mkdocs.yml says that the site is."""

    @property
    def criteria(self) -> str:
        """What it was chosen by, in words; empty where nothing is left out."""
        return self.press.settings.selection

    @property
    def title(self) -> str:
        """What it is called: the name of the site, with the criteria where there are some."""
        return f"{self.press.settings.name} ({self.criteria})" if self.criteria else self.press.settings.name


@contextmanager
def built_pack(
    config: Path, selection: Selection | None = None, today: str = "", *, fonts: str = "", cache: bool = True
) -> Iterator[Pack]:
    """Build the site of a selection, of everything without one; nobody else builds it anew until the block ends.

    `today` is the day that what is due is reckoned for. Without any other setting that is the day of SOURCE_DATE_EPOCH, else
    of the commit: so a pack is the same whenever it is built.
    `fonts` is one of those that `clearinghouse.fonts` knows; as mkdocs.yml says where it is empty.
    Raises ProjectFault where the project cannot be read, a record has an error, or nothing is chosen.
    """
    selection = selection or Selection()
    settings, plugin = _settings(config)
    chosen = _in_codes(selection, config)
    folder = config.parent / FOLDER / f"{chosen.slug[:MOST_IN_NAME].strip('-')}-{chosen.digits}"
    settings.site_dir = str((folder / "site").resolve())
    plugin.config.selection = {name: value for name, value in asdict(chosen).items() if value}
    plugin.config.offline = True
    plugin.config.fonts = fonts or plugin.config.fonts
    plugin.config.today = today or str(plugin.config.today or "") or _day_of_commit(config)
    _make(folder)
    with _held(folder):
        with _cache_off(off=not cache), _warnings_told(), _kept_if_built(folder):
            _build(settings)
        _remove_oldest(folder)
        moment = moment_of(plugin.project)
        name = "-".join(
            part for part in ("clearinghouse", selection.slug if plugin.press.settings.selection else "") if part
        )
        name = f"{name}-{moment.date().isoformat()}"
        yield Pack(plugin.site.place, plugin.press, moment, name, chosen, str(settings.site_description or ""))


def _in_codes(selection: Selection, config: Path) -> Selection:
    """The selection in codes, known before any record is read. Raises ProjectFault where there is no such value."""
    if selection.is_everything:
        return selection
    schemas, code_lists, _ = read_types(Project.from_config(config))
    try:
        return selection.in_codes(catalogue_of((), schemas, code_lists)) if schemas else selection
    except SelectionFault as fault:
        raise ProjectFault(str(fault)) from fault


@contextmanager
def _kept_if_built(folder: Path) -> Iterator[None]:
    """Remove the folder of a pack again where it could not be built, and never was."""
    try:
        yield
    except ProjectFault:
        if not (folder / "site").exists():
            rmtree(folder, ignore_errors=True)
        raise


def _remove_oldest(used: Path) -> None:
    """Keep the folders of packs that were used last, this among them; what others use is not removed, nor what cannot be."""
    with suppress(OSError):
        os.utime(used)
    aged = sorted(((_last_used(each), each) for each in used.parent.iterdir() if each.is_dir()), reverse=True)
    for _, folder in aged[MOST_KEPT:]:
        lock = _lock_of(folder)
        with suppress(OSError, NotImplementedError), lock.acquire(timeout=0):  # also where somebody has locked it
            rmtree(folder, ignore_errors=True)
            Path(lock.lock_file).unlink()


def _last_used(folder: Path) -> float:
    """When a folder was used last, in seconds; never, where it has been removed meanwhile."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep others from building into the folder of a pack meanwhile. Raises ProjectFault where it cannot be locked."""
    lock = _lock_of(folder)
    try:
        try:
            lock.acquire(timeout=SILENT_SECONDS)
        except Timeout:
            with _warnings_told():
                log.warning(
                    "The same copy is being made by another command. Waiting until that is done (Ctrl-C ends this)."
                )
            lock.acquire()
    except (OSError, NotImplementedError) as fault:
        raise ProjectFault(
            f"{lock.lock_file} cannot be locked: {getattr(fault, 'strerror', None) or fault}."
        ) from fault
    try:
        yield
    finally:
        lock.release()


def _lock_of(folder: Path) -> BaseFileLock:
    """The lock of the folder of a pack. It lies beside it, so that the folder can be removed by who holds the lock."""
    return FileLock(folder.with_name(f"{folder.name}.lock"))


def _make(folder: Path) -> None:
    """Make the folder of a pack. Raises ProjectFault where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")  # nobody wants it in their repository
    except OSError as fault:
        raise ProjectFault(
            f"{fault.filename or folder} cannot be made or written, and the site of a copy is kept there: {fault.strerror}."
        ) from fault


def _settings(config: Path) -> tuple[MkDocsConfig, RecordsPlugin]:
    """The settings of a mkdocs.yml, and our plugin in them."""
    try:
        settings = load_config(str(config))
    except MkDocsException as fault:
        raise ProjectFault(f"{config} cannot be used: {fault}") from fault
    plugin = settings.plugins.get(RECORDS)
    if not isinstance(plugin, RecordsPlugin):
        raise ProjectFault(f"{config} does not name the plugin {RECORDS}, so there are no records to pack.")
    return settings, plugin


def _day_of_commit(config: Path) -> str:
    """The day of the commit, unless the environment names a day."""
    if os.environ.get("CLEARINGHOUSE_TODAY") or os.environ.get("SOURCE_DATE_EPOCH"):
        return day_of_build("").isoformat()
    return moment_of(Project.from_config(config)).date().isoformat()


def _build(settings: MkDocsConfig) -> None:
    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    except Abort as fault:
        raise ProjectFault(str(fault.__context__ or fault).strip()) from fault
    except MkDocsException as fault:
        raise ProjectFault(str(fault)) from fault
    finally:
        settings.plugins.on_shutdown()


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Print the warnings of the engine; its errors are told as the fault that ends the build."""
    engine, handler = logging.getLogger("mkdocs"), logging.StreamHandler()
    handler.addFilter(lambda record: record.levelno == logging.WARNING)
    engine.addHandler(handler)
    try:
        yield
    finally:
        engine.removeHandler(handler)


@contextmanager
def _cache_off(*, off: bool) -> Iterator[None]:
    """Keep nothing meanwhile, where that is asked for; MkDocs has no other way to say so to a plugin."""
    before = os.environ.get("CLEARINGHOUSE_CACHE")
    if off:
        os.environ["CLEARINGHOUSE_CACHE"] = "off"
    try:
        yield
    finally:
        if off:
            os.environ.pop("CLEARINGHOUSE_CACHE")
            if before is not None:
                os.environ["CLEARINGHOUSE_CACHE"] = before
