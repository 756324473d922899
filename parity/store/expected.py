"""What each show should have, as last reckoned; written as differences."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import BindParameter, Connection, delete, insert, select, update
from sqlalchemy.sql.expression import bindparam

from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import names_part_of_show
from parity.core.gaps import SPECIALS, Gap
from parity.core.numbering import Number
from parity.core.placed import Placement
from parity.store.schema import expected, placements, shows

_GAP = [expected.c[name] for name in Gap.__dataclass_fields__]
_VALUES = [name for name in Gap.__dataclass_fields__ if name not in ("season", "number")]
_UPDATE = (
    update(expected)
    .where(
        expected.c.show_id == bindparam("b_show"),
        expected.c.season == bindparam("b_season"),
        expected.c.number == bindparam("b_number"),
    )
    .values({name: bindparam(f"v_{name}") for name in _VALUES})
)
_DELETE = delete(expected).where(
    expected.c.show_id == bindparam("b_show"),
    expected.c.season == bindparam("b_season"),
    expected.c.number == bindparam("b_number"),
)
_THESE: BindParameter[Collection[int]] = bindparam("shows", expanding=True)
_OF_SHOWS = (
    select(expected.c.show_id, *_GAP)
    .where(expected.c.show_id.in_(_THESE))
    .order_by(expected.c.show_id, expected.c.season, expected.c.number)
)
_PLACE = [placements.c[n] for n in ("rating_key", "title", "season", "number", "how", "from_season", "from_number")]
_PLACEMENTS = select(placements.c.show_id, *_PLACE).where(placements.c.show_id.in_(_THESE))
_AHEAD = select(expected.c.show_id, expected.c.air_date)
_AHEAD = _AHEAD.where(expected.c.air_date > bindparam("today"), expected.c.hidden_by.is_distinct_from(SPECIALS))
_SEASONS = select(expected.c.show_id, expected.c.season).where(expected.c.show_id.in_(_THESE)).distinct()
_CLEAR = [delete(table).where(table.c.show_id == bindparam("this_show")) for table in (expected, placements)]


def of_shows(connection: Connection, show_ids: Collection[int]) -> dict[int, list[Gap]]:
    """The rows of each show, by number."""
    found: dict[int, list[Gap]] = {show_id: [] for show_id in show_ids}
    for show_id, *values in connection.execute(_OF_SHOWS, {"shows": list(show_ids)}):
        found[show_id].append(Gap(*values))
    return found


def episodes_of(rows: Sequence[Gap]) -> tuple[ProviderEpisode, ...]:
    """The provider's part of the rows: enough to reckon again without asking anyone."""
    return tuple(
        ProviderEpisode(g.season, g.number, g.episode_id, g.title, g.air_date, g.runtime, g.kind) for g in rows
    )


def write(connection: Connection, show_id: int, before: Sequence[Gap], now: Sequence[Gap]) -> bool:
    """Turn the rows of a show into `now`; writes differences only. Returns whether there were any."""
    old = {(g.season, g.number): g for g in before}
    fresh = [g for g in now if (g.season, g.number) not in old]
    changed = [g for g in now if old.get((g.season, g.number), g) != g]
    gone = old.keys() - {(g.season, g.number) for g in now}
    if gone:
        connection.execute(_DELETE, [{"b_show": show_id, "b_season": s, "b_number": n} for s, n in sorted(gone)])
    if changed:
        connection.execute(_UPDATE, [_bound(show_id, g) for g in changed])
    if fresh:
        connection.execute(
            insert(expected),
            [{"show_id": show_id, "season": g.season, "number": g.number, **_values(g)} for g in fresh],
        )
    return bool(gone or changed or fresh)


def placements_of(connection: Connection, show_ids: Collection[int]) -> dict[int, set[Placement]]:
    """Where items without a number went, of those shows that have such items."""
    found: dict[int, set[Placement]] = {}
    rows = connection.execute(_PLACEMENTS, {"shows": list(show_ids)})
    for show_id, key, title, season, number, how, from_season, from_number in rows:
        place = None if season is None else Number(season, number)
        was = None if from_season is None else Number(from_season, from_number)
        found.setdefault(show_id, set()).add(Placement(key, title, place, how, was))
    return found


def write_placements(
    connection: Connection, show_id: int, before: Collection[Placement], now: Sequence[Placement]
) -> None:
    """Note where items without a number went; writes only when that differs from before."""
    if set(before) == set(now):
        return
    connection.execute(delete(placements).where(placements.c.show_id == show_id))
    rows = [
        {
            "show_id": show_id,
            "rating_key": p.rating_key,
            "title": p.title,
            "season": p.number.season if p.number else None,
            "number": p.number.episode if p.number else None,
            "how": p.how,
            "from_season": p.was.season if p.was else None,
            "from_number": p.was.episode if p.was else None,
        }
        for p in now
    ]
    if rows:
        connection.execute(insert(placements), rows)


def clear(connection: Connection, show_id: int) -> None:
    """No rows for a show that is not compared."""
    for statement in _CLEAR:
        connection.execute(statement, {"this_show": show_id})


def _values(g: Gap) -> dict[str, object]:
    return {name: getattr(g, name) for name in _VALUES}


def _bound(show_id: int, g: Gap) -> dict[str, object]:
    keys = {"b_show": show_id, "b_season": g.season, "b_number": g.number}
    return keys | {f"v_{name}": getattr(g, name) for name in _VALUES}


def dates_ahead(connection: Connection, today: date) -> dict[int, list[date]]:
    """For each show with a future its dates after today; specials that are not expected do not count."""
    found: dict[int, list[date]] = {}
    for show_id, day in connection.execute(_AHEAD, {"today": today}):
        found.setdefault(show_id, []).append(day)
    return found


def long_seasons(connection: Connection, show_ids: Collection[int], beyond: int) -> dict[int, tuple[int, ...]]:
    """All season numbers of those shows that have one above `beyond`."""
    found: dict[int, list[int]] = {}
    for show_id, season in connection.execute(_SEASONS, {"shows": list(show_ids)}):
        found.setdefault(show_id, []).append(season)
    return {show_id: tuple(sorted(seasons)) for show_id, seasons in found.items() if max(seasons) > beyond}


def shows_of_keys(connection: Connection, keys: Collection[str]) -> list[int]:
    """The shows that season and episode keys of decisions speak of (forms: core.decisions)."""
    found: set[int] = set()
    for provider in ("tmdb", "tvdb"):
        own = [key.split(":") for key in keys if key.startswith(f"{provider}:") and names_part_of_show(key)]
        episodes = [int(parts[1][1:]) for parts in own if len(parts) == 2]
        inside = [int(parts[-2]) for parts in own if len(parts) > 2]
        numbered = shows.c.order_label.startswith(f"{provider}:")
        by_episode = select(expected.c.show_id).where(expected.c.episode_id.in_(episodes))
        by_show = select(shows.c.id).where(numbered, shows.c.source_id.in_(inside))
        if provider == "tmdb":
            by_show = select(shows.c.id).where(shows.c.tmdb_id.in_(inside))
        for query, wanted in ((by_episode.distinct(), episodes), (by_show, inside)):
            found.update(connection.execute(query).scalars() if wanted else ())
    return sorted(found)
