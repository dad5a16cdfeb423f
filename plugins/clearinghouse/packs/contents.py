"""What a pack consists of as files: the page to start with, the site in a folder beside it, and the list of everything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse.core.portable_names import faults_in_names
from clearinghouse.packs.start_here import (
    OWN_PROBE_STYLE,
    PROBE,
    SITE,
    START,
    made_with_of_pack,
    probe_style,
    start_here,
)
from clearinghouse.project import ProjectFault
from clearinghouse.releases.files import FOREIGN, files_below
from clearinghouse.releases.manifest import (
    CATALOGUE,
    Entry,
    Manifest,
    ManifestFault,
    entry_of,
    entry_of_file,
    manifest_from,
    origin_from,
)

if TYPE_CHECKING:
    from clearinghouse.engines.packing import Pack

MADE_WITH_FILE = re.compile(rf"{SITE}/assets/start-here-[0-9a-f]{{8}}\.json\Z")
"""The file that says what a pack was made with. Updates of other copies, which bring another first page, leave it as it is."""

MOST_NAMED = 10
"""Faults in names that are told of at once."""


@dataclass(frozen=True)
class Contents:
    """The files of a pack but for its list: those that are made for it, by path, and the site that lies in a folder.

    `manifest` lists all of them, by their paths in the pack.
    """

    site: Path
    made: Mapping[str, bytes]
    manifest: Manifest

    @cached_property
    def _listed(self) -> Mapping[str, Entry]:
        return self.manifest.by_path

    def read(self, path: str) -> bytes:
        """The content of a file, by its path in the pack.

        Raises ProjectFault where it cannot be read, or is not what the manifest lists: somebody changed it meanwhile.
        """
        try:
            content = self.made[path] if path in self.made else (self.site / path.removeprefix(f"{SITE}/")).read_bytes()
        except OSError as fault:
            raise ProjectFault(f"{path} cannot be read: {fault.strerror or fault}. Try again.") from fault
        if entry_of(path, content) != self._listed[path]:
            raise ProjectFault(f"{path} was changed while the pack was written. Try again.")
        return content


def contents_of(pack: Pack) -> Contents:
    """Put together what a pack consists of.

    Raises ProjectFault where a file has a name that not every system takes, is a link, or cannot be read.
    """
    about = made_with_of_pack(pack)
    own = f"{SITE}/{about.place(pack.press.settings.name)}"
    made = {
        START: start_here(pack).encode(), f"{SITE}/{PROBE}": probe_style(pack).encode(),
        f"{own}.css": OWN_PROBE_STYLE.encode(), f"{own}.json": about.as_text().encode(),
    }  # fmt: skip
    try:
        names = sorted(_names(pack.site))
        _must_be_taken_everywhere([*made, *(f"{SITE}/{name}" for name in names)])
        entries = [entry_of(path, content) for path, content in made.items()]
        for name in names:
            found = entry_of_file(pack.site, name)
            entries.append(Entry(f"{SITE}/{name}", found.size, found.sha256))
        catalogue = pack.site / CATALOGUE
        origin = origin_from(catalogue.read_bytes() if catalogue.is_file() else b"")
        return Contents(pack.site, made, manifest_from(entries, origin))
    except ManifestFault as fault:
        raise ProjectFault(str(fault)) from fault
    except OSError as fault:
        raise ProjectFault(f"{fault.filename or pack.site} cannot be read: {fault.strerror or fault}.") from fault


def _names(site: Path) -> Iterator[str]:
    """Yield the files of a site; what begins with a dot at its top is none of the site's. Raises ProjectFault for a link."""
    for path, found in files_below(site):
        if path.startswith("."):
            continue
        if found is FOREIGN:
            raise ProjectFault(f"{path} is a link or a device, which no copy can hold. Take it out of the site.")
        yield path


def _must_be_taken_everywhere(paths: Iterable[str]) -> None:
    """Raise ProjectFault where some system would not take one of these names."""
    faults = list(faults_in_names(paths))
    if faults:
        more = f"\nand {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
        raise ProjectFault("Some files could not be unpacked everywhere:\n" + "\n".join(faults[:MOST_NAMED]) + more)
