"""To which shows a copy belonged before: memory, for the addresses that people keep. Never a fact about the world."""

from collections.abc import Collection

from sqlalchemy import Connection, exists, insert, select

from parity.store.schema import former_shows, items


def note(connection: Connection, item_ids: Collection[int], show_id: int) -> None:
    """Remember to whom these items belong, before they go to that show."""
    former = former_shows.c
    known = exists().where(former.show_id == items.c.show_id, former.item_id == items.c.id)
    leaving = (items.c.id.in_(list(item_ids)), items.c.show_id.is_not(None), items.c.show_id != show_id, ~known)
    these = select(items.c.show_id, items.c.id).where(*leaving)
    connection.execute(insert(former_shows).from_select(["show_id", "item_id"], these))
