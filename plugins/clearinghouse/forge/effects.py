"""Where changed records show up. What is told is measured, not supposed: pages are compared as they come out before and after.

- Concept pages (a country, a theme) that list one of the records, before or after.
- Records whose pages show one of the records, since one of the two refers to the other.
- Views whose rows come out differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from clearinghouse.core.record import Key
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pipeline import Reading
from clearinghouse.views.view import View
from clearinghouse.views.wording import Wording


@dataclass(frozen=True)
class Effects:
    """Names of pages: concept pages by the title of their list, other records by title, views by title.

    `not_shown` counts the records that differ and have errors now, so that no page shows them.
    """

    concepts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    records: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    not_shown: int = 0


def effects_of(before: Reading, after: Reading, keys: AbstractSet[Key], held: AbstractSet[Key]) -> Effects:
    """Say where records show up that differ between two states; `held` are all that have a file in the later one."""
    if not keys:
        return Effects()
    return Effects(
        tuple(_concepts(before, after, keys)),
        tuple(dict.fromkeys((*_neighbours(before, keys), *_neighbours(after, keys)))),
        tuple(_views(before, after)),
        len(keys & held - after.catalogue.by_key.keys()),
    )


def _concepts(before: Reading, after: Reading, keys: AbstractSet[Key]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, code_list in after.catalogue.code_lists.items():
        if code_list.page:
            found = {
                concept
                for reading in (before, after)
                for concept, records in reading.catalogue.uses(name).items()
                if any(record.key in keys for record in records)
            }
            if found:
                yield code_list.title, tuple(code_list.label(each) for each in code_list.concepts if each in found)


def _neighbours(reading: Reading, keys: AbstractSet[Key]) -> Iterator[str]:
    """Yield the titles of the records that refer to one of those that differ, or that one of them refers to."""
    catalogue = reading.catalogue
    for record in (catalogue.by_key[key] for key in sorted(keys) if key in catalogue.by_key):
        others = [each.source for each in catalogue.backlinks(record)]
        others += [each.target for each in catalogue.references(record)]
        yield from (catalogue.by_key[key].title for key in others if key not in keys)


def _views(before: Reading, after: Reading) -> Iterator[str]:
    """Yield the titles of the views whose tables come out differently."""
    old = {view.url: _rows(view) for view in _all_views(before)}
    for view in _all_views(after):
        if old.pop(view.url, None) != _rows(view):
            yield view.title


def _all_views(reading: Reading) -> Iterator[View]:
    catalogue = reading.catalogue
    press = Press(catalogue, Wording("en", catalogue.code_lists), Settings("Comparison"), reading.desk)
    return all_views(press)


def _rows(view: View) -> list[object]:
    """What the tables of a view say; not which objects of this run they hold."""
    return [
        [
            [(cell.text, cell.plain, [(link.text, link.url, link.note) for link in cell.links]) for cell in row.cells]
            for row in table.rows
        ]
        for table in view.tables
    ]
