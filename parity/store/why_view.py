"""Gathers everything behind one show or one episode."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from parity.core.airtime import slot_of
from parity.core.decisions import SHOW_KINDS, Rulings, episode_names, season_key
from parity.core.gaps import Gap
from parity.core.library import PlexEpisode
from parity.core.newly import doubt_of
from parity.core.numbering import Number
from parity.core.order_choice import kept_under
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
from parity.store import expected, held, items, proposals, shows
from parity.store.differences_view import differences_of
from parity.store.doubts_view import read_candidates
from parity.store.items import ItemRow
from parity.store.marks import Mark, of_show
from parity.store.placements_view import placements_told
from parity.store.schema import libraries, missing_log, servers
from parity.store.show_decisions_view import decided_about
from parity.store.shows import ShowRow
from parity.store.shows_view import one_show
from parity.store.why_facts_view import airing_told, order_told


class _Place(NamedTuple):
    server: str
    library: str
    state: str
    notice: str | None


_ALSO = ("range", "half")  # such an item counts under its own number as well
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
    places, placed = _places(connection), placements_told(connection, show_id)
    rules, decided = decided_about(connection, today, row, copies)
    found = _items(gap, copies, places, inventory, placed) if gap else ()
    code = Number(gap.season, gap.number).code if gap else None
    suspect = row.standing == "suspect"
    return Why(
        show,
        tuple(_copy(copy, places[copy.library_id], inventory, rules) for copy in copies),
        read_candidates(row.candidates),
        _told(decided, _spoken_of(row, gap, rules)),
        tuple(p for p in placed if code in (None, p.code)),
        _episode(connection, row, gap, found, today) if gap else None,
        order=order_told(row, copies[0], rules) if copies else None,
        airing=airing_told(row),
        doubt=row.doubt if suspect else None,
        proposals=proposals.unpack(row.proposals) if suspect else (),
        differences=tuple(d for d in differences_of(connection, show_id) if code in (None, d.code)),
    )


def _spoken_of(row: ShowRow, gap: Gap | None, rules: Rulings) -> set[int]:
    """The decisions in force that concern the show and, where one is asked about, its episode and that one's season."""
    if gap is None:
        return set(rules.ruling)
    source_id, order = kept_under(row.order_label, row.source_id, row.tmdb_id)
    names = episode_names(source_id or 0, Number(gap.season, gap.number), gap.episode_id, order)
    own = [shelf.get(name) for shelf in (rules.episodes, rules.accepted) for name in names]
    own.append(rules.seasons.get(season_key(source_id or 0, gap.season, order)))
    return {decision.id for decision in (*rules.show.values(), *own) if decision}


def _told(decided: Iterable[WhyDecision], ids: Collection[int]) -> tuple[WhyDecision, ...]:
    """Oldest first; those about the show as a whole also when a newer one outranks them."""
    return tuple(d for d in reversed(tuple(decided)) if d.id in ids or (d.kind in SHOW_KINDS and not d.in_force))


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
        folder=copy.folder,
    )


def _order(copy: ItemRow, rules: Rulings) -> Order:
    chosen = rules.show.get("order")
    if chosen is not None:
        return Order(*chosen.value.split(":", 1))
    return order_of(copy.own_order, copy.library_order, copy.agent, copy.guid)


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
    moved = {placement.rating_key for placement in placed if placement.how not in _ALSO} - put_here
    for copy in copies:
        for e in inventory[copy.library_id, copy.rating_key]:
            numbered_so = (e.season, e.number) == number and e.rating_key not in moved
            if numbered_so or e.rating_key in put_here:
                place = places[copy.library_id]
                library = f"{place.server}, {place.library}" if several else place.library
                yield WhyItem(library, e.rating_key, e.title, e.live, e.file)


def _episode(connection: Connection, row: ShowRow, gap: Gap, found: Iterable[WhyItem], today: date) -> WhyEpisode:
    log, slot = missing_log.c, slot_of(row.airs_time, row.airs_zone)
    here = (log.show_id == row.id, log.season == gap.season, log.number == gap.number)
    mark, standing = of_show(connection, row.id).get(gap.episode_id, Mark()), _standing(gap, today)
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
        airs_at=slot.starts(gap.air_date) if slot and gap.air_date else None,
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
