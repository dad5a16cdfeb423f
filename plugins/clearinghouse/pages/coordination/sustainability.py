"""What initiatives and case studies say of the time after the end, in words."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.sustainability import (
    ASPECTS,
    Presentation,
    Study,
    Sustainability,
    by_aspect,
    presentations,
    sustainability,
)  # fmt: skip
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

SUSTAINABILITY_URL = "lessons/sustainability.html"


def sustainability_view(press: Press) -> View:
    """Return what each initiative says of the time after its end, and which say nothing."""
    say = press.wording.translate
    return View(
        SUSTAINABILITY_URL, say("Sustainability"),
        say("What is to go on when the money of an initiative ends, who keeps it and who pays for it."),
        say(
            "The first table counts how many initiatives say what, and leads to them. Then each initiative stands with its words. What is "
            "missing was not recorded; it may still have been arranged."
        ),
        partial(_sustainability_blocks, press),
    )  # fmt: skip


def _sustainability_blocks(press: Press) -> tuple[Block, ...]:
    every = sustainability(press.desk.situation)
    return (_summary(every, press), _stated(every, press), _who_says_what(every, press), _silent(every, press))


def _aspect(aspect: str, press: Press) -> str:
    say = press.wording.translate
    return {
        "measures": say("Measures taken for it"), "after_end_owner": say("Who keeps the results"),
        "funding": say("Who pays afterwards"), "horizon": say("How far ahead the design looks"),
    }[aspect]  # fmt: skip


def _summary(every: tuple[Sustainability, ...], press: Press) -> Table:
    cells, say, found = Cells(press), press.wording.translate, by_aspect(every)
    rows = []
    for aspect in ASPECTS if every else ():
        stating, silent = (
            cells.count(len(found.get((aspect, stated), ())), f"{SUSTAINABILITY_URL}#{_anchor(aspect, stated)}")
            for stated in (True, False)
        )
        rows.append(Row((cells.text(_aspect(aspect, press)), stating, silent if silent.value else Cell("0", 0))))
    columns = (
        Column("what", say("What is said")), Column("stated", say("Initiatives that say it"), "count"),
        Column("not_stated", say("Initiatives that do not"), "count"),
    )  # fmt: skip
    return Table("summary", say("How many say what"), columns, tuple(rows), empty=_no_initiatives(press))


def _no_initiatives(press: Press) -> str:
    return press.wording.translate("No initiative is recorded yet.")


def _anchor(aspect: str, stated: bool) -> str:
    return f"{'states' if stated else 'silent'}-{aspect.replace('_', '-')}"


def _stated(every: tuple[Sustainability, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concept("statuses", each.record.data.get("status", "")), cells.texts(each.measures),
            _owner(each, cells), cells.text(each.funding), cells.text(each.horizon),
        ))
        for each in every if each.stated
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")),
        *(Column(aspect, _aspect(aspect, press)) for aspect in ASPECTS),
    )  # fmt: skip
    empty = say("No initiative says what is to last beyond its end.")
    return Table("stated", say("What initiatives say"), columns, rows, empty=empty)


def _owner(each: Sustainability, cells: Cells) -> Cell:
    return cells.mentions([cells.press.desk.situation.record("organisations", each.owner)])


def _who_says_what(every: tuple[Sustainability, ...], press: Press) -> Table:
    cells, say, found = Cells(press), press.wording.translate, by_aspect(every)
    rows = tuple(
        Row((
            cells.text(_aspect(aspect, press)), cells.text(say("said") if stated else say("not said")),
            cells.records(found[aspect, stated]),
        ), _anchor(aspect, stated))
        for aspect in ASPECTS for stated in (True, False) if (aspect, stated) in found
    )  # fmt: skip
    columns = (
        Column("what", say("What is said")), Column("state", say("Said or not")), Column("initiatives", say("Initiatives"))
    )  # fmt: skip
    return Table("who-says-what", say("Who says what"), columns, rows, empty=_no_initiatives(press))


def _silent(every: tuple[Sustainability, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concept("statuses", each.record.data.get("status", "")),
            cells.concepts("countries", each.record.data.get("countries", ())), _silence(each, press),
        ))
        for each in every if not each.stated
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")), Column("countries", say("Countries")),
        Column("why", say("What is known")),
    )  # fmt: skip
    empty = say("Every initiative says something of the time after its end.")
    return Table("silent", say("Initiatives that say nothing of it"), columns, rows, empty=empty)


def _silence(each: Sustainability, press: Press) -> Cell:
    say = press.wording.translate
    if each.sources_silent:
        return Cell(say("the sources that were read do not say"), "sources silent", tone=UNKNOWN)
    return Cell(say("nothing recorded"), "nothing recorded", tone=GAP)


def case_studies_view(press: Press) -> View:
    """Return the case studies by the meeting that heard them, with what they say of sustainability."""
    say = press.wording.translate
    return View(
        "lessons/case-studies.html", say("Case studies by meeting"),
        say("The case studies that each meeting heard, what they say about sustainability, and where their slides are."),
        say(
            "What a case study says about sustainability is what the record of its initiative states of the time after the end: measures, who "
            "keeps the results, who pays. Where it says “nothing recorded”, nobody has put it on record; the case study itself may tell more in "
            "its own text. Experience, practices and lessons are the case study’s own."
        ),
        partial(_case_studies_blocks, press),
    )  # fmt: skip


def _case_studies_blocks(press: Press) -> tuple[Block, ...]:
    found = presentations(press.desk.situation)
    return tuple(_meeting(each, press) for each in found) or (_no_case_studies(press),)


def _no_case_studies(press: Press) -> Table:
    say = press.wording.translate
    empty = say("No case study is recorded yet. Whoever presented one at a meeting is asked to add it.")
    return Table("case-studies", say("Case studies"), _study_columns(press), (), empty=empty)


def _study_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("case_study", say("Case study")), Column("sustainability", say("What it says about sustainability")),
        Column("told", say("Experience, practices and lessons")), Column("documents", say("Documents")),
        Column("countries", say("Countries")),
    )  # fmt: skip


def _meeting(presentation: Presentation, press: Press) -> Block:
    cells, say, meeting = Cells(press), press.wording.translate, presentation.meeting
    rows = tuple(
        Row((
            cells.record(each.record), _lasting(each, press), _told(each, press), _documents(each, cells),
            cells.concepts("countries", each.record.data.get("countries", ())),
        ))
        for each in presentation.studies
    )  # fmt: skip
    if meeting is None:
        return Table("no-meeting", say("Not presented at a meeting that is recorded here"), _study_columns(press), rows)
    about = say("Recorded here: {number}.").format(number=len(presentation.studies))
    if presentation.heard is not None:
        about += " " + say("Heard by the meeting: {number}.").format(number=presentation.heard)
    return Table(f"meeting-{meeting.key.id}", meeting.title, _study_columns(press), rows, about)


def _lasting(study: Study, press: Press) -> Cell:
    said = [_in_words(each, press) for each in study.lasting if each.stated]
    if said:
        return Cell(" ".join(said))
    silent = [each for each in study.lasting if each.sources_silent]
    return _silence(silent[0], press) if silent else Cell(press.wording.translate("nothing recorded"), tone=GAP)


def _in_words(each: Sustainability, press: Press) -> str:
    say, owner = press.wording.translate, press.desk.situation.record("organisations", each.owner)
    parts = list(each.measures)
    if owner:
        parts.append(say("Kept by: {organisation}.").format(organisation=owner.title))
    if each.funding:
        parts.append(say("Paid for by: {funding}.").format(funding=each.funding.removesuffix(".")))
    if each.horizon:
        parts.append(say("Looks ahead: {horizon}.").format(horizon=each.horizon.removesuffix(".")))
    return " ".join(parts)


def _told(study: Study, press: Press) -> Cell:
    told = [text for field in ("experiences", "practices", "lessons") for text in study.record.data.get(field, ())]
    return Cell(" ".join(told)) if told else Cell(press.wording.translate("nothing recorded"), tone=GAP)


def _documents(study: Study, cells: Cells) -> Cell:
    offline = cells.say("not online")
    own = (Link(title, url or study.record.url, "" if url else offline) for title, url in study.documents)
    slides = (Link(each.title, each.url, "" if _is_online(each) else offline) for each in study.resources)
    links = (*own, *slides)
    return Cell(links=links) if links else Cell(cells.say("none published"), tone=GAP)


def _is_online(resource: Record) -> bool:
    return any("url" in each for each in resource.data.get("links", ()))
