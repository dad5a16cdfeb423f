"""What every page is made of, and the templates that make it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clearinghouse.coordination.desk import Desk
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.links import links_from
from clearinghouse.core.record import Record
from clearinghouse.fonts import SYSTEM
from clearinghouse.pages.blocks import blocks_html
from clearinghouse.pages.compiled import CompiledTemplates
from clearinghouse.pages.html import Html
from clearinghouse.pages.sections import fact_section, panel_html, relations_html, source_list
from clearinghouse.pages.values import ListingRows, language_of, source_marks
from clearinghouse.views.facts import Facts
from clearinghouse.views.view import Cell
from clearinghouse.views.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"

_compiled = CompiledTemplates()


NOTHING = Markup("")


def _safe(piece: Callable[..., Html]) -> Callable[..., Markup]:
    """A function that makes HTML, for templates, which would escape it once more."""
    return lambda *values: Markup(piece(*values))  # noqa: S704 - it escapes what is not ours


PIECES = {
    each.__name__: _safe(each)
    for each in (
        source_marks, language_of, blocks_html, fact_section, panel_html, relations_html, source_list,
    )
}  # fmt: skip
"""What templates call for the small pieces that pages are full of."""


@dataclass(frozen=True)
class Settings:
    """What a site says of itself. Addresses end without a slash; empty ones are not known.

    `edit_address` is the start of the address at which a content file can be edited; `new_address` that at which a
    new one is proposed, with places for `{file}` and `{text}`; `commit` is what it is built from, `committed` when that
    was made (UTC, as 2026-06-30T12:00:00Z), `uncommitted` whether there are changes beyond it. `selection` says in words which part of a clearinghouse this is; it is empty
    where it is all of it. `offline` is true of a copy that is carried to where there is no network. `fonts` is one of
    those that `clearinghouse.fonts` knows.
    """

    name: str
    address: str = ""
    edit_address: str = ""
    report_address: str = ""
    new_address: str = ""
    commit: str = ""
    committed: str = ""
    uncommitted: bool = False
    selection: str = ""
    offline: bool = False
    fonts: str = SYSTEM


@dataclass(frozen=True)
class Page:
    """One page of the site: where it is, what it is called, and its HTML; `shell` is the page whose frame it fills."""

    url: str
    title: str
    content: Markup
    shell: str
    description: str = ""
    head: Markup = NOTHING


@dataclass(frozen=True, eq=False)  # one press is not another with equal parts; so it can be looked up by
class Press:
    """Everything that is needed to make pages: the catalogue, what coordination knows of it, words, templates."""

    catalogue: Catalogue
    wording: Wording
    settings: Settings
    desk: Desk

    @cached_property
    def facts(self) -> Facts:
        """The facts of records in the words of the site."""
        return Facts(self.catalogue, self.wording)

    @cached_property
    def listing_rows(self) -> ListingRows:
        """The rows of listings."""
        return ListingRows(self.facts)

    @cached_property
    def concept_cells(self) -> dict[tuple[str, str], Cell]:
        """The cells of concepts that were made for tables, by code list and id: there are few, and each stands in many."""
        return {}

    @cached_property
    def environment(self) -> Environment:
        """The templates; they escape every value that is not already HTML."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, extensions=["jinja2.ext.i18n"], auto_reload=False, bytecode_cache=_compiled,
        )  # fmt: skip
        environment.install_gettext_translations(self.wording.translations, newstyle=True)  # type: ignore[attr-defined]
        environment.globals.update(press=self, wording=self.wording, settings=self.settings, catalogue=self.catalogue)
        environment.globals.update(PIECES, listing_rows=_safe(self.listing_rows.html))
        return environment

    def render(self, template: str, url: str, **values: Any) -> Markup:
        """Fill a template; in it `to(target)` is the link from the page at `url` to another page of the site."""
        return Markup(self.environment.get_template(template).render(to=links_from(url), url=url, **values))  # noqa: S704 - the environment escapes


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_UNSAFE = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def json_for_html(value: Any) -> Html:
    """JSON that may stand inside a script element, whatever the values are."""
    return _JSON.encode(value).translate(_UNSAFE)


_COMPACT_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact_json_for_html(value: Any) -> Html:
    """JSON as `json_for_html` gives it, without spaces and in the order of the value: for what is large."""
    return _COMPACT_JSON.encode(value).translate(_UNSAFE)


def by_title(press: Press, records: tuple[Record, ...]) -> list[Record]:
    """Records in the order in which people look for them."""
    return sorted(records, key=lambda record: (press.wording.sort_key(record.title), record.key))
