"""Which episode of one source is which of another, whatever numbers the two give (Sonarr#734, #7860; seerr#465)."""

import re
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from parity.core.catalogue import ProviderEpisode
from parity.core.titles import part_of, telling

DATE_LINE = timedelta(days=1)  # two sources date one broadcast so far apart
_BETWEEN = re.compile(r"\s*[/;+&|]\s*")

_told = lru_cache(4096)(telling)  # a show's titles are asked for a few times each

Trait = Callable[[ProviderEpisode], Hashable]
Couple = tuple[ProviderEpisode, ProviderEpisode]


@dataclass(slots=True)
class Pairing:
    """What belongs together: from each side to the other. What stands in neither has no counterpart."""

    there: dict[ProviderEpisode, ProviderEpisode] = field(default_factory=dict)
    here: dict[ProviderEpisode, ProviderEpisode] = field(default_factory=dict)


def in_order(episodes: Iterable[ProviderEpisode]) -> list[ProviderEpisode]:
    """Each once, by number; the rest of the key only makes the answer the same each time."""

    def key(e: ProviderEpisode) -> tuple[int, int, int, str, date, int, str]:
        return e.season, e.number, e.episode_id, e.title, e.air_date or date.min, e.runtime or 0, e.kind

    return sorted(set(episodes), key=key)


def pair(mine: Sequence[ProviderEpisode], other: Sequence[ProviderEpisode]) -> Pairing:
    """Find every episode's counterpart, the surest first; each belongs to one at most.

    Seasons with seasons and specials with specials; only by a title that tells something across the two.
    """
    found = Pairing()
    for special in (False, True):
        own, its = ([e for e in side if (e.season == 0) is special] for side in (mine, other))
        for step in _STEPS:
            if own and its:
                step(found, own, its)
                own, its = _left(own, found.there), _left(its, found.here)
    for trait in (_date_and_title, _telling):
        _by(found, _left(mine, found.there), _left(other, found.here), trait, alone=True)
    return found


def words(episode: ProviderEpisode) -> str:
    """What its title tells, "" when it only counts."""
    return _told(episode.title)


def pieces(episode: ProviderEpisode) -> tuple[str, ...]:
    """`Stuck in the Mud / Fishing` tells of two stories; a plain title of itself, a part of what it is a part of."""
    part = part_of(episode.title)
    if part is not None:
        return (part[0],)
    return tuple(filter(None, map(_told, _BETWEEN.split(episode.title))))


def tells_several(episode: ProviderEpisode) -> bool:
    """Whether its title may name several stories: the quick look before `pieces`."""
    return _BETWEEN.search(episode.title) is not None


def near(one: date | None, two: date | None) -> bool:
    """Whether two sources can mean one day."""
    return one is not None and two is not None and abs(one - two) <= DATE_LINE


def _left(side: Sequence[ProviderEpisode], taken: Container[ProviderEpisode]) -> list[ProviderEpisode]:
    return [episode for episode in side if episode not in taken]


def _by(
    found: Pairing,
    mine: Sequence[ProviderEpisode],
    other: Sequence[ProviderEpisode],
    trait: Trait,
    alone: bool = False,
    agree: Callable[[ProviderEpisode, ProviderEpisode], bool] | None = None,
) -> None:
    """Join both sides by a trait; where it has to stand `alone`, only what is the one on each side."""
    own, its = _groups(mine, trait), _groups(other, trait)
    for value, ours in own.items():
        theirs = its.get(value, [])
        if alone and (len(ours), len(theirs)) != (1, 1):
            continue
        for one, two in zip(ours, theirs, strict=False):
            if agree is None or agree(one, two):
                _join(found, one, two)


def _groups(side: Sequence[ProviderEpisode], trait: Trait) -> dict[Hashable, list[ProviderEpisode]]:
    groups: dict[Hashable, list[ProviderEpisode]] = {}
    for episode in side:
        value = trait(episode)
        if value is not None:
            groups.setdefault(value, []).append(episode)
    return groups


def _join(found: Pairing, one: ProviderEpisode, two: ProviderEpisode) -> None:
    found.there[one] = two
    found.here[two] = one


def _number(episode: ProviderEpisode) -> Hashable:
    return episode.season, episode.number


def _telling(episode: ProviderEpisode) -> Hashable:
    return words(episode) or None


def _number_and_title(episode: ProviderEpisode) -> Hashable:
    told = words(episode)
    return (episode.season, episode.number, told) if told else None


def _date_and_title(episode: ProviderEpisode) -> Hashable:
    told = words(episode)
    return (episode.air_date, told) if told and episode.air_date else None


def _number_and_date(episode: ProviderEpisode) -> Hashable:
    return (episode.season, episode.number, episode.air_date) if episode.air_date else None


def _date(episode: ProviderEpisode) -> Hashable:
    return episode.air_date


def _not_told_apart(one: ProviderEpisode, two: ProviderEpisode) -> bool:
    """Whether a title of the two only counts, so that of several of one day the first is as good as any."""
    return not (words(one) and words(two))


def _about_one_day(one: ProviderEpisode, two: ProviderEpisode) -> bool:
    return near(one.air_date, two.air_date)


def _says_too_little(one: ProviderEpisode, two: ProviderEpisode) -> bool:
    """Whether nothing speaks against the number: a title only counts, or a date is not known."""
    return not (words(one) and words(two)) or one.air_date is None or two.air_date is None


def _first_pieces(found: Pairing, mine: Sequence[ProviderEpisode], other: Sequence[ProviderEpisode]) -> None:
    """One long episode and the first of what it is split into elsewhere."""

    def first(episode: ProviderEpisode) -> Hashable:
        return next(iter(pieces(episode)), None)

    own, its = _groups(mine, first), _groups(other, first)
    for value, ours in own.items():
        theirs = its.get(value, [])
        if 1 in (len(ours), len(theirs)) and theirs and near(ours[0].air_date, theirs[0].air_date):
            _join(found, ours[0], theirs[0])


_STEPS: tuple[Callable[[Pairing, Sequence[ProviderEpisode], Sequence[ProviderEpisode]], None], ...] = (
    # Nearly all, so that the rest has to look at few titles.
    lambda found, mine, other: _by(found, mine, other, lambda e: (e.season, e.number, e.title, e.air_date)),
    lambda found, mine, other: _by(found, mine, other, _number_and_title),
    lambda found, mine, other: _by(found, mine, other, _date_and_title),
    lambda found, mine, other: _by(found, mine, other, _telling, alone=True),
    lambda found, mine, other: _by(found, mine, other, _number_and_date),
    lambda found, mine, other: _by(found, mine, other, _date, alone=True),
    lambda found, mine, other: _by(found, mine, other, _date, agree=_not_told_apart),
    lambda found, mine, other: _by(found, mine, other, _number, agree=_about_one_day),
    _first_pieces,
    lambda found, mine, other: _by(found, mine, other, _number, agree=_says_too_little),
)
