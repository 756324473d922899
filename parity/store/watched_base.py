"""How pairs of videos stood on both sides when they last agreed: what differs from that since was somebody's doing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, tuple_

from parity.core.watched import State
from parity.core.watched_agreed import Agreed, PairKey
from parity.store.at_once import read_at_once, rows_in
from parity.store.in_turn import insert_in_turn
from parity.store.moments import moment_of
from parity.store.schema import watched_base as table

_KEY = (table.c.machine_id, table.c.plex_key, table.c.partner_key)
_STATES = [f"{side}_{part}" for side in ("plex", "partner") for part in ("watched", "position", "at")]
_AT_A_TIME = 300


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose states they are: `who` of Plex's home, "" for the owner, beside which `partner`."""

    who: str
    partner: str


def agreed(connection: Connection, whose: Whose) -> dict[PairKey, Agreed]:
    """All pairs that ever agreed. One statement."""
    columns = [*_KEY, *(table.c[name] for name in _STATES)]
    mine = table.c.who == whose.who, table.c.partner == whose.partner
    rows = rows_in(read_at_once(connection, columns, *mine))
    return {PairKey(*row[:3]): Agreed(_state(*row[3:6]), _state(*row[6:])) for row in rows}


def keep(connection: Connection, whose: Whose, pairs: Iterable[tuple[PairKey, Agreed]], now: datetime) -> None:
    """From now on these pairs last agreed so."""
    found = dict(pairs)
    forget(connection, whose, found)
    insert_in_turn(connection, table, (_row(whose, key, each, now) for key, each in found.items()))


def forget(connection: Connection, whose: Whose, keys: Collection[PairKey]) -> None:
    """These pairs never agreed."""
    named = list(keys)
    mine = delete(table).where(table.c.who == whose.who, table.c.partner == whose.partner)
    for at in range(0, len(named), _AT_A_TIME):
        connection.execute(mine.where(tuple_(*_KEY).in_(named[at : at + _AT_A_TIME])))


def is_known(connection: Connection, whose: Whose) -> bool:
    """Whether any pair ever agreed."""
    mine = select(table.c.plex_key).where(table.c.who == whose.who, table.c.partner == whose.partner)
    return connection.execute(mine.limit(1)).first() is not None


def _state(watched: object, position: int, at: int | None) -> State:
    return State(bool(watched), position, None if at is None else moment_of(at))


def _row(whose: Whose, key: PairKey, agreed: Agreed, now: datetime) -> Mapping[str, object]:
    told = {
        f"{side}_{part}": getattr(state, part)
        for side, state in (("plex", agreed.plex), ("partner", agreed.partner))
        for part in ("watched", "position", "at")
    }
    return {"who": whose.who, "partner": whose.partner, **key._asdict(), **told, "kept_at": now}
