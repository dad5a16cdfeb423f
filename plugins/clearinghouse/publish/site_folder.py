"""The folder of a site: it always holds a whole site, and is changed only where the new site differs from it.

What is new is written into a folder beside it (staging) and moved into place when all of it is there. A list of the
files with their fingerprints tells at the next time which are still as they were left; others are read to see.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint
from clearinghouse.publish.product import Product

_FORMAT = "2"
"""Changes when the list of files below does; a list of another format is not read."""


class Written(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was left: the fingerprint of its content and, to see cheaply whether it is still that, its times (ns) and bytes."""

    content: bytes
    size: int = -1
    modified: int = 0
    changed: int = 0


class Left(msgspec.Struct, frozen=True, array_like=True):
    """A product as it was left: the fingerprint of its files by its key, by what went into it in fact, and their paths."""

    state: bytes = b""
    detail: bytes = b""
    paths: list[str] = []


class LastBuild(msgspec.Struct, frozen=True):
    """What a site consisted of when it was left: its files by path, the products by name, and the state of the records it shows."""

    files: dict[str, Written] = {}
    products: dict[str, Left] = {}
    records: bytes = b""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site; it lies in staging, unless the site has it already."""

    path: str
    content: bytes
    """The fingerprint of its content."""


@dataclass(frozen=True, slots=True)
class StagedProduct:
    """A product of the new site: the fingerprint of its files by its key, the files, and that by what went into them in fact."""

    state: bytes
    files: list[Staged]
    detail: bytes = b""


def staging_of(place: Path) -> Path:
    """Where the new site is put together: beside the old, so that files can be moved."""
    return place.with_name(f".{place.name}.part")


@dataclass
class SiteFolder:
    """A site as it stands, and what it is about to become. `place` may not be there yet."""

    place: Path
    staging: Path
    cache: Cache
    _gone: set[str] = field(default_factory=set, init=False)

    @cached_property
    def last_build(self) -> LastBuild:
        """What the site was left as; nothing where that is not known."""
        found = self.cache.find([self._key]).get(self._key, b"{}")
        with suppress(msgspec.DecodeError, msgspec.ValidationError):
            return msgspec.json.decode(found, type=LastBuild)
        return LastBuild()

    @cached_property
    def _key(self) -> bytes:
        return fingerprint("site", _FORMAT, str(self.place.resolve()))

    @cached_property
    def present(self) -> Mapping[str, os.stat_result]:
        """The files that the site has now, as they are on disk. What hides behind a dot is none of ours."""
        return dict(_files(self.place, self._gone))

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the site has a file with content of this fingerprint already."""
        found = self.present.get(path)
        if found is None:
            return False
        left = self.last_build.files.get(path)
        if left and (left.size, left.modified, left.changed) == _times(found):
            return left.content == content
        try:
            return fingerprint((self.place / path).read_bytes()) == content
        except OSError:
            return False

    def has(self, product: Product) -> bool:
        """Whether the site has all files of a product as they would be made now."""
        left = self.last_build.products.get(product.name)
        return left is not None and left.state == product.state and all(map(self._is_as_left, left.paths))

    def has_in_detail(self, product: Product) -> bool:
        """Whether the site has all files of a product, by what goes into them in fact."""
        left = self.last_build.products.get(product.name)
        if left is None or not left.detail or product.detail is None:
            return False
        return left.detail == product.in_detail(product.detail()) and all(map(self._is_as_left, left.paths))

    def _is_as_left(self, path: str) -> bool:
        left = self.last_build.files.get(path)
        return left is not None and self.holds(path, left.content)

    def left(self, product: Product) -> StagedProduct:
        """A product that the site has, as it would be made now."""
        left = self.last_build.products[product.name]
        files = [Staged(path, self.last_build.files[path].content) for path in left.paths]
        return StagedProduct(product.state, files, left.detail)

    def stage(self, path: str, content: bytes) -> Staged:
        """Put a file of the new site into staging, unless the site has it already."""
        staged = Staged(path, fingerprint(content))
        if not self.holds(path, staged.content):
            target = self.staging / path
            try:
                target.write_bytes(content)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        return staged

    def staged_by_engine(self, except_for: Iterable[str]) -> list[Staged]:
        """What the engine has put into staging, but for pages that are not its own; what the site has already is taken out."""
        for path in except_for:
            (self.staging / path).unlink(missing_ok=True)
        found = []
        for path, _ in _files(self.staging, set()):
            file = self.staging / path
            staged = Staged(path, fingerprint(file.read_bytes()))
            if self.holds(path, staged.content):
                file.unlink()
            found.append(staged)
        return found

    def become(self, made: Mapping[str, StagedProduct], others: list[Staged], records: bytes = b"") -> None:
        """Turn the site into the new one: move what is new, delete what it has no more, and note how it is left.

        `made` are the products by name, `others` the files that belong to none, `records` the state of the records.
        Raises ValueError where two products make the same file.
        """
        files = _by_path(each for product in made.values() for each in product.files)
        files = {each.path: each.content for each in others} | files
        if not self.present and not self._gone and not self.place.exists():
            self.staging.rename(self.place)
            moved = set(files)
        else:
            self._drop(files)
            moved = set(self._move())
        shutil.rmtree(self.staging, ignore_errors=True)
        written = {path: self._written(path, content, path in moved) for path, content in files.items()}
        products = {
            name: Left(each.state, each.detail, [file.path for file in each.files])
            for name, each in made.items()
            if each.state
        }
        self.cache.keep({self._key: msgspec.json.encode(LastBuild(written, products, records))})

    def put(self, path: str, content: bytes) -> None:
        """Put one file into the site as it stands, at once as a whole; the next build looks at it again."""
        beside = (self.place / path).with_name(f".{Path(path).name}.part")
        beside.write_bytes(content)
        beside.replace(self.place / path)

    def abandon(self) -> None:
        """Drop what was staged; the site stays as it was."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def _drop(self, files: Mapping[str, bytes]) -> None:
        """Delete what the new site has not, and folders that are empty then."""
        for path in [*self._gone, *(path for path in self.present if path not in files)]:
            target = self.place / path
            with suppress(OSError):
                target.unlink()
            with suppress(OSError):
                target.parent.rmdir()

    def _move(self) -> Iterator[str]:
        """Move every staged file to its place, each at once as a whole."""
        known: set[str] = set()
        for path, _ in _files(self.staging, set()):
            folder = path.rpartition("/")[0]
            if folder not in known:
                _make_folder(self.place / folder, self.place)
                known.add(folder)
            target = self.place / path
            if target.is_dir():
                shutil.rmtree(target)
            _replace(self.staging / path, target)
            yield path

    def _written(self, path: str, content: bytes, is_new: bool) -> Written:
        found = (self.place / path).lstat() if is_new else self.present[path]
        return Written(content, *_times(found))


def _by_path(staged: Iterable[Staged]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for each in staged:
        if each.path in found:
            raise ValueError(f"two products make the file {each.path}")
        found[each.path] = each.content
    return found


def _times(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _replace(source: Path, target: Path) -> None:
    """Put a file in the place of another, at once as a whole, also where the site is on another disk than staging."""
    try:
        source.replace(target)
    except OSError:
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(source, beside)
        beside.replace(target)


def _make_folder(folder: Path, root: Path) -> None:
    """Make a folder of the site; a file that stands in its way is of an older site."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for each in [folder, *folder.parents]:
            if each != root and each.is_file():
                each.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _files(root: Path, links: set[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every regular file under a folder. Links are not followed; their paths are added to `links`."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(root / inside))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            path = f"{inside}{entry.name}"
            if not inside and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif stat.S_ISREG((found := entry.stat(follow_symlinks=False)).st_mode):
                yield path, found
            else:
                links.add(path)
