"""What one source lists and another does not, why that may be, and when an owner's word on it ends.

The number alone tells nothing: TheTVDB and TMDB number one show differently, and split or join its episodes.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.gaps import ACCEPTED, Gap
from parity.core.pairing import DATE_LINE, Pairing, in_order, near, pair, pieces, tells_several, words
from parity.core.titles import part_of

Explanation = Literal[
    "listed in the specials there",
    "listed in a season there",
    "one long episode there, two halves here",
    "part of a longer episode there",
    "split into segments there",
    "newly listed here",
    "only listed here",
]
"""Why that may be; `here` is the source that lists the episode, `there` the other one."""

SETTLED = timedelta(days=30)  # by then a source has listed what aired
FEW = 5  # gaps that another list may explain
_LONGER = 1.6


@dataclass(frozen=True, slots=True)
class Difference:
    """An aired episode that `provider` lists, in its numbers, and the other source does not list as such.

    `signature` stays the same while both say the same about it.
    """

    provider: str
    episode_id: int
    season: int
    number: int
    title: str
    air_date: date | None
    explanation: Explanation
    signature: str


def differences(mine: ProviderShow, other: ProviderShow, today: date) -> tuple[Difference, ...]:
    """What either lists alone: first what `mine` does, then what `other` does, each by number.

    What did not air yet is no difference, and an episode that only has another number neither. () when hardly
    anything of the two belongs together: then they are not the same show, and nothing can be said.
    """
    own, its = in_order(mine.episodes), in_order(other.episodes)
    found = pair(own, its)
    if not _comparable(own, its, found):
        return ()
    ours = _Side(mine.provider, own, its, found.there, today)
    theirs = _Side(other.provider, its, own, found.here, today)
    return (*ours.differences(), *theirs.differences())


def signatures(known: Iterable[Difference], provider: str, episodes: Iterable[ProviderEpisode]) -> dict[int, str]:
    """The signatures that hold, by this provider's episode ids: its episode is still what the difference says of it."""
    listed = {e.episode_id: (e.season, e.number, e.title, e.air_date) for e in episodes}
    return {
        d.episode_id: d.signature
        for d in known
        if d.provider == provider and listed.get(d.episode_id) == (d.season, d.number, d.title, d.air_date)
    }


def wants_second_opinion(gaps: Sequence[Gap], today: date) -> bool:
    """Whether another source should be asked: few episodes are missing, fewer than a fifth, and all known for long.

    What was accepted as a difference still counts, so that the other source is heard about it.
    """
    expected = [g for g in gaps if g.owned or _wanted(g, today)]
    old = [g for g in expected if not g.owned and g.air_date is not None and today - g.air_date > SETTLED]
    return 1 <= len(old) <= FEW and len(old) * 5 < len(expected)


def _wanted(gap: Gap, today: date) -> bool:
    due = gap.due_on is not None and gap.due_on <= today
    return due and (gap.hidden_by == ACCEPTED or not gap.hidden(today))


def _comparable(own: Sequence[ProviderEpisode], its: Sequence[ProviderEpisode], found: Pairing) -> bool:
    smaller = min(sum(e.season > 0 for e in own), sum(e.season > 0 for e in its))
    together = sum(one.season > 0 or two.season > 0 for one, two in found.there.items())
    return together * 2 >= smaller


class _Side:
    """One source's episodes beside the other's."""

    def __init__(
        self,
        provider: str,
        own: Sequence[ProviderEpisode],
        its: Sequence[ProviderEpisode],
        pairs: Mapping[ProviderEpisode, ProviderEpisode],
        today: date,
    ) -> None:
        self.provider, self.own, self.its, self.pairs, self.today = provider, own, its, pairs, today

    @cached_property
    def by_number(self) -> Mapping[tuple[int, int], ProviderEpisode]:
        """Its own episodes by their place."""
        return {(e.season, e.number): e for e in self.own}

    @cached_property
    def told(self) -> frozenset[str]:
        """What the other's titles tell."""
        return frozenset(words(e) for e in self.its)

    @cached_property
    def joined(self) -> frozenset[str]:
        """The stories that the other tells together with others in one episode."""
        several = (those for those in map(pieces, filter(tells_several, self.its)) if len(those) > 1)
        return frozenset(piece for those in several for piece in those)

    @cached_property
    def dated(self) -> Mapping[int, list[tuple[date, ProviderEpisode]]]:
        """The other's dated episodes by season, the first aired first."""
        seasons: dict[int, list[tuple[date, ProviderEpisode]]] = {}
        for e in self.its:
            if e.air_date is not None:
                seasons.setdefault(e.season, []).append((e.air_date, e))
        for season in seasons.values():
            season.sort(key=lambda dated: dated[0])
        return seasons

    def differences(self) -> list[Difference]:
        """Of this side."""
        aired = (e for e in self.own if e.air_date is not None and e.air_date <= self.today)
        apart = ((e, self.pairs.get(e)) for e in aired)
        return [
            Difference(
                *(self.provider, e.episode_id, e.season, e.number, e.title, e.air_date),
                explanation=self._explanation(e, its),
                signature=self._signature(e, its),
            )
            for e, its in apart
            if its is None or (e.season == 0) is not (its.season == 0)
        ]

    def _explanation(self, e: ProviderEpisode, its: ProviderEpisode | None) -> Explanation:
        if its is not None:
            return "listed in a season there" if e.season == 0 else "listed in the specials there"
        part, told, parts = part_of(e.title), words(e), pieces(e)
        if part is not None and part[0] in self.told:
            return "one long episode there, two halves here"
        if told and told in self.joined:
            return "part of a longer episode there"
        if len(parts) > 1 and self.told.intersection(parts):
            return "split into segments there"
        if self._beside_long(e):
            return "one long episode there, two halves here"
        recent = e.air_date is not None and self.today - e.air_date <= SETTLED
        return "newly listed here" if recent else "only listed here"

    def _beside_long(self, e: ProviderEpisode) -> bool:
        """Whether the episode before or after it is much longer there: one of theirs holds both."""
        for step in (-1, 1):
            beside = self.by_number.get((e.season, e.number + step))
            long = self.pairs.get(beside) if beside else None
            if beside is None or long is None or not beside.runtime or not long.runtime:
                continue
            if long.runtime >= _LONGER * beside.runtime and near(e.air_date, long.air_date):
                return True
        return False

    def _signature(self, e: ProviderEpisode, its: ProviderEpisode | None) -> str:
        """Of what both say up to its day, so that a season that goes on changes nothing."""
        facts = [_facts(e)]
        if its is not None:
            facts.append(_facts(its))
        elif e.air_date is not None:
            season = self.dated.get(e.season, [])
            until = bisect_left(season, e.air_date + DATE_LINE + DATE_LINE, key=lambda dated: dated[0])
            facts += [str(until), *(_facts(beside) for _, beside in season[max(0, until - 2) : until])]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _facts(e: ProviderEpisode) -> str:
    return f"{e.season} {e.number} {e.air_date} {words(e)}"
