"""`clearinghouse pack`: the clearinghouse, or a part of it, to be carried to where there is no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click

from clearinghouse.commands import faults_told, with_config, with_today
from clearinghouse.fonts import CHOICES as FONTS

WRITERS = {
    ".zip": "clearinghouse.packs.archive",
    ".zim": "clearinghouse.books.zim",
    ".pdf": "clearinghouse.books.pdf",
    ".epub": "clearinghouse.books.epub",
}
"""The modules that write a pack, by the end of the name of its file: each has `write(pack, out)`, which returns a sentence."""


UNCOMMITTED = (
    "Warning: records, schemas or mkdocs.yml have changes that are not committed. They are in the copy, which says so: nobody"
    " can make it again from the commit alone. Commit them and make the copy anew before you hand it out."
)

SITES = (".zip", ".zim")
"""The ends of names of packs that are the site itself, set in its fonts."""


def criterion(option: str, name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option of the command that chooses records; it may be given several times."""
    return click.option(option, name, multiple=True, metavar="VALUE", help=what)


@click.command("pack")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), required=False)
@criterion(
    "--country",
    "countries",
    "Records of this country (KE, Kenya), and of a region that it lies in if they name no country.",
)
@criterion("--region", "regions", "Records of this region, of the regions in it and of their countries.")
@criterion("--theme", "themes", "Records of this theme.")
@criterion("--collection", "collections", "Records of this kind, by the name of its folder: initiatives.")
@criterion("--language", "languages", "Records written in this language: ar, en, es, fr, ru, zh.")
@click.option(
    "--since", default="", metavar="DAY", help="Records dated or confirmed on this day or later, as 2020-01-31."
)
@click.option(
    "--from", "old", type=click.Path(path_type=Path, exists=True), default=None, metavar="OLD",
    help="Write only what has changed since this older copy, a ZIP file or a folder: a small update to unpack over it. "
    "It has what the old copy has and its fonts, and reckons for the same day unless --today names another.",
)  # fmt: skip
@click.option(
    "--fonts", type=click.Choice(FONTS), default=None,
    help="What pages are set in: the fonts of the reader's system, or Noto (Latin, Cyrillic, Arabic), which the copy then "
    "carries: 0.3 MB. As mkdocs.yml says when left out, else those of the system.",
)  # fmt: skip
@with_today
@with_config
@click.option(
    "--list", "listing", type=click.Choice(["countries", "regions", "themes"]), default=None,
    help="Print the codes and names of all countries, regions or themes; nothing is written.",
)  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Build everything anew.")
def command(
    out: Path | None,
    old: Path | None,
    fonts: str | None,
    today: str,
    config: Path,
    listing: str | None,
    no_cache: bool,
    since: str,
    **criteria: tuple[str, ...],
) -> None:
    """Write the clearinghouse into the file OUT, whose end says in which form. Without OUT it is a ZIP file, named by what is in it.

    OUT.zip is the site, to be unpacked; OUT.zim the site for Kiwix, on a phone or for a whole room; OUT.pdf a handbook for
    paper and screens; OUT.epub the same for e-readers and phones.

    Without a criterion everything is in it. Of several values of a criterion a record has one; of several criteria it keeps
    all. What the chosen records refer to directly comes with them; any other link leads to a short page that says what is
    there in the whole clearinghouse.

    Exit status: 0 written, 2 not written.
    """
    with faults_told():
        if listing:
            click.echo("\n".join(_listed(config, listing)))
            return
        from clearinghouse.engines.packing import built_pack  # noqa: PLC0415 - the help does not wait for MkDocs
        from clearinghouse.packs.may_replace import must_be_free, must_be_of  # noqa: PLC0415 - the same
        from clearinghouse.packs.selection import Selection  # noqa: PLC0415 - the same
        from clearinghouse.packs.update import made_with_of_copy  # noqa: PLC0415 - the same
        from clearinghouse.packs.update import write as write_update  # noqa: PLC0415 - the same

        form = _form_of(out, fonts, is_update=bool(old))
        if out:
            must_be_free(out)
        selection = Selection(since=since, **criteria)
        if old:
            if not selection.is_everything:
                raise click.UsageError("An update has what its old copy has: --from takes no criteria beside it.")
            known = made_with_of_copy(old)
            selection, today, fonts = known.selection, today or known.today, fonts or known.fonts
        with built_pack(config, selection, today, fonts=fonts or "", cache=not no_cache) as pack:
            if pack.press.settings.uncommitted:
                click.echo(UNCOMMITTED, err=True)
            if not out:
                out = Path(f"{pack.name}{'-update' if old else ''}{form}")
                must_be_of(pack.selection, out)
            writer = import_module(WRITERS[form])
            click.echo(write_update(pack, old, out) if old else writer.write(pack, out))


def _form_of(out: Path | None, fonts: str | None, *, is_update: bool) -> str:
    """The end of the name of a pack, which says its form; a ZIP file without a name. Raises UsageError for what cannot be."""
    form = out.suffix.lower() if out else ".zip"
    if form not in WRITERS:
        raise click.UsageError(f"{out}: the name of a pack ends in {', '.join(WRITERS)}.")
    if is_update and form != ".zip":
        raise click.UsageError("An update is a ZIP file: let its name end in .zip.")
    if fonts and form not in SITES:
        raise click.UsageError(f"--fonts is for copies of the site, whose names end in {', '.join(SITES)}.")
    return form


def _listed(config: Path, name: str) -> Iterator[str]:
    """Yield a line for each concept of a code list: its code and its name. Raises ProjectFault where there is no such list."""
    from clearinghouse.project import Project, ProjectFault, read_types  # noqa: PLC0415 - as above

    code_lists = read_types(Project.from_config(config))[1]
    if name not in code_lists:
        raise ProjectFault(f"This clearinghouse has no list of {name}.")
    code_list = code_lists[name]
    width = max(map(len, code_list.concepts), default=0)
    yield from (f"{concept:<{width}}  {code_list.label(concept)}" for concept in code_list.concepts)
