"""What is overdue, as an outline: for an issue that is written anew every week."""

from __future__ import annotations

from collections.abc import Iterator

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.rule import Finding
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Key
from clearinghouse.forge.outline import Line, line

MAX_THINGS = 300


def overdue(desk: Desk) -> Iterator[Line]:
    """Yield what the rules of coordination find to be due before the day of the desk, record by record, the oldest first."""
    situation = desk.situation
    late = [each for each in desk.findings if each.due and situation.has_passed(each.due)]
    late.sort(key=lambda each: (last_day(each.due), each.key, each.rule.code))
    yield line("overdue")
    if not late:
        yield line("overdue-none", day=situation.today.isoformat())
        return
    yield line("overdue-counts", count=len(late), day=situation.today.isoformat())
    by_record: dict[Key, list[Finding]] = {}
    for each in late[:MAX_THINGS]:
        by_record.setdefault(each.key, []).append(each)
    for key, findings in by_record.items():
        record = situation.catalogue.by_key.get(key)
        file = record.file if record else f"{key.collection}/{key.id}"
        yield line("overdue-record", title=record.title if record else key.id, file=file)
        for each in findings:
            yield line("overdue-thing", 1, due=each.due, message=each.message, code=each.rule.code)
    if len(late) > MAX_THINGS:
        yield line("more", count=len(late) - MAX_THINGS)
