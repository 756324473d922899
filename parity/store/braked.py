"""What the brake holds back (RULES R10): nobody acts on it until a listing looks sane or the owner accepts."""

from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from parity.store.schema import items, libraries


@dataclass(frozen=True, slots=True)
class Braked:
    """A followed library that shrank too far at once. `notice` is the sentence for the owner."""

    library_id: int
    machine_id: str
    section_key: str
    title: str
    notice: str | None


_BRAKED = libraries.c.state == "held", libraries.c.followed.is_(True)


def standing_still(connection: Connection) -> tuple[Braked, ...]:
    """The libraries of which nothing is to be believed, told or done now; () when all is well.

    Whoever writes to another system, or tells somebody what came and went, asks this first. One statement.
    """
    names = ("id", "machine_id", "section_key", "title", "notice")
    query = select(*(libraries.c[name] for name in names)).where(*_BRAKED).order_by(libraries.c.id)
    return tuple(Braked(*row) for row in connection.execute(query))


def shows_standing_still() -> Select[tuple[int]]:
    """The ids of the shows with a copy in such a library, for a condition."""
    copies = select(items.c.show_id).join(libraries, libraries.c.id == items.c.library_id)
    return copies.where(items.c.gone_at.is_(None), items.c.show_id.is_not(None), *_BRAKED)
