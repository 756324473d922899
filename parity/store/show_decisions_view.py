"""What a person decided about one show, its seasons and episodes, found without reading all other decisions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, String, and_, cast, literal, or_, select

from parity.core.decisions import Rulings, rulings, season_key, show_names
from parity.core.order_choice import kept_under
from parity.core.why import WhyDecision
from parity.store import decisions, items, shows
from parity.store.decisions_view import told_of
from parity.store.items import ItemRow
from parity.store.schema import decision_keys, expected
from parity.store.shows import ShowRow


def decided_about(
    connection: Connection, today: date, show: ShowRow, copies: Sequence[ItemRow]
) -> tuple[Rulings, tuple[WhyDecision, ...]]:
    """What rules the show today, and all that was decided and not undone, the newest first. Three statements."""
    named = or_(*_names(show, copies))
    ids = set(connection.execute(select(decision_keys.c.decision_id).where(named)).scalars())
    standing = [row for row in decisions.every(connection, ids) if row.undone_at is None]
    rules = rulings([row.decision for row in standing], today)
    told = tuple(told_of(row.decision, row.label, row.decision.id in rules.ruling) for row in reversed(standing))
    return rules, told


def decision_of_kind(connection: Connection, today: date, show_id: int, kind: str) -> int | None:
    """The decision of a show-level kind that rules a show today. Five statements."""
    row = shows.get(connection, show_id)
    if row is None:
        return None
    rules, _ = decided_about(connection, today, row, items.of_shows(connection, [show_id])[show_id])
    return rules.show[kind].id if kind in rules.show else None


def _names(show: ShowRow, copies: Sequence[ItemRow]) -> list[ColumnElement[bool]]:
    key, keys = decision_keys.c.key, set[str]()
    for c in copies:
        keys.update(show_names(c.ids, c.guid, c.machine_id, c.folder, c.title, c.year))
    names: list[ColumnElement[bool]] = [key.in_(sorted(keys))]
    source_id, order = kept_under(show.order_label, show.source_id, show.tmdb_id)
    if source_id is not None:
        # Seasons and episodes by number: a range of the index.
        inside = season_key(source_id, 0, order).removesuffix("s0")
        names.append(and_(key >= inside, key < inside[:-1] + chr(ord(inside[-1]) + 1)))
        by_id = literal(f"{order.partition(':')[0]}:e").concat(cast(expected.c.episode_id, String))
        names.append(key.in_(select(by_id).where(expected.c.show_id == show.id)))
    return names
