"""Four MkDocs plugins over one catalogue: records, references, search, exports. They also run on ProperDocs.

MkDocs renders the hand-written pages and one frame (shell) for each collection; the rest is filled in from the catalogue.
"""

from __future__ import annotations

import gc
import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import nh3
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage

from clearinghouse.cache import Cache
from clearinghouse.calling import as_called
from clearinghouse.core.body import without_foreign_pictures
from clearinghouse.core.diagnostic import Diagnostic, Severity, has_errors, quoted, visible
from clearinghouse.core.source import read_source
from clearinghouse.engines.preview import Preview, State, edited_pages, state_of
from clearinghouse.engines.templates import theme_environment
from clearinghouse.exports.sitemap import days_of_pages, sitemap
from clearinghouse.fingerprint import fingerprint
from clearinghouse.fonts import CHOICES as FONTS
from clearinghouse.fonts import STYLE_SHEET as FONTS_STYLE_SHEET
from clearinghouse.fonts import SYSTEM, theme_folders
from clearinghouse.packs.selection import Selection, SelectionFault, selected
from clearinghouse.pages.extract_first import with_notice
from clearinghouse.pages.outward import Stubs, stubs_for, with_marked_links, without_parts
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pages.shell import SLOTS, Shell
from clearinghouse.pages.site import concept_urls, home_values, is_wide, shell_urls
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project, ProjectFault, commit_of, committed_at, is_uncommitted
from clearinghouse.publish.plan import Plan
from clearinghouse.publish.product import File as SiteFile
from clearinghouse.publish.product import Product
from clearinghouse.publish.products import (
    collection_products,
    export_products,
    reference_products,
    search_products,
    stub_products,
)
from clearinghouse.publish.publishing import TakenPlaces, publish
from clearinghouse.publish.site_folder import SiteFolder, staging_of
from clearinghouse.reports.progress import Bar
from clearinghouse.reports.text import advice_line, advice_of, built_line, render_text, summary_line
from clearinghouse.search.documents import SearchDocument, page_document
from clearinghouse.views.wording import Wording
from clearinghouse.words import translations_for

log = logging.getLogger("mkdocs.plugins.clearinghouse")
_BUILD_LOG = logging.getLogger("mkdocs.commands.build")

THEME = Path(__file__).parents[1] / "theme"
RECORDS = "clearinghouse/records"
COLLECTIONS_IN_NAVIGATION = "clearinghouse:collections"
"""Stands in `nav` for the overview of records and for every collection that `nav` does not name."""


class RecordsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs gives it no types
    """Settings of `clearinghouse/records`. All are addresses and may be left out."""

    edit_address = options.Type(str, default="")
    """The start of the address at which a file of the content folder is edited."""

    report_address = options.Type(str, default="")
    """The page of the forge on which a mistake is reported."""

    new_address = options.Type(str, default="")
    """The page of the forge on which a new file is proposed, with `{file}` and `{text}` where its name and its text belong.
    That of GitHub follows from `edit_address`, so it may be left out."""

    schemas = options.Type(str, default="")
    """The folder of the schemas, relative to mkdocs.yml; `schemas` when left out."""

    code_lists = options.Type(str, default="")
    """A folder of code lists that take the place of those of the same name beside the schemas."""

    selection = options.Type(dict, default={})
    """Which part of the records is published, as in `{countries: [KE], since: 2020-01-01}`; all of them when left out.
    The criteria are those of `clearinghouse pack`: countries, regions, themes, collections, languages, since."""

    offline = options.Type(bool, default=False)
    """Whether this is a copy for where there is no network: without what only a web server needs (sitemap, 404.html)."""

    fonts = options.Choice(FONTS, default=SYSTEM)
    """Which fonts pages are set in: those of the reader's `system`, or `noto`, which the site then carries (0.3 MB)."""

    today = options.Type((str, date), default="")  # YAML takes an unquoted day for a date
    """The day that everything overdue is reckoned for, as 2026-06-30; the day of the build when left out."""


class RecordsPlugin(BasePlugin[RecordsConfig]):  # type: ignore[no-untyped-call]
    """Reads and checks the records, and publishes the site. The other plugins work on its catalogue and add products to it."""

    project: Project
    cache: Cache
    reading: Reading
    plan: Plan
    shells: dict[str, Shell]
    site: SiteFolder
    stubs: Stubs
    """What is left out of this part of a clearinghouse and linked to all the same."""
    product_sources: list[Callable[[Plan], Iterable[Product]]]
    """What yields the products of the site, in the order of the plugins."""
    last: Plan | None = None
    """The plan of the build before, while the site is served."""
    has_sitemap: bool
    is_served: bool = False
    files: State
    """The record files as they were at the build before, while the site is served."""
    signal: Path | None = None
    started: float
    """When the build began, in seconds of the monotonic clock."""

    @property
    def press(self) -> Press:
        """What pages are made with."""
        return self.plan.press

    def on_startup(self, *, command: str, **_options: Any) -> None:
        """Know whether there will be more than one build: what was worked out for the one is then there for the next."""
        self.is_served = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything; a site with mistakes is not built."""
        if config.use_directory_urls:
            raise PluginError("use_directory_urls must be false: the site also works from a folder on a disk.")
        self.started = monotonic()
        gc.disable()  # what a build makes lasts to its end; looking through it for garbage takes a sixth of the time
        self.project = project = _project(config, self.config)
        self.cache = project.cache()
        with Bar("Reading records") as bar:
            self.reading = read_project(project, self.cache, bar.show)
        _report(self.reading)
        selection, self.reading = _selected(self.config.selection, self.reading)
        language = config.theme.get("language") or "en"
        wording = Wording(language, self.reading.catalogue.code_lists, translations_for(language))
        wording = wording if selection.is_everything else wording.of_part()
        words = selection.in_words(wording, self.reading.catalogue)
        settings = replace(_settings(config, self.config, project), selection=words)
        press = Press(self.reading.catalogue, wording, settings, self.reading.desk)
        self.shells = {}
        self.plan = Plan(press, self.shells, self.reading.fingerprints, self.reading.types, self.reading.by_key).after(
            self.last
        )
        self.stubs = Stubs()
        self.product_sources, self.has_sitemap = [collection_products, self._stubs], False
        self.site = SiteFolder(Path(config.site_dir), staging_of(Path(config.site_dir)), self.cache)
        self.site.abandon()  # what a build left that was cut off, which would be taken for files of this one
        config.theme.dirs[:0] = map(str, (THEME, *theme_folders(self.config.fonts)))
        config.theme.get_env = partial(theme_environment, config.theme)  # type: ignore[method-assign]
        config.extra["homepage"] = "index.html"  # also where the navigation puts it into a section
        _drop_static_templates(config, self.config)
        config.nav = list(_navigation(config.nav, press)) if config.nav else None
        config.site_dir = str(self.site.staging)
        _BUILD_LOG.addFilter(self._name_the_place)
        return config

    def _name_the_place(self, record: logging.LogRecord) -> bool:
        """Let MkDocs say where the site will be, not where it is put together."""
        record.msg = str(record.msg).replace(str(self.site.staging), str(self.site.place))
        return True

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Take the records out of MkDocs' hands, and give it the frames to render."""
        catalogue = self.press.catalogue
        frames = {url.removesuffix(".html") + ".md" for url in shell_urls(self.press)}
        kept = [
            file for file in files if not _is_of_records(file, catalogue.schemas) and not _is_unused_theme_file(file)
        ]
        if taken := sorted(file.dest_uri for file in kept if file.src_uri in frames):
            raise PluginError(f"\n{TakenPlaces(taken)}")
        targets = {record.file.partition("/")[2] for record in catalogue.records}
        targets.update(url.removesuffix(".html") + ".md" for url in concept_urls(self.press))
        linked = set(_linked(kept))
        self.stubs = stubs_for(catalogue, linked - targets)
        kept += [LinkTarget(path, config) for path in sorted(linked & {*targets, *self.stubs.paths})]
        kept += [
            File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV) for path in sorted(frames)
        ]
        return Files(kept)

    def on_page_markdown(self, markdown: str, page: EnginePage, **_options: Any) -> str:
        """Refuse a hand-written page whose front matter MkDocs would silently print as text."""
        if page.file.generated_by is None and page.file.content_bytes.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"---"):
            source = read_source(page.file.content_bytes, f"content/{page.file.src_uri}")
            if has_errors(source.diagnostics):
                raise PluginError(f"\n{render_text(source.diagnostics, {source.file: source})}")
        return markdown

    def on_page_content(self, html: str, page: EnginePage, **_options: Any) -> str:
        """Sanitize hand-written pages too: they come by the same way as records."""
        place, words = page.file.dest_uri, self.press.wording.translate("not in this copy")
        html, refused = without_foreign_pictures(_HAND_WRITTEN.clean(html))
        for address in refused:
            name = self.project.name_of(self.project.content / page.file.src_uri)
            log.warning(
                f"{visible(name)}: the picture {quoted(address)} is on another site and is left out. "
                "Put it beside the page and name its file."
            )
        html = without_parts(html, place, self.stubs.urls)
        return with_marked_links(html, place, self.stubs.urls, words)

    def on_env(self, env: Environment, **_options: Any) -> Environment:
        """Let Material's templates escape what they print; titles of pages are text, not HTML. Tell them which fonts there are."""
        env.autoescape = True
        env.globals["fonts_style_sheet"] = FONTS_STYLE_SHEET if theme_folders(self.config.fonts) else ""
        return env

    def on_page_context(self, context: Any, page: EnginePage, **_options: Any) -> Any:
        """Tell the theme whether it renders a frame, and what the home page shows of the catalogue."""
        page.content = Markup(page.content or "")  # noqa: S704 - sanitized in on_page_content
        _mark_safe(page.toc)
        context["clearinghouse"] = self.press
        context["_"] = self.press.wording.translate
        if page.file.dest_uri in shell_urls(self.press):
            # The facts stand where Material would show an empty table of contents, and wide tables need the room of both sides.
            page.meta["hide"] = ["toc", "navigation"] if is_wide(page.file.dest_uri, self.press) else ["toc"]
            context["slots"] = {name: Markup(slot) for name, slot in SLOTS.items()}  # noqa: S704 - our own marks
        elif page.file.dest_uri == "index.html":
            context["home"] = Markup(self._kept("home", self._home))  # noqa: S704 - rendered by our templates
        return context

    def _stubs(self, plan: Plan) -> Iterator[Product]:
        return stub_products(plan, self.stubs)

    def _home(self) -> str:
        return str(self.press.render("home.html", "index.html", **home_values(self.press)))

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        """A text that is made from the front matter of all records, from the cache where it is there."""
        key = fingerprint(
            name,
            self.plan.data,
            f"{self.press.settings.commit} {self.press.settings.uncommitted}" if self.press.settings.selection else "",
        )
        found = self.cache.find([key])
        if key not in found:
            found = {key: make().encode()}
            self.cache.keep(found)
        return found[key].decode()

    def on_post_page(self, output: str, page: EnginePage, **_options: Any) -> str:
        """Keep the rendering of a frame. What MkDocs then writes is replaced by the page that fills it."""
        url, output = page.file.dest_uri, _ICON.sub(r'<svg width="24" height="24"\1', output)
        if self.config.offline:
            output = with_notice(output)
        if url in shell_urls(self.press):
            self.shells[url] = Shell.from_html(output)
        return output

    @event_priority(-100)  # after the other plugins, which add their products
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Publish every product, and say what was found."""
        products = [product for source in self.product_sources for product in source(self.plan)]
        with Bar("Making pages") as bar:
            try:
                outcome = publish(
                    products, self.site, self.cache, self.shells, self._last_files, bar.show, self.reading.state
                )
            except TakenPlaces as fault:
                raise PluginError(f"\n{fault}") from fault
        config.site_dir = str(self.site.place)
        log.info(summary_line(self.reading.diagnostics, self.reading.checked))
        advice = self._kept("advised", lambda: advice_of(each.rule.severity for each in self.reading.desk.findings))
        if advice:
            log.info(advice_line(advice))  # not kept: the command in it is that of who builds now
        log.info(built_line(outcome, monotonic() - self.started))
        if self.is_served:
            self.last, self.files = self.plan, state_of(self.project, self.plan)
        self._close()

    def _close(self) -> None:
        gc.enable()
        _BUILD_LOG.removeFilter(self._name_the_place)
        self.cache.close()

    def _last_files(self, paths: Iterable[str]) -> Iterator[SiteFile]:
        """Yield what is made from the paths of all others: the sitemap, where the address of the site is known."""
        address = self.press.settings.address
        if self.has_sitemap and address:
            pages = [path for path in paths if path.endswith(".html") and path != "404.html"]
            days = days_of_pages(pages, self.press.catalogue.records, self.press.settings.committed)
            yield "sitemap.xml", sitemap(address, pages, days)

    def on_build_error(self, **_options: Any) -> None:
        """Leave the site as it was."""
        gc.enable()
        if hasattr(self, "site"):
            self.site.abandon()
            self._close()

    def on_serve(self, server: Any, *, builder: Callable[[], None], **_options: Any) -> Any:
        """Build anew also when a schema or a code list changes, and show edited records before everything is built."""
        for folder in (self.project.schemas, self.project.code_lists):
            if folder:
                server.watch(str(folder))
        signal = self.site.place.with_name(f"{self.site.place.name}.shown")
        signal.touch()
        server.watch(str(signal))
        server.builder = Preview(builder, self.show_edited, signal)
        self.signal = signal
        return server

    def show_edited(self) -> bool:
        """Put the pages of edited records into the site that is served; say whether there were any."""
        if self.last is None:
            return False
        now = state_of(self.project, self.last)
        pages = list(edited_pages(self.files, now, self.last))
        for url, content in pages:
            self.site.put(url, content)
            log.info(f"Shown at once: {url}. The rest follows.")
        return bool(pages)

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        if self.signal:
            self.signal.unlink(missing_ok=True)


class ReferencesPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Publishes what comes from records taken together: views, pages of concepts, indexes, the contributor's guide."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add its products."""
        _records(config).product_sources.append(reference_products)
        return config


class SearchPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Publishes the search page and its index over all records and hand-written pages."""

    documents: list[SearchDocument]
    cache: Cache

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add its products, and start to collect what can be found."""
        self.documents = []
        self.cache = _records(config).cache
        _records(config).product_sources.append(self.products)
        return config

    def products(self, plan: Plan) -> Iterator[Product]:
        """Yield the search page and the index, over the hand-written pages too."""
        return search_products(plan, self.documents, self.cache)

    def on_page_content(self, html: str, page: EnginePage, config: MkDocsConfig, **_options: Any) -> str:
        """Collect a hand-written page."""
        if html:
            wording = _records(config).press.wording
            kind = wording.translate("Pages")
            self.documents.append(page_document(page.file.dest_uri, kind, str(page.title), html, wording.language))
        return html


class ExportsPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Publishes the catalogue as data."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add its products; the sitemap comes last of all."""
        records = _records(config)
        records.product_sources.append(export_products)
        records.has_sitemap = not records.config.offline
        return config


class LinkTarget(File):
    """What a hand-written page links to by the name of its file, and what MkDocs leaves alone otherwise."""

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        url = path.removesuffix(".md") + ".html"
        super().__init__(path, None, config.site_dir, use_directory_urls=False, dest_uri=url)

    def is_documentation_page(self) -> bool:
        """It is no page of MkDocs' own."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """The page is written from the catalogue."""


# --- what the hooks call --------------------------------------------------------------------------


def _project(config: MkDocsConfig, own: RecordsConfig) -> Project:
    root = Path(config.config_file_path).parent if config.config_file_path else Path(config.docs_dir).parent
    try:
        return Project.from_settings(root, Path(config.docs_dir), dict(own))
    except ProjectFault as fault:
        raise PluginError(str(fault)) from fault


def _settings(config: MkDocsConfig, own: RecordsConfig, project: Project) -> Settings:
    return Settings(
        name=str(config.site_name),
        address=(config.site_url or "").rstrip("/"),
        edit_address=own.edit_address.rstrip("/"),
        report_address=own.report_address.rstrip("/"),
        new_address=own.new_address,
        commit=commit_of(project) or "",
        committed=committed_at(project),
        uncommitted=is_uncommitted(project),
        offline=own.offline,
        fonts=own.fonts,
    )


def _selected(settings: Mapping[str, Any], reading: Reading) -> tuple[Selection, Reading]:
    """The selection that the settings ask for, in codes, and what was read of the records that it chooses."""
    try:
        selection = Selection.from_settings(settings).in_codes(reading.catalogue)
        if selection.is_everything:
            return selection, reading
        return selection, reading.part(selected(reading.catalogue, selection))
    except SelectionFault as fault:
        raise PluginError(str(fault)) from fault


def _report(reading: Reading) -> None:
    """Log every warning, and stop the build with every error at once."""
    for diagnostic in reading.diagnostics:
        if diagnostic.severity is not Severity.ERROR:
            log.warning(render_text([diagnostic], reading.sources).rstrip())
    if reading.failed:
        errors = [each for each in reading.diagnostics if each.severity is Severity.ERROR]
        raise PluginError(
            f"\n{render_text(errors, reading.sources)}{summary_line(reading.diagnostics, reading.checked)}\n{_how_to_go_on(errors)}"
        )


def _how_to_go_on(errors: list[Diagnostic]) -> str:
    """Say what a build that was stopped by errors means, and what comes next; the engine adds only that it aborts."""
    is_mended_by_itself = any(fix.safe for each in errors for fix in each.fixes)
    steps = [
        "The site was not built; one that was there before is as it was. That is all that “Aborted” means below.",
        "Mend what is told above in the files that are named, then build again.",
        f"Some of it is mended without asking by: {as_called('fix')}" if is_mended_by_itself else "",
        f"To see the messages again without a build: {as_called('check')}",
    ]
    return "\n".join(filter(None, steps))


def _records(config: MkDocsConfig) -> RecordsPlugin:
    plugin = config.plugins.get(RECORDS)
    if not isinstance(plugin, RecordsPlugin) or not hasattr(plugin, "press"):
        raise PluginError(f"The plugin {RECORDS} must come before the other clearinghouse plugins in mkdocs.yml.")
    return plugin


def _drop_static_templates(config: MkDocsConfig, own: RecordsConfig) -> None:
    """Leave out what would differ from day to day, or could not work in a folder on a disk."""
    config.theme.static_templates.discard("sitemap.xml")
    if own.offline or not config.site_url:
        config.theme.static_templates.discard("404.html")


def _navigation(entries: Iterable[Any], press: Press) -> Iterator[Any]:
    """Replace the mark for collections in `nav`, so that a new collection is there without a further line."""
    entries = list(entries)
    named = set(_paths(entries))
    wording = press.wording
    missing: list[Any] = [{wording.translate("Overview"): "records.md"}]
    for name, schema in press.catalogue.schemas.items():
        if f"{name}/index.md" not in named:
            missing.append({wording.translate(schema.collection.title): f"{name}/index.md"})
    for entry in entries:
        if isinstance(entry, dict):
            yield {title: missing if inside == COLLECTIONS_IN_NAVIGATION else inside for title, inside in entry.items()}
        else:
            yield entry


def _paths(entries: Any) -> Iterator[str]:
    if isinstance(entries, str):
        yield entries
    for entry in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
        yield from _paths(entry)


def _linked(files: Iterable[File]) -> Iterator[str]:
    """Yield what hand-written pages may link to by the name of a file, relative to the content folder."""
    for file in files:
        if file.is_documentation_page():
            folder = posixpath.dirname(file.src_uri)
            for name in _NAMES_OF_FILES.findall(file.content_string):
                yield posixpath.normpath(posixpath.join(folder, name))


_ICON = re.compile(r'<svg(?![^>]*\swidth=)( [^>]*viewBox="0 0 \d+ \d+"[^>]*>)')
"""An icon of the theme without a size of its own: where no style is loaded it would be as wide as the window."""

_NAMES_OF_FILES = re.compile(r"[\w./-]+\.md")
"""Each in the text of a page could be a link; what is none does no harm."""


def _is_of_records(file: File, collections: Iterable[str]) -> bool:
    folder, _, rest = file.src_uri.partition("/")
    return folder in collections and rest.endswith(".md")


def _is_unused_theme_file(file: File) -> bool:
    """Material's own search is not used (its languages alone would be 0.9 MB), nor is the sitemap of MkDocs."""
    is_search = file.src_uri.startswith(("assets/javascripts/lunr/", "assets/javascripts/workers/"))
    return is_search or file.src_uri.endswith((".map", "sitemap.xml"))


_HAND_WRITTEN = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS | {"section", "nav"},
    attributes={
        **nh3.ALLOWED_ATTRIBUTES, "*": {"id", "class", "title", "lang", "dir"}, "img": {"src", "alt", "title", "width", "height"},
        "td": {"style"}, "th": {"style"},
    },
    filter_style_properties={"text-align"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)  # fmt: skip


def _mark_safe(entries: Iterable[Any]) -> None:
    """Mark the titles of a table of contents, which MkDocs gives as HTML, after cleaning them."""
    for entry in entries:
        entry.title = Markup(nh3.clean(entry.title, tags={"code", "em", "strong"}))  # noqa: S704 - just cleaned
        _mark_safe(entry.children)
