"""Prepares visits: what is to be asked about each planned show, read in batches from what is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parity.actions.adopt import Place, Seen, identity_of, names_of
from parity.actions.comparing import told_order
from parity.actions.find_out import Unmatched
from parity.actions.look_up import Errand, Found, look_up
from parity.actions.other_orders import ask_orders, labels
from parity.actions.ports import Outside
from parity.actions.reach import Reach
from parity.core.decisions import rulings
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.identity import Known
from parity.core.ids import union
from parity.core.library import PlexEpisode
from parity.core.ordering import Order, order_named
from parity.store import expected, items, merged_series, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.scans import ScanItem
from parity.store.shows import ShowRow

FIRST_SEASONS = 18


@dataclass(frozen=True, slots=True)
class Underway:
    """Lists of shows that are not the inventory yet: what they say of each show, and of which libraries they are."""

    seen: Mapping[int, Sequence[Seen]] = field(default_factory=dict)
    places: Collection[Place] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One planned show with its errand at TMDB (None: reckon only) and the items to read again from Plex."""

    item: ScanItem
    errand: Errand | None
    reread: tuple[ItemRow, ...] = ()
    merged: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a visit: TMDB's word, the episodes Plex listed anew by item, or the failure.

    `gone`: Plex says that it no longer has one of the items, which only a whole listing can prove (RULES R11).
    """

    visit: Visit
    found: Found | Unmatched | None = None
    leaves: tuple[tuple[ItemRow, tuple[PlexEpisode, ...]], ...] = ()
    failure: Failure | None = None
    gone: NotFound | None = None

    @property
    def heard(self) -> bool:
        """Whether TMDB did answer."""
        return self.found is not None


def prepare(
    connection: Connection,
    planned: Sequence[ScanItem],
    book: DecisionBook,
    now: datetime,
    reread: bool,
    underway: Underway,
) -> list[Visit]:
    """Visits for some planned shows; what is `underway` outranks what is kept of those libraries."""
    ids = [item.subject_id for item in planned]
    rows, copies = shows.some(connection, ids), items.of_shows(connection, ids)
    seasons = expected.long_seasons(connection, ids, FIRST_SEASONS)
    merged = merged_series.every(connection)
    visits = []
    for item in planned:
        row, own = rows.get(item.subject_id), copies[item.subject_id]
        if row is None:
            visits.append(Visit(item, None))
            continue
        seen = _seen(own, underway, row.id)
        orders = _orders(seen, book, now)
        if not item.ask and not _is_numbered_anew(row, orders):
            visits.append(Visit(item, None))
            continue
        known = Known(row.tmdb_id, row.match_source or "tmdb") if row.tmdb_id is not None else None
        title, year = row.title, row.year
        if seen:
            first = seen[0]
            title, year = first.show.title, first.show.year
            known = identity_of(first.place, first.show, first.kept, book, now.date()) or known
        ids_given = union(each.show.ids for each in seen)
        worked, long = _worked(row, known), seasons.get(row.id, ())
        errand = Errand(row.id, title, year, ids_given, known, worked, long, labels(orders), row.counted_by)
        visits.append(Visit(item, errand, tuple(own) if reread else (), merged))
    return visits


def run_errand(reach: Reach, visit: Visit, now: datetime) -> Answer:
    """Do the asking of one visit, on any thread. Raises Unauthorised; other failures become part of the answer.

    One Plex server of several that refuses its token is a failure like any other.
    """
    leaves: list[tuple[ItemRow, tuple[PlexEpisode, ...]]] = []
    try:
        for item in visit.reread:
            leaves.append((item, reach.library(item.machine_id).leaves(item.rating_key)))
    except NotFound as gone:
        return Answer(visit, gone=gone)
    except Failure as failure:
        if isinstance(failure, Unauthorised) and reach.alone:
            raise
        return Answer(visit, failure=failure)
    if visit.errand is None:
        return Answer(visit, leaves=tuple(leaves))
    try:
        return Answer(visit, _ask(reach.outside, visit, visit.errand, now), tuple(leaves))
    except Failure as failure:
        # Without TheTVDB all others can be asked about still.
        if isinstance(failure, Unauthorised) and failure.service == "TMDB":
            raise
        return Answer(visit, failure=failure)


def _ask(outside: Outside, visit: Visit, errand: Errand, now: datetime) -> Found | Unmatched:
    found = look_up(outside.catalogue, errand, now)
    return ask_orders(outside, errand, found, visit.merged) if isinstance(found, Found) and errand.orders else found


def _orders(seen: Sequence[Seen], book: DecisionBook, now: datetime) -> list[Order]:
    """In which orders the copies are numbered, by what Plex says of them now."""
    keys = {key for each in seen for key in names_of(each.place, each.show, each.kept.folder if each.kept else None)}
    chosen = rulings(book.about(keys), now.date()).show.get("order")
    return [each.order if chosen is None else order_named(chosen.value) for each in seen]


def _is_numbered_anew(row: ShowRow, orders: Sequence[Order]) -> bool:
    """Whether a copy is in an order in which the show is not told: what is kept does not tell its numbers."""
    known = {order.label for order in orders if order.provider != "unknown"}
    return row.tmdb_id is not None and any(label != row.order_label for label in known)


def _seen(own: Sequence[ItemRow], underway: Underway, show_id: int) -> list[Seen]:
    kept = [Seen(Place(i.machine_id, i.section_key), i.seen, i, told_order(i)) for i in own]
    return [each for each in kept if each.place not in underway.places] + [*underway.seen.get(show_id, ())]


def _worked(row: ShowRow, known: Known | None) -> bool:
    """Whether TMDB knew this id at an earlier check; one that left the show unmatched says it did not."""
    same = known is not None and known.tmdb_id == row.tmdb_id
    return same and row.checked_at is not None and row.standing != "unmatched"
