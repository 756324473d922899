"""The sample household has its watched states compared when somebody comes to look, and one mark taken away since."""

import json
import threading
from contextlib import suppress
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from parity.actions import watched_run
from parity.actions.ports import House
from parity.actions.watched_user import who
from parity.core.watched import SAGETV
from parity.store import watched_base
from parity.store.watched_base import Whose

_PATIENCE = 10.0
_HERE = "127.0.0.1"
"""Where the stand-ins are."""


def begin(house: House) -> None:
    """Compare beside what else begins: then somebody takes a mark away in Plex, and it is compared again."""
    if urlsplit(house.settings().plex_base_url or "").hostname == _HERE and house.settings().sagetv_url:
        threading.Thread(target=_compare, args=(house,), name="the day of the sample household", daemon=True).start()


def _compare(house: House) -> None:
    watched_run.carry_out(house, watched_run.ask(house, "plan", by="demo"), threading.Event())
    with house.database.reading() as connection:
        agreed = watched_base.agreed(connection, Whose(who(house), SAGETV.id))
    marked = sorted(key for key, each in agreed.items() if each.plex.watched and each.partner.watched)
    for key in marked[:1]:
        _unmark(house, int(key.plex_key))
    with suppress(watched_run.AlreadyRunning):  # somebody was quicker with the button
        watched_run.ask(house, "plan", by="demo")


def _unmark(house: House, key: int) -> None:
    body = json.dumps({"do": "unwatch", "args": {"key": key}}).encode()
    there = Request(f"{house.settings().plex_base_url}/_world", body, {"Content-Type": "application/json"})
    with urlopen(there, timeout=_PATIENCE):
        return
