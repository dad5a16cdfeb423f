"""The doors to the views: which views a clearinghouse has, on which page each stands, and the overview behind each door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from clearinghouse.pages.coordination.calendar import calendar_view
from clearinghouse.pages.coordination.changes import changes_view
from clearinghouse.pages.coordination.contacts import contacts_view
from clearinghouse.pages.coordination.donor import donors_view
from clearinghouse.pages.coordination.framework import framework_view
from clearinghouse.pages.coordination.joint_work import joint_work_view
from clearinghouse.pages.coordination.lessons import challenges_view, lessons_view
from clearinghouse.pages.coordination.library import resources_view
from clearinghouse.pages.coordination.map import map_view
from clearinghouse.pages.coordination.mechanisms import mechanisms_view
from clearinghouse.pages.coordination.meetings import meetings_view
from clearinghouse.pages.coordination.money import money_view
from clearinghouse.pages.coordination.needs import needs_view
from clearinghouse.pages.coordination.outreach import awareness_view, goals_view
from clearinghouse.pages.coordination.overlap import overlap_view
from clearinghouse.pages.coordination.ownership import ownership_view
from clearinghouse.pages.coordination.practices import coordination_practices_view, south_south_view
from clearinghouse.pages.coordination.progress import progress_view
from clearinghouse.pages.coordination.quality import quality_view
from clearinghouse.pages.coordination.recommendations import recommendations_view
from clearinghouse.pages.coordination.reporting import obligations_view, reporting_duty_view, updates_view
from clearinghouse.pages.coordination.reviews import reviews_view
from clearinghouse.pages.coordination.strategy import strategies_view
from clearinghouse.pages.coordination.sustainability import case_studies_view, sustainability_view
from clearinghouse.pages.coordination.time import timeline_view
from clearinghouse.pages.coordination.training import training_view
from clearinghouse.pages.coordination.who import country_theme_view, funder_country_view, theme_period_view
from clearinghouse.pages.left_out import left_out_of_view
from clearinghouse.pages.page import Page, Press
from clearinghouse.views.view import Block, Link, Table, View

Needs = Mapping[str, tuple[str, ...]]
"""The collections, with their fields, without which a view would be empty for ever."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes a view, and what a clearinghouse has to keep so that it is made at all; `group` is a heading at its door."""

    make: Callable[[Press], View]
    needs: Needs
    group: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """A group of views behind one entry of the navigation; `folder` is its address.

    `records` are the collections and the lists of concepts that its views are made from, by their folders.
    """

    folder: str
    title: str
    about: str
    makers: tuple[Maker, ...]
    records: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The overview of its views."""
        return f"{self.folder}/index.html"


_INITIATIVES: Needs = {"initiatives": ("countries", "themes", "organisations", "start", "end")}

_NEEDS, _MONEY, _PEOPLE, _TEXTS, _DATES = "needs", "money", "people", "texts", "dates"

_WHO_DOES_WHAT = (
    Maker(country_theme_view, _INITIATIVES),
    Maker(funder_country_view, {"initiatives": (*_INITIATIVES["initiatives"], "regions"), "organisations": ()}),
    Maker(theme_period_view, _INITIATIVES),
    Maker(map_view, {"initiatives": (*_INITIATIVES["initiatives"], "regions", "scope")}),
    Maker(timeline_view, {"initiatives": (*_INITIATIVES["initiatives"], "status"), "organisations": ()}),
)  # fmt: skip

_COORDINATION: tuple[Maker, ...] = (
    Maker(needs_view, {"needs": ("needs",), "initiatives": ("addresses_needs",)}, _NEEDS),
    Maker(overlap_view, _INITIATIVES, _NEEDS),
    Maker(money_view, {"initiatives": ("finance", "countries", "organisations", "budget"), "strategies": ("targets",)}, _MONEY),
    Maker(donors_view, {"organisations": ("assistance_policy", "strengths", "contacts"), "initiatives": ("organisations", "finance", "themes")}, _MONEY),
    Maker(strategies_view, {"strategies": ("country", "adopted"), "initiatives": ("follows_strategies", "strategy_reason")}, _MONEY),
    Maker(mechanisms_view, {"mechanisms": ("members", "kind"), "initiatives": ("countries",)}, _PEOPLE),
    Maker(contacts_view, {"organisations": ("contacts",), "initiatives": ("countries",)}, _PEOPLE),
    Maker(ownership_view, {"initiatives": ("organisations", "consulted"), "organisations": ("country",)}, _PEOPLE),
    Maker(joint_work_view, {"initiatives": ("measures", "joint_with", "pooled"), "meetings": ("measures", "joint_with")}, _PEOPLE),
    Maker(framework_view, {"decisions": ("paragraphs",)}, _TEXTS),
    Maker(meetings_view, {"meetings": ("series", "actions", "carried_over")}, _TEXTS),
    Maker(recommendations_view, {"recommendations": ("meeting", "follow_up"), "meetings": ()}, _TEXTS),
    Maker(calendar_view, {"meetings": ("kind", "start", "end")}, _DATES),
    Maker(reviews_view, {"decisions": ("review",)}, _DATES),
    Maker(progress_view, {**_INITIATIVES, "needs": (), "strategies": (), "best-practices": ()}, _NEEDS),
    Maker(quality_view, _INITIATIVES, _DATES),
    Maker(changes_view, {"initiatives": ("history", "confirmed_on")}, _DATES),
    Maker(reporting_duty_view, {"initiatives": ("reporting_duty", "updates", "start", "end")}, _DATES),
    Maker(updates_view, {"initiatives": ("updates", "reported_at_meeting"), "meetings": ("start", "end")}, _DATES),
    Maker(obligations_view, {"initiatives": ("participants",)}, _DATES),
)  # fmt: skip

_LESSONS: tuple[Maker, ...] = (
    Maker(lessons_view, {"initiatives": ("lessons",), "case-studies": ("lessons",), "progress-reports": ("lessons",)}),
    Maker(challenges_view, {"initiatives": ("challenges",), "case-studies": ("challenges",)}),
    Maker(case_studies_view, {"case-studies": ("presented_at",), "initiatives": ("sustainability",), "meetings": ()}),
    Maker(sustainability_view, {"initiatives": ("sustainability",)}),
    Maker(south_south_view, {"best-practices": ("provider_countries", "receiver_countries"), "initiatives": ("themes",)}),
    Maker(coordination_practices_view, {"best-practices": ("measures",)}),
    Maker(training_view, {"initiatives": ("activities",), "organisations": ("country",)}),
    Maker(awareness_view, {"initiatives": ("target_groups", "themes")}),
    Maker(goals_view, {"initiatives": ("development_goals",)}),
    Maker(resources_view, {"resources": ("kind", "languages")}),
)  # fmt: skip


def doors(press: Press) -> tuple[Door, ...]:
    """All doors, with the views that this clearinghouse can fill; a door without any is left out."""
    return _doors(press)


@lru_cache(maxsize=4)
def _doors(press: Press) -> tuple[Door, ...]:
    translate = press.wording.translate
    every = (
        Door(
            "who-does-what", translate("Who does what where"),
            translate("Countries, themes, funders and years: what is going on, and where nothing is."), _WHO_DOES_WHAT,
            ("initiatives", "organisations", "countries", "regions", "themes"),
        ),
        Door(
            "coordination", translate("Coordination"),
            translate("Needs and answers, overlaps, money, dates, contacts: what helps work to add up instead of overlapping."), _COORDINATION,
            ("needs", "strategies", "mechanisms", "meetings", "decisions", "recommendations", "progress-reports", "monitoring-frameworks"),
        ),
        Door(
            "lessons", translate("Lessons"),
            translate("What was learned, what was difficult and how it was met, and what others can use."), _LESSONS,
            ("case-studies", "best-practices", "resources"),
        ),
    )  # fmt: skip
    situation = press.desk.situation
    found = []
    for door in every:
        makers = tuple(
            each for each in door.makers if all(situation.has(name, *fields) for name, fields in each.needs.items())
        )
        if makers:
            found.append(replace(door, makers=makers))
    return tuple(found)


def door_urls(press: Press) -> list[str]:
    """The overviews; their frames are those of their views."""
    return [door.url for door in doors(press)]


@lru_cache(maxsize=4)
def _views(press: Press) -> Mapping[str, tuple[View, ...]]:
    return {door.folder: tuple(maker.make(press) for maker in door.makers) for door in doors(press)}


def views_of(door: Door, press: Press) -> tuple[View, ...]:
    """The views behind a door. Their tables and figures are made when they are asked for."""
    return _views(press)[door.folder]


def all_views(press: Press) -> Iterator[View]:
    """Yield every view, door by door."""
    for door in doors(press):
        yield from views_of(door, press)


def view_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of each door and the pages of its views."""
    for door in doors(press):
        yield door_page(door, press)
        for view in views_of(door, press):
            yield view_page(view, door, press)


def door_page(door: Door, press: Press) -> Page:
    """Return the overview of a door."""
    views = views_of(door, press)
    content = press.render(
        "doors.html", door.url, door=door, views=views, records=_records(door, press), groups=_groups(door, views, press)
    )  # fmt: skip
    return Page(door.url, door.title, content, door.url, door.about)


def view_page(view: View, door: Door, press: Press) -> Page:
    """Return the page of a view behind a door."""
    content = press.render(
        "view.html", view.url, view=view, door=door, views=views_of(door, press), blocks=_with_files(view),
        left_out=left_out_of_view(view.url, press),
    )  # fmt: skip
    return Page(view.url, view.title, content, door.url, view.about)


def _with_files(view: View) -> tuple[Block, ...]:
    """The blocks of a view, each table with a link to its CSV file."""
    return tuple(
        replace(block, files=(Link("CSV", view.data_url(block)), *block.files))
        if isinstance(block, Table) and block.rows
        else block
        for block in view.blocks
    )


def _records(door: Door, press: Press) -> list[tuple[str, str, int]]:
    """The collections and lists of concepts of a door that this clearinghouse has: title, address, how many there are."""
    translate, catalogue = press.wording.translate, press.catalogue
    concepts = {
        each.page: (translate(each.title), f"{each.page}/index.html", len(catalogue.with_page(each.name)))
        for each in catalogue.code_lists.values()
        if each.page
    }
    collections = {
        name: (translate(each.collection.title), f"{name}/index.html", len(catalogue.collection(name)))
        for name, each in catalogue.schemas.items()
    }
    found = {**collections, **concepts}
    return [found[name] for name in door.records if name in found]


def _groups(door: Door, views: tuple[View, ...], press: Press) -> list[tuple[str, list[View]]]:
    """The views of a door under their headings, in the order of the door."""
    say = press.wording.translate
    titles = {
        _NEEDS: say("Needs, gaps and overlaps"), _MONEY: say("Money and plans"), _PEOPLE: say("Who coordinates with whom"),
        _TEXTS: say("What was agreed"), _DATES: say("Dates, freshness and duties"),
    }  # fmt: skip
    found: dict[str, list[View]] = {}
    for maker, view in zip(door.makers, views, strict=True):
        found.setdefault(maker.group, []).append(view)
    return [(titles.get(group, ""), those) for group, those in found.items()]
