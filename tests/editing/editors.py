"""Records as form editors write them: they delete comments, quote differently, and re-flow lists and long texts.

What was seen: both write every list with a line for each item. Sveltia (with our settings) puts every text into double quotation
marks. Decap quotes only what YAML 1.2 wants quoted, so that it writes the country NO without. Neither knows of a final zero: 1.50
becomes 1.5. A text longer than 80 characters runs over several lines.
"""

from decimal import Decimal

import yaml

from clearinghouse.core.scalar import read_plain


class _Editor(yaml.SafeDumper):
    quotes_all = False

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless and False)


class Sveltia(_Editor):
    quotes_all = True


class Decap(_Editor):
    pass


def dump(data, editor):
    """The front matter of a record with this data, without its rows of hyphens, as an editor writes it."""
    events = [yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False), *_events(data, editor)]
    events += [yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()]
    return yaml.emit(events, Dumper=editor, width=80, allow_unicode=True)


def _events(value, editor):
    if isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for name, part in value.items():
            yield yaml.ScalarEvent(None, None, (True, True), name)
            yield from _events(part, editor)
        yield yaml.MappingEndEvent()
    elif isinstance(value, list):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for part in value:
            yield from _events(part, editor)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(value, editor)


def _scalar(value, editor):
    if isinstance(value, str):
        quoted = editor.quotes_all or read_plain(value) != value
        return yaml.ScalarEvent(None, None, (True, True), value, style='"' if quoted else None)
    if isinstance(value, Decimal):
        text = format(value, "f")
        value = text.rstrip("0").rstrip(".") if "." in text else text
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return yaml.ScalarEvent(None, None, (True, True), text)
