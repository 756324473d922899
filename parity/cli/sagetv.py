"""`sagetv`: watched states and positions of Plex and SageTV, and the libraries of Plex that hold what SageTV has."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from parity.actions.ports import House
from parity.cli.opening import visiting
from parity.cli.sagetv_asked import Asked, Typed, Work

_DOES: dict[Work, tuple[str, str]] = {
    "compare": ("sagetv_run", "compare"),
    "list": ("sagetv_libraries", "list_them"),
    "add": ("sagetv_libraries", "add"),
    "delete": ("sagetv_libraries", "delete"),
    "refresh": ("sagetv_libraries", "refresh"),
    "position": ("sagetv_single", "move"),
    "dump": ("sagetv_single", "dump"),
}


@click.command("sagetv")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("-l", "--list", "lists", is_flag=True, help="List the libraries of Plex.")
@click.option("-s", "--sync", is_flag=True, help="Bring both sides together; without it nothing is changed.")
@click.option("-m", "--media", is_flag=True, help="ID is that of a video, not of a library.")
@click.option("--sagedata", is_flag=True, help="With -m: all that SageTV tells of the video.")
@click.option("--position", metavar="H:M:S", help="With -m and -s: go on there, in Plex and SageTV.")
@click.option(
    "-x",
    "--ignore",
    type=click.IntRange(0, 3600),
    metavar="SECONDS",
    help="Positions within so many seconds from the beginning count as none; else as the settings say (60).",
)
@click.option("-p", "asks", is_flag=True, help="Ask before each change.")
@click.option("-n", "simulates", is_flag=True, help="Change nothing, only say what --sync would do.")
@click.option("--addtv", metavar="NAME PATH...", help="Add a library of shows to Plex.")
@click.option("--addmovie", metavar="NAME PATH...", help="Add a library of films to Plex.")
@click.option("--delsec", metavar="ID", help="Delete a library of Plex; files stay.")
@click.option("--refresh", metavar="ID", help="Have Plex scan a library.")
@click.option("--yes", is_flag=True, help="Say yes to all, also to what waits for it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sagetv_command(as_json: bool, **given: Any) -> None:
    """Compare how far videos were watched in Plex and in SageTV; with --sync bring both together.

    ID is a library of Plex by its title, section id or SERVER/SECTION, or `all`; with --media the id of a video, as a
    comparison prints it. Nothing is changed without --sync.

    Exit status: 0 done; 3 some videos failed; 4 some wait for a yes; 1 the work could not be done; 2 wrong usage.
    """
    typed = Typed(**given)
    if typed.is_nothing:
        click.echo(click.get_current_context().get_help())
        return
    asked = typed.read()
    with visiting() as house:
        sys.exit(_doing(asked)(house, asked, as_json))


def _doing(asked: Asked) -> Callable[[House, Asked, bool], int]:
    module, name = _DOES[asked.work]
    found: Callable[[House, Asked, bool], int] = getattr(import_module(f"parity.cli.{module}"), name)
    return found
