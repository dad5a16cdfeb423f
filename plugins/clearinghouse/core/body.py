"""Record bodies: CommonMark with GitHub's tables, strike-through and task lists, checked and then sanitized.

Bodies come from strangers. They are turned into HTML by pyromark and then cut down by nh3 to a list of allowed
elements: no script, no style, no form, no id of theirs, and no picture from another site.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import nh3
import pyromark

from clearinghouse.core import rules
from clearinghouse.core.closest import closest
from clearinghouse.core.diagnostic import Diagnostic, Fix, Position, Rule, Span, quoted
from clearinghouse.core.source import Source

_MARKDOWN = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)

_URL_SCHEMES = {"http", "https", "mailto"}

_CLEANER = nh3.Cleaner(
    tags={
        "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "i", "img", "input", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul", "var",
    },
    attributes={
        "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"style"}, "th": {"style"},
        "input": {"disabled", "checked"}, "abbr": {"title"},
    },
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    allowed_classes={"blockquote": {f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")}},
    filter_style_properties={"text-align"},
    url_schemes=_URL_SCHEMES,
    link_rel=None,
)  # fmt: skip

# What nh3 writes is normal: lower-case names, every attribute in double quotes. So patterns may read it.
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_ADDRESS = re.compile(r'(<a href|<img src)="([^"]*)"')
_IMAGE = re.compile(r'<img (?:[^>"]|"[^"]*")*>')
_SOURCE = re.compile(r'\ssrc="([^"]*)"')
_WORDS_OF_PICTURE = re.compile(r'\salt="([^"]+)"')
_UNSEEN_BY_BROWSERS = re.compile(r"[\t\n\r]")
"""What browsers leave out of an address before they read it."""

_CHECKBOX = re.compile(r"<input[^>]*>\s*")
_TAG = re.compile(r"<[^>]+>")
_MAX_DEPTH = 50
"""Levels of lists, quotations and emphasis in each other. What makes HTML safe takes the square of the depth."""

_MANY_ITEMS = re.compile(r"(?:(?:-|\d{1,9}[.)])[ \t]+){12}|(?m:^[ \t]{40,}(?:-|\d{1,9}[.)])[ \t])")
"""Items of lists that start on one line, or far to the right: in each other they may be very deep."""

_NEEDS_CHECK = re.compile(r"[<\[]")

_MOST_OF_A_KIND = 100
"""Mistakes of each kind that are looked for in a body; a text of nothing but tags could hold tens of thousands."""

ResolveLink = Callable[[str], str | None]
"""Turns a relative address in a body into the one to publish, or None where it leads nowhere."""


def render_body(markdown: str, resolve: ResolveLink) -> str:
    """Return the safe HTML of a body. Its headings start at level 2 and have ids that start with `text-`."""
    if not markdown.strip():
        return ""
    html = _CLEANER.clean(_MARKDOWN.html(markdown))
    if "<img" in html or "<a" in html:
        html = _ADDRESS.sub(lambda found: _publish(found, resolve), html)
        html = _IMAGE.sub(lambda found: found.group() if "src=" in found.group() else "", html)
    if "<input" in html:
        html = _CHECKBOX.sub(lambda found: "☑ " if "checked" in found.group() else "☐ ", html)
    return _with_heading_ids(html) if "<h" in html else html


def _publish(found: re.Match[str], resolve: ResolveLink) -> str:
    kind, address = found[1], unescape(found[2])
    is_picture = kind.startswith("<img")
    parts = urlsplit(address) if not address.startswith("//") else None
    if parts is None or parts.scheme:
        return kind.split()[0] if is_picture or parts is None else found.group()
    resolved = f"#text-{address[1:]}" if address.startswith("#") else resolve(address)
    return f'{kind}="{escape(resolved)}"' if resolved is not None else kind.split()[0]


def without_foreign_pictures(html: str) -> tuple[str, list[str]]:
    """Return what nh3 made of a page without the pictures that are on other sites, and their addresses; their words stay.

    Only a relative address is of this site: browsers read `//host`, and backslashes in place of slashes, as another site's.
    """
    refused: list[str] = []

    def kept(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[0])
        address = _UNSEEN_BY_BROWSERS.sub("", unescape(source[1])).strip() if source else ""
        if not source or not _is_elsewhere(address):
            return found[0]
        refused.append(address)
        words = _WORDS_OF_PICTURE.search(found[0])
        return f"<em>{words[1]}</em>" if words else ""

    return _IMAGE.sub(kept, html), refused


def _is_elsewhere(address: str) -> bool:
    try:
        return bool(urlsplit(address).scheme) or address.replace("\\", "/").startswith("//")
    except ValueError:
        return True


def _with_heading_ids(html: str) -> str:
    from markdown.extensions.toc import slugify_unicode  # noqa: PLC0415 - the check makes no page and does not wait for it

    shift = 1 if "<h1>" in html else 0
    used: set[str] = set()

    def with_id(found: re.Match[str]) -> str:
        level = min(int(found.group(1)) + shift, 6)
        slug = "text-" + (slugify_unicode(_TAG.sub("", found.group(2)), "-") or "section")
        unique, number = slug, 2
        while unique in used:
            unique, number = f"{slug}-{number}", number + 1
        used.add(unique)
        return f'<h{level} id="{unique}">{found.group(2)}</h{level}>'

    return _HEADING.sub(with_id, html)


def check_body(source: Source, files: Container[str]) -> Iterator[Diagnostic]:
    """Yield every link, picture and piece of HTML in a body that cannot be published as it stands.

    `files` has every file of the content folder, by its path relative to it.
    """
    if not _NEEDS_CHECK.search(source.body) and not _may_nest(source.body):
        return
    encoded = source.body.encode()
    told: Counter[str] = Counter()
    depth = 0
    for event, offsets in _MARKDOWN.events_with_range(source.body):
        if type(event) is not dict:
            continue
        if "End" in event:
            depth -= 1
            continue
        depth += "Start" in event
        kind, detail = _start_of(event)
        if depth > _MAX_DEPTH:
            where = _position(source, encoded, offsets["start"])
            yield Diagnostic(
                rules.NESTED_TEXT, source.file, Span(where, where), f"the text is nested deeper than {_MAX_DEPTH} levels",
                help="Look for signs such as > and * that were typed or pasted by mistake.",
            )  # fmt: skip
            return
        address = ""
        if kind in ("Link", "Image"):
            address = detail["dest_url"]
            problem = _check_address(kind, address, detail["link_type"], source.file, files)
        elif kind in ("Html", "InlineHtml"):
            problem = _check_html(detail)
        else:
            continue
        if problem:
            rule, message, help_text = problem
            told[rule.code] += 1
            if told[rule.code] > _MOST_OF_A_KIND:
                continue
            start, end = offsets["start"], offsets["end"]
            meant = _meant(address, source.file, files) if rule is rules.BROKEN_LINK else ""
            fix = _address_fix(source, encoded, (start, end), address, meant) if meant else None
            span = Span(_position(source, encoded, start), _position(source, encoded, end))
            yield Diagnostic(
                rule, source.file, span, message, help=f"Did you mean {quoted(meant)}?" if meant else help_text,
                fixes=(fix,) if fix else (),
            )  # fmt: skip


def _may_nest(body: str) -> bool:
    """Whether a text has signs enough to be nested too deep; few have, and the others need not be looked through."""
    signs = sum(body.count(sign) for sign in "*_~>+")
    return signs > _MAX_DEPTH or bool(_MANY_ITEMS.search(body))


_Problem = tuple[Rule, str, str]


def _meant(address: str, file: str, files: Container[str]) -> str:
    """The address that a link to nothing most likely means: a web address without its beginning, or a file of a like name."""
    if re.match(r"www\.[\w.-]+\.\w+(/\S*)?\Z", address):
        return f"https://{address}"
    path = content_path(address, file)
    found = closest(path, files, 80) if path and isinstance(files, Iterable) else ""
    if not found:
        return ""
    way = posixpath.relpath(found, posixpath.dirname(file.partition("/")[2]) or ".")
    return quote(way) + address[len(address.partition("#")[0]) :]


def _address_fix(source: Source, encoded: bytes, stretch: tuple[int, int], address: str, meant: str) -> Fix | None:
    """The edit that puts another address into a link, where the address stands there once and as it is."""
    start, end = stretch
    written = encoded[start:end]
    if written.count(address.encode()) != 1:
        return None
    at = start + written.index(address.encode())
    span = Span(_position(source, encoded, at), _position(source, encoded, at + len(address.encode())))
    return Fix(span, meant)


def _start_of(event: Any) -> tuple[str, Any]:
    """Name what an event of pyromark begins: it is `{"Start": …}` or `{kind: detail}`."""
    start = event.get("Start", event)
    return next(iter(start.items())) if isinstance(start, dict) else ("", None)


def _check_html(html: str) -> _Problem | None:
    if html.lstrip().startswith("<!--") or html.startswith("</"):
        return None
    return (
        rules.RAW_HTML, f"{quoted(html.strip(), 30)} is HTML, of which little or nothing is shown",
        "Write it in Markdown.",
    )  # fmt: skip


def _check_address(kind: str, address: str, link_type: str, file: str, files: Container[str]) -> _Problem | None:
    if link_type == "Email":
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return rules.UNSAFE_LINK, f"{quoted(address)} is not a web address", "Check the address."
    if parts.scheme or address.startswith(("//", "\\")):
        if kind == "Image":
            help_text = "Put the picture beside the record and name its file."
            return rules.EXTERNAL_IMAGE, f"the picture {quoted(address)} is on another site", help_text
        if parts.scheme.lower() in _URL_SCHEMES:
            return None
        return rules.UNSAFE_LINK, f"{quoted(address)} is not allowed as a link", "Use https:, http: or mailto:."
    target = content_path(address, file)
    if not parts.path or (target is not None and target in files):
        return None
    help_text = "Name the file relative to this one, as in ../countries/zm.md."
    return rules.BROKEN_LINK, f"there is no file {quoted(unquote(parts.path))} to link to", help_text


def content_path(address: str, file: str) -> str | None:
    """The file that a relative address in a record leads to, relative to the content folder; None if outside it.

    `file` is relative to the project: its first part is the content folder.
    """
    folder = posixpath.dirname(file.partition("/")[2])
    path = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(address).path)))
    return None if path.startswith(("..", "/")) else path


def _position(source: Source, encoded: bytes, offset: int) -> Position:
    before = encoded[:offset].decode("utf-8", "ignore")
    return Position(source.body_line + before.count("\n"), len(before) - before.rfind("\n"))
