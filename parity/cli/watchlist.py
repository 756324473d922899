"""`watchlist`: Plex's watchlist and SIMKL's plan to watch, compared and kept together."""

import click

from parity.cli.watchlist_connect import connect_command, disconnect_command
from parity.cli.watchlist_run import plan_command, sync_command
from parity.cli.watchlist_status import reset_command, status_command


@click.group("watchlist")
def watchlist_command() -> None:
    """Keep Plex's watchlist and SIMKL's plan to watch together: connect, see what would be done, do it, begin anew."""


for _command in (
    plan_command,
    sync_command,
    status_command,
    reset_command,
    connect_command,
    disconnect_command,
):
    watchlist_command.add_command(_command)
