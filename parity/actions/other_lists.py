"""Asks TheTVDB about shows of which only little is missing for long: perhaps the two lists differ, and nothing is."""

from collections.abc import Collection

from parity.actions.disagree import note_differences
from parity.actions.reckon_all import reckon_some
from parity.actions.work import Work
from parity.core.difference import FEW, SETTLED, wants_second_opinion
from parity.core.failures import Failure, NotFound
from parity.core.gaps import Gap
from parity.core.ordering import OFFICIAL
from parity.store import expected, merged_series, opinions
from parity.store.shows import ShowRow

MOST = 20
"""Shows in one scan."""


def ask_other_lists(work: Work, only: Collection[int] | None = None) -> str | None:
    """Put TheTVDB's list beside TMDB's where it may explain a gap, `only` for those shows if given.

    Once for each set of gaps. Returns why it stopped early; a failure leaves the rest for the next scan.
    """
    if work.outside.series is None:
        return None
    for row, state in _waiting(work, only)[:MOST]:
        if (why := work.wish()) is not None:
            return why
        try:
            _compare(work, row, state)
        except Failure:
            return None
    return None


def _waiting(work: Work, only: Collection[int] | None) -> list[tuple[ShowRow, str]]:
    today = work.house.today()
    with work.house.database.reading() as connection:
        rows = opinions.lacking_few(connection, today - SETTLED, FEW, only)
        gaps = expected.of_shows(connection, [row.id for row in rows])
    wanting = [row for row in rows if wants_second_opinion(gaps[row.id], today)]
    stated = [(row, _state([gap for gap in gaps[row.id] if gap.missing(today)])) for row in wanting]
    return [(row, state) for row, state in stated if row.opinion_for != state]


def _state(missing: list[Gap]) -> str:
    return "lacks " + " ".join(str(gap.episode_id) for gap in missing)


def _compare(work: Work, row: ShowRow, state: str) -> None:
    series, mine, now = work.outside.series, work.house.remembered(row.tmdb_id or 0), work.house.now()
    if series is None or mine is None or row.tvdb_id is None:
        return
    with work.house.database.reading() as connection:
        series_id = merged_series.every(connection).get(row.tvdb_id, row.tvdb_id)
    try:
        other = series.show(series_id, OFFICIAL.name)
    except NotFound:
        other = None
    with work.house.database.writing() as connection:
        if other is not None and other.episodes:
            note_differences(connection, row, mine, other, work.house.today())
        opinions.note(connection, row.id, state, now, {})
    reckon_some(work.house, [row.id])
