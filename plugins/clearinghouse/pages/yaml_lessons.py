"""The page that explains how records are written: YAML in five minutes, with what is wrong beside what is right."""

from __future__ import annotations

from dataclasses import dataclass

from clearinghouse.pages.guide import YAML
from clearinghouse.pages.page import Page, Press


@dataclass(frozen=True, slots=True)
class Lesson:
    """Lines that the check refuses with the diagnostic `code`, or warns of, and the same as they should be."""

    code: str
    wrong: str
    right: str


LESSONS = {
    "space": Lesson("CH125", "status:completed", "status: completed"),
    "list": Lesson("CH222", "countries: ZM, NO", "countries: [ZM, \"NO\"]"),
    "group": Lesson(
        "CH120",
        "activities:\n  - title: Course of one week\n\ttrained: 25",
        "activities:\n  - title: Course of one week\n    trained: 25",
    ),
    "colon": Lesson("CH124", "title: Zambia: a course for officers", "title: \"Zambia: a course for officers\""),
    "curly": Lesson("CH122", "title: “A course for officers”", "title: \"A course for officers\""),
    "norway": Lesson("CH130", "countries: [NO]", "countries: [\"NO\"]"),
    "date": Lesson("CH230", "start: 18/01/2006", "start: 2006-01-18"),
    "number": Lesson("CH221", "budget: {amount: \"1,500,000\", currency: USD}", "budget: {amount: 1500000, currency: USD}"),
    "long": Lesson(
        "CH129",
        "summary: A course of one week for customs officers\nin which they learn what to look for.",
        "summary: A course of one week for customs officers\n  in which they learn what to look for.",
    ),
    "unknown": Lesson("CH230", "end: unknown", "not_known: [end]"),
    "name": Lesson("CH201", "countrys: [ZM]", "countries: [ZM]"),
    "closed": Lesson(
        "CH112",
        "---\ntitle: A course for officers\nThe course took place in Lusaka.",
        "---\ntitle: A course for officers\n---\n\nThe course took place in Lusaka.",
    ),
}  # fmt: skip
"""By the name under which `yaml.html` shows them. The fields are those of many kinds of records; the values are invented."""

OTHER_WAYS = {
    "list": "outcomes:\n  - Every border post has a trained officer.\n  - The course is held every year.",
    "group": "budget: {amount: 1500000, currency: USD}",
}
"""Another way to write the same, by the name of the lesson."""


def yaml_page(press: Press) -> Page:
    """Return the page that explains how records are written."""
    title = press.wording.translate("YAML in five minutes")
    content = press.render("yaml.html", YAML, title=title, lessons=LESSONS, other_ways=OTHER_WAYS)
    return Page(
        YAML,
        title,
        content,
        YAML,
        press.wording.translate("How a record is written, with wrong and right side by side."),
    )
