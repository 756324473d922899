"""What a person decides: ignore, match, order, policy, specials, grace; each takes effect at once and can be undone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from parity.actions.adopt import Place, adopt, keys_of, names_of
from parity.actions.comparing import Check
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_at_once
from parity.actions.remembered import remembered_in_order
from parity.actions.scan_control import AlreadyRunning
from parity.core.arrival import LONGEST
from parity.core.decisions import all_keys, episode_keys, names_part_of_show, season_key
from parity.core.numbering import Number
from parity.core.order_choice import all_labels
from parity.core.ordering import parse_order
from parity.core.policy import parse_policy
from parity.store import decisions, expected, items, scans, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


class NoSuchThing(Exception):
    """What was named does not exist; the text is a sentence."""


class Refused(Exception):
    """The wish makes no sense here; the text says why and what would."""


@dataclass(frozen=True, slots=True)
class Target:
    """A show, one of its seasons, or one episode."""

    show_id: int
    season: int | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """A show with its copies, as a decision needs it."""

    row: ShowRow
    copies: Sequence[ItemRow]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(k for i in self.copies for k in keys_of(Place(i.machine_id, i.section_key), i.seen, i.folder))


class Move(NamedTuple):
    """The show that a copy belonged to, and the one it belongs to now: mostly the same."""

    was: int
    now: int


def ignore(house: House, target: Target, reason: str = "", until: date | None = None) -> int:
    """Ignore a show, season or episode, to the end of the day `until` if given. Returns the decision's id."""
    refuse_past(house, until)
    with house.database.writing() as connection:
        subject = _subject(connection, target.show_id)
        kind, keys, label = _ignored(connection, subject, target)
        for former in DecisionBook().read(connection).about(keys):
            if (former.kind, former.keys) == (kind, frozenset(keys)):
                decisions.undo(connection, former.id, house.now())  # the new one takes its place
        made = decisions.add(
            connection, kind, keys, label, house.now(), house.today(), reason=reason.strip(), until=until
        )
        reckon_again(house, connection, concerned(connection, keys))
    return made


def ignore_all(house: House, show_ids: Sequence[int], reason: str = "", until: date | None = None) -> list[int]:
    """Ignore many shows in one go, all or none. Returns the ids of the decisions; a show that is gone has none.

    Raises Refused, and AlreadyRunning while a scan is active.
    """
    refuse_past(house, until)
    with house.database.writing() as connection:
        refuse_beside_a_scan(connection)
        rows, copies = shows.some(connection, show_ids), items.of_shows(connection, show_ids)
        subjects = [_Subject(rows[i], copies[i]) for i in dict.fromkeys(show_ids) if i in rows and copies[i]]
        made = decisions.add_all(
            connection,
            "ignore_show",
            [(subject.row.title, subject.keys) for subject in subjects],
            house.now(),
            house.today(),
            reason=reason.strip(),
            until=until,
        )
        reckon_again(house, connection, concerned(connection, {key for one in subjects for key in one.keys}))
    return made


def unignore(house: House, target: Target) -> int:
    """Take back every ignore of exactly this show, season or episode. Returns how many there were."""
    with house.database.writing() as connection:
        subject = _subject(connection, target.show_id)
        kind, keys, _ = _ignored(connection, subject, target)
        if subject.row.counted_by is not None and target.season is not None and target.episode is not None:
            # By number, too: it may be older than what is known of the episode.
            source_id, label = subject.row.counted_by
            keys = [*keys, *episode_keys(source_id, Number(target.season, target.episode), None, label)]
        found = [d for d in DecisionBook().read(connection).about(keys) if d.kind == kind]
        for decision in found:
            decisions.undo(connection, decision.id, house.now())
        reckon_again(house, connection, concerned(connection, all_keys(found)))
    return len(found)


def match(house: House, show_id: int, tmdb_id: int | None) -> int:
    """Say which TMDB show this is; None: let Parity find out again. Returns the show's id from now on.

    What the cache remembers of it is shown at once; a scan asks TMDB.
    """
    if tmdb_id is not None and tmdb_id <= 0:
        raise Refused("a TMDB id is a number above 0")
    with house.database.writing() as connection:
        subject = _subject(connection, show_id)
        keys = subject.keys
        if tmdb_id is None:
            keys |= _take_back(house, connection, subject, "match")
            for item in subject.copies:
                items.change(connection, item.id, {"resolved_id": None, "resolved_by": None, "resolved_for": None})
        else:
            _decide(house, connection, subject, "match", str(tmdb_id), f"{subject.row.title} is TMDB {tmdb_id}")
        return identify_again(house, connection, concerned(connection, keys))[subject.copies[0].id].now


def order(house: House, show_id: int, name: str | None) -> None:
    """Say in which order the show is numbered, whatever Plex says; None: go by Plex again."""
    if (order := parse_order(name) if name is not None else None) is None and name is not None:
        raise Refused(f"the order {name} is not known here; known are: {all_labels()}")
    _set(house, show_id, "order", order.label if order is not None else None)


def set_policy(house: House, show_id: int, text: str | None) -> None:
    """Set which episodes are wanted: all, future, from N, last, none; None: as generally set."""
    if (policy := parse_policy(text, None) if text is not None else None) is None and text is not None:
        raise Refused(f"{text} is no policy; there are: all, future, from N, last, none")
    _set(house, show_id, "policy", policy.label if policy else None)


def set_specials(house: House, show_id: int, on: bool | None) -> None:
    """Whether specials of this show are expected; None: as generally set."""
    _set(house, show_id, "specials", None if on is None else "on" if on else "off")


def set_grace(house: House, show_id: int, days: int | None) -> None:
    """Set after how many days (0 to 7) an episode of this show is missing; None: as learned, or generally set."""
    if days is not None and not 0 <= days <= LONGEST:
        raise Refused(f"days of grace are 0 to {LONGEST}")
    _set(house, show_id, "grace", None if days is None else str(days))


def refuse_past(house: House, until: date | None) -> None:
    """Raise Refused for an end that is over already."""
    if until is not None and until < house.today():
        raise Refused(f"{until.isoformat()} is past; give a later day or none")


def refuse_beside_a_scan(connection: Connection) -> None:
    """Raise AlreadyRunning while a scan is active: it changes the very list that the owner looked at."""
    running = scans.active(connection)
    if running is not None:
        raise AlreadyRunning(running.id)


def _set(house: House, show_id: int, kind: str, value: str | None) -> None:
    with house.database.writing() as connection:
        subject = _subject(connection, show_id)
        keys = subject.keys | _take_back(house, connection, subject, kind)
        if value is not None:
            _decide(house, connection, subject, kind, value, f"{subject.row.title}: {kind} {value}")
        about = concerned(connection, keys)
        if kind == "order":
            compare_again(house, connection, about)
        else:
            reckon_again(house, connection, about)


def _decide(house: House, connection: Connection, subject: _Subject, kind: str, value: str, label: str) -> None:
    decisions.add(connection, kind, subject.keys, label, house.now(), house.today(), value=value)


def _take_back(house: House, connection: Connection, subject: _Subject, kind: str) -> frozenset[str]:
    """Undo what was decided so far; the names it was kept under, which may reach further than the show's own."""
    former = [d for d in DecisionBook().read(connection).about(subject.keys) if d.kind == kind]
    for decision in former:
        decisions.undo(connection, decision.id, house.now())
    return all_keys(former)


def _subject(connection: Connection, show_id: int) -> _Subject:
    row = shows.get(connection, show_id)
    copies = items.of_shows(connection, [show_id])[show_id]
    if row is None or not copies:
        raise NoSuchThing(f"There is no show {show_id}.")
    return _Subject(row, copies)


def _ignored(connection: Connection, subject: _Subject, target: Target) -> tuple[str, Sequence[str], str]:
    """Kind, keys and label of an ignore."""
    row = subject.row
    if target.season is None:
        return "ignore_show", sorted(subject.keys), row.title
    rows = [g for g in expected.of_shows(connection, [row.id])[row.id] if g.season == target.season]
    if row.counted_by is None or not rows:
        raise NoSuchThing(f"{row.title} has no season {target.season}.")
    show_id, label = row.counted_by
    if target.episode is None:
        return "ignore_season", [season_key(show_id, target.season, label)], f"{row.title} season {target.season}"
    number = Number(target.season, target.episode)
    episode = next((g for g in rows if g.number == target.episode), None)
    if episode is None:
        raise NoSuchThing(f"{row.title} has no {number.code}.")
    return "ignore_episode", episode_keys(show_id, number, episode.episode_id, label), f"{row.title} {number.code}"


def concerned(connection: Connection, keys: Collection[str]) -> list[int]:
    """The shows a decision is about: by what Plex gave, or by the provider's id inside a season or episode key."""
    of_shows = frozenset(key for key in keys if not names_part_of_show(key))
    own = {
        i.show_id
        for i in (items.every(connection) if of_shows else ())
        if of_shows.intersection(names_of(Place(i.machine_id, i.section_key), i.seen, i.folder))
    }
    return sorted({i for i in own if i is not None} | set(expected.shows_of_keys(connection, keys)))


def reckon_again(house: House, connection: Connection, show_ids: Sequence[int]) -> None:
    """Let what was decided about these shows take effect."""
    reckon_at_once(house, connection, [Check(show_id) for show_id in show_ids])


def compare_again(house: House, connection: Connection, show_ids: Sequence[int]) -> None:
    """In another order: what the cache remembers stands in until the sources are asked."""
    shows.mark_stale(connection, show_ids)
    copies, book = items.of_shows(connection, show_ids), DecisionBook().read(connection)
    rows = shows.some(connection, show_ids)
    reckon_at_once(house, connection, [remembered_in_order(house, rows[i], copies[i], book) for i in rows])


def identify_again(house: House, connection: Connection, show_ids: Sequence[int]) -> dict[int, Move]:
    """Let the copies belong to whom they are now, by who they were; what is remembered of them is reckoned at once.

    Returns where each copy went, by the copy's id.
    """
    book, moves = DecisionBook().read(connection), dict[int, Move]()
    copies = items.of_shows(connection, show_ids)
    for was, item in [(show_id, item) for show_id in show_ids for item in copies[show_id]]:
        place = Place(item.machine_id, item.section_key)
        target = adopt(connection, place, [item.seen], {item.rating_key: item}, book, house.today())[item.rating_key]
        shows.move_items(connection, [item.id], target)
        moves[item.id] = Move(was, target)
    rows = shows.some(connection, {*show_ids, *(move.now for move in moves.values())})
    unasked = {row.id: row.tmdb_id for row in rows.values() if row.checked_at is None and row.tmdb_id is not None}
    found = {i: house.remembered(tmdb_id) for i, tmdb_id in unasked.items()}
    reckon_at_once(house, connection, [Check(i, found.get(i), sure=True) for i in rows])
    return moves
