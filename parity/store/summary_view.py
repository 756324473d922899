"""The dashboard's numbers and notices."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from parity.core.shapes import Notice, Numbers
from parity.store import conditions
from parity.store.episodes_view import WITH_SHOWS
from parity.store.folder import is_full
from parity.store.notices import DISK_FULL, disk_is_full
from parity.store.overview_view import Overview
from parity.store.schema import expected, libraries, notices, servers

WEEK = timedelta(days=7)


def numbers(connection: Connection, today: date, seen: Overview) -> Numbers:
    """The headline counts. One statement."""
    states = seen.states
    soon = (conditions.coming(today), conditions.speaks(today), conditions.VISIBLE)
    query = select(func.count()).select_from(WITH_SHOWS).where(*soon, expected.c.air_date <= today + WEEK)
    return Numbers(
        shows=seen.shows,
        missing=seen.missing,
        shows_missing=states["missing"],
        upcoming_week=connection.execute(query).scalar_one(),
        complete=states["complete"],
        unmatched=states["unmatched"],
        suspect=states["suspect"],
        ignored=states["ignored"],
        error=states["error"],
        troubled=seen.troubled,
    )


def library_notices(connection: Connection) -> tuple[Notice, ...]:
    """What holds libraries back, with the server of each where there are several. One statement."""
    columns = (libraries.c.title, libraries.c.notice, libraries.c.state)
    place = (servers.c.name, libraries.c.machine_id, libraries.c.section_key)
    known = select(func.count(libraries.c.machine_id.distinct())).scalar_subquery()
    held = select(known, *columns, *place).join(servers, servers.c.machine_id == libraries.c.machine_id)
    rows = connection.execute(held.where(libraries.c.notice.is_not(None)).order_by(libraries.c.id))
    return tuple(
        Notice(f"{title} ({server or machine})", text, None, state, f"{machine}/{key}")
        if several > 1
        else Notice(title, text, None, state)
        for several, title, text, state, server, machine, key in rows
    )


def all_notices(connection: Connection) -> tuple[Notice, ...]:
    """What the owner should know: general notices, oldest first, then those of libraries. Two statements.

    That the disk is full is seen, not read: where nothing can be written, nobody could have noted it.
    """
    general = select(notices.c.name, notices.c.sentence, notices.c.since).order_by(notices.c.since, notices.c.name)
    found = [Notice(*row) for row in connection.execute(general)]
    folder = _folder(connection)
    if folder is not None and is_full(folder) and DISK_FULL not in {notice.about for notice in found}:
        found.append(Notice(DISK_FULL, disk_is_full(folder), None))
    return (*found, *library_notices(connection))


def _folder(connection: Connection) -> Path | None:
    url = connection.engine.url
    return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else None
