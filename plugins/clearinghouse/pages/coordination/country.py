"""What is told of a country beyond its own record and the lists of records about it."""

from __future__ import annotations

from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Column, Row, Table


def country_blocks(country: str, press: Press) -> tuple[Block, ...]:
    """The tables of a country's page."""
    situation = press.desk.situation
    return (_by_theme(country, press),) if country in situation.by_country else ()


def _by_theme(country: str, press: Press) -> Table:
    """Who works on what here; the matrix of countries and themes leads to its rows."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    themes = (
        code for code in press.catalogue.code_lists["themes"].concepts if (country, code) in situation.by_country_theme
    )
    rows = tuple(
        Row(
            (cells.concept("themes", theme), cells.records(each.record for each in situation.by_country_theme[country, theme])),
            f"theme-{theme}",
        )
        for theme in themes
    )  # fmt: skip
    columns = (Column("theme", say("Theme")), Column("initiatives", say("Initiatives")))
    return Table("by-theme", say("Who does what, by theme"), columns, rows, empty=say("No initiative here names a theme."))
