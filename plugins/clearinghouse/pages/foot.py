"""The foot of a record's page: who confirmed it, what can be done with it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from clearinghouse.core.links import LinkTo, links_from
from clearinghouse.core.record import Record
from clearinghouse.pages.form import change_url
from clearinghouse.pages.html import Html, text_html
from clearinghouse.pages.page import Press
from clearinghouse.pages.values import values_html


def foot_html(record: Record, press: Press) -> Html:
    """The whole foot."""
    to = links_from(record.url)
    return (
        f'<footer class="ch-record-foot">\n<p class="ch-confirmed">{confirmed_html(record, to, press)}</p>\n'
        f'<ul class="ch-actions">\n{"".join(_actions(record, to, press))}</ul>\n{_citation(record, press)}</footer>'
    )


def confirmed_html(record: Record, to: LinkTo, press: Press) -> Html:
    """The day of the last confirmation, and whose it was."""
    say, facts = press.wording.translate, press.facts
    day, who = facts.fact(record, "confirmed_on"), facts.fact(record, "confirmed_by")
    if not day:
        return text_html(say("Compiled from the sources above; not yet confirmed by an organisation concerned."))
    words = say("Last confirmed on %(day)s by %(who)s.") if who else say("Last confirmed on %(day)s.")
    return text_html(words) % {"day": text_html(day.text), "who": values_html(who, to) if who else ""}


def _actions(record: Record, to: LinkTo, press: Press) -> Iterator[Html]:
    say, settings, file = press.wording.translate, press.settings, text_html(record.file)
    if settings.edit_address:
        yield _action(f"{settings.edit_address}/{record.file}", say("Edit this record")) + "\n"
    else:
        yield _action(to("contribute/index.html"), say("Edit this record"), f" (<code>{file}</code>)")
    yield _action(to(change_url(record.key)), say("Suggest a change")) + "\n"
    if settings.report_address:
        yield _action(f"{settings.report_address}?title={quote(record.file)}", say("Report a mistake")) + "\n"
    yield _action(to(f"contribute/{record.key.collection}.html"), say("What the fields mean")) + "\n"
    yield _action(to(f"api/v1/{record.key.collection}/{record.key.id}.json"), say("This record as data (JSON)")) + "\n"


def _action(address: str, text: str, more: Html = "") -> Html:
    return f'<li><a href="{text_html(address)}">{text_html(text)}</a>{more}</li>'


def _citation(record: Record, press: Press) -> Html:
    title = text_html(press.wording.translate("Cite this page"))
    return (
        f'<details class="ch-cite"><summary>{title}</summary>\n<p>{text_html(citation(record, press))}</p></details>\n'
    )


def citation(record: Record, press: Press) -> str:
    """How a record is cited: its title, where it is from, and its address as far as that is known."""
    settings = press.settings
    parts = [record.title, f"{settings.name}, {record.key.collection}/{record.key.id}"]
    if settings.address:
        parts.append(f"{settings.address}/{record.url}")
    return ". ".join(parts)
