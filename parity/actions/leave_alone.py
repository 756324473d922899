"""A server that gave no answer, or refused its token, is left alone for a while, the longer the oftener it happens."""

from datetime import datetime, timedelta

from parity.actions.ports import House, NotSetUp
from parity.core.failures import Failure, RateLimited, Unauthorised
from parity.core.refreshing import REFUSED, back_off
from parity.store import notices, players, refreshes, servers


def leave_alone(house: House, machine_id: str, trouble: NotSetUp | Failure) -> None:
    """Ask nothing of it for as long as this trouble wants; what was due there says so."""
    now = house.now()
    with house.database.writing() as connection:
        failures = players.of(connection, machine_id).failures + 1
        if isinstance(trouble, Unauthorised):
            wait, paused = REFUSED, str(trouble)
            server = servers.get(connection, machine_id)
            name = server.name if server is not None and server.name else "Plex"
            notices.put(connection, f"{notices.REFRESH}{machine_id}", notices.not_told(name), now)
        elif isinstance(trouble, RateLimited) and trouble.retry_after:
            wait, paused = timedelta(seconds=trouble.retry_after), None
        else:
            wait, paused = back_off(failures), None
        players.change(connection, machine_id, failures=failures, retry_at=now + wait, paused=paused)
        for row in refreshes.of_server(connection, machine_id):
            under_way = row.state in ("asked", "scanning")
            if row.due_at is None or (row.due_at > now and not under_way):
                continue
            broken = {"failures": row.failures + 1} if under_way else {}
            refreshes.change(connection, row.id, **broken, sentence=when_again(trouble, now + wait, house))


def when_again(trouble: NotSetUp | Failure, until: datetime, house: House) -> str:
    """What is amiss and until when nothing is asked, for a person."""
    at = until.astimezone(house.settings().tz)
    return f"{trouble}. It is tried again at {at:%H:%M:%S}."
