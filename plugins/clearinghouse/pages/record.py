"""The page of a record, the same for every type: what it is, its facts with their sources, and where it fits."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from clearinghouse.core.body import content_path, render_body
from clearinghouse.core.links import links_from
from clearinghouse.core.record import BODY, Key, Record
from clearinghouse.pages.foot import foot_html
from clearinghouse.pages.html import Html, text_html
from clearinghouse.pages.left_out import brought_along_by, left_out_of_record
from clearinghouse.pages.page import NOTHING, Page, Press, json_for_html
from clearinghouse.views.facts import backing_of, source_entries
from clearinghouse.views.relations import relations_of


def record_page(record: Record, press: Press, blocks: Markup = NOTHING, lead: Markup = NOTHING) -> Page:
    """Return the page of one record; `blocks` are tables and figures of what others say that belongs on it.

    `lead` is what comes before all that the record itself says, after its title and summary.
    """
    facts, backing = press.facts, backing_of(record)
    content = press.render(
        "record.html",
        record.url,
        record=record,
        schema=press.catalogue.schema_of(record),
        panel=facts.panel(record),
        sections=facts.sections(record),
        body=Markup(render_body(record.body, lambda address: link_in_body(address, record, press))),  # noqa: S704 - sanitized
        body_sources=backing.get(BODY, ()),
        relations=relations_of(record, facts),
        blocks=blocks,
        lead=lead,
        brought_by=brought_along_by(record, press),
        left_out=None if lead else left_out_of_record(record, press),
        not_known=not_known(record, press),
        sources=source_entries(record),
        history=facts.fact(record, "history"),
        foot=Markup(foot_html(record, press)),  # noqa: S704 - it escapes what is not ours
        summary_sources=backing.get("summary", ()),
    )
    shell = f"{record.key.collection}/index.html"
    return Page(record.url, record.title, content, shell, record.summary, _head(record, press))


def not_known(record: Record, press: Press) -> list[str]:
    """The fields that no source tells of, by their titles."""
    names = record.data.get("not_known", ())
    fields = press.catalogue.schema_of(record).fields if names else ()
    return [press.wording.translate(field.title) for field in fields if field.name in names]


def link_in_body(address: str, record: Record, press: Press) -> str | None:
    """Turn a link to a file of the content folder into a link to what is published for it."""
    target = target_in_body(address, record, press)
    return None if target is None else links_from(record.url)(target)


def target_in_body(address: str, record: Record, press: Press) -> str | None:
    """What is published for a file of the content folder that a body links to, relative to the root of the site."""
    path = content_path(address, record.file)
    if path is None:
        return None
    fragment = f"#{address.partition('#')[2]}" if "#" in address else ""
    if path.endswith(".md"):
        collection, _, name = path.partition("/")
        target = press.catalogue.known(Key(collection, name.removesuffix(".md")))
        if target and target.key not in press.catalogue.by_key:
            fragment = ""  # the short page in its place has no parts
        path = target.url if target else f"{path.removesuffix('.md')}.html"
    return path + fragment


def _head(record: Record, press: Press) -> Markup:
    """Links for machines: the data of this record, and what it is in schema.org's words.

    Material asks for a sitemap, which a folder on a disk cannot give, where it sees `rel="alternate"` alone.
    """
    data = links_from(record.url)(f"api/v1/{record.key.collection}/{record.key.id}.json")
    return Markup(  # noqa: S704 - every value in it is escaped
        f'<link rel="alternate describedby" type="application/json" title="{text_html(record.title)}" href="{text_html(data)}">\n'
        f'<script type="application/ld+json">{_structured(record, press)}</script>'
    )


def _structured(record: Record, press: Press) -> Html:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "additionalType": press.catalogue.schema_of(record).title,
        "name": record.title,
        "description": record.summary,
        "inLanguage": record.language,
    }
    if press.settings.address:
        data["url"] = f"{press.settings.address}/{record.url}"
    if "confirmed_on" in record.data:
        data["dateModified"] = record.data["confirmed_on"]
    return json_for_html(data)


def redirect_page(alias: Key, record: Record, press: Press) -> tuple[str, str]:
    """Return the small page at an old address, which leads to the new one, also from a folder on a disk."""
    url = f"{alias.collection}/{alias.id}.html"
    return url, str(press.render("redirect.html", url, record=record))
