"""`forget`: letting go of a library that Plex no longer has."""

import click

from parity.actions.forget import forget_library
from parity.cli.opening import visiting
from parity.cli.saying import plain


@click.command("forget")
@click.argument("library")
def forget_command(library: str) -> None:
    """Forget the LIBRARY (title, section id or MACHINE_ID/SECTION_ID) that is gone from Plex. Decisions stay."""
    with visiting() as house:
        title = forget_library(house, library)
    click.echo(f"{plain(title)} is forgotten; what you decided about its shows is kept.")
