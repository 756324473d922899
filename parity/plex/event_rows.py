"""What a server tells as it happens, as core nouns (plex.md 2.8). What we know nothing of shows that the line lives."""

import json
from collections.abc import Mapping
from typing import Literal

from parity.core.activity import Heartbeat, ItemEvent, PlayEvent, SectionScan, ServerEvent
from parity.plex.activity_rows import read_activity
from parity.plex.reading import Row, first, number, record, records, text

_LIBRARY = "com.plexapp.plugins.library"
_KINDS: Mapping[int, Literal["show", "season", "episode", "movie"]] = {
    1: "movie", 2: "show", 3: "season", 4: "episode",
}  # fmt: skip
_DONE, _DELETED = 5, 9
_SCANS: Mapping[str, Literal["began", "goes on", "ended"]] = {
    "started": "began", "updated": "goes on", "progress": "goes on", "ended": "ended",
}  # fmt: skip


def read_event(data: str) -> tuple[ServerEvent, ...]:
    """The data of one event: an object, or as over a socket a container with several.

    At least a heartbeat, whatever it is: garbage came over a line that is alive.
    """
    try:
        told = record(json.loads(data))
    except (ValueError, RecursionError):
        told = {}
    told = record(told.get("NotificationContainer")) or told
    found = [
        *(_scan(row) for row in records(told.get("ActivityNotification"))),
        *(_item(row) for row in records(told.get("TimelineEntry"))),
        *(_play(row) for row in records(told.get("PlaySessionStateNotification"))),
    ]
    return tuple(event for event in found if event is not None) or (Heartbeat(),)


def _scan(row: Row) -> SectionScan | None:
    activity = read_activity(first(row.get("Activity")))
    did = _SCANS.get(text(row.get("event")))
    if activity is None or not activity.scans or did is None:
        return None
    uuid = text(row.get("uuid")) or activity.uuid
    return SectionScan(uuid, activity.section_key, did, activity.subtitle, activity.progress)


def _item(row: Row) -> ItemEvent | None:
    """An entry of the timeline. Television guides and music have entries too, which are nobody's here."""
    kind, rating_key = number(row.get("type")), _key(row, "itemID")
    ours = row.get("identifier") == _LIBRARY and (kind is None or kind < 0 or kind in _KINDS)
    if not ours or not rating_key:
        return None
    what = None if kind is None else _KINDS.get(kind)
    return ItemEvent(
        _key(row, "sectionID"), rating_key, _show_of(row, what, rating_key), what, _did(row), text(row.get("title"))
    )


def _did(row: Row) -> Literal["came", "changed", "ready", "went"]:
    state, metadata = number(row.get("state")), text(row.get("metadataState"))
    if state == _DELETED or metadata == "deleted":
        return "went"
    if state == _DONE:
        return "ready"
    return "came" if state == 0 and metadata == "created" else "changed"


def _show_of(row: Row, kind: str | None, rating_key: str) -> str:
    match kind:
        case "movie":
            return ""
        case "show":
            return rating_key
        case "season":
            return _key(row, "parentItemID") or _key(row, "rootItemID")
        case _:
            return _key(row, "rootItemID")


def _play(row: Row) -> PlayEvent | None:
    """Live television has no key; that it plays says nothing of a library."""
    rating_key, state = _key(row, "ratingKey"), text(row.get("state"))
    return PlayEvent(rating_key, state) if rating_key and state else None


def _key(row: Row, name: str) -> str:
    """A key, told as a number here and a text there; -1 and 0 stand for none."""
    key = number(row.get(name))
    return str(key) if key is not None and key > 0 else ""
