"""`plex`: signing in on a terminal, looking around among servers and libraries, and having Plex scan them."""

import click

from parity.cli.plex_login import login_command, logout_command
from parity.cli.plex_refresh import refresh_command
from parity.cli.plex_sections import sections_command
from parity.cli.plex_servers import servers_command
from parity.cli.plex_sessions import sessions_command
from parity.cli.plex_trash import trash_command
from parity.cli.plex_unseen import unseen_command


@click.group("plex")
def plex_command() -> None:
    """Sign in with Plex, see its servers, libraries and who plays, and let it scan."""


for _command in (
    login_command,
    logout_command,
    servers_command,
    sections_command,
    sessions_command,
    refresh_command,
    unseen_command,
    trash_command,
):
    plex_command.add_command(_command)
