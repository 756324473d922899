"""Which shows there are to see and to visit: those with a copy that is there, in a followed library."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from parity.store.schema import items, libraries

_THERE = select(items.c.show_id).where(items.c.gone_at.is_(None), items.c.show_id.is_not(None)).distinct()
_OF_LIBRARIES = _THERE.where(items.c.library_id.in_(bindparam("ids", expanding=True)))
_ANYWHERE = _THERE.join(libraries, libraries.c.id == items.c.library_id).where(libraries.c.followed.is_(True))
_FROZEN = (
    select(items.c.show_id, libraries.c.title)
    .join(libraries, libraries.c.id == items.c.library_id)
    .where(items.c.show_id.in_(bindparam("ids", expanding=True)), items.c.gone_at.is_(None))
    .where(libraries.c.followed.is_(True), libraries.c.state != "ok")
)


def of_libraries(connection: Connection, library_ids: Collection[int]) -> set[int]:
    """Shows with a copy in one of these libraries."""
    return set(connection.execute(_OF_LIBRARIES, {"ids": list(library_ids)}).scalars())


def anywhere(connection: Connection) -> set[int]:
    """Shows with a copy in any followed library."""
    return set(connection.execute(_ANYWHERE).scalars())


def frozen(connection: Connection, show_ids: Collection[int]) -> dict[int, str]:
    """Shows of which a copy stands in a library that is held back, with that library's title: their rows stay."""
    return {show_id: title for show_id, title in connection.execute(_FROZEN, {"ids": list(show_ids)})}
