"""What a book is made from: a clearinghouse, or a selection of it, at one moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from clearinghouse.pages.page import Press


class Edition(Protocol):
    """The shape of what is published together; a pack has it.

    `site` is the folder with the built site, where there is one; it is only read. `moment` (UTC) is the only time that
    is written into any file. `criteria` says in words what was selected, and is empty where all records are in it.
    """

    @property
    def site(self) -> Path:
        """The folder of the built site."""

    @property
    def press(self) -> Press:
        """The records and the words for them."""

    @property
    def moment(self) -> datetime:
        """When the content was as it is, in UTC."""

    @property
    def title(self) -> str:
        """The title for people."""

    @property
    def name(self) -> str:
        """A name that is fit for a file."""

    @property
    def criteria(self) -> str:
        """What was selected, in words."""


def identity_of(edition: Edition, form: str) -> UUID:
    """The lasting identity of an edition in one form (`epub`, `pdf`, `zim`): the same from release to release."""
    address = edition.press.settings.address or "clearinghouse:"
    return uuid5(NAMESPACE_URL, "\n".join((address, edition.press.settings.name, edition.criteria, form)))


@contextmanager
def epoch_of(moment: datetime) -> Iterator[None]:
    """Let libraries that ask the environment for the time find that of the edition."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
