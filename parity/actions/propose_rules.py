"""Proposes rules for the paths that came lately and fit no library. Nobody is asked anything."""

from collections.abc import Sequence
from dataclasses import replace

from parity.actions.ports import House
from parity.core.path_parts import beneath
from parity.core.path_proposals import Heard, Proposal, propose
from parity.core.paths import Place, Rule, TooSlow
from parity.core.told import Touched
from parity.core.watched import SAGETV
from parity.core.watched_folders import propose_folders
from parity.store import libraries, path_evidence, path_rules, players, watched_folders
from parity.store.database import Connection

_MOST_SLOW = 3


def propose_rules(house: House, roots: Sequence[tuple[str, str]] = ()) -> tuple[Proposal, ...]:
    """The rules that would help, those that serve most first; then those for the files of Plex's partner, as SageTV.

    `roots` are folders that Sonarr and Radarr put things into, each with who says so: ("sonarr", "/tv").
    """
    kinds = {"sonarr": "show", "radarr": "movie"}
    told = [Heard(Touched(beneath(root, ["…"]), folder=True), source, kinds.get(source)) for source, root in roots]
    partner = SAGETV.id if house.settings().sagetv_url else ""
    with house.database.reading() as connection:
        rules, places = list(map(impatient, path_rules.every(connection))), told_places(connection)
        heard = [*told, *path_evidence.heard(connection)]
        found = propose(heard, rules, places, path_evidence.homes(connection))
        alike = watched_folders.every(connection) if partner else ()
    return (*found, *propose_folders(alike, partner, rules, places))


def told_places(connection: Connection) -> list[Place]:
    """The libraries of the servers that are told what arrived."""
    kept = players.every(connection)
    places = libraries.places(connection)
    return [place for place in places if place.machine_id not in kept or kept[place.machine_id].told]


def impatient(rule: Rule) -> Rule:
    """The rule; a pattern that took too long a few times is given up, as hundreds of paths go through it."""
    turn, slow = rule.turn, 0
    if turn is None:
        return rule

    def turned(path: str) -> str | None:
        nonlocal slow
        if slow == _MOST_SLOW:
            return None
        try:
            return turn(path)
        except TooSlow:
            slow += 1
            raise

    return replace(rule, turn=turned)
