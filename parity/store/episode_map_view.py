"""One show whole: every season and episode with its state, what was decided, and what became of its gaps."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, select

from parity.core.decisions import Decision, Rulings, episode_names, season_key
from parity.core.gaps import ACCEPTED, SPECIALS, Gap
from parity.core.numbering import Number
from parity.core.order_choice import kept_under
from parity.core.shapes import Differing, Show
from parity.core.suspicion import Proposal
from parity.core.why import WhyCandidate, WhyDecision, WhyPlacement
from parity.core.why_facts import WhyOrder
from parity.store import expected, items, proposals, shows, visible
from parity.store.differences_view import differences_of
from parity.store.marks import Marks, of_show
from parity.store.placements_view import placements_told
from parity.store.schema import missing_log
from parity.store.show_decisions_view import decided_about
from parity.store.shows_view import one_show
from parity.store.why_facts_view import order_told

EpisodeState = Literal["have", "missing", "upcoming", "announced", "ignored", "special"]
HISTORY = 20


class MapEpisode(NamedTuple):
    """One episode. `by` is the decision behind what hides it, if any; `own` whether it is ignored by itself."""

    gap: Gap
    code: str
    state: EpisodeState
    by: Decision | None
    own: bool


@dataclass(frozen=True, slots=True)
class MapSeason:
    """The episodes of one season. `counted`: they are expected, as switched off specials are not."""

    number: int
    episodes: tuple[MapEpisode, ...]
    ignored: bool
    counted: bool

    def counts(self) -> Counter[EpisodeState]:
        """How many of its episodes are in each state."""
        return Counter(episode.state for episode in self.episodes)


@dataclass(frozen=True, slots=True)
class PastGap:
    """An episode that was or is missing. `ended_how`: arrived, hidden, dropped or uncompared; None while missing."""

    code: str
    title: str
    since: datetime
    ended_at: datetime | None
    ended_how: str | None


@dataclass(frozen=True, slots=True)
class WholeShow:
    """A show with all that its page tells. `held_back`: the library whose trouble keeps its rows as they were.

    `marks` is what is remembered of single episodes. `placed` count under another number than Plex gives them,
    `unplaced` under none; `doubt` as in core.suspicion.
    """

    show: Show
    standing: str
    poster: str | None
    candidates: tuple[WhyCandidate, ...]
    rules: Rulings
    decisions: tuple[WhyDecision, ...]
    seasons: tuple[MapSeason, ...]
    unplaced: tuple[WhyPlacement, ...]
    held_back: str | None
    history: tuple[PastGap, ...]
    marks: Marks = field(default_factory=dict)
    order: WhyOrder | None = None
    placed: tuple[WhyPlacement, ...] = ()
    doubt: str | None = None
    proposals: tuple[Proposal, ...] = ()
    differences: tuple[Differing, ...] = ()


def whole_show(connection: Connection, today: date, show_id: int) -> WholeShow | None:
    """One visible show; None when there is none of that id. Sixteen statements, however large it is."""
    show, row = one_show(connection, today, show_id), shows.get(connection, show_id)
    if show is None or row is None:
        return None
    copies = items.of_shows(connection, [show_id])[show_id]
    rules, decided = decided_about(connection, today, row, copies)
    placed = placements_told(connection, show_id)
    kept = kept_under(row.order_label, row.source_id, row.tmdb_id)
    return WholeShow(
        show=show,
        standing=row.standing,
        poster=row.poster,
        candidates=_candidates(row.candidates),
        rules=rules,
        decisions=decided,
        seasons=_seasons(expected.of_shows(connection, [show_id])[show_id], kept, rules, today),
        unplaced=tuple(placement for placement in placed if placement.code is None),
        held_back=visible.frozen(connection, [show_id]).get(show_id),
        history=_history(connection, show_id),
        marks=of_show(connection, show_id),
        order=order_told(row, copies[0], rules) if copies else None,
        placed=tuple(placement for placement in placed if placement.code is not None),
        doubt=row.doubt if row.standing == "suspect" else None,
        proposals=proposals.unpack(row.proposals) if row.standing == "suspect" else (),
        differences=differences_of(connection, show_id),
    )


def _seasons(gaps: Sequence[Gap], kept: tuple[int | None, str], rules: Rulings, today: date) -> tuple[MapSeason, ...]:
    source_id, order = kept[0] or 0, kept[1]
    seasons = []
    for number, those in groupby(gaps, key=lambda gap: gap.season):
        episodes = tuple(_episode(gap, source_id, order, rules, today) for gap in those)
        counted = any(episode.gap.hidden_by != SPECIALS for episode in episodes)
        seasons.append(MapSeason(number, episodes, season_key(source_id, number, order) in rules.seasons, counted))
    return tuple(seasons)


def _episode(gap: Gap, source_id: int, order: str, rules: Rulings, today: date) -> MapEpisode:
    number = Number(gap.season, gap.number)
    names = episode_names(source_id, number, gap.episode_id, order) if rules.episodes or rules.accepted else ()
    own = next((rules.episodes[name] for name in names if name in rules.episodes), None)
    by = (
        {
            "ignored": own,
            "ignored season": rules.seasons.get(season_key(source_id, gap.season, order)),
            "ignored show": rules.show.get("ignore_show"),
            ACCEPTED: next((rules.accepted[name] for name in names if name in rules.accepted), None),
        }.get(gap.hidden_by)
        if gap.hidden_by
        else None
    )
    return MapEpisode(gap, number.code, _state(gap, today), by, own is not None)


def _state(gap: Gap, today: date) -> EpisodeState:
    if gap.owned:
        return "have"
    if gap.hidden(today):
        return "special" if gap.hidden_by == SPECIALS else "ignored"
    if gap.missing(today):
        return "missing"
    return "upcoming" if gap.upcoming(today) else "announced"


def _candidates(text: str | None) -> tuple[WhyCandidate, ...]:
    found = json.loads(text) if text else ()
    return tuple(WhyCandidate(each["tmdb_id"], each["title"], each["year"]) for each in found)


def _history(connection: Connection, show_id: int) -> tuple[PastGap, ...]:
    log = missing_log.c
    columns = (log.season, log.number, log.title, log.since, log.ended_at, log.ended_how)
    query = select(*columns).where(log.show_id == show_id)
    newest = query.order_by(func.coalesce(log.ended_at, log.since).desc(), log.season.desc(), log.number.desc())
    return tuple(
        PastGap(Number(row.season, row.number).code, row.title, row.since, row.ended_at, row.ended_how)
        for row in connection.execute(newest.limit(HISTORY))
    )
