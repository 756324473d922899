"""Looks for the account's servers and their libraries, and keeps what was seen for pages, which ask nobody."""

import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from parity.actions import servers
from parity.actions.check_connections import PATIENCE, plainly
from parity.actions.ports import House, NotSetUp
from parity.core.failures import Failure
from parity.core.library import Section, Server
from parity.settings import Settings
from parity.store import accounts, libraries, look_round
from parity.store import servers as kept_servers
from parity.store.database import Connection
from parity.store.look_round import SeenOffer
from parity.store.servers import ServerRow

_AT_ONCE = 4
_Answer = tuple[Server, tuple[Section, ...]]


def is_given(settings: Settings) -> bool:
    """Whether the settings lead to a server, beside those that are followed."""
    return bool(settings.plex_base_url and settings.plex_token)


def look_for_servers(house: House) -> int:
    """Ask Plex for the account's servers. Returns how many there are.

    Raises the failures of core, and NotSignedIn without an account.
    """
    seen = [_seen(each) for each in servers.offered(house)]
    with house.database.writing() as connection:
        kept = accounts.kept(connection)
        if kept is not None:
            look_round.keep_offers(connection, kept.account.id, seen, house.now())
            _rename(connection, seen, house)
    return len(seen)


def read_libraries(house: House) -> tuple[int, tuple[str, ...]]:
    """Ask every server for its libraries. Answers how many servers answered, and what went wrong with the others."""
    settings = house.settings()
    with house.database.reading() as connection:
        rows = kept_servers.followed(connection)
    asked: list[ServerRow | None] = [*([None] if is_given(settings) else []), *rows]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(lambda row: _ask(house, row), asked))
    for row, answer in zip(asked, answers, strict=True):
        if isinstance(answer, str):
            continue
        with house.database.writing() as connection:
            _remember(connection, *answer, house)
            if row is None and settings.plex_base_url:
                look_round.keep_given(connection, settings.plex_base_url, answer[0].machine_id, house.now())
    troubles = tuple(answer for answer in answers if isinstance(answer, str))
    return len(answers) - len(troubles), troubles


def _seen(found: servers.Offered) -> SeenOffer:
    offer = found.offer
    near = any(way.local and not way.relay for way in offer.ways)
    return SeenOffer(offer.machine_id, offer.name, offer.version, offer.owned, near)


def _rename(connection: Connection, seen: Collection[SeenOffer], house: House) -> None:
    """A server that its owner renamed goes by its new name at once, and not from its next scan on."""
    named = {offer.machine_id: offer.name for offer in seen}
    for row in kept_servers.every(connection):
        name = named.get(row.machine_id, row.name)
        if name != row.name:
            kept_servers.put(connection, row.machine_id, house.now(), {"name": name})


def _ask(house: House, row: ServerRow | None) -> _Answer | str:
    """What a server says, or why it says nothing; None is the one of the settings."""
    stop = threading.Event()
    try:
        doors = house.doors()
        way = doors.library(stop, PATIENCE) if row is None else doors.library_of(row, stop, PATIENCE)
        with way as library:
            return library.server(), library.sections()
    except (Failure, NotSetUp, servers.NotThatServer) as trouble:
        said = plainly(trouble)
        return f"{row.name}: {said}" if row is not None else said


def _remember(connection: Connection, server: Server, sections: Collection[Section], house: House) -> None:
    """Note the libraries; which of them are followed is for the next scan to say."""
    libraries.remember_server(connection, server, house.now())
    rows = libraries.of_server(connection, server.machine_id)
    followed = {row.section_key: row.followed_as for row in rows if row.followed}
    for section in sections:
        libraries.remember_section(connection, server.machine_id, section, followed.get(section.key))
