"""The command line: one file per group of commands, loaded when it is used."""

import io
import os
import sys
from importlib import import_module
from traceback import format_exception
from types import TracebackType
from typing import Any

import click

from parity import __version__

# Command -> the module below parity.cli that has it; the function there is called `NAME_command`.
COMMANDS = {
    "run": "run",
    "demo": "demo",
    "worker": "worker",
    "scan": "scan",
    "missing": "results",
    "upcoming": "results",
    "shows": "results",
    "collections": "collections",
    "why": "why",
    "ignore": "decide",
    "unignore": "decide",
    "accept": "decide",
    "match": "decide",
    "order": "decide",
    "policy": "decide",
    "specials": "decide",
    "grace": "decide",
    "decisions": "decisions",
    "settings": "settings",
    "forget": "forget",
    "plex": "plex",
    "paths": "paths",
    "watchlist": "watchlist",
    "sagetv": "sagetv",
    "import": "take_over",
    "doctor": "doctor",
    "healthcheck": "healthcheck",
}


class Commands(click.Group):
    """Loads a command when it is named, and turns every known trouble into one line on stderr."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"parity.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run it. What a person can mend is told in one line and exits with 1."""
        from parity.cli.troubles import in_one_line, known_troubles

        try:
            return super().invoke(ctx)
        except known_troubles() as trouble:
            if ctx.params.get("debug"):
                raise
            kind = click.UsageError if type(trouble).__name__ == "Refused" else click.ClickException
            raise kind(in_one_line(trouble)) from None


def _say_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        python = sys.version.split()[0]
        click.echo(f"Parity {__version__} (plexapi {version('plexapi')}, Python {python})")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Log everything and show where an error comes from.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version, help="Say the version."
)
def parity(debug: bool) -> None:
    """Keep a Plex library in step with the world outside: what is missing, what is coming, and why."""
    if debug:
        sys.excepthook = _in_full


def main() -> None:
    """Run the command that was typed."""
    sys.excepthook = _one_line
    _bear_any_terminal()
    parity(prog_name="python -m parity")


def _bear_any_terminal() -> None:
    """A stream may be closed, and a terminal may not know every letter: neither is a reason to break off.

    What is closed leads nowhere from now on, else the next file or socket would stand in its place.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest number that is free
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _in_full(kind: type[BaseException], trouble: BaseException, where: TracebackType | None) -> None:
    """The traceback, for who asked to see it, without anything secret."""
    from parity.http import redact

    click.echo(redact("".join(format_exception(kind, trouble, where))), err=True, nl=False)


def _one_line(kind: type[BaseException], trouble: BaseException, where: TracebackType | None) -> None:
    """What nobody expected: a line for a person; the exit status stays 1, as the interpreter has it."""
    from parity.cli.troubles import ailment, in_one_line

    more = f"{in_one_line(trouble)} ({kind.__name__}); python -m parity --debug … says more"
    click.echo(f"Error: {ailment(trouble) or more}", err=True)
