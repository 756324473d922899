"""Gathers everything behind one show or one episode."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from parity.core.decisions import Decision, Rulings, episode_names, rulings, season_key, show_names
from parity.core.gaps import Gap
from parity.core.library import PlexEpisode
from parity.core.newly import doubt_of
from parity.core.numbering import Number
from parity.core.ordering import Order, order_of
from parity.core.why import (
    EpisodeStanding,
    Why,
    WhyCopy,
    WhyDecision,
    WhyEpisode,
    WhyItem,
    WhyPlacement,
)
from parity.store import expected, held, items, shows
from parity.store.decisions import DecisionBook, every
from parity.store.doubts_view import read_candidates
from parity.store.items import ItemRow
from parity.store.marks import Mark, of_show
from parity.store.schema import libraries, missing_log, placements, servers
from parity.store.shows_view import one_show


class _Place(NamedTuple):
    server: str
    library: str
    state: str
    notice: str | None


_Held = Mapping[tuple[int, str], Sequence[PlexEpisode]]


def why(connection: Connection, today: date, show_id: int, number: Number | None = None) -> Why | None:
    """Why a show stands as it does, and one episode when its number is given. None: no such show or episode."""
    show = one_show(connection, today, show_id)
    row = shows.get(connection, show_id)
    if show is None or row is None:
        return None
    gaps = expected.of_shows(connection, [show_id])[show_id]
    gap = next((g for g in gaps if (g.season, g.number) == number), None)
    if number is not None and gap is None:
        return None
    copies = items.of_shows(connection, [show_id])[show_id]
    inventory = held.of_items(connection, [(copy.library_id, copy.rating_key) for copy in copies])
    places, placed = _places(connection), _placements(connection, show_id)
    rules = _rules(connection, copies, row.tmdb_id, [gap] if gap else gaps, today)
    return Why(
        show,
        tuple(_copy(copy, places[copy.library_id], inventory, rules) for copy in copies),
        read_candidates(row.candidates),
        tuple(_decisions(connection, rules)),
        placed,
        _episode(connection, show_id, gap, _items(gap, copies, places, inventory, placed), today) if gap else None,
    )


def _places(connection: Connection) -> dict[int, _Place]:
    columns = (servers.c.name, libraries.c.title, libraries.c.state, libraries.c.notice)
    query = select(libraries.c.id, *columns).join(servers, servers.c.machine_id == libraries.c.machine_id)
    return {library_id: _Place(*values) for library_id, *values in connection.execute(query)}


def _copy(copy: ItemRow, place: _Place, inventory: _Held, rules: Rulings) -> WhyCopy:
    episodes = inventory[copy.library_id, copy.rating_key]
    live = sum(e.live for e in episodes)
    return WhyCopy(
        server_name=place.server,
        library=place.library,
        library_state=place.state,
        library_notice=place.notice,
        rating_key=copy.rating_key,
        title=copy.title,
        year=copy.year,
        ids=copy.ids.keys(),
        order=_order(copy, rules).label,
        live=live,
        trashed=len(episodes) - live,
    )


def _order(copy: ItemRow, rules: Rulings) -> Order:
    chosen = rules.show.get("order")
    if chosen is not None:
        return Order(*chosen.value.split(":", 1))
    return order_of(copy.own_order, copy.library_order, copy.agent, copy.guid)


def _rules(
    connection: Connection, copies: Sequence[ItemRow], tmdb_id: int | None, gaps: Sequence[Gap], today: date
) -> Rulings:
    keys: set[str] = set()
    for c in copies:
        keys.update(show_names(c.ids, c.guid, c.machine_id, c.folder, c.title, c.year))
    if tmdb_id is not None:
        keys.update(season_key(tmdb_id, season) for season in {g.season for g in gaps})
        for g in gaps:
            keys.update(episode_names(tmdb_id, Number(g.season, g.number), g.episode_id))
    return rulings(DecisionBook().read(connection).about(keys), today)


def _decisions(connection: Connection, rules: Rulings) -> Iterator[WhyDecision]:
    shelves = (rules.show, rules.seasons, rules.episodes)
    ruling = {d.id for shelf in shelves for d in shelf.values()}
    for row in every(connection, [*ruling, *(d.id for d in rules.shadowed)]):
        decision: Decision = row.decision
        yield WhyDecision(
            id=decision.id,
            kind=decision.kind,
            label=row.label,
            value=decision.value,
            reason=decision.reason,
            made_on=decision.made_on,
            until=decision.until,
            in_force=decision.id in ruling,
        )


def _placements(connection: Connection, show_id: int) -> tuple[WhyPlacement, ...]:
    columns = (placements.c[name] for name in ("rating_key", "title", "season", "number", "how"))
    query = select(*columns).where(placements.c.show_id == show_id).order_by(placements.c.rating_key)
    return tuple(
        WhyPlacement(key, title, None if season is None else Number(season, number).code, how)
        for key, title, season, number, how in connection.execute(query)
    )


def _items(
    gap: Gap,
    copies: Sequence[ItemRow],
    places: Mapping[int, _Place],
    inventory: _Held,
    placed: Sequence[WhyPlacement],
) -> Iterator[WhyItem]:
    number = Number(gap.season, gap.number)
    several = len({copy.machine_id for copy in copies}) > 1
    put_here = {placement.rating_key for placement in placed if placement.code == number.code}
    for copy in copies:
        for e in inventory[copy.library_id, copy.rating_key]:
            loose = e.season is None or e.number is None
            if (e.season, e.number) == number or (loose and e.rating_key in put_here):
                place = places[copy.library_id]
                library = f"{place.server}, {place.library}" if several else place.library
                yield WhyItem(library, e.rating_key, e.title, e.live, e.file)


def _episode(connection: Connection, show_id: int, gap: Gap, found: Iterable[WhyItem], today: date) -> WhyEpisode:
    log = missing_log.c
    here = (log.show_id == show_id, log.season == gap.season, log.number == gap.number)
    mark, standing = of_show(connection, show_id).get(gap.episode_id, Mark()), _standing(gap, today)
    query = select(log.since).where(*here, log.ended_at.is_(None)).order_by(log.since).limit(1)
    return WhyEpisode(
        code=Number(gap.season, gap.number).code,
        title=gap.title,
        episode_id=gap.episode_id,
        air_date=gap.air_date,
        due_on=gap.due_on,
        standing=standing,
        hidden_by=gap.hidden_by,
        hidden_from=gap.hidden_from,
        hidden_to=gap.hidden_to,
        first_seen=connection.execute(query).scalar(),
        items=tuple(found),
        lost_on=mark.lost_on if standing == "missing" else None,
        confidence_reason=doubt_of(gap.air_date, mark.listed_on) if standing == "missing" else None,
    )


def _standing(gap: Gap, today: date) -> EpisodeStanding:
    if gap.owned:
        return "owned"
    if gap.hidden(today):
        return "hidden"
    if gap.missing(today):
        return "missing"
    return "upcoming" if gap.upcoming(today) else "announced"
