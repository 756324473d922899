"""What is missing, show by show: the dashboard's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from parity.core.shapes import Episode, Group, Listing
from parity.store import conditions
from parity.store.episodes_view import KEY, read_episodes
from parity.store.schema import expected
from parity.store.shows_view import Standing

EPISODES_EACH = 100


@dataclass(frozen=True, slots=True)
class ShowGaps:
    """One show and what is missing of it: `missing` counts all, `episodes` are the first of them by number."""

    show_id: int
    title: str
    year: int | None
    group: Group
    missing: int
    episodes: tuple[Episode, ...]


def gaps_by_show(connection: Connection, today: date, lines: Sequence[Standing], limit: int) -> Listing[ShowGaps]:
    """Those of the roster's shows that miss something, the one whose gap aired last first. Two statements."""
    having = [line for line in lines if line.missing]
    having.sort(key=lambda line: line.newest or date.min, reverse=True)
    page = having[:limit]
    found: dict[int, list[Episode]] = {line.show_id: [] for line in page}
    for episode in _episodes(connection, today, list(found)):
        found[episode.show_id].append(episode)
    gaps = (
        ShowGaps(line.show_id, line.title, line.year, line.group, line.missing, tuple(found[line.show_id]))
        for line in page
    )
    return Listing(len(having), tuple(gaps))


def _episodes(connection: Connection, today: date, show_ids: list[int]) -> tuple[Episode, ...]:
    place = func.row_number().over(partition_by=KEY[0], order_by=KEY[1:]).label("place")
    ranked = select(*KEY, place).where(conditions.missing(today), expected.c.show_id.in_(show_ids)).subquery()
    first = select(ranked).where(ranked.c.place <= EPISODES_EACH).subquery()
    return read_episodes(connection, today, first, KEY)
