"""What Plex posts to a webhook. It is signed by nobody, and comes for other people's servers too."""

import re
from collections.abc import Collection
from typing import Final

from parity.core.hook_body import Body, Unreadable, body, words
from parity.core.told import ItemTold, Told

ADDED: Final = "library.new"
_KEY = re.compile(r"[0-9]{1,18}")
_SHOW_OF = {"show": "ratingKey", "season": "parentRatingKey", "episode": "grandparentRatingKey"}
"""Where an item of each kind names its show."""


def read_plex(message: object, servers: Collection[str]) -> Told | None:
    """What follows from a message; None when it is about a server that is not one of `servers` (machine ids).

    What came is a hint: Plex tells of many episodes in one message about their show. Raises Unreadable.
    """
    if not isinstance(message, dict):
        raise Unreadable("A JSON object was expected.")
    event = words(message.get("event"), 60)
    machine_id = words(body(message.get("Server")).get("uuid"))
    if not event or not machine_id:
        raise Unreadable("It names no event, or no server.")
    if machine_id not in servers:
        return None
    item, said = body(message.get("Metadata")), _title(body(message.get("Metadata")))
    if event != ADDED:
        return Told("plex", event, f"{event}: nothing has to be read again for it.")
    place = _place(machine_id, item)
    if place is None:
        return Told("plex", event, f"{said} came, which is neither a show nor a film.")
    return Told("plex", event, f"{said} came.", item=place)


def _place(machine_id: str, item: Body) -> ItemTold | None:
    """Where the item lies; None for music, pictures, and what does not say where it lies."""
    section, key, kind = _key(item, "librarySectionID"), _key(item, "ratingKey"), words(item.get("type"))
    show = _key(item, _SHOW_OF[kind]) if kind in _SHOW_OF else ""
    if not section or not key or not (show or kind == "movie"):
        return None
    return ItemTold(machine_id, section, key, show)


def _key(item: Body, name: str) -> str:
    """A number as text, which Plex sends as either."""
    value = item.get(name)
    text = str(value) if type(value) is int and 0 <= value < 10**18 else value
    return text if isinstance(text, str) and text.isascii() and _KEY.fullmatch(text) else ""


def _title(item: Body) -> str:
    names = (words(item.get(name)) for name in ("grandparentTitle", "parentTitle", "title"))
    return ", ".join(dict.fromkeys(name for name in names if name)) or "Something"
