"""What a person decided, and which of it applies to a show today (RULES R5, R8)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from parity.core.ids import ExternalIds, is_plex_guid
from parity.core.numbering import Number

_PART_OF_SHOW = re.compile(r"(?:tmdb|tvdb):(?:e[0-9]+|.+:[0-9]+:s[0-9]+(?:e[0-9]+)?)")
SHOW_KINDS = ("ignore_show", "match", "order", "policy", "specials", "grace")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `keys`: the names it is found by; `until`: its last day; `made_on`: its first, the owner's."""

    id: int
    kind: str
    keys: frozenset[str]
    value: str
    reason: str
    made_at: datetime
    made_on: date
    until: date | None = None

    def in_force(self, today: date) -> bool:
        """The end date still counts."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force for one show. `shadowed` are those that a newer one of the same kind outranks.

    `accepted`: episodes that another source does not list, each decision's value the signature of that difference.
    """

    show: Mapping[str, Decision] = field(default_factory=dict)
    seasons: Mapping[str, Decision] = field(default_factory=dict)
    episodes: Mapping[str, Decision] = field(default_factory=dict)
    shadowed: tuple[Decision, ...] = ()
    accepted: Mapping[str, Decision] = field(default_factory=dict)

    @property
    def ruling(self) -> frozenset[int]:
        """The ids of those that nothing outranks."""
        return frozenset(
            d.id for shelf in (self.show, self.seasons, self.episodes, self.accepted) for d in shelf.values()
        )


def show_keys(
    ids: ExternalIds, guid: str, machine_id: str, folder: str | None, title: str, year: int | None
) -> tuple[str, ...]:
    """The names under which show-level decisions are kept: Plex's ids and guid, else one for this library only.

    `ids` are those that Plex gave, never those of a match that the owner decided.
    """
    keys = (*ids.keys(), guid) if is_plex_guid(guid) else ids.keys()
    return keys or local_keys(machine_id, folder, title, year)[:1]


def show_names(
    ids: ExternalIds, guid: str, machine_id: str, folder: str | None, title: str, year: int | None
) -> tuple[str, ...]:
    """The names by which show-level decisions are found: without ids every name that was ever good enough."""
    kept = show_keys(ids, guid, machine_id, folder, title, year)
    return local_keys(machine_id, folder, title, year) if kept[0].startswith("local:") else kept


def local_keys(machine_id: str, folder: str | None, title: str, year: int | None) -> tuple[str, ...]:
    """Names of a show without ids, best first. What was decided under them is re-keyed when ids appear."""
    named = f"local:{machine_id}|title|{title}|{year or ''}"
    return (f"local:{machine_id}|folder|{folder}", named) if folder else (named,)


def season_key(show_id: int, season: int, order: str = "tmdb:aired") -> str:
    """Name of a season in one provider's order."""
    return f"{order}:{show_id}:s{season}"


def episode_keys(show_id: int, number: Number, episode_id: int | None, order: str = "tmdb:aired") -> tuple[str, ...]:
    """The name under which a decision on an episode is kept: the provider's id, its number only where that is unknown.

    So a renumbered episode keeps its decision, and the one that got its number does not inherit it.
    """
    return episode_names(show_id, number, episode_id, order)[:1]


def episode_names(show_id: int, number: Number, episode_id: int | None, order: str = "tmdb:aired") -> tuple[str, ...]:
    """All names by which a decision on an episode may be found, best first: it may be older than what we know."""
    by_number = f"{order}:{show_id}:s{number.season}e{number.episode}"
    return (f"{order.partition(':')[0]}:e{episode_id}", by_number) if episode_id else (by_number,)


def rulings(found: Iterable[Decision], today: date) -> Rulings:
    """Sort out the decisions found for a show: in force only; the newest of a kind wins and shadows the others."""
    show: dict[str, Decision] = {}
    seasons: dict[str, Decision] = {}
    episodes: dict[str, Decision] = {}
    accepted: dict[str, Decision] = {}
    shadowed: list[Decision] = []
    in_force = {decision.id: decision for decision in found if decision.in_force(today)}
    for decision in sorted(in_force.values(), key=lambda d: (d.made_at, d.id), reverse=True):
        if decision.kind == "ignore_season":
            _shelve(decision, seasons)
        elif decision.kind == "ignore_episode":
            _shelve(decision, episodes)
        elif decision.kind == "accept":
            _shelve(decision, accepted)
        elif decision.kind in SHOW_KINDS and show.setdefault(decision.kind, decision) is not decision:
            shadowed.append(decision)
    return Rulings(show, seasons, episodes, tuple(shadowed), accepted)


def _shelve(decision: Decision, shelf: dict[str, Decision]) -> None:
    for key in decision.keys:
        shelf.setdefault(key, decision)


def names_part_of_show(key: str) -> bool:
    """Whether it names a season or an episode of one source's show, not a show."""
    return _PART_OF_SHOW.fullmatch(key) is not None


def all_keys(decisions: Iterable[Decision]) -> frozenset[str]:
    """Every name that any of the decisions is found by."""
    return frozenset(key for decision in decisions for key in decision.keys)
