"""Packs for tests, which look at what was built when the building is over."""

from pathlib import Path

from clearinghouse.engines.packing import Pack, built_pack
from clearinghouse.packs.selection import Selection


def build_pack(config: Path, selection: Selection | None = None, *, cache: bool = True, fonts: str = "") -> Pack:
    """A pack that the next build of the same selection makes anew."""
    with built_pack(config, selection, cache=cache, fonts=fonts) as pack:
        return pack
