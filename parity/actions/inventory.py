"""Takes one library's listings in: read whole, judged, then swapped in at once (RULES R9-R11)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parity.actions.adopt import Place, Seen, adopt
from parity.actions.follow import Followed
from parity.actions.list_library import NotWhole, ask_about, list_shows, stage_episodes
from parity.actions.ports import Library
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.folders import show_folder
from parity.core.library import PlexShow
from parity.core.listing import Shrink, is_gone, shrunk
from parity.core.ordering import order_of
from parity.store import held, items, libraries, scans, shows, visible
from parity.store.database import Connection
from parity.store.held import Staging
from parity.store.items import ItemRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A believed list of shows of one library, each with the show it belongs to; `fates` are of those not in it."""

    followed: Followed
    order: str | None
    shows: Mapping[str, PlexShow]
    show_ids: Mapping[str, int]
    fates: Mapping[str, bool | None]
    kept: Mapping[str, ItemRow]

    @property
    def place(self) -> Place:
        """Which library it is."""
        return Place(self.followed.row.machine_id, self.followed.row.section_key)

    def by_show(self) -> Iterator[tuple[int, Seen]]:
        """What is listed, each with the id of its show."""
        for key, show in self.shows.items():
            order = order_of(show.order, self.order, self.followed.section.agent, show.guid)
            yield self.show_ids[key], Seen(self.place, show, self.kept.get(key), order)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a library: whole, held, failed or gone."""

    outcome: str


def list_library(work: Work, followed: Followed, everything: bool) -> Listed | Taken:
    """Read and judge the list of shows. `everything`: ask for the order of every show, not only of what is new."""
    row = followed.row
    try:
        library = work.reach.library(row.machine_id)
        seen = list_shows(work, library, row.section_key)
        order = library.section_order(row.section_key)
        with work.house.database.reading() as connection:
            kept = {i.rating_key: i for i in items.of_library(connection, row.id)}
        seen = _with_orders(library, seen, kept, everything)
    except (NotWhole, Failure) as trouble:
        return not_taken(work, followed, trouble)
    there = [key for key, item in kept.items() if item.gone_at is None]
    settings = work.house.settings()
    fall = shrunk("shows", len(there), len(seen), settings.brake_share)
    if fall is not None and not accepted(work):
        return hold(work, followed, fall)
    listed = {show.rating_key: show for show in seen}
    try:
        fates = _fates(library, [key for key in there if key not in listed], kept)
    except Unauthorised as trouble:
        return not_taken(work, followed, trouble)
    if False in fates.values():
        lost = next(kept[key].title for key, fate in fates.items() if fate is False)
        return not_taken(work, followed, NotWhole(f"Plex still has {lost}, which its list left out"))
    with work.house.database.writing() as connection:
        place = Place(row.machine_id, row.section_key)
        book = work.book.read(connection)
        show_ids = adopt(connection, place, seen, kept, book, work.house.today(settings))
    return Listed(followed, order, listed, show_ids, fates, kept)


def take_episodes(work: Work, listed: Listed, staging: Staging) -> Taken:
    """Read and judge the episodes of a library, then make both listings the inventory in one transaction."""
    row = listed.followed.row
    try:
        stage_episodes(work, work.reach.library(row.machine_id), row.section_key, staging)
    except (NotWhole, Failure) as trouble:
        return not_taken(work, listed.followed, trouble)
    before = held.live_count(staging.connection, row.id)
    fall = shrunk("episodes", before, staging.live(), work.house.settings().brake_share)
    if fall is not None and not accepted(work):
        staging.connection.rollback()
        return hold(work, listed.followed, fall)
    with staging.writing() as connection:
        return _swap(work, connection, listed)


def _swap(work: Work, connection: Connection, listed: Listed) -> Taken:
    row, now = listed.followed.row, work.house.now()
    before = visible.anywhere(connection)
    kept = {i.rating_key: i for i in items.of_library(connection, row.id)}
    fresh = [(show, listed.show_ids[key]) for key, show in listed.shows.items() if key not in kept]
    items.add(connection, row.id, fresh)
    changed = {show_id for _, show_id in fresh}
    for key, show in listed.shows.items():
        if key in kept:
            changed |= _bring_up(connection, kept[key], show, listed.show_ids[key])
    went: set[int] = set()
    for key, fate in listed.fates.items():
        item = kept[key]
        items.change(connection, item.id, {"absences": item.absences + 1, "gone_at": now if fate else None})
        went |= {item.show_id} if fate and item.show_id is not None else set()
    staying = [key for key, fate in listed.fates.items() if fate is None]
    keys = held.swap(connection, row.id, staying)
    changed |= _name_folders(work, connection, listed, keys)
    agent, stamps = listed.followed.section.agent, listed.followed.stamps
    if (row.own_order, row.agent) != (listed.order, agent) or row.state != "ok":
        keys |= listed.show_ids.keys()
    changed |= {listed.show_ids[key] for key in keys if key in listed.show_ids}
    libraries.listed_whole(connection, row.id, agent, listed.order, stamps, work.scan.id, now)
    shows.mark_stale(connection, changed | went)
    came = {show_id for _, show_id in fresh} - before
    moved = {"new_shows": len(came), "removed_shows": len(went - visible.anywhere(connection))}
    scans.count(connection, work.scan.id, moved)
    return Taken("whole")


def _name_folders(work: Work, connection: Connection, listed: Listed, keys: Collection[str]) -> set[int]:
    """A show without any id is known by its folder (RULES R8), so that it may be another one than was thought."""
    library_id, changed = listed.followed.row.id, set[int]()
    nameless = {key: show for key, show in listed.shows.items() if key in keys and not show.ids}
    for (_, key), episodes in held.of_items(connection, [(library_id, key) for key in nameless]).items():
        folder = show_folder(e.file for e in episodes if e.file)
        items.name_folder(connection, library_id, key, folder)
    kept = {i.rating_key: i for i in items.of_library(connection, library_id)} if nameless else {}
    book, today = work.book.read(connection), work.house.today()
    for key, show_id in adopt(connection, listed.place, nameless.values(), kept, book, today).items():
        if show_id != kept[key].show_id:
            changed |= {show_id, kept[key].show_id or show_id}
            shows.move_items(connection, [kept[key].id], show_id)
    return changed


def _bring_up(connection: Connection, item: ItemRow, show: PlexShow, show_id: int) -> set[int]:
    """Bring one kept item up to the list; the shows for which that matters."""
    telling = items.bring_up(connection, item, show, show_id) - {"updated_at", "leaf_count", "child_count", "absences"}
    return {show_id, item.show_id or show_id} if telling else set()


def _with_orders(
    library: Library, seen: Sequence[PlexShow], kept: Mapping[str, ItemRow], everything: bool
) -> list[PlexShow]:
    """Shows whose row did not say its order get it from their preferences, or keep what is known of them."""
    silent = [s for s in seen if s.order is None]
    ask = [s.rating_key for s in silent if everything or _touched(s, kept.get(s.rating_key))]
    orders = library.orders(ask) if ask else {}
    known = {s.rating_key: kept[s.rating_key].own_order for s in silent if s.rating_key in kept}
    return [
        s if s.order is not None else replace(s, order=orders.get(s.rating_key, known.get(s.rating_key))) for s in seen
    ]


def _touched(show: PlexShow, item: ItemRow | None) -> bool:
    return item is None or item.updated_at != show.updated_at or item.gone_at is not None


def _fates(library: Library, absent: Sequence[str], kept: Mapping[str, ItemRow]) -> dict[str, bool | None]:
    answers = ask_about(absent, library.show) if absent else {}
    return {key: is_gone(answer, kept[key].absences + 1) for key, answer in answers.items()}


def accepted(work: Work) -> bool:
    """Whether the owner said that a library that shrank is right."""
    return bool(work.scan.wishes.get("accept_shrink"))


def hold(work: Work, followed: Followed, fall: Shrink) -> Taken:
    """The brake: nothing of this library changes until the owner or a sane listing says otherwise."""
    with work.house.database.writing() as connection:
        libraries.set_state(connection, followed.row.id, "held", fall.notice(followed.row.title))
    return Taken("held")


def not_taken(work: Work, followed: Followed, trouble: NotWhole | Failure) -> Taken:
    """A listing that cannot be used changes nothing; the notice says why. The only server's refusal ends the scan."""
    work.go_on()  # a wait that we cut short ourselves says nothing about the library
    if isinstance(trouble, Unauthorised) and work.reach.alone:
        raise trouble
    state = "gone" if isinstance(trouble, NotFound) else "failed"
    why = "Plex no longer has this library" if state == "gone" else str(trouble)
    with work.house.database.writing() as connection:
        libraries.set_state(
            connection,
            followed.row.id,
            state,
            f"{followed.row.title} could not be read: {why}. Its rows stay as they are.",
        )
    return Taken(state)
