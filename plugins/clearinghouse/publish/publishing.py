"""Publishing: makes the products that the site has not as they would be made now, and turns the site into the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from clearinghouse.cache import Cache
from clearinghouse.fingerprint import fingerprint
from clearinghouse.publish.product import File, Product
from clearinghouse.publish.site_folder import SiteFolder, StagedProduct
from clearinghouse.workers import shared_out

BATCH = 40.0
"""Weight of the products that a worker makes at a time."""

MOST_NAMED = 10
"""Files at the place of others that are told of at once."""


class TakenPlaces(Exception):
    """Files of the content lie where the program makes its own; `paths` are those places in the site, and the message names them."""

    def __init__(self, paths: Sequence[str]) -> None:
        named = "".join(f"\n  {path}" for path in paths[:MOST_NAMED])
        more = f"\n  and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else ""
        super().__init__(
            f"The program makes these files of the site itself, and the content folder has files for the same places:{named}{more}\n"
            "Give those of the content folder other names. A page ends in .md there, and in .html here."
        )


Progress = Callable[[int, int], None]
"""Is told how many products are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a site consists of, and how much of it did not have to be made: products that the site had, and those from the cache."""

    pages: int
    files: int
    products: int
    unchanged: int
    from_cache: int


@dataclass
class _Result:
    """What a worker tells of one product: its place among the missing ones, its files, and what to keep of it.

    `is_as_left` where the site had it all the same.
    """

    number: int
    product: StagedProduct
    kept: bytes = b""
    is_as_left: bool = False


@dataclass
class _Making:
    """The products that have to be made, with what was kept of them."""

    folder: SiteFolder
    products: Sequence[Product]
    kept: Mapping[bytes, bytes] = field(default_factory=dict)

    def batch(self, numbers: range) -> list[_Result]:
        """Make the products with these places."""
        return [self._make(number) for number in numbers]

    def _make(self, number: int) -> _Result:
        product = self.products[number]
        if self.folder.has_in_detail(product):
            return _Result(number, self.folder.left(product), is_as_left=True)
        known = self.kept.get(kept_under(product), b"") if product.is_kept else b""
        made = product.make(known)
        staged = [self.folder.stage(path, content) for path, content in made.files]
        as_made = StagedProduct(product.state, staged, product.in_detail(made.detail))
        return _Result(number, as_made, b"" if known else made.kept)


def kept_under(product: Product) -> bytes:
    """The key in the cache of what is kept of a product."""
    return fingerprint("product", product.key)


def publish(
    products: Iterable[Product], folder: SiteFolder, cache: Cache, framed: Iterable[str] = (),
    last: Callable[[Iterable[str]], Iterable[File]] = lambda _paths: (), progress: Progress = lambda _done, _all: None,
    records: bytes = b"",
) -> Outcome:  # fmt: skip
    """Make the site of these products and of what the engine has staged, but for the pages of which it only made the frames.

    `last` yields what is made from the paths of all other files; `progress` is called from time to time.
    `records` is the state of the records, by which it is seen later whether the site shows them as they are.
    Raises TakenPlaces, before anything of the site is changed, where the engine has staged a file that a product makes too.
    """
    products = sorted(products, key=lambda product: -product.weight)
    others = folder.staged_by_engine(framed)
    made = {product.name: folder.left(product) for product in products if folder.has(product)}
    missing = [product for product in products if product.name not in made]
    unchanged = len(made)
    making = _Making(folder, missing, cache.find(kept_under(each) for each in missing if each.is_kept))
    cache.release()
    new: dict[bytes, bytes] = {}
    for results in shared_out(making.batch, list(_batches(missing))):
        for result in results:
            product = missing[result.number]
            made[product.name] = result.product
            unchanged += result.is_as_left
            if result.kept:
                new[kept_under(product)] = result.kept
        progress(len(made), len(products))
    cache.keep(new)
    _must_differ({each.path for each in others}, made.values())
    paths = [each.path for those in (*(product.files for product in made.values()), others) for each in those]
    others += [folder.stage(path, content) for path, content in last(paths)]
    folder.become(made, others, records)
    pages = sum(path.endswith(".html") for path in paths)
    return Outcome(pages, len(paths), len(products), unchanged, len(making.kept))


def _must_differ(others: AbstractSet[str], made: Iterable[StagedProduct]) -> None:
    """Raise TakenPlaces where two files would have one place: one of the two would be missing without a word."""
    taken = sorted(others & {each.path for product in made for each in product.files})
    if taken:
        raise TakenPlaces(taken)


def _batches(products: Sequence[Product]) -> Iterator[range]:
    """Cut the products into ranges of about equal weight, in their order: the heavy ones come first."""
    start, weight = 0, 0.0
    for number, product in enumerate(products):
        weight += product.weight
        if weight >= BATCH:
            yield range(start, number + 1)
            start, weight = number + 1, 0.0
    if start < len(products):
        yield range(start, len(products))
