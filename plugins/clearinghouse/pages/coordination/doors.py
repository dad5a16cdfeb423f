"""The doors to the views: which views a clearinghouse has, on which page each stands, and the overview behind each door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from clearinghouse.pages.coordination.who import country_theme_view
from clearinghouse.pages.page import Page, Press
from clearinghouse.views.view import View

Needs = Mapping[str, tuple[str, ...]]
"""The collections, with their fields, without which a view would be empty for ever."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes a view, and what a clearinghouse has to keep so that it is made at all."""

    make: Callable[[Press], View]
    needs: Needs


@dataclass(frozen=True, slots=True)
class Door:
    """A group of views behind one entry of the navigation; `folder` is its address."""

    folder: str
    title: str
    about: str
    makers: tuple[Maker, ...]

    @property
    def url(self) -> str:
        """The overview of its views."""
        return f"{self.folder}/index.html"


_INITIATIVES: Needs = {"initiatives": ("countries", "themes", "organisations", "start", "end")}


def doors(press: Press) -> tuple[Door, ...]:
    """All doors, with the views that this clearinghouse can fill; a door without any is left out."""
    return _doors(press)


@lru_cache(maxsize=4)
def _doors(press: Press) -> tuple[Door, ...]:
    translate = press.wording.translate
    every = (
        Door(
            "who-does-what", translate("Who does what where"),
            translate("Countries, themes, funders and years: what is going on, and where nothing is."),
            (Maker(country_theme_view, _INITIATIVES),),
        ),
    )  # fmt: skip
    situation = press.desk.situation
    found = []
    for door in every:
        makers = tuple(each for each in door.makers if all(situation.has(name, *fields) for name, fields in each.needs.items()))
        if makers:
            found.append(Door(door.folder, door.title, door.about, makers))
    return tuple(found)


def door_urls(press: Press) -> list[str]:
    """The overviews; their frames are those of their views."""
    return [door.url for door in doors(press)]


@lru_cache(maxsize=4)
def _views(press: Press) -> tuple[tuple[Door, tuple[View, ...]], ...]:
    return tuple((door, tuple(maker.make(press) for maker in door.makers)) for door in doors(press))


def all_views(press: Press) -> Iterator[View]:
    """Yield every view, door by door."""
    for _, views in _views(press):
        yield from views


def view_pages(press: Press) -> Iterator[Page]:
    """Yield the overview of each door and the pages of its views."""
    for door, views in _views(press):
        content = press.render("doors.html", door.url, door=door, views=views, doors=doors(press))
        yield Page(door.url, door.title, content, door.url, door.about)
        for view in views:
            content = press.render("view.html", view.url, view=view, door=door, views=views)
            yield Page(view.url, view.title, content, door.url, view.about)
