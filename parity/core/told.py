"""What somebody told us: which files or folders came or went, and of which show or film they are."""

import json
from dataclasses import dataclass, field
from typing import Literal

from parity.core.ids import ExternalIds

Kind = Literal["plex", "sonarr", "radarr", "path", "page"]
"""Who tells: a Plex webhook, Sonarr's, Radarr's, a bare path (autoscan's and autopulse's way), a person."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One file, or with `folder` one folder, as the teller calls it. `gone`: it was deleted, or moved away."""

    path: str
    folder: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ItemTold:
    """An item of a Plex server that came, changed or went. `show_key` is that of its show, "" for a film."""

    machine_id: str
    section_key: str
    rating_key: str
    show_key: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What follows from one message. `event` is the teller's own word for it, `said` one sentence for a person.

    `numbers` are (season, episode) of what came. `upgrade`: it takes the place of something that was there.
    Nothing `touched` and no `item`: the message was heard, and nothing has to be done.
    """

    kind: Kind
    event: str
    said: str
    touched: tuple[Touched, ...] = ()
    ids: ExternalIds = field(default_factory=ExternalIds)
    numbers: tuple[tuple[int, int], ...] = ()
    upgrade: bool = False
    item: ItemTold | None = None


def write_told(told: Told) -> str:
    """As JSON, for `read_told`; ids and numbers are not needed for what is done next, and left out."""
    kept = {
        "kind": told.kind,
        "event": told.event,
        "said": told.said,
        "touched": [[one.path, one.folder, one.gone] for one in told.touched],
        "upgrade": told.upgrade,
        "item": told.item and [told.item.machine_id, told.item.section_key, told.item.rating_key, told.item.show_key],
    }
    return json.dumps(kept, ensure_ascii=False)


def read_told(text: str) -> Told:
    """What `write_told` wrote."""
    kept = json.loads(text)
    touched = tuple(Touched(*one) for one in kept["touched"])
    item = ItemTold(*kept["item"]) if kept["item"] else None
    return Told(kept["kind"], kept["event"], kept["said"], touched, upgrade=kept["upgrade"], item=item)
