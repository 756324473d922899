"""Asks Plex to read the metadata of one show or film again, on all its servers."""

import threading

from parity.actions.ports import House


def refresh_item(house: House, show_id: int | None, film_id: int | None, stop: threading.Event) -> None:
    """Ask every server that has it. Raises the failures of core."""
