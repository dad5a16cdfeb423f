"""IATI activities (2.03) as a table: a row an activity, a column for every text and attribute, named by the way to it.

`title/narrative`, `participating-org[2]/@role`, `sector[vocabulary=99][1]/@code`: elements that can stand several times have
a number, and those that an attribute tells apart are named with it. So the same mapping serves as for other tables.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from clearinghouse.core.diagnostic import quoted
from clearinghouse.importing.cells import MAX_CELL_CHARACTERS, MAX_ROWS, Cell, Row, Table, TableFault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TOLD_APART_BY = {
    "activity-date": "type", "description": "type", "other-identifier": "type",
    "related-activity": "type", "result": "type", "sector": "vocabulary", "tag": "vocabulary",
}  # fmt: skip
"""The attribute that says what an element of an activity means, by the name of the element."""

_ASSUMED = {"sector": "1", "tag": "1", "description": "1"}
"""What the standard says the attribute is where it is left out."""

_ONCE = frozenset({
    "activity-date", "activity-scope", "activity-status", "capital-spend", "collaboration-type", "conditions", "crs-add",
    "default-aid-type", "default-finance-type", "default-flow-type", "default-tied-status", "description", "fss",
    "iati-identifier", "reporting-org", "title",
})  # fmt: skip
"""Elements of an activity that stand once, or once for each meaning."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SUPPORTED = ("2.01", "2.02", "2.03")
MAX_CELLS_OF_AN_ACTIVITY = 20_000


def read_iati(content: bytes) -> Table:
    """Read the bytes of a file of activities. Entities, other files and the network are never touched. Raises TableFault."""
    root = parse_xml(content)
    version = root.get("version", "")
    if root.tag != "iati-activities":
        raise TableFault("This XML is not a file of IATI activities: it does not begin with <iati-activities>.")
    if not version.startswith("2."):
        raise TableFault(
            f"This is IATI version {quoted(version or 'unknown')}; version 2 is read ({', '.join(_SUPPORTED)})."
        )
    activities = root.findall("iati-activity")
    if not activities:
        raise TableFault("The file has no activity.")
    if len(activities) > MAX_ROWS:
        raise TableFault(f"The file has {len(activities):,} activities; at most {MAX_ROWS:,} are read.")
    rows = tuple(_row(number, each) for number, each in enumerate(activities, 1))
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    remarks = [f"Read as IATI {quoted(version, 10)[1:-1]}."]
    if version not in _SUPPORTED:
        remarks.append("That version is newer than what is known here; look at the result closely.")
    return Table("iati", columns, rows, tuple(remarks))


def parse_xml(content: bytes) -> Element:
    """Parse XML that anybody may have made: nothing outside it is read and nothing in it can grow. Raises TableFault."""
    try:
        from lxml import etree  # noqa: PLC0415 - an extra: only IATI needs it
    except ImportError as fault:
        raise TableFault(
            'IATI files are read by lxml, which is not installed. Install it with: pip install "mkdocs-clearinghouse[import]"'
        ) from fault
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise TableFault(f"The file is not XML that can be read: {fault}") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise TableFault("The file has a document type declaration, which IATI files do not need. It is not read.")
    return root


def activities_of(content: bytes) -> list[Element]:
    """The activities of a file that `read_iati` read, in the order of its rows."""
    return parse_xml(content).findall("iati-activity")


def _row(number: int, activity: Element) -> Row:
    language = activity.get(_LANGUAGE, "")
    cells: dict[str, Cell] = {}
    _note_attributes(activity, "", cells)
    currency = activity.get("default-currency", "")
    for child, name in _named(activity, "", language, at_root=True):
        _note(child, name, language, cells)
        value = child.find("value")
        if currency and value is not None and not value.get("currency"):
            cells[f"{name}/value/@currency"] = Cell(currency)  # the standard: the default counts where none is said
    if len(cells) > MAX_CELLS_OF_AN_ACTIVITY:
        raise TableFault(f"Activity {number} has more than {MAX_CELLS_OF_AN_ACTIVITY:,} values.")
    return Row(number, cells)


def _named(parent: Element, way: str, language: str, *, at_root: bool = False) -> list[tuple[Element, str]]:
    """The elements within another, each with the way to it."""
    children = [child for child in parent if isinstance(child.tag, str)]
    names = [_name(child, language, at_root=at_root) for child in children]
    seen = Counter[str]()
    found = []
    for child, name in zip(children, names, strict=True):
        seen[name] += 1
        once = child.tag in _ONCE if at_root else True
        number = "" if once and seen[name] == 1 else f"[{seen[name]}]"
        found.append((child, f"{way}{name}{number}"))
    return found


def _name(element: Element, language: str, *, at_root: bool) -> str:
    """The name of an element, with what tells it apart: for a narrative, another language than that of the activity."""
    tag = str(element.tag)
    if tag == "narrative":
        own = element.get(_LANGUAGE, language)
        return tag if own == language else f"{tag}[{own}]"
    attribute = _TOLD_APART_BY.get(tag) if at_root else None
    value = (element.get(attribute) or _ASSUMED.get(tag, "")) if attribute else ""
    return f"{tag}[{attribute}={value}]" if value else tag


def _note(element: Element, way: str, language: str, cells: dict[str, Cell]) -> None:
    """Note the text and the attributes of an element and of all that is in it."""
    stack = [(element, way)]
    in_name = _TOLD_APART_BY.get(str(element.tag), "")
    while stack:
        at, name = stack.pop()
        _note_attributes(at, f"{name}/", cells, in_name if at is element else "")
        parts = [part.strip() for part in (at.text, *(child.tail for child in at)) if part and part.strip()]
        if parts:
            _put(cells, name, " ".join(parts))
        stack.extend(reversed(_named(at, f"{name}/", language)))


def _note_attributes(element: Element, way: str, cells: dict[str, Cell], in_name: str = "") -> None:
    """Note the attributes of an element, but for those that its name already says."""
    for name, value in element.attrib.items():
        shown = "xml:lang" if name == _LANGUAGE else str(name).rpartition("}")[2]
        is_in_name = shown == in_name or (name == _LANGUAGE and element.tag == "narrative")
        if str(value).strip() and not is_in_name:
            _put(cells, f"{way}@{shown}", str(value).strip())


def _put(cells: dict[str, Cell], name: str, text: str) -> None:
    if len(text) > MAX_CELL_CHARACTERS:
        raise TableFault(f"{name} has {len(text):,} characters; at most {MAX_CELL_CHARACTERS:,} are read.")
    cells[name] = Cell(text)
