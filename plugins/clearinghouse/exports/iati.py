"""Initiatives in the form of the International Aid Transparency Initiative (IATI activity standard 2.03), one XML file.

IATI wants some things that a record need not have. An initiative without them is left out, and the file says so in a
comment: nothing is made up to fill a form. Dates that are known by year or month alone stand as the first or last day
that they can mean, with a narrative that says what is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from clearinghouse.coordination.situation import INITIATIVES
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.page import Settings

VERSION = "2.03"
PATH = "downloads/initiatives-iati.xml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FIELDS = ("organisations", "status", "start", "end", "finance")
_REPORTING_TYPE = "90"
"""IATI OrganisationType “other”: a clearinghouse tells of the work of others."""


def iati_files(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the file of all initiatives, where this clearinghouse has such records."""
    schema = catalogue.schemas.get(INITIATIVES)
    if schema and {field.name for field in schema.fields}.issuperset(_FIELDS):
        yield PATH, Iati(catalogue, settings).file()


class Iati:
    """Writes initiatives as IATI activities; `reporter` identifies the clearinghouse, which reports second-hand."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.reporter = settings.address or settings.name.lower().replace(" ", "-")

    def file(self) -> bytes:
        """The whole file, valid by the XML schema of the standard."""
        root = ET.Element("iati-activities", {"version": VERSION})
        complete = []
        left_out = []
        for record in self.catalogue.collection(INITIATIVES):
            missing = _missing(record)
            if missing:
                left_out.append(f"{record.key.id} ({', '.join(missing)})")
            else:
                complete.append(record)
        if left_out:
            text = f" Left out, since IATI wants what is not known of them: {'; '.join(left_out)} "
            root.append(ET.Comment(text.replace("--", "- -")))
        root.extend(self.activity(record) for record in complete)
        ET.indent(root)
        # Encoded in one piece: a writer that encodes each part takes a third longer.
        return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n".encode()

    def activity(self, record: Record) -> ET.Element:
        """One initiative. The order of the elements is that of the standard."""
        data = record.data
        level = self._code("initiative-types", data.get("type", ""), "iati_hierarchy")
        activity = ET.Element("iati-activity", {_LANGUAGE: record.language, **({"hierarchy": level} if level else {})})
        _child(activity, "iati-identifier", text=self.identifier(record.key.id))
        self._reporter(activity)
        _narrative(_child(activity, "title"), record.title)
        _narrative(_child(activity, "description", type="1"), record.summary)
        self._organisations(activity, record)
        for number in (data.get("bch_uid"), data.get("number")):
            if number:
                _child(activity, "other-identifier", ref=str(number), type="A9")
        _child(activity, "activity-status", code=self._code("statuses", data["status"], "iati"))
        _dates(activity, data)
        self._places(activity, data)
        for theme in data.get("themes", ()):
            sector = _child(activity, "sector", vocabulary="99", code=theme)
            _narrative(sector, self.catalogue.code_lists["themes"].label(theme))
        for goal in data.get("development_goals", ()):
            if goal.startswith("sdg-"):
                _child(activity, "tag", vocabulary="2", code=goal.removeprefix("sdg-"))
        for sum_of_money in data.get("finance", ()):
            self._transaction(activity, sum_of_money)
        for document in data.get("documents", ()):
            _document(activity, document)
        if "part_of" in data:
            _child(activity, "related-activity", ref=self.identifier(data["part_of"]), type="1")
        return activity

    def identifier(self, record_id: str) -> str:
        """The identifier of an initiative, unique in the world as far as the address of the site is."""
        return f"{self.reporter}-{record_id}"

    def _reporter(self, activity: ET.Element) -> None:
        reporter = _child(activity, "reporting-org", ref=self.reporter, type=_REPORTING_TYPE)
        reporter.set("secondary-reporter", "1")
        _narrative(reporter, self.settings.name)

    def _organisations(self, activity: ET.Element, record: Record) -> None:
        for each in record.data["organisations"]:
            other = self.catalogue.known(Key("organisations", each["organisation"]))
            role = self._code("organisation-roles", each["role"], "iati")
            if other and role:
                kind = self._code("organisation-types", other.data.get("type", ""), "iati")
                element = _child(activity, "participating-org", role=role, **({"type": kind} if kind else {}))
                _narrative(element, other.title)

    def _places(self, activity: ET.Element, data: Any) -> None:
        scope = self._code("scopes", data.get("scope", ""), "iati")
        if scope:
            _child(activity, "activity-scope", code=scope)
        for country in data.get("countries", ()):
            _child(activity, "recipient-country", code=country)
        for region in data.get("regions", ()):
            element = _child(activity, "recipient-region", vocabulary="2", code=region)  # 2 is UN M49
            _narrative(element, self.catalogue.code_lists["regions"].label(region))

    def _transaction(self, activity: ET.Element, money: Any) -> None:
        """A sum with a kind and a date that IATI knows; others stand in our own data alone."""
        kind = self._code("finance-kinds", money["kind"], "iati")
        if not kind or "date" not in money:
            return
        day = first_day(money["date"]).isoformat()
        transaction = _child(activity, "transaction")
        _child(transaction, "transaction-type", code=kind)
        _child(transaction, "transaction-date", **{"iso-date": day})
        value = _child(
            transaction,
            "value",
            text=format(money["amount"], "f") if hasattr(money["amount"], "as_tuple") else str(money["amount"]),
        )
        value.set("currency", money["currency"])
        value.set("value-date", day)
        if "note" in money:
            _narrative(_child(transaction, "description"), money["note"])
        donor = self.catalogue.known(Key("organisations", money.get("donor", "")))
        if donor:
            _narrative(_child(transaction, "provider-org"), donor.title)

    def _code(self, code_list: str, concept: str, standard: str) -> str:
        listed = self.catalogue.code_lists.get(code_list)
        found = listed.concepts.get(concept) if listed else None
        return str(found.codes.get(standard, "")) if found else ""


def _missing(record: Record) -> list[str]:
    """What IATI wants and the record does not have."""
    return [
        name
        for name, there in (
            ("status", "status" in record.data),
            ("organisations", bool(record.data.get("organisations"))),
            ("start or end", "start" in record.data or "end" in record.data),
        )
        if not there
    ]


def _dates(activity: ET.Element, data: Any) -> None:
    planned = data["status"] in ("proposed", "approved")
    for name, kinds, day_of in (("start", ("1", "2"), first_day), ("end", ("3", "4"), last_day)):
        if name not in data:
            continue
        is_planned = planned or (name == "end" and data["status"] not in ("completed", "closing", "cancelled"))
        day = day_of(data[name]).isoformat()
        element = _child(activity, "activity-date", **{"iso-date": day, "type": kinds[0] if is_planned else kinds[1]})
        if day != data[name]:
            _narrative(element, f"Known as {data[name]}")


def _document(activity: ET.Element, document: Any) -> None:
    if "url" in document:
        link = _child(activity, "document-link", format="text/html", url=document["url"])
        _narrative(_child(link, "title"), document["title"])
        _child(link, "category", code="A12")


def _child(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    if text:
        element.text = text
    return element


def _narrative(parent: ET.Element, text: str) -> None:
    _child(parent, "narrative", text=text)
