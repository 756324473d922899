"""What is remembered of single episodes, by their provider's id: lost from Plex, or listed late (memory, no facts)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, case, delete, insert, select, update

from parity.store import conditions
from parity.store.schema import episode_marks, expected, shows


class Mark(NamedTuple):
    """`lost_on`: the day on which it was found gone from Plex; `listed_on`: on which its provider first listed it."""

    lost_on: date | None = None
    listed_on: date | None = None


Marks = Mapping[int, Mark]
"""By episode id of one provider."""

_THIS = and_(
    episode_marks.c.show_id == bindparam("b_show"),
    episode_marks.c.provider == bindparam("b_provider"),
    episode_marks.c.episode_id == bindparam("b_episode"),
)
_DAYS: dict[str, BindParameter[date | None]] = {
    "lost_on": bindparam("v_lost_on"),
    "listed_on": bindparam("v_listed_on"),
}
_OF_SHOWS = select(episode_marks).where(episode_marks.c.show_id.in_(bindparam("shows", expanding=True)))
_UPDATE, _DELETE = update(episode_marks).where(_THIS).values(_DAYS), delete(episode_marks).where(_THIS)

# The episode ids of a show are those of the provider of its order; in an order that nobody knows they are TMDB's.
_PROVIDER: ColumnElement[str] = case((shows.c.order_label.startswith("tvdb:"), "tvdb"), else_="tmdb")
MINE: ColumnElement[bool] = and_(
    episode_marks.c.show_id == expected.c.show_id,
    episode_marks.c.provider == _PROVIDER,
    episode_marks.c.episode_id == expected.c.episode_id,
)
"""The mark of a row, over `expected` joined with `shows`."""
LOST: ColumnElement[bool] = (
    select(episode_marks.c.show_id)
    .where(MINE, episode_marks.c.lost_on.is_not(None))
    .correlate(expected, shows)
    .exists()
)
"""Whether a row was in Plex and went, over the same."""


def any_lost(connection: Connection, today: date) -> bool:
    """Whether anything is missing today that Plex had before. One statement, which looks no further without a mark."""
    marked = select(episode_marks.c.show_id).where(episode_marks.c.lost_on.is_not(None)).exists()
    gap = (
        select(expected.c.show_id)
        .join(shows, shows.c.id == expected.c.show_id)
        .where(conditions.missing(today), conditions.speaks(today), conditions.VISIBLE, LOST)
    )
    return bool(connection.execute(select(case((marked, gap.exists()), else_=False))).scalar_one())


def provider_of(order_label: str) -> str:
    """Whose episode ids the rows of a show in this order carry."""
    return "tvdb" if order_label.startswith("tvdb:") else "tmdb"


def of_shows(connection: Connection, show_ids: Collection[int]) -> dict[int, dict[str, dict[int, Mark]]]:
    """The marks of those shows that have any, by provider. One statement."""
    found: dict[int, dict[str, dict[int, Mark]]] = {}
    for row in connection.execute(_OF_SHOWS, {"shows": list(show_ids)}):
        mark = Mark(row.lost_on, row.listed_on)
        found.setdefault(row.show_id, {}).setdefault(row.provider, {})[row.episode_id] = mark
    return found


def of_show(connection: Connection, show_id: int) -> dict[int, Mark]:
    """The marks of a show in the order that it is in. One statement."""
    columns = (episode_marks.c[name] for name in ("episode_id", "lost_on", "listed_on"))
    query = select(*columns).join(shows, shows.c.id == episode_marks.c.show_id)
    found = connection.execute(query.where(shows.c.id == show_id, episode_marks.c.provider == _PROVIDER))
    return {episode_id: Mark(lost_on, listed_on) for episode_id, lost_on, listed_on in found}


def write(connection: Connection, show_id: int, provider: str, before: Marks, now: Marks) -> None:
    """Turn the marks of a show into `now`; writes differences only."""
    gone = before.keys() - now.keys()
    changed = {e: mark for e, mark in now.items() if e in before and before[e] != mark}
    fresh = {e: mark for e, mark in now.items() if e not in before}
    this = {"b_show": show_id, "b_provider": provider}
    if gone:
        connection.execute(_DELETE, [{**this, "b_episode": e} for e in sorted(gone)])
    if changed:
        days = ({"b_episode": e, "v_lost_on": m.lost_on, "v_listed_on": m.listed_on} for e, m in changed.items())
        connection.execute(_UPDATE, [this | each for each in days])
    if fresh:
        place = {"show_id": show_id, "provider": provider}
        rows = [{**place, "episode_id": e, **mark._asdict()} for e, mark in sorted(fresh.items())]
        connection.execute(insert(episode_marks), rows)
