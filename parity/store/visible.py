"""Which shows there are to see and to visit: those with a copy that is there, in a followed library."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from parity.store.schema import items, libraries


def of_libraries(connection: Connection, library_ids: Collection[int]) -> set[int]:
    """Shows with a copy in one of these libraries."""
    query = select(items.c.show_id).where(
        items.c.library_id.in_(list(library_ids)), items.c.gone_at.is_(None), items.c.show_id.is_not(None)
    )
    return set(connection.execute(query.distinct()).scalars())


def anywhere(connection: Connection) -> set[int]:
    """Shows with a copy in any followed library."""
    query = select(items.c.show_id).join(libraries, libraries.c.id == items.c.library_id)
    there = query.where(items.c.gone_at.is_(None), items.c.show_id.is_not(None), libraries.c.followed.is_(True))
    return set(connection.execute(there.distinct()).scalars())


def frozen(connection: Connection, show_ids: Collection[int]) -> dict[int, str]:
    """Shows of which a copy stands in a library that is held back, with that library's title: their rows stay."""
    query = (
        select(items.c.show_id, libraries.c.title)
        .join(libraries, libraries.c.id == items.c.library_id)
        .where(
            items.c.show_id.in_(list(show_ids)),
            items.c.gone_at.is_(None),
            libraries.c.followed.is_(True),
            libraries.c.state != "ok",
        )
    )
    return {show_id: title for show_id, title in connection.execute(query)}
