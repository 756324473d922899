"""Servers whose tokens went when somebody signed out are asked again as soon as somebody has signed in."""

from parity.actions.keep_account import SIGNED_OUT
from parity.actions.ports import House
from parity.actions.servers import NotSignedIn, NotThatServer, ServerSeen, follow, follow_by_hand
from parity.core.failures import Failure
from parity.store import accounts, servers
from parity.store.servers import ServerRow


def take_up(house: House) -> tuple[str, ...]:
    """Get a new token for each of them; the names of those that answered. Cheap when there is none.

    One that gives no answer is asked again at the next call; one that cannot be had says why, and is left alone as long
    as it says so.
    """
    with house.database.reading() as connection:
        account = accounts.kept(connection)
        waiting = [row for row in servers.every(connection) if _waits(row)]
    if account is None or account.dead:
        return ()
    return tuple(seen.label for row in waiting if (seen := _again(house, row)))


def _waits(row: ServerRow) -> bool:
    return row.followed and row.token is None and row.trouble in (None, SIGNED_OUT)


def _again(house: House, row: ServerRow) -> ServerSeen | None:
    try:
        if row.by_hand and row.address:
            return follow_by_hand(house, row.address, row.verify_tls)
        return follow(house, row.machine_id)
    except NotThatServer as why:
        with house.database.writing() as connection:
            servers.put(connection, row.machine_id, house.now(), {"trouble": str(why), "trouble_since": house.now()})
    except (Failure, NotSignedIn):
        pass  # the next time
    return None
