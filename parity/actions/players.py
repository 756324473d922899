"""How the owner wants a server to be treated that is told what arrived, and a test that says what is wrong with it."""

import threading

from parity.actions.ask_places import opened
from parity.actions.ports import House, NotSetUp
from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.core.refreshing import scans_folders
from parity.store import libraries, players


def set_player(house: House, machine_id: str, told: bool, hold_while_playing: bool, patience: int | None) -> None:
    """Whether it is told at all, waits while somebody plays, and how many seconds it has for an answer."""
    with house.database.writing() as connection:
        values = {"told": told, "hold_while_playing": hold_while_playing, "patience": patience}
        players.change(connection, machine_id, **values)


def resume_player(house: House, machine_id: str) -> None:
    """Try a server again at once that gave no answer, or refused its token."""
    with house.database.writing() as connection:
        players.change(connection, machine_id, failures=0, retry_at=None, paused=None)


def test_player(house: House, machine_id: str, stop: threading.Event) -> tuple[bool, str]:
    """Ask a server what a refresh would need of it: whether all is well, and one sentence.

    It tells a refused token, a refused connection, another server at its address and libraries without folders apart.
    """
    try:
        with opened(house, machine_id, stop) as library:
            server, sections = library.server(), library.sections()
            library.activities()
    except NotSetUp as trouble:
        return False, str(trouble)
    except Unauthorised:
        return False, "The server answers and refuses the token: sign in again, or set another PLEX_TOKEN."
    except NotFound:
        return False, "At this address another server answers: look for it again in Settings, under Servers."
    except Unavailable as trouble:
        return False, f"{trouble}. See that the server runs, and that its address is right."
    except Failure as trouble:
        return False, f"{trouble}."
    with house.database.reading() as connection:
        ours = {row.section_key: row.title for row in libraries.followed(connection, machine_id)}
    bare = [ours[one.key] for one in sections if one.key in ours and not one.locations]
    if bare:
        return (
            False,
            f"Plex names no folder of {bare[0]} to this account: a path cannot be found in it. Use the owner's.",
        )
    if not scans_folders(server.version):
        return True, f"Plex {server.version} answers; it cannot scan single folders, so whole libraries are scanned."
    return True, f"Plex {server.version} answers and takes the token; {len(ours)} of its libraries are followed."
