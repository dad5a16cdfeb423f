"""A file of the site as libzim wants to be given it. Imported only where libzim is."""

from __future__ import annotations

from libzim.writer import ContentProvider, Hint, Item, StringProvider


class SiteItem(Item):  # type: ignore[misc]  # libzim has types, but does not say so to programs that check them
    """One file; pages are what Kiwix suggests while a title is typed."""

    def __init__(self, path: str, title: str, media_type: str, content: bytes) -> None:
        super().__init__()
        self._path, self._title, self._media_type, self._bytes = path, title, media_type, content

    def get_path(self) -> str:
        """Where it stands in the archive, as in the site."""
        return self._path

    def get_title(self) -> str:
        """The title of a page."""
        return self._title

    def get_mimetype(self) -> str:
        """What it is."""
        return self._media_type

    def get_contentprovider(self) -> ContentProvider:
        """Its bytes."""
        return StringProvider(self._bytes)

    def get_hints(self) -> dict[Hint, int]:
        """Whether it is a page that somebody may look for."""
        return {Hint.FRONT_ARTICLE: self._media_type == "text/html"}
