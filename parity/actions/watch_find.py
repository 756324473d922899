"""Asks Plex or SIMKL which title a person means, because they fix a match and wait for the answer."""

from parity.actions import simkl_account
from parity.actions.patience import patience
from parity.actions.ports import House
from parity.core.watch import Side, Type, WatchItem

_PATIENCE = 15.0  # seconds, of one question and of them all: somebody waits for it
MOST = 10


def search_plex(house: House, type: Type, title: str) -> tuple[WatchItem, ...]:
    """Titles of Plex's catalogue by their name, the first ten. Raises the failures of core and NotSetUp."""
    with patience(_PATIENCE) as stop, house.doors().plex_list(stop, _PATIENCE) as plex:
        return plex.search(type, title)[:MOST]


def look_up(house: House, side: Side, type: Type, id: str) -> WatchItem | None:
    """What a side knows under an id such as `tmdb:603`; None for nothing. Raises the failures of core and NotSetUp."""
    with patience(_PATIENCE) as stop:
        if side == "plex":
            with house.doors().plex_list(stop, _PATIENCE) as plex:
                return plex.find(type, frozenset([id]))
        with simkl_account.simkl_list(house, stop, _PATIENCE) as simkl:
            return simkl.look_up(type, frozenset([id]))
