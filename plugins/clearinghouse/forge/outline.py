"""An outline: what is said under a pull request or an issue, as sentences by name with the values that they are filled with.

What a pull request brings is not to be trusted, and neither is a text that its own checks made: so no text is handed to the
job that may write comments, only names of the sentences below and values. That job knows the sentences itself, and shows
the values so that they can do nothing (`comment.py`). This module and those that it needs use the standard library alone,
so that the job installs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

MAX_LINES = 3_000
MAX_VALUE = 600
MAX_NAMES = 40
MAX_DEPTH = 3

TITLE, SECTION, PARAGRAPH, ITEM = "title", "section", "paragraph", "item"

# By name: how it stands on the page, and its words. A value `{label…}` is a name from a schema; all others are content.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "changes": (TITLE, "What changes"),
    "counts": (PARAGRAPH, "Records: {added} added, {changed} changed, {renamed} renamed, {removed} removed."),
    "nothing": (PARAGRAPH, "No record is added, changed or removed."),
    "no-types-after": (PARAGRAPH, "The schemas or code lists have faults, so that no record could be read. They are told below."),
    "no-types-before": (PARAGRAPH, "The schemas or code lists had faults before, so that there is nothing to compare with."),
    "added": (SECTION, "Added"),
    "changed": (SECTION, "Changed"),
    "renamed": (SECTION, "Renamed"),
    "removed": (SECTION, "Removed"),
    "record": (ITEM, "{label_type}: {title} ({file})"),
    "record-renamed": (ITEM, "{label_type}: {title} ({was} is now {file})"),
    "address-kept": (ITEM, "The old address goes on working."),
    "address-lost": (ITEM, "The old address stops working: the old id is not among the aliases."),
    "unread": (ITEM, "Its fields cannot be read, so they are not compared."),
    "set": (ITEM, "{label}: {new}"),
    "replaced": (ITEM, "{label}: {old} → {new}"),
    "gone": (ITEM, "{label}: {old} is taken away"),
    "put-in": (ITEM, "{label}: {new} is put in"),
    "taken-out": (ITEM, "{label}: {old} is taken out"),
    "reordered": (ITEM, "{label}: in another order"),
    "text-new": (ITEM, "Text: {words_added} words"),
    "text": (ITEM, "Text: {words_added} words came, {words_removed} went"),
    "paragraph-new": (ITEM, "New: {text}"),
    "paragraph-gone": (ITEM, "Gone: {text}"),
    "more": (ITEM, "… and {count} more"),
    "form-only": (ITEM, "Only written in another way: the values are the same."),
    "effects": (SECTION, "Where it shows"),
    "not-shown": (PARAGRAPH, "Records with errors, which are shown nowhere until they are mended: {count}."),
    "pages": (ITEM, "Pages of {label}: {names}"),
    "records": (ITEM, "Records that refer to these, or that these refer to: {names}"),
    "views": (ITEM, "Views whose tables come out differently: {names}"),
    "wrong": (SECTION, "What is wrong"),
    "wrong-counts": (PARAGRAPH, "Errors that were not there before: {errors}; warnings: {warnings}. Errors have to be mended."),
    "known": (PARAGRAPH, "Messages that were there before: {count}."),
    "good": (PARAGRAPH, "Nothing new is wrong. Records checked: {checked}."),
    "error": (ITEM, "Error {code} in {place}: {message}"),
    "warning": (ITEM, "Warning {code} in {place}: {message}"),
    "note": (ITEM, "Note {code} in {place}: {message}"),
    "try": (ITEM, "{label_how}: {text}"),
    "help": (ITEM, "{text}"),
    "preview": (PARAGRAPH, "The site as it would be is an artifact of the run: download it, unpack it, open index.html."),
    "not-built": (PARAGRAPH, "The site was not built, since there are errors."),
    "seen": (PARAGRAPH, "Seen: commit {commit}. This comment is written anew after each push."),
    "failed": (TITLE, "This pull request could not be checked"),
    "failed-why": (PARAGRAPH, "The check ended before it had an answer. If you changed nothing but records, that is no fault of yours. The log of the run says where it stopped."),
    "draft": (TITLE, "Your answers are now a draft"),
    "draft-where": (PARAGRAPH, "They keep all rules. The draft is {file}; the pull request with it is named below. Edit your answers here and it follows, as long as nobody has worked on it."),
    "draft-kept": (PARAGRAPH, "Somebody has worked on the draft since. It is left as it is; please suggest further changes there."),
    "draft-closed": (PARAGRAPH, "The pull request of this draft was closed. It is not opened again; please ask there, or open a new issue."),
    "draft-unopened": (PARAGRAPH, "They keep all rules. The draft is {file}, on the branch {branch}. Its pull request could not be opened; whoever looks after the records opens it from that branch. You need do nothing."),
    "draft-setting": (PARAGRAPH, "For those who look after the records: workflows may probably not open pull requests here. Under Settings, Actions, General, switch on “Allow GitHub Actions to create and approve pull requests”; then take the label of this issue off and put it on again."),
    "draft-wrong": (TITLE, "Something has to be mended first"),
    "draft-mend": (PARAGRAPH, "Nothing is lost. Edit the first message of this issue, and it is read again."),
    "draft-problem": (ITEM, "{message}"),
    "overdue": (TITLE, "What is overdue"),
    "overdue-counts": (PARAGRAPH, "Due before {day}: {count} things. This list is written anew every week."),
    "overdue-none": (PARAGRAPH, "Nothing was overdue on {day}."),
    "overdue-record": (ITEM, "{title} ({file})"),
    "overdue-thing": (ITEM, "Since {due}: {message} ({code})"),
}  # fmt: skip


class NotAnOutline(ValueError):
    """Data is not an outline of this clearinghouse."""


Value = str | int | tuple[str, ...]
"""What a sentence is filled with: a text, a count, or names that stand with commas between them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its values; `depth` is that of an item in a list, from 0."""

    say: str
    values: Mapping[str, Value] = field(default_factory=dict)
    depth: int = 0

    @property
    def form(self) -> str:
        """How it stands on the page: title, section, paragraph or item."""
        return SENTENCES[self.say][0]


def placeholders(say: str) -> frozenset[str]:
    """The names of the values that a sentence is filled with."""
    return frozenset(name for _, name, _, _ in Formatter().parse(SENTENCES[say][1]) if name)


def line(say: str, depth: int = 0, **values: Value) -> Line:
    """Return a line whose values are cut to what may be said. The values must be those that the sentence wants."""
    assert placeholders(say) == set(values), say
    return Line(say, {name: _bounded(value) for name, value in values.items()}, depth)


def _bounded(value: Value) -> Value:
    if isinstance(value, tuple):
        left_off = len(value) - MAX_NAMES + 1
        names = value if left_off <= 1 else (*value[: MAX_NAMES - 1], f"and {left_off} more")
        return tuple(cut(name, 100) for name in names)
    return cut(value) if isinstance(value, str) else value


def cut(text: str, limit: int = MAX_VALUE) -> str:
    """Return a text on one line that is not longer than a limit."""
    flat = " ".join(text[: limit * 4].split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


def to_data(lines: list[Line]) -> list[dict[str, Any]]:
    """Return an outline as data for JSON."""
    return [{"say": each.say, "depth": each.depth, "values": dict(each.values)} for each in lines]


def from_data(data: object) -> list[Line]:
    """Read an outline from data that anybody may have made. Raises NotAnOutline for everything that is none."""
    if not isinstance(data, list) or len(data) > MAX_LINES:
        raise NotAnOutline("not a list of lines, or too many of them")
    return [_line_from(each) for each in data]


def _line_from(data: object) -> Line:
    if not isinstance(data, dict) or set(data) != {"say", "depth", "values"}:
        raise NotAnOutline("a line is not made of a sentence, its values and its depth")
    say, depth, values = data["say"], data["depth"], data["values"]
    if not isinstance(say, str) or say not in SENTENCES:
        raise NotAnOutline("no such sentence")
    if type(depth) is not int or not 0 <= depth <= MAX_DEPTH:
        raise NotAnOutline("no such depth")
    if not isinstance(values, dict) or set(values) != placeholders(say):
        raise NotAnOutline("not the values of its sentence")
    return Line(say, {name: _value_from(value) for name, value in values.items()}, depth)


def _value_from(value: object) -> Value:
    if isinstance(value, list) and len(value) <= MAX_NAMES and all(map(_is_short, value)):
        return tuple(value)
    if isinstance(value, str) and _is_short(value):
        return value
    if type(value) is int and 0 <= value < 10**9:
        return value
    raise NotAnOutline("a value is neither a short text, nor a count, nor a list of names")


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_VALUE
