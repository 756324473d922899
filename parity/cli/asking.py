"""Having TMDB asked about shows that may be other ones now: by whoever is at work, else by the person."""

import click

from parity.actions.ports import House
from parity.actions.scan_control import look_again
from parity.store.folder import FolderInUse, lock


def ask_or_tell(house: House, show_ids: tuple[int, ...]) -> None:
    """Queue a scan of these shows where somebody is at work to take it; else say how to scan them.

    A scan that nobody takes would only stand in the way of the next one.
    """
    try:
        with lock(house.settings().data_dir, "a look"):
            named = "".join(f" --show {show_id}" for show_id in show_ids)
            return click.echo(f"To ask TMDB now: python -m parity scan refresh{named}")
    except FolderInUse:
        asked = look_again(house, show_ids)
    click.echo("TMDB is asked now." if asked else "A scan is at work: rescan the show when it has ended.")
