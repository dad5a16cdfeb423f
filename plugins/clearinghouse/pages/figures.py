"""The figures of views as SVG and HTML. Each has a table beside it, or words in it, that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.core.links import LinkTo
from clearinghouse.pages.html import Html, text_html
from clearinghouse.views.view import Bar, Chart, Tile, TileMap, Timeline
from clearinghouse.views.wording import Wording

LEFT, WIDTH, STEP = 260, 560, 24
"""Of a timeline, in its own units: the room for names, the width of its scale, the height of a line."""

MOST_CHARACTERS = 37
"""Of a title beside its bar; the whole title is in the name of the link."""

NARROWEST = 4
"""Units that the shortest stretch of time takes, so that it can be seen and touched."""


def timeline_html(timeline: Timeline, to: LinkTo) -> Html:
    """A timeline: a line for the name of each lane, and one for each bar in it, which leads to its initiative."""
    height = sum(1 + len(lane.bars) for lane in timeline.lanes) * STEP + 30
    return (
        f'<div class="ch-scroll ch-figure" tabindex="0" role="region" aria-label="{text_html(timeline.title)}">\n'
        f'<svg class="ch-timeline" viewBox="0 0 {LEFT + WIDTH + 20} {height}" role="group" aria-labelledby="title-{text_html(timeline.id)}">\n'
        f"{''.join(_ticks(timeline, height))}{_today(timeline, height)}{''.join(_lanes(timeline, to))}</svg></div>"
    )


def _place(share: float) -> float:
    """Where on a timeline a share of its width is."""
    return round(LEFT + share * WIDTH, 1)


def _ticks(timeline: Timeline, height: int) -> Iterator[Html]:
    for label, share in timeline.ticks:
        place = _place(share)
        line = f'<line x1="{place}" x2="{place}" y1="18" y2="{height}"/>'
        yield f'<g class="ch-tick">{line}<text x="{place}" y="12">{text_html(label)}</text></g>'


def _today(timeline: Timeline, height: int) -> Html:
    if not 0 <= timeline.today <= 1:
        return ""
    place = _place(timeline.today)
    return f'<line class="ch-today" x1="{place}" x2="{place}" y1="18" y2="{height}"/>'


def _lanes(timeline: Timeline, to: LinkTo) -> Iterator[Html]:
    top = 24
    for lane in timeline.lanes:
        yield f'<text class="ch-lane" x="6" y="{top + 13}">{text_html(lane.label)}</text>'
        top += STEP
        for bar in lane.bars:
            yield _bar(bar, top, to)
            top += STEP


def _bar(bar: Bar, top: int, to: LinkTo) -> Html:
    label = bar.label if len(bar.label) <= MOST_CHARACTERS else f"{bar.label[: MOST_CHARACTERS - 1]}…"
    tone = f" ch-bar-{text_html(bar.tone)}" if bar.tone else ""
    width = round(max((bar.end - bar.start) * WIDTH, NARROWEST), 1)
    return (
        f'<a href="{text_html(to(bar.url))}"><title>{text_html(bar.label)}: {text_html(bar.period)}</title>'
        f'<text class="ch-bar-label" x="14" y="{top + 13}">{text_html(label)}</text>'
        f'<rect class="ch-bar{" ch-bar-open" if bar.open else ""}{tone}" x="{_place(bar.start)}" y="{top + 3}" '
        f'width="{width}" height="{STEP - 8}" rx="2"/></a>'
    )


def map_html(tiles: TileMap, to: LinkTo, wording: Wording) -> Html:
    """A map of tiles with its legend, region by region."""
    regions = [
        f'<div class="ch-map-region"><h3>{text_html(region)}</h3>\n'
        f"<ul>{''.join([_tile(each, tiles.unit, to) for each in those])}</ul></div>\n"
        for region, those in tiles.regions
    ]
    return f'{_legend(tiles, wording)}<div class="ch-map">\n{"".join(regions)}</div>'


def _legend(tiles: TileMap, wording: Wording) -> Html:
    entries = [
        f'<li><span class="ch-tile ch-level-{level}" aria-hidden="true"></span> {text_html(words)}</li>'
        for level, words in tiles.legend
    ]
    label = text_html(wording.translate("Legend"))
    return f'<ul class="ch-map-legend" aria-label="{label}">{"".join(entries)}</ul>' if entries else ""


def _tile(tile: Tile, unit: str, to: LinkTo) -> Html:
    words = text_html(f"{tile.label}: {tile.count} {unit}")
    count = f'<b aria-hidden="true">{tile.count}</b>' if tile.count else ""
    content = f'<span aria-hidden="true">{text_html(tile.code)}</span>{count}<span class="ch-hidden">{words}</span>'
    shown = f'class="ch-tile ch-level-{tile.level}"'
    if tile.url:
        return f'<li><a {shown} href="{text_html(to(tile.url))}" title="{words}">{content}</a></li>'
    return f'<li><span {shown} title="{words}">{content}</span></li>'


def chart_html(chart: Chart) -> Html:
    """A line of dated values, each a dot that says itself in words, with the level that is aimed at."""
    dots = [(round(60 + each.x * 350, 1), _level(each.y), each.text) for each in chart.points]
    line = "".join(f"{x},{y} " for x, y, _ in dots)
    circles = "".join(
        f'<circle class="ch-dot" cx="{x}" cy="{y}" r="4"><title>{text_html(text)}</title></circle>'
        for x, y, text in dots
    )
    low, high = (text_html(each) for each in chart.scale)
    return (
        '<div class="ch-figure">\n'
        f'<svg class="ch-chart" viewBox="0 0 420 160" role="img" aria-labelledby="title-{text_html(chart.id)}">\n'
        f'<g class="ch-tick"><line x1="60" x2="410" y1="130" y2="130"/><text x="54" y="134">{low}</text><text x="54" y="22">{high}</text></g>\n'
        f'{_target(chart)}<polyline class="ch-line" points="{line}"/>\n{circles}</svg></div>'
    )


def _level(share: float) -> float:
    """Where on a chart a share of its height is."""
    return round(130 - share * 112, 1)


def _target(chart: Chart) -> Html:
    if not 0 <= chart.target <= 1:
        return ""
    level = _level(chart.target)
    return f'<line class="ch-today" x1="60" x2="410" y1="{level}" y2="{level}"/>'
