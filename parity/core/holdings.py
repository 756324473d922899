"""Which episodes a library holds: by number, and where an item has none, by date or title (RULES R2, R3, R17)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.numbering import Number, across_seasons
from parity.core.ordering import Order

ID_SHARE = 90  # per cent


@dataclass(frozen=True, slots=True)
class Copy:
    """One library item of a show: the order it is numbered in and its episodes, trash included."""

    rating_key: str
    order: Order
    episodes: Sequence[PlexEpisode]

    @property
    def live(self) -> list[PlexEpisode]:
        """What is really there."""
        return [e for e in self.episodes if e.live]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item without a number went. `number` is None and `how` "unplaced" when it fits nowhere."""

    rating_key: str
    title: str
    number: Number | None
    how: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """`owned` numbers of all copies; `placements` explain the unusual; `refusal` is why nothing can be said."""

    owned: frozenset[Number] = frozenset()
    placements: tuple[Placement, ...] = ()
    refusal: str | None = None


def holdings(copies: Iterable[Copy], expected: Sequence[ProviderEpisode]) -> Holdings:
    """What all copies together hold, each read for itself.

    A copy in an unknown order counts by episode ids when >= 90 % of its items carry one of the show's. When one copy
    cannot be compared, the show is not: a number that means something else must never make a false gap.
    """
    owned: set[Number] = set()
    placements: list[Placement] = []
    for copy in sorted(copies, key=lambda c: c.rating_key):
        if copy.order.by_number:
            placements += _hold_by_number(copy.live, expected, owned)
        elif not _hold_by_id(copy, expected, owned):
            return Holdings(refusal=copy.order.refusal)
    return Holdings(frozenset(owned), tuple(placements))


def _hold_by_id(copy: Copy, expected: Sequence[ProviderEpisode], owned: set[Number]) -> bool:
    """Whether the ids were enough to go by. An id that the provider does not list says nothing."""
    if not copy.order.by_episode_id:
        return False
    numbers = {e.episode_id: Number(e.season, e.number) for e in expected}
    told = [[numbers[i] for i in e.ids.tmdb if i in numbers] for e in copy.live]
    owned.update(number for found in told for number in found)
    return bool(told) and sum(map(bool, told)) * 100 >= ID_SHARE * len(told)


def _hold_by_number(
    live: Sequence[PlexEpisode], expected: Sequence[ProviderEpisode], owned: set[Number]
) -> list[Placement]:
    held: set[Number] = set()
    loose: list[PlexEpisode] = []
    for item in live:
        season, number = item.season, item.number
        if (season is not None and season < 0) or (number is not None and number < 0):
            continue
        if season is None or number is None:
            loose.append(item)
        else:
            held.add(Number(season, number))
    placements = _place(loose, expected, held) if loose else []
    if any((e.season, e.number) not in held for e in expected):
        _add_second_ends(live, held)
    owned |= held
    return placements


def _add_second_ends(live: Sequence[PlexEpisode], held: set[Number]) -> None:
    for item in live:
        ends = across_seasons(item.file) if item.file else None
        # Only a file that Plex numbers as its name does is believed.
        if ends is not None and (item.season, item.number) in ends:
            held.update(ends)


_Either = PlexEpisode | ProviderEpisode
_Trait = Callable[[_Either], Hashable]


def _title(episode: _Either) -> str | None:
    return " ".join(episode.title.split()).casefold() or None


def _date_and_title(episode: _Either) -> Hashable:
    title = _title(episode)
    return (episode.air_date, title) if episode.air_date is not None and title is not None else None


# The surest first, so that of two items of one day each finds its own title.
_TRAITS: tuple[tuple[str, _Trait], ...] = (
    ("date", _date_and_title),
    ("date", lambda episode: episode.air_date),
    ("title", _title),
)


def _place(loose: Sequence[PlexEpisode], expected: Sequence[ProviderEpisode], held: set[Number]) -> list[Placement]:
    """Items without a number: the episode of the same date, one each, else of the same title (RULES R3)."""
    # Those that know their season choose first; the keys only make the answer the same each time.
    waiting = sorted(loose, key=lambda item: (item.season is None, item.rating_key))
    placed: list[Placement] = []
    for how, trait in _TRAITS:
        free, left = _by_trait(trait, expected, held), []
        for item in waiting:
            fitting = free.get(trait(item))
            if fitting:
                number = min(fitting, key=lambda n: _distance(item, n))
                fitting.remove(number)
                held.add(number)
                placed.append(Placement(item.rating_key, item.title, number, how))
            else:
                left.append(item)
        waiting = left
    return placed + [Placement(item.rating_key, item.title, None, "unplaced") for item in waiting]


def _by_trait(trait: _Trait, expected: Sequence[ProviderEpisode], held: set[Number]) -> Mapping[Hashable, set[Number]]:
    found: dict[Hashable, set[Number]] = {}
    for episode in expected:
        value, number = trait(episode), Number(episode.season, episode.number)
        if value is not None and number not in held:
            found.setdefault(value, set()).add(number)
    return found


def _distance(item: PlexEpisode, number: Number) -> tuple[bool, bool, bool, Number]:
    """How ill a number fits what the item does say of itself; specials come last."""
    return number.season != item.season, number.episode != item.number, number.season == 0, number
