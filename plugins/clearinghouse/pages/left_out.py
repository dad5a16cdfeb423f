"""What pages of a part of a clearinghouse say of the records that are left out of it: how many of them they would also show."""

from __future__ import annotations

from dataclasses import dataclass

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.pages.page import Press, by_title


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence on what a page lacks; `address` is that of the same page on the full site, empty where it is not known."""

    text: str
    address: str


def left_out_of_view(url: str, press: Press) -> LeftOut | None:
    """Say it of a page that concludes from all records; None in a whole clearinghouse."""
    number = len(press.catalogue.left_out)
    if not number:
        return None
    text = press.wording.translations.ngettext(
        "This copy has only a part of the clearinghouse: %(count)s record is left out of it. What is told here of gaps and numbers is so in this copy, and may be otherwise in the whole.",
        "This copy has only a part of the clearinghouse: %(count)s records are left out of it. What is told here of gaps and numbers is so in this copy, and may be otherwise in the whole.",
        number,
    ) % {"count": press.wording.number(number)}  # fmt: skip
    return LeftOut(text, _address(url, press))


def left_out_of_concept(code_list: CodeList, concept: str, url: str, press: Press) -> LeftOut | None:
    """Say how many of the records that name a concept are left out, and whether that which describes it is; None in a whole clearinghouse."""
    catalogue = press.catalogue
    if not catalogue.left_out:
        return None
    own = catalogue.outside.get(Key(code_list.page, concept.lower()))
    number = sum(record is not own for record in catalogue.left_out_naming(code_list.name).get(concept, ()))
    name = press.wording.label(code_list.name, concept)
    texts = []
    if number:
        text = press.wording.translations.ngettext(
            "This page counts only what this copy has: %(count)s record that names %(name)s is left out of it.",
            "This page counts only what this copy has: %(count)s records that name %(name)s are left out of it.",
            number,
        )
        texts.append(text % {"count": press.wording.number(number), "name": name})
    if own:
        texts.append(press.wording.translate("The record of {name} itself is left out of this copy.").format(name=name))
    if not texts:
        said = _of_all(code_list, concept, press)
        return LeftOut(said.format(name=name), "") if said else None
    return LeftOut(" ".join(texts), _address(url, press))


def _of_all(code_list: CodeList, concept: str, press: Press) -> str:
    """What is said of a concept of which nothing is left out; empty where it is one that nobody asked for and no record names."""
    say = press.wording.translate
    if concept in press.catalogue.named(code_list.name):
        return say("Every record that names {name} is in this copy.")
    return say("No record names {name} itself.") if (code_list.name, concept) in press.catalogue.chosen_by else ""


def left_out_of_record(record: Record, press: Press) -> LeftOut | None:
    """Say how many of the records that refer to a record are left out; None where all are here."""
    number = press.catalogue.left_out_referring.get(record.key, 0)
    if not number:
        return None
    text = press.wording.translations.ngettext(
        "%(count)s record that refers to this one is left out of this copy, so what others say of it is not all here.",
        "%(count)s records that refer to this one are left out of this copy, so what others say of it is not all here.",
        number,
    ) % {"count": press.wording.number(number)}  # fmt: skip
    return LeftOut(text, _address(record.url, press))


def brought_along_by(record: Record, press: Press) -> tuple[Record, ...]:
    """The chosen records since which a record is in this part that was not chosen itself; none for all others."""
    catalogue = press.catalogue
    if record.key not in catalogue.neighbours:
        return ()
    found = dict.fromkeys(
        each.source for each in catalogue.backlinks(record) if each.source not in catalogue.neighbours
    )
    return tuple(by_title(press, tuple(catalogue.by_key[key] for key in found)))


def _address(url: str, press: Press) -> str:
    return f"{press.settings.address}/{url}" if press.settings.address else ""
