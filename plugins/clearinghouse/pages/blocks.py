"""The tables and figures of views as HTML, each in a section of its own under its title."""

from __future__ import annotations

from collections.abc import Iterable

from clearinghouse.core.links import LinkTo
from clearinghouse.pages.figures import chart_html, map_html, timeline_html
from clearinghouse.pages.html import Html, text_html
from clearinghouse.pages.tables import table_html
from clearinghouse.views.view import Block, Chart, Table, TileMap, Timeline
from clearinghouse.views.wording import Wording


def blocks_html(blocks: Iterable[Block], to: LinkTo, wording: Wording) -> Html:
    """Blocks below each other; `to` makes links relative to the page that they stand on."""
    return "".join([_section(block, to, wording) for block in blocks])


def _section(block: Block, to: LinkTo, wording: Wording) -> Html:
    name = text_html(block.id)
    about = f'<p class="ch-about">{text_html(block.about)}</p>' if block.about else ""
    return (
        f'<section class="ch-section ch-block" id="{name}" aria-labelledby="title-{name}">\n'
        f'<h2 id="title-{name}">{text_html(block.title)}</h2>\n'
        f"{about}{_content(block, to, wording)}{_files(block, to)}</section>\n"
    )


def _content(block: Block, to: LinkTo, wording: Wording) -> Html:
    match block:
        case Table():
            return f"{table_html(block, to, wording)}\n"
        case Timeline():
            return f"{timeline_html(block, to)}\n"
        case TileMap():
            return f"{map_html(block, to, wording)}\n"
        case Chart():
            return chart_html(block)


def _files(block: Block, to: LinkTo) -> Html:
    """Links to the data of a table."""
    if not isinstance(block, Table) or not block.files:
        return ""
    links = [f'<a href="{text_html(to(each.url))}" download>{text_html(each.text)}</a>\n' for each in block.files]
    return f'<p class="ch-tools">{"".join(links)}</p>'
