"""What a number on a view leads to, looked up in the view itself."""

from collections.abc import Iterator

from clearinghouse.core.record import Key
from clearinghouse.views.view import Cell, Table, View


def counts_of(view: View) -> Iterator[Cell]:
    """The cells of a view that are numbers with an address on the same page."""
    for table in view.tables:
        for row in table.rows:
            yield from (
                cell for cell in row.cells if cell.url.startswith(f"{view.url}#") and isinstance(cell.value, int)
            )


def records_behind(view: View, url: str) -> set[Key]:
    """The records that stand inside the block or the row that an address leads to."""
    anchor = url.partition("#")[2]
    found = [list(_cells(block)) for block in view.tables if block.id == anchor]
    found += [list(row.cells) for block in view.tables for row in block.rows if row.anchor == anchor]
    assert len(found) == 1, f"{url} leads to {len(found)} places"
    return {link.record.key for cell in found[0] for link in cell.links if link.record}


def _cells(table: Table) -> Iterator[Cell]:
    for row in table.rows:
        yield from row.cells


def table_of(view: View, table_id: str) -> Table:
    return next(table for table in view.tables if table.id == table_id)


def assert_that_numbers_lead_to_as_many_records(view: View) -> None:
    for cell in counts_of(view):
        assert len(records_behind(view, cell.url)) == cell.value, (view.url, cell.url)
