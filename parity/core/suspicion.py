"""Whether what Plex holds and what the source lists are the same show in the same order, and what else might be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Gap
from parity.core.holdings import Copy, Holdings, holdings
from parity.core.library import PlexEpisode
from parity.core.ordering import AIRED, Order, order_named

Doubt = Literal["key", "order", "match", "numbers"]
"""key: it cannot be compared without a key for TheTVDB. numbers: items fit nowhere and could be what is missing."""
_MOST = 50  # per cent of the items that must be strange before another show is thought of
_FEW = 3  # so many items say nothing about the show
_GOOD = 95  # per cent that another order has to explain
_BETTER = 30  # per cent points by which another show has to explain more
_YEAR_3000 = 32_503_680_000  # seconds since 1970; Plex has been seen to count milliseconds, and to say 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What might be right instead. `value`: an order's label for "order", a TMDB id for "match", "" for "key".

    `share` and `share_now` are how much of what Plex holds it would explain and how much is explained now, per cent.
    """

    kind: Literal["order", "match", "key"]
    value: str
    name: str
    share: int
    share_now: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why the rows of a show cannot be believed: the kind, and a sentence."""

    doubt: Doubt
    sentence: str


def suspicion(found: Holdings, rows: Iterable[Gap], today: date, decided: Iterable[str] = ()) -> Suspicion | None:
    """What is wrong with a comparison, None when it holds. `decided`: kinds of what the owner decided of the show.

    Who says which show it is, or in which order it is numbered, is not doubted any more in that.
    """
    settled = set(decided)
    if "match" not in settled and found.strange >= _FEW and found.strange * 100 > _MOST * found.items:
        return Suspicion(
            "match", f"{found.strange} of {found.items} episodes in Plex are unlike those of their numbers"
        )
    if not found.doubtful or settled & {"order", "match"}:
        return None
    late = [row for row in rows if row.missing(today)]
    could_be = [item for item in found.doubtful if any(_could_be(item, row) for row in late)]
    if not could_be:
        return None
    counted = "1 episode in Plex fits" if len(could_be) == 1 else f"{len(could_be)} episodes in Plex fit"
    lost = "the 1 that seems missing" if len(late) == 1 else f"the {len(late)} that seem missing"
    return Suspicion("numbers", f"{counted} no number that is listed, and could be among {lost}")


def better_orders(
    copies: Sequence[Copy],
    now: Holdings,
    gaps_now: int,
    others: Mapping[str, Sequence[ProviderEpisode]],
    today: date,
) -> tuple[Proposal, ...]:
    """Orders, by label, that explain what Plex holds clearly better than the one in use, the best first.

    Each explains nearly all of it, leaves less unexplained, and opens no more gaps: `now` and `gaps_now` (`absent`)
    are those of the order in use. One or two odd items are no sign of another order: any longer list has a place
    for them.
    """
    if now.unexplained < _FEW:
        return ()
    found = []
    for label, episodes in others.items():
        held = _as_if(copies, order_named(label), episodes)
        gaps = absent(held, episodes, today)
        if held.share >= _GOOD and held.unexplained < now.unexplained and gaps <= gaps_now:
            found.append((held.unexplained, gaps, label, Proposal("order", label, "", held.share, now.share)))
    return tuple(proposal for *_, proposal in sorted(found, key=lambda each: each[:3]))


def better_matches(
    copies: Sequence[Copy], now: Holdings, candidates: Mapping[int, tuple[str, Sequence[ProviderEpisode]]]
) -> tuple[Proposal, ...]:
    """Other shows, by TMDB id with name and episodes, that explain far more of what Plex holds than this one `now`."""
    found = []
    for tmdb_id, (name, episodes) in candidates.items():
        share = _as_if(copies, AIRED, episodes).share
        if share >= now.share + _BETTER and share > _MOST:
            found.append(Proposal("match", str(tmdb_id), name, share, now.share))
    return tuple(sorted(found, key=lambda proposal: (-proposal.share, int(proposal.value))))


def _as_if(copies: Sequence[Copy], order: Order, episodes: Sequence[ProviderEpisode]) -> Holdings:
    """What the copies would hold if all were numbered in that order."""
    return holdings([replace(copy, order=order) for copy in copies], {order.label: episodes}, order)


def absent(found: Holdings, episodes: Sequence[ProviderEpisode], today: date) -> int:
    """How many regular episodes that were on before today are not there."""
    aired = (e for e in episodes if e.season > 0 and e.air_date is not None and e.air_date < today)
    return sum((e.season, e.number) not in found.owned for e in aired)


def _could_be(item: PlexEpisode, row: Gap) -> bool:
    """An item that came before an episode was broadcast is not that episode. A time that cannot be says nothing."""
    if item.added_at is None or row.air_date is None or not 0 < item.added_at < _YEAR_3000:
        return True
    return datetime.fromtimestamp(item.added_at, UTC).date() >= row.air_date
