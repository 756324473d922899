"""The items of a show that count under another number than Plex gives them, or under none."""

from sqlalchemy import Connection, select

from parity.core.numbering import Number
from parity.core.why import WhyPlacement
from parity.store.schema import placements


def placements_told(connection: Connection, show_id: int) -> tuple[WhyPlacement, ...]:
    """All of them, by the number that they count as, those that fit nowhere last. One statement."""
    names = ("rating_key", "title", "season", "number", "how", "from_season", "from_number")
    query = select(*(placements.c[name] for name in names)).where(placements.c.show_id == show_id)
    rows = connection.execute(query.order_by(placements.c.season, placements.c.number, placements.c.rating_key))
    told = [
        WhyPlacement(key, title, _code(season, number), how, _code(was_season, was_number))
        for key, title, season, number, how, was_season, was_number in rows
    ]
    return tuple(sorted(told, key=lambda placement: placement.code is None))


def _code(season: int | None, number: int | None) -> str | None:
    return None if season is None or number is None else Number(season, number).code
