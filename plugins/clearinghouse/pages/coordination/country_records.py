"""What a country has written down itself: mechanism, strategies, meetings, reports, indicators, lessons; and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clearinghouse.coordination.country import (
    Force,
    mainstreaming_of,
    published_on,
    reports_of,
    strategies_of,
)
from clearinghouse.coordination.indicators import is_reached, last_value
from clearinghouse.coordination.lessons import OPEN
from clearinghouse.coordination.mechanisms import Mechanism, mechanism_of
from clearinghouse.coordination.meetings import SETTLED, start_of
from clearinghouse.coordination.needs import assessments_of
from clearinghouse.coordination.period import Period
from clearinghouse.coordination.progress import last_of_each
from clearinghouse.coordination.rule import Finding
from clearinghouse.coordination.situation import grouped
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.diagnostic import Rule, Severity
from clearinghouse.core.record import Record, url_of
from clearinghouse.pages.coordination.cells import GAP, GOOD, LATE, UNKNOWN, Cells
from clearinghouse.pages.coordination.glance import force_words
from clearinghouse.pages.coordination.needs import review_cell
from clearinghouse.pages.coordination.subject_index import challenges_of, lessons_of
from clearinghouse.pages.guide import ERRORS
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Chart, Column, Link, Point, Row, Table


def mechanism_tables(country: str, press: Press) -> Iterator[Table]:
    """Yield the mechanisms of a country, and who sits on them."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    found = [mechanism_of(situation, record) for record in situation.of_country("mechanisms", country)]
    columns = (
        Column("mechanism", say("Mechanism")), Column("kind", say("Kind")), Column("lead", say("Led by")),
        Column("established", say("Since"), "date"), Column("aid", say("Linked to general aid coordination")),
        Column("review_due", say("Review due"), "date"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                cells.record(each.record), cells.concept("mechanism-kinds", each.kind), cells.mentions([each.lead]),
                cells.date(cells_text(each.record, "established")), _aid_link(each, press), review_cell(each.record, press),
            )
        )
        for each in found
    )  # fmt: skip
    yield Table("coordination-mechanism", say("Coordination mechanism"), columns, rows)
    yield _members(found, press)


def cells_text(record: Record, field: str) -> str:
    """A text or partial date of a record; empty where it has none."""
    return str(record.data.get(field, ""))


def _aid_link(mechanism: Mechanism, press: Press) -> Cell:
    data = mechanism.record.data
    if "no_aid_link_reason" in data:
        return Cell(press.wording.translate("no: {reason}").format(reason=data["no_aid_link_reason"]))
    return Cells(press).text(data.get("linked_aid_mechanism", ""))


def _members(mechanisms: list[Mechanism], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.record(member.organisation), cells.concept("member-roles", member.role), cells.mentions([mechanism.record]),
                cells.mentions(member.represented_at) if member.represented_at else Cell(say("at none on record"), tone=GAP),
            )
        )
        for mechanism in mechanisms for member in mechanism.members
    )  # fmt: skip
    columns = (
        Column("member", say("Member")), Column("role", say("Role")), Column("mechanism", say("Of")),
        Column("represented", say("Represented at its meetings")),
    )  # fmt: skip
    return Table("mechanism-members", say("Members of the mechanism"), columns, rows)


def strategies_table(country: str, press: Press) -> Table:
    """Return the strategies of a country, those in force first, with what they rest on and who follows them."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    tones = {Force.HOLDS: GOOD, Force.UNCLEAR: UNKNOWN, Force.COMING: "", Force.OVER: ""}
    rows = []
    for record, force in strategies_of(country, situation):
        needs = (situation.record("needs", each) for each in record.data.get("based_on", ()))
        rests_on = [each for each in needs if each]
        keys = {
            each.source for each in situation.catalogue.backlinks(record) if each.field.name == "follows_strategies"
        }
        followers = [situation.catalogue.by_key[key] for key in sorted(keys)]
        rows.append(
            Row(
                (
                    cells.record(record), Cell(force_words(force, press), force.value, tone=tones[force]),
                    cells.date(cells_text(record, "adopted")),
                    cells.period(Period(cells_text(record, "start"), cells_text(record, "end"))),
                    cells.mentions(rests_on) if rests_on else cells.text(cells_text(record, "based_on_reason")),
                    cells.mentions(followers) if followers else cells.gap(),
                )
            )
        )  # fmt: skip
    columns = (
        Column("strategy", say("Strategy")), Column("state", say("State")), Column("adopted", say("Adopted"), "date"),
        Column("period", say("Period")), Column("based_on", say("Rests on")), Column("followers", say("Initiatives that follow it")),
    )  # fmt: skip
    return Table("national-strategies", say("National strategies"), columns, tuple(rows))


def situation_table(country: str, press: Press) -> Table:
    """Return how the situation was reviewed: which initiatives were looked at, how far the framework was, what was learned."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for record in assessments_of(country, situation):
        review = record.data.get("situation", {})
        looked_at = (situation.record("initiatives", each) for each in review.get("initiatives", ()))
        if review:
            rows.append(
                Row(
                    (
                        cells.record(record), cells.date(cells_text(record, "assessed_on")), cells.mentions(looked_at),
                        cells.concept("nbf-stages", review.get("nbf_stage", "")), cells.texts(review.get("lessons", ())),
                    )
                )
            )  # fmt: skip
    columns = (
        Column("assessment", say("Reviewed in")), Column("assessed_on", say("Date"), "date"),
        Column("initiatives", say("Initiatives looked at")), Column("stage", say("Stage of the biosafety framework")),
        Column("lessons", say("Lessons")),
    )  # fmt: skip
    return Table("situation-reviewed", say("Reviews of the situation"), columns, tuple(rows))


def mainstreaming_table(country: str, press: Press) -> Table:
    """Return the instruments of national policy that biosafety is part of, with the record that says so."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.text(entry["instrument"]),
                cells.date(entry.get("date", "")),
                Cell(entry.get("note", "")),
                cells.mentions([record]),
            )
        )
        for record, entry in mainstreaming_of(country, press.desk.situation)
    )
    columns = (
        Column("instrument", say("Instrument")), Column("date", say("Date"), "date"), Column("note", say("Note")),
        Column("said_in", say("Said in")),
    )  # fmt: skip
    return Table("in-national-policy", say("Biosafety in national policy"), columns, rows)


def meetings_table(country: str, press: Press) -> Table:
    """Return the meetings that were held in a country or are about it, the newest first, with what is left to do."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    in_order = sorted(
        situation.of_country("meetings", country), key=lambda each: (start_of(each), each.key), reverse=True
    )
    rows = []
    for record in in_order:
        held_here = record.data.get("country") == country
        actions = record.data.get("actions", ())
        left = [each["title"] for each in actions if each.get("state") not in SETTLED]
        rows.append(
            Row(
                (
                    cells.record(record), cells.concept("meeting-kinds", cells_text(record, "kind")),
                    cells.date(start_of(record)), cells.text(say("held here") if held_here else say("about the country")),
                    Cell("; ".join(left)),
                )
            )
        )  # fmt: skip
    columns = (
        Column("meeting", say("Meeting")), Column("kind", say("Kind")), Column("date", say("Date"), "date"),
        Column("connection", say("Connection")), Column("left", say("Agreed and not yet done")),
    )  # fmt: skip
    return Table("meetings-here", say("Meetings held here or about the country"), columns, tuple(rows))


def reports_table(country: str, press: Press) -> Table:
    """Return the progress reports of a country and of its initiatives, the newest first; late where the next is overdue and none came since."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows, reports = [], reports_of(country, situation)
    last = {each.key for each in last_of_each(reports, situation)}
    for record in reports:
        initiative = situation.record("initiatives", cells_text(record, "initiative"))
        period, due = record.data.get("period", {}), cells_text(record, "next_due")
        late = record.key in last and situation.has_passed(due)
        rows.append(
            Row(
                (
                    cells.record(record), cells.date(published_on(record)),
                    cells.period(Period(period.get("start", ""), period.get("end", ""))),
                    cells.mentions([initiative]) if initiative else cells.concept("report-kinds", cells_text(record, "kind")),
                    cells.concept("execution-states", cells_text(record, "state")), cells.date(due, LATE if late else ""),
                )
            )
        )  # fmt: skip
    columns = (
        Column("report", say("Report")), Column("published", say("Published"), "date"), Column("period", say("On the period")),
        Column("about", say("About")), Column("state", say("State of the work")), Column("next_due", say("Next report due"), "date"),
    )  # fmt: skip
    return Table("reports-on-progress", say("Progress reports"), columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Scale:
    """The lowest and the highest of the values, the baseline and the target of an indicator."""

    low: Decimal
    high: Decimal

    def height(self, value: Decimal) -> float:
        return float((value - self.low) / (self.high - self.low)) if self.high > self.low else 0.5


def indicator_blocks(country: str, press: Press) -> Iterator[Block]:
    """Yield the indicators of a country: a table of all, and a chart for each with at least two dated values."""
    say = press.wording.translate
    frameworks = press.desk.situation.of_country("monitoring-frameworks", country)
    found = [(record, each) for record in frameworks for each in record.data.get("indicators", ())]
    columns = (
        Column("indicator", say("Indicator")), Column("unit", say("Unit")), Column("baseline", say("At the start"), "number"),
        Column("last", say("Last value"), "number"), Column("target", say("Target"), "number"), Column("state", say("State")),
        Column("framework", say("Monitoring framework")),
    )  # fmt: skip
    rows = tuple(_indicator_row(record, indicator, press) for record, indicator in found)
    yield Table("indicator-values", say("Indicators"), columns, rows)
    for record, indicator in found:
        if len(indicator.get("values", ())) > 1:
            yield _chart(record, indicator, press)


def _indicator_row(record: Record, indicator: Mapping[str, Any], press: Press) -> Row:
    cells = Cells(press)
    return Row(
        (
            Cell(links=(Link(indicator["title"], f"{record.url}#indicators-{indicator['id']}"),)), cells.text(indicator["unit"]),
            _dated_value(indicator.get("baseline", {}), "date", press), _dated_value(last_value(indicator) or {}, "date", press),
            _dated_value(indicator.get("target", {}), "due", press), _target_state(indicator, press), cells.record(record),
        )
    )  # fmt: skip


def _target_state(indicator: Mapping[str, Any], press: Press) -> Cell:
    """Whether the target of an indicator is reached, missed or ahead."""
    cells, say = Cells(press), press.wording.translate
    due, reached = indicator.get("target", {}).get("due", ""), is_reached(indicator)
    if reached:
        return cells.text(say("reached"), GOOD)
    if due and press.desk.situation.is_past(last_day(due)):
        return cells.text(say("its day has passed") if reached is None else say("not reached in time"), LATE)
    return cells.text(say("ahead")) if due else cells.unknown()


def _dated_value(entry: Mapping[str, Any], day: str, press: Press) -> Cell:
    if "value" not in entry:
        return Cells(press).unknown()
    number = Decimal(str(entry["value"]))
    text = press.wording.number(number)
    return Cell(f"{text} ({press.wording.date(entry[day])})" if entry.get(day) else text, number)


def _chart(record: Record, indicator: Mapping[str, Any], press: Press) -> Chart:
    values = sorted(indicator["values"], key=lambda each: first_day(each["date"]))
    target, baseline = indicator.get("target", {}), indicator.get("baseline", {})
    numbers = [Decimal(str(each["value"])) for each in (*values, target, baseline) if "value" in each]
    scale = _Scale(min(numbers), max(numbers))
    days = [first_day(each["date"]).toordinal() for each in values]
    span = max(days[-1] - days[0], 1)
    say = press.wording.translate
    points = tuple(
        Point(
            (day - days[0]) / span, scale.height(Decimal(str(each["value"]))),
            f"{press.wording.date(each['date'])}: {press.wording.number(Decimal(str(each['value'])))}",
        )
        for day, each in zip(days, values, strict=True)
    )  # fmt: skip
    level = scale.height(Decimal(str(target["value"]))) if "value" in target else -1
    about = "; ".join(point.text for point in points)
    if "value" in target:
        about += ". " + say("The dashed line is the target: {value}.").format(
            value=press.wording.number(Decimal(str(target["value"])))
        )
    title = say("{indicator}, in {unit}").format(indicator=indicator["title"], unit=indicator["unit"])
    ends = (press.wording.number(scale.low), press.wording.number(scale.high))
    return Chart(f"chart-{record.key.id}-{indicator['id']}", title, points, level, about, ends)


def lessons_table(country: str, press: Press) -> Table:
    """Return the lessons of initiatives, case studies and reports about a country."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(Row((cells.text(each.text), cells.record(each.setting.record))) for each in lessons_of(country, press))
    columns = (Column("lesson", say("Lesson")), Column("told_by", say("Told by")))
    return Table("lessons-learned", say("Lessons"), columns, rows)


def challenges_table(country: str, press: Press) -> Table:
    """Return the challenges of initiatives, case studies and reports about a country, those still open first."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.text(each.text),
                cells.text(each.response) if each.response else Cell(say("open") if each.state == OPEN else say("no response recorded"), tone=GAP),
                cells.record(each.setting.record),
            )
        )
        for each in challenges_of(country, press)
    )  # fmt: skip
    columns = (
        Column("challenge", say("Challenge")),
        Column("response", say("Response")),
        Column("told_by", say("Told by")),
    )
    return Table("challenges-and-responses", say("Challenges and responses"), columns, rows)


PRESSING = ("CH574", "CH566", "CH559")
"""What a coordinator wants to know first: needs that nobody answers, overlaps without a joint measure, money that does not fit."""


def missing_by_rule(country: str, press: Press) -> tuple[tuple[Rule, tuple[Finding, ...]], ...]:
    """What the rules find of a country below an error, rule by rule: first what presses, then what is overdue, then what is about the country itself."""
    order = list(Severity)
    found = (
        each for each in press.desk.findings_by_country.get(country, ()) if each.rule.severity is not Severity.ERROR
    )
    by_code = grouped(
        sorted(found, key=lambda each: (each.key, str(each.pointer), each.message)), lambda each: [each.rule.code]
    )
    rules = [(those[0].rule, those) for those in by_code.values()]

    today = press.desk.situation.today

    def urgency(pair: tuple[Rule, tuple[Finding, ...]]) -> tuple[bool, bool, bool, int, str]:
        rule, those = pair
        late = any(each.due and last_day(each.due) < today for each in those)
        own = any(each.key.collection == "countries" for each in those)
        return rule.code not in PRESSING, not late, not own, order.index(rule.severity), rule.code

    return tuple(sorted(rules, key=urgency))


def missing_table(country: str, press: Press, most: int, most_of_a_rule: int) -> Table:
    """Return what is missing or due in a country, a row a rule: at most so many rules, and so many findings of each; the rest is counted."""
    cells, say = Cells(press), press.wording.translate
    found = missing_by_rule(country, press)
    rows = []
    for rule, those in found[:most]:
        overdue = sorted(each.due for each in those if each.due)
        rows.append(
            Row(
                (
                    Cell(say(rule.title), rule.code, url=f"{ERRORS}#{rule.code}"), _found(those, most_of_a_rule, press),
                    cells.date(overdue[0], due_tone(overdue[0], press)) if overdue else Cell(),
                )
            )
        )  # fmt: skip
    columns = (
        Column("what", say("What is missing")),
        Column("found", say("Where")),
        Column("due", say("Since or until"), "date"),
    )
    about = say(
        "What the rules of coordination find in the record of the country and in all records about it: work to do, not a verdict."
    )
    if len(found) > most:
        about += " " + say("The first {shown} kinds of {number}.").format(shown=most, number=len(found))
    return Table("what-is-missing", say("What is missing"), columns, tuple(rows), about)


def _found(findings: tuple[Finding, ...], most: int, press: Press) -> Cell:
    """The records that findings are about, each with what was found; of more than `most` only their number is told."""
    say = press.wording.translate
    alike = len(findings) > 1 and len({each.message for each in findings}) == 1  # then the rule says it once for all
    links = [_subject(each, "" if alike else each.message, press) for each in findings[:most]]
    if len(findings) > most:
        links.append(
            Link(say("and {number} more").format(number=len(findings) - most), f"{ERRORS}#{findings[0].rule.code}")
        )
    return Cell(links=tuple(links))


def _subject(finding: Finding, note: str, press: Press) -> Link:
    """The record that a finding is about; the country's page where the country has no record yet."""
    record = press.catalogue.by_key.get(finding.key)
    if record:
        return Link(record.title, record.url, note, record)
    return Link(press.wording.label("countries", finding.key.id.upper()), url_of(finding.key), note)


def due_tone(due: str, press: Press) -> str:
    """Late where the last day that a date can mean has passed."""
    return LATE if press.desk.situation.is_past(last_day(due)) else ""
