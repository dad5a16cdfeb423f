"""`clearinghouse new`: begins a record, from answers at a terminal or with blanks to fill."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearinghouse.commands import faults_told, with_config


@click.command("new")
@click.argument("collection")
@click.argument("record_id", metavar="[ID]", required=False, default="")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Give a field a value; can be repeated.")
@click.option("--ask/--no-ask", default=None, help="Ask for the fields that are needed.  [default: on a terminal]")
@click.option("--output", default="", metavar="FILE", help="Write to another place; - prints the record.")
@with_config
def command(
    collection: str, record_id: str, settings: tuple[str, ...], ask: bool | None, output: str, config: Path
) -> None:
    """Begin a record of COLLECTION, such as initiatives, with all fields that it needs and words on each.

    On a terminal you are asked for them, and for an ID where you give none: the name of the file, and part of its address.
    Elsewhere the fields are left blank. Nothing is ever written over.
    """
    # Imported here, so that the help of the command does not wait for what reads records.
    from clearinghouse.calling import as_called  # noqa: PLC0415
    from clearinghouse.editing.beginning import Beginning, blanks_of  # noqa: PLC0415
    from clearinghouse.project import Project  # noqa: PLC0415

    asks = ask if ask is not None else sys.stdin.isatty() and output != "-"
    with faults_told():
        begun = Beginning.of(Project.from_config(config), collection, record_id, settings)
        if asks:
            begun.ask(_AtTerminal())
        begun.id_from_title()
        text = begun.text()
        if output == "-":
            click.echo(text, nl=False)
            return
        path = begun.write(text, Path(output) if output else None)
    file = begun.project.name_of(path.absolute())
    blanks = blanks_of(text)
    click.echo(f"Written: {file}")
    if blanks:
        click.echo(f"Fill in {len(blanks)} blank{'' if len(blanks) == 1 else 's'}: {', '.join(blanks)}.")
    click.echo(f"Then check it: {as_called('check', file)}")


class _AtTerminal:
    """The person who called the command. Questions go beside what the command prints as its answer."""

    def tell(self, text: str) -> None:
        """Show a line."""
        click.echo(text, err=True)

    def ask(self, question: str, proposal: str = "") -> str:
        """Return what is typed; the command ends where the person ends it."""
        return str(click.prompt(question, default=proposal, show_default=bool(proposal), err=True))
