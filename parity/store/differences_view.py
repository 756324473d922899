"""Where two sources differ about one show, as pages and other programs read it."""

from sqlalchemy import Connection, and_, select

from parity.core.gaps import ACCEPTED
from parity.core.numbering import Number
from parity.core.shapes import Differing
from parity.store.schema import differences, expected, shows


def differences_of(connection: Connection, show_id: int) -> tuple[Differing, ...]:
    """First what the source in use lists, each by number; () for a show that is not compared. One statement."""
    columns = (differences.c[name] for name in ("provider", "season", "number", "title", "air_date", "explanation"))
    in_use = shows.c.order_label.startswith(differences.c.provider.concat(":")).label("in_use")
    row = and_(expected.c.show_id == differences.c.show_id, expected.c.episode_id == differences.c.episode_id, in_use)
    query = (
        select(*columns, in_use, expected.c.hidden_by)
        .join(shows, shows.c.id == differences.c.show_id)
        .outerjoin(expected, row)
        .where(differences.c.show_id == show_id, shows.c.standing == "matched")
        .order_by(in_use.desc(), differences.c.season, differences.c.number)
    )
    return tuple(
        Differing(
            provider=each.provider,
            season=each.season,
            episode=each.number,
            code=Number(each.season, each.number).code,
            title=each.title,
            air_date=each.air_date,
            explanation=each.explanation,
            in_use=bool(each.in_use),
            accepted=each.hidden_by == ACCEPTED,
        )
        for each in connection.execute(query)
    )
