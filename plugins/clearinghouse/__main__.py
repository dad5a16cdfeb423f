"""The command line: finds the command that is asked for. What a command does is in `commands/`."""

from __future__ import annotations

from importlib import import_module

import click

from clearinghouse import __version__

COMMANDS = {
    "check": "Check records against their schemas, each other and the rules of coordination.",
    "fix": "Mend all that can be mended without changing what a record says.",
    "fmt": "Write the front matter of records in the one form.",
    "import": "Bring in records from a table (CSV, XLSX) or from IATI, by a mapping file.",
    "compare": "Say in words what changed since an earlier state: records, fields, pages, and what is wrong.",
    "draft": "Make the draft of a record from an issue that was written with a form.",
    "overdue": "List what is overdue, for an issue that is written anew every week.",
    "generate": "Write the files that are made from the schemas; --check says which are out of date.",
    "pack": "Write the clearinghouse, or a part of it, as a copy that works without a network.",
    "verify": "Say what is missing, changed or extra in copies of a released site.",
    "publish": "Put a built site before readers in one step, or go back to an earlier one.",
    "admin": "Write the editor for teams (Sveltia CMS) into a site.",
}
"""What can be asked for, in the order of the help, each with the sentence that the help says of it."""

MODULES = {"import": "importing"}
"""The modules of commands whose names are words of Python."""


class _Commands(click.Group):
    """Imports the module of a command when it is called; the list of commands needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"clearinghouse.commands.{MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what each command is for, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clearinghouse")
def main() -> None:
    """Check, build and hand out a clearinghouse made of Markdown records."""


if __name__ == "__main__":
    main()
