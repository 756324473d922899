"""`plex`: signing in on a terminal, and looking around among the servers and libraries of the account."""

import click

from parity.cli.plex_login import login_command, logout_command
from parity.cli.plex_sections import sections_command
from parity.cli.plex_servers import servers_command
from parity.cli.plex_unseen import unseen_command


@click.group("plex")
def plex_command() -> None:
    """Sign in with Plex, and see its servers and libraries."""


for _command in (login_command, logout_command, servers_command, sections_command, unseen_command):
    plex_command.add_command(_command)
