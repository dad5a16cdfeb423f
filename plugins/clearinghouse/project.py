"""The folder of a clearinghouse on disk: the one place that opens records, schemas and code lists."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from clearinghouse.cache import Cache
from clearinghouse.coordination.requirement import Requirement, requirements_from
from clearinghouse.coordination.rule import CoordinationRule, rules_from
from clearinghouse.core import rules
from clearinghouse.core.codelist import CodeList, code_list_from
from clearinghouse.core.dates import is_date
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic, Rule, quoted
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.record import LANGUAGES, MAX_ID_LENGTH, Key, is_id
from clearinghouse.core.schema import Schema, SchemaFault, schemas_from
from clearinghouse.core.source import MAX_FILE_BYTES, Source, read_source
from clearinghouse.fingerprint import fingerprint, fingerprint_of_files

MARKDOWN = ".md"
_FIRST_READ_BYTES = 16 * 1024


class ProjectFault(Exception):
    """The project cannot be read at all: a folder or a setting is missing. The message is for the person at the keyboard."""


@dataclass(frozen=True)
class Project:
    """Where things are. `root` is the folder of mkdocs.yml; what diagnostics call a file is relative to it."""

    root: Path
    content: Path
    schemas: Path
    code_lists: Path | None = None
    """A folder of code lists that take the place of those of the same name beside the schemas."""
    today: date = field(default_factory=lambda: day_of_build(""))
    """The day that everything overdue is reckoned for."""
    site: str = ""
    """The address of the published site, with a stroke at its end; empty where mkdocs.yml names none."""

    @classmethod
    def from_config(cls, config: Path, today: str = "") -> Project:
        """Find the folders that a mkdocs.yml names. `today` (as 2026-06-30) wins over its setting.

        Raises ProjectFault where the file or one of the folders is missing, or a day is none.
        """
        settings = read_settings(config)
        root = config.parent
        own = _settings_of_records(settings)
        project = cls.from_settings(
            root, root / str(settings.get("docs_dir", "content")), {**own, **({"today": today} if today else {})}
        )
        site = str(settings.get("site_url") or "")
        return replace(project, site=f"{site.rstrip('/')}/" if site else "")

    @classmethod
    def from_settings(cls, root: Path, content: Path, settings: Mapping[str, Any]) -> Project:
        """Find the folders that the settings of `clearinghouse/records` name: `schemas`, `code_lists`; and the day, `today`.

        Raises ProjectFault as `from_config` does.
        """
        lists = str(settings.get("code_lists") or "")
        project = cls(
            root, content, root / str(settings.get("schemas") or "schemas"), root / lists if lists else None,
            day_of_build(str(settings.get("today") or "")),
        )  # fmt: skip
        project.must_exist()
        return project

    def must_exist(self) -> None:
        """Raise ProjectFault where the folder of the content or of the schemas is missing."""
        folders = ((self.content, "the records"), (self.schemas, "the schemas"), (self.code_lists, "the code lists"))
        for folder, purpose in folders:
            if folder and not folder.is_dir():
                raise ProjectFault(f"There is no folder {folder} for {purpose}.")

    def cache(self, *, on: bool = True) -> Cache:
        """What was worked out before, in the folder `.cache`; a cache that keeps nothing where it is off.

        The environment switches it off as well: CLEARINGHOUSE_CACHE=off.
        """
        if not on or os.environ.get("CLEARINGHOUSE_CACHE", "").strip().lower() == "off":
            return Cache()
        folder = self.root / ".cache"
        with suppress(OSError):  # there already, or in a folder that cannot be written: then nothing is kept
            folder.mkdir()
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")  # nobody wants it in their repository
        return Cache(folder / "clearinghouse.sqlite")

    def name_of(self, path: Path) -> str:
        """The name of a file in diagnostics: relative to the project, with forward slashes, and fit to be printed."""
        name = Path(os.path.relpath(path, self.root)).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # names may be any bytes


def read_settings(config: Path) -> Mapping[str, Any]:
    """Read the plain settings of a mkdocs.yml; what MkDocs' own tags (`!ENV`) would give is None.

    Raises ProjectFault where the file is missing or is not YAML.
    """
    try:
        text = config.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProjectFault(
            f"There is no {config.name} in {config.parent.resolve()}. Go to the folder of the clearinghouse, or name the file with --config."
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise ProjectFault(f"{config} cannot be read: {fault}") from fault
    try:
        return yaml.load(text, Loader=_SettingsLoader) or {}  # noqa: S506 - it is a SafeLoader
    except yaml.YAMLError as fault:
        raise ProjectFault(f"{config} is not YAML: {fault}") from fault


def day_of_build(text: str) -> date:
    """The day that a text says; without one that of SOURCE_DATE_EPOCH (reproducible-builds.org), else today, in UTC.

    Raises ProjectFault for what is not a day.
    """
    text = text or os.environ.get("CLEARINGHOUSE_TODAY", "")
    if text:
        if not is_date(text):
            raise ProjectFault(f"{quoted(text)} is not a day. Write it year-month-day, as in 2026-06-30.")
        return date.fromisoformat(text)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()


def _settings_of_records(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings of our plugin in a mkdocs.yml; its plugins are a list or a mapping."""
    plugins = settings.get("plugins") or {}
    entries = plugins.items() if isinstance(plugins, dict) else (
        pair for entry in plugins if isinstance(entry, dict) for pair in entry.items()
    )  # fmt: skip
    return next((own or {} for name, own in entries if name == "clearinghouse/records"), {})


class _SettingsLoader(yaml.SafeLoader):
    """Reads mkdocs.yml for its plain settings; `!ENV` is read as MkDocs does, its other tags (`!!python/name`) are passed over."""


_SettingsLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)
_SettingsLoader.add_constructor("!ENV", construct_env_tag)


@dataclass(frozen=True)
class Types:
    """All that says what records are: everything in the folders of schemas and code lists.

    `fingerprint` is that of all files there. Where something is wrong with them, `faults` says so.
    """

    schemas: Mapping[str, Schema]
    code_lists: Mapping[str, CodeList]
    rules: tuple[CoordinationRule, ...]
    requirements: tuple[Requirement, ...]
    faults: tuple[Diagnostic, ...]
    fingerprint: bytes


def read_all_types(project: Project) -> Types:
    """Read all that says what records are. What changes meanwhile is read again: the fingerprint is that of what was read."""
    fingerprint_before = _fingerprint_of_types(project)
    while True:
        schemas, code_lists, faults = read_types(project)
        rules, wrong_rules = read_rules(project)
        requirements, wrong_requirements = read_requirements(project)
        fingerprint_after = _fingerprint_of_types(project)
        if fingerprint_after == fingerprint_before:
            faults = [*faults, *wrong_rules, *wrong_requirements]
            return Types(schemas, code_lists, rules, requirements, tuple(faults), fingerprint_after)
        fingerprint_before = fingerprint_after


def _fingerprint_of_types(project: Project) -> bytes:
    folders = [folder for folder in (project.schemas, project.code_lists) if folder]
    return fingerprint(*(
        fingerprint_of_files(folder, (path for path in folder.rglob("*") if path.is_file())) for folder in folders
    ))  # fmt: skip


def read_types(project: Project) -> tuple[dict[str, Schema], dict[str, CodeList], list[Diagnostic]]:
    """Read all schemas and code lists; their faults are ours, so they come as CH901."""
    diagnostics: list[Diagnostic] = []
    documents: dict[str, Mapping[str, Any]] = {}
    for path in sorted(project.schemas.rglob("*.schema.json")):
        try:
            documents[path.relative_to(project.schemas).as_posix()] = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError) as fault:
            diagnostics.append(_schema_fault(project.name_of(path), str(fault)))
    code_lists = dict(_read_code_lists(project, diagnostics))
    try:
        schemas = schemas_from(documents)
    except SchemaFault as fault:
        name = project.name_of(project.schemas / fault.file)
        return {}, code_lists, [*diagnostics, _schema_fault(name, fault.message)]
    told = {Path(each.file).stem for each in diagnostics}
    for schema in schemas.values():
        for coded in schema.coded:
            if coded.code_list not in code_lists and coded.code_list not in told:
                name = project.name_of(project.schemas / f"{schema.name}.schema.json")
                message = f"{'/'.join(coded.path)} names the code list {coded.code_list}, which is not there"
                diagnostics.append(_schema_fault(name, message))
    if not schemas and not diagnostics:
        diagnostics.append(_schema_fault(project.name_of(project.schemas), "no schema describes a collection"))
    return schemas, code_lists, diagnostics


def _read_code_lists(project: Project, diagnostics: list[Diagnostic]) -> Iterator[tuple[str, CodeList]]:
    folders = [project.schemas / "code-lists", *([project.code_lists] if project.code_lists else [])]
    files = {path.name: path for folder in folders for path in sorted(folder.glob("*.yaml"))}
    for path in files.values():
        try:
            yield path.stem, code_list_from(path.stem, _read_yaml(project, path, diagnostics))
        except (KeyError, TypeError, AttributeError) as fault:
            message = f"not a code list: {fault!r} is missing or of the wrong kind"
            diagnostics.append(_schema_fault(project.name_of(path), message))


def _read_yaml(project: Project, path: Path, diagnostics: list[Diagnostic]) -> dict[str, Any]:
    """Read a file of ours by the one reader of YAML; what is wrong with it is our fault, CH901."""
    file = project.name_of(path)
    read = read_front_matter(path.read_text(encoding="utf-8"), file, 1)
    diagnostics.extend(_schema_fault(file, f"line {each.span.start.line}: {each.message}") for each in read.diagnostics)
    return read.data or {}


def read_rules(project: Project) -> tuple[tuple[CoordinationRule, ...], list[Diagnostic]]:
    """Read the rules of coordination; none where the project has no file of them. Its faults are CH901."""
    path, diagnostics = project.schemas / "rules.yaml", list[Diagnostic]()
    if not path.is_file():
        return (), []
    data = _read_yaml(project, path, diagnostics)
    try:
        return (() if diagnostics else rules_from(data)), diagnostics
    except (KeyError, ValueError, TypeError) as fault:
        return (), [_schema_fault(project.name_of(path), f"not a file of rules: {fault!r}"[:300])]


def read_requirements(project: Project) -> tuple[tuple[Requirement, ...], list[Diagnostic]]:
    """Read the asks that this clearinghouse answers, with the tests that prove it; none where there is no file of them."""
    path, diagnostics = project.schemas / "requirements" / "asks.yaml", list[Diagnostic]()
    if not path.is_file():
        return (), []
    asks = _read_yaml(project, path, diagnostics)
    proofs = path.with_name("proofs.yaml")
    proven = _read_yaml(project, proofs, diagnostics) if proofs.is_file() else {}
    try:
        return (() if diagnostics else requirements_from(asks, proven)), diagnostics
    except (KeyError, TypeError) as fault:
        return (), [_schema_fault(project.name_of(path), f"not a file of requirements: {fault!r}"[:300])]


def _schema_fault(file: str, message: str) -> Diagnostic:
    return Diagnostic(rules.SCHEMA_FAULT, file, START_OF_FILE, message)


@dataclass(frozen=True)
class RecordFile:
    """A file that stands where records stand. `key` is None where its name or place is wrong (`problem` says how)."""

    path: Path
    file: str
    key: Key | None
    problem: Diagnostic | None = None

    def read(self) -> Source:
        """Read the file. A mistake in it, or in its name, is in the diagnostics of the source."""
        if self.problem:
            return Source(self.file, "", None, diagnostics=(self.problem,))
        return read_source(self.content(), self.file)

    def content(self) -> bytes:
        """The bytes of the file, one more than a record may have at most. Empty where it has a problem: then it is not opened."""
        if self.problem:
            return b""
        with self.path.open("rb", buffering=0) as opened:
            # Most records end within the first read; a buffer for the largest would cost more than the reading.
            content = opened.read(_FIRST_READ_BYTES) or b""
            if len(content) == _FIRST_READ_BYTES:
                content += opened.read(MAX_FILE_BYTES + 1 - _FIRST_READ_BYTES) or b""
            return content


def record_files(project: Project, schemas: Mapping[str, Schema]) -> list[RecordFile]:
    """List the record files of all collections, by collection and id. No symbolic link is followed."""
    found = []
    for collection in sorted(schemas):
        folder = project.content / collection
        if folder.is_symlink():
            found.append(_misplaced(project, folder, rules.OUTSIDE_FOLDER, "the folder is a link to another place"))
        elif folder.is_dir():
            found.extend(_files_in(project, folder, collection))
    return found


def _files_in(project: Project, folder: Path, collection: str) -> Iterator[RecordFile]:
    place = project.name_of(folder)
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = folder / entry.name
        if entry.is_symlink():
            yield _misplaced(project, path, rules.OUTSIDE_FOLDER, "the file is a link to another place")
        elif entry.is_dir():
            for inner in sorted(path.rglob(f"*{MARKDOWN}")):
                help_text = f"Move it to {place}/."
                yield _misplaced(project, inner, rules.FILE_PLACE, "the record lies in a folder of its own", help_text)
        elif entry.name.endswith(MARKDOWN) and is_id(stem := entry.name.removesuffix(MARKDOWN)):
            yield RecordFile(path, f"{place}/{entry.name}", Key(collection, stem))
        elif path.suffix.lower() == MARKDOWN:
            yield _misnamed(project, path)


def _misnamed(project: Project, path: Path) -> RecordFile:
    stem, _, language = path.stem.partition(".")
    if language in LANGUAGES and is_id(stem):
        message = f"translations are not published yet (this one is {quoted(language)})"
        return _misplaced(
            project, path, rules.TRANSLATION, message, "Keep it outside the content folder until they are."
        )
    better = "-".join("".join(each if each.isascii() and each.isalnum() else " " for each in path.stem.lower()).split())
    help_text = f"Rename it to {better[:MAX_ID_LENGTH].strip('-')}{MARKDOWN}." if is_id(better[:MAX_ID_LENGTH]) else ""
    return _misplaced(project, path, rules.FILE_NAME, f"{quoted(path.name)} cannot be the name of a record", help_text)


def _misplaced(project: Project, path: Path, rule: Rule, message: str, help_text: str = "") -> RecordFile:
    file = project.name_of(path)
    return RecordFile(path, file, None, Diagnostic(rule, file, START_OF_FILE, message, help=help_text))


def content_files(project: Project) -> set[str]:
    """Every file of the content folder, relative to it, for links to be checked against. Links are not followed."""
    prefix = len(str(project.content)) + 1
    return {entry.path[prefix:].replace(os.sep, "/") for entry in _entries(project.content) if not _is_folder(entry)}


def check_links_on_disk(project: Project) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every symbolic link beside the records; site engines would follow it and publish what it leads to."""
    for entry in _entries(project.content):
        if entry.is_symlink():
            message = "the file or folder is a link to another place"
            yield Diagnostic(rules.OUTSIDE_FOLDER, project.name_of(Path(entry.path)), START_OF_FILE, message)


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield all that is in a folder and the folders in it; links are not followed, and what cannot be opened is passed over."""
    try:
        found = list(os.scandir(folder))
    except OSError:
        return
    yield from found
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def commit_of(project: Project) -> str | None:
    """The git commit that the content comes from, or None outside a repository."""
    return _git(project, "rev-parse", "HEAD")


def is_uncommitted(project: Project) -> bool:
    """Whether the content, the schemas, the code lists or mkdocs.yml have changes that are in no commit, new files among them.

    Outside a repository, and where git does not say, it is False: then no commit is named either.
    """
    places = [project.content, project.schemas, *([project.code_lists] if project.code_lists else [])]
    paths = [str(each.resolve()) for each in (*places, project.root / "mkdocs.yml")]
    asked = (
        "--no-optional-locks",
        "-c",
        "core.fsmonitor=false",
        "status",
        "--porcelain",
        "--untracked-files=normal",
        "--",
    )
    found = _git(project, *asked, *paths)
    if found is None:  # one of them lies outside the repository
        found = _git(project, *asked, paths[0])
    return bool(found)


def committed_at(project: Project) -> str:
    """When the commit was made that the content comes from, in UTC, as 2026-06-30T12:00:00Z.

    Outside a repository that is SOURCE_DATE_EPOCH, where it is set; otherwise nothing is known, and it is empty.
    """
    written = _COMMITTER.search(_git(project, "cat-file", "commit", "HEAD") or "")
    seconds = written[1] if written else os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdecimal():
        return ""
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment_of(project: Project) -> datetime:
    """The one moment that everything in a copy is dated with, in UTC.

    It is that of SOURCE_DATE_EPOCH, else that of the commit, else midnight of the day of the build.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    if committed := committed_at(project):
        return datetime.fromisoformat(committed)
    return datetime.combine(project.today, time(), UTC)


_COMMITTER = re.compile(r"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)


def _git(project: Project, *arguments: str) -> str | None:
    """What git says of the repository of the content; None where it says nothing."""
    command = ["git", "-C", str(project.content), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
