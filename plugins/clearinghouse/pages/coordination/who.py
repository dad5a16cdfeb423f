"""Who does what where: initiatives counted by country, theme, funder and period. Every count leads to what it counts."""

from __future__ import annotations

from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Column, Row, Table, View


def country_theme_view(press: Press) -> View:
    """Return the matrix of countries and themes; a cell leads to the row of its theme on the page of its country."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    themes = list(press.catalogue.code_lists["themes"].concepts)
    rows = []
    for country in cells.in_order("countries", situation.by_country):
        found = [situation.by_country_theme.get((country, theme), ()) for theme in themes]
        page = cells.concept_url("countries", country)
        counts = (cells.count(len(those), f"{page}#theme-{theme}") for theme, those in zip(themes, found, strict=True))
        total = cells.count(len(situation.by_country[country]), f"{page}#initiatives")
        rows.append(Row((cells.concept("countries", country), *counts, total)))
    columns = (
        Column("country", say("Country")),
        *(Column(theme, press.wording.label("themes", theme), "count") for theme in themes),
        Column("initiatives", say("All initiatives"), "count"),
    )
    table = Table("country-theme", say("Countries and themes"), columns, tuple(rows), matrix=True)
    return View(
        "who-does-what/country-theme.html", say("Countries and themes"),
        say("How many initiatives work on which theme in which country."),
        say(
            "Each number counts the initiatives that name both the country and the theme, and leads to them; one initiative is counted "
            "once under each of its countries and themes, so rows do not add up. A dot is a gap: nothing is recorded there."
        ),
        (table,),
    )  # fmt: skip
