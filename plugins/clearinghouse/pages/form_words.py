"""The words of the script that makes the forms. A place such as `{count}` is filled by the script."""

from __future__ import annotations

from collections.abc import Mapping

from clearinghouse.pages.page import Press


def form_words(press: Press) -> Mapping[str, str]:
    """All words of the script, by the names that it knows them by."""
    return {**_words_of_fields(press), **_words_of_faults(press), **_words_of_result(press)}


def _words_of_fields(press: Press) -> Mapping[str, str]:
    _ = press.wording.translate
    return {
        "needed": _("What every record needs"),
        "expected": _("What readers expect"),
        "more": _("More fields"),
        "moreHint": _("Fill in what you know; leave the rest empty."),
        "required": _("needed"),
        "example": _("For example: {example}"),
        "choose": _("Choose …"),
        "yes": _("yes"),
        "no": _("no"),
        "add": _("Add: {title}"),
        "addAnother": _("Add another: {title}"),
        "row": _("{title} {number}"),
        "removeRow": _("Remove {title} {number}"),
        "remove": _("Remove {value}"),
        "byName": _("Type a part of the name and choose from the list; the form writes the code or id for you."),
        "chosen": _("Chosen: {title}"),
        "found": _("{count} to choose from"),
        "narrow": _("{count} more: type more letters"),
        "nothing": _("Nothing has this name"),
        "failed": _("The list could not be loaded. Type the id."),
        "dateForm": _("Year, year-month or year-month-day: 2006, 2006-05 or 2006-05-31"),
        "dayForm": _("Year-month-day: 2006-05-31"),
        "text": _("The text"),
        "textAbout": _(
            "Free text, in short paragraphs. An empty line starts a new paragraph; ## before a line makes it a heading."
        ),
        "id": _("Id"),
        "idAbout": _(
            "The name of the file and part of the address: lower-case letters, digits and hyphens. It stays the same for ever."
        ),
        "idOf": _("Id of the record"),
    }


def _words_of_faults(press: Press) -> Mapping[str, str]:
    _ = press.wording.translate
    return {
        "problems": _("There is something to mend before the file can be made"),
        "problemIn": _("{title}: {message}"),
        "missing": _("This is needed."),
        "missingPart": _("Fill in at least one of these fields."),
        "tooShort": _("Write at least {limit} characters; now there are {size}."),
        "tooLong": _("Write at most {limit} characters; now there are {size}."),
        "tooFew": _("Give at least {limit}."),
        "tooMany": _("Give at most {limit}."),
        "tooLow": _("The number must be at least {limit}."),
        "tooHigh": _("The number must be at most {limit}."),
        "notAbove": _("The number must be more than {limit}."),
        "notBelow": _("The number must be less than {limit}."),
        "notNumber": _("Write digits only, with a point before decimals."),
        "notInteger": _("Write a whole number, digits only."),
        "notDate": _("This is not a date. Write year-month-day as far as it is known: 2006, 2006-05 or 2006-05-31."),
        "notDay": _("This is not a day. Write it as 2006-05-31."),
        "notAddress": _("This is not a web address. It starts with https:// or http:// and has no spaces."),
        "notForm": _("This does not have the form that is wanted here."),
        "notIdForm": _("Write lower-case letters, digits and hyphens between them."),
        "notInList": _("“{value}” is not in the list. Choose from the list, or clear the field."),
        "noRecord": _("There is no record “{value}” in {collection}. Choose from the list, or add that record first."),
        "twice": _("“{value}” stands here twice."),
        "before": _("This is before “{start}”, which it must not be."),
        "notPresent": _("“{value}” is not filled in, so nothing can be said of it here."),
        "present": _("“{value}” is filled in, so it is known."),
        "idForm": _("Write lower-case letters, digits and hyphens between them, at most {limit} characters."),
        "idTaken": _("There is already a record with this id. Choose another."),
    }


def _words_of_result(press: Press) -> Mapping[str, str]:
    _ = press.wording.translate
    return {
        "check": _("Check and make the file"),
        "ready": _("The file is ready"),
        "readyNew": _(
            "Save it as {file}. If there is no such folder yet, make it. Nothing has been sent yet: download it, or copy its text."
        ),
        "readyChange": _("It takes the place of {file}. Nothing has been sent yet: download it, or copy its text."),
        "unchanged": _("Nothing has been changed yet."),
        "result": _("Text of the file"),
        "download": _("Download the file"),
        "copy": _("Copy the text"),
        "copied": _("Copied."),
        "notCopied": _("The text is marked: copy it with Ctrl+C or ⌘C."),
        "propose": _("Propose it on the website of the project"),
        "tooLarge": _(
            "The text is too long to be handed over by a link. Copy it, then open the website and put it in."
        ),
        "openNew": _("Open the website of the project"),
        "openEdit": _("Open the file on the website of the project"),
        "pasteEdit": _("Copy the text, open the file there, and put the new text in the place of the old."),
        "titleChange": _("Suggest a change: {title}"),
        "back": _("Back to the record"),
        "loading": _("The record is being loaded."),
        "noSuchRecord": _("There is no record “{id}” here. You can add one with this form."),
        "notLoaded": _("The record could not be loaded. Reload the page, or change its file itself."),
        "notByForm": _("This record is written in a way that the form cannot change. Change its file itself."),
    }
