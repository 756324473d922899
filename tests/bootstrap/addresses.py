"""Every address that Parity knows of, each with somebody who remembers what was asked, and a house in the middle."""

import threading
from contextlib import ExitStack
from pathlib import Path

from parity.actions.ports import House
from parity.bootstrap import build_house
from parity.core.account import Account, Token
from parity.store import accounts, servers
from parity.store.servers import ServerRow
from tests.databases import furnish
from tests.loopback import Asked, Loopback, Reply, answering, as_json
from tests.store.builders import NOW

NOTHING = threading.Event()
GIVEN, OF_ACCOUNT, OF_SERVER = "token-that-was-given", "token-of-the-account", "token-of-the-server"
FAMILY = {"tv", "clients", "discover", "metadata"}
USER = {"id": 7, "uuid": "u7", "title": "River"}


def plex_server(machine_id: str) -> Reply:
    """What a server says to whatever it is asked here."""
    return as_json({"MediaContainer": {"size": 0, "machineIdentifier": machine_id, "version": "1.43.0", "offset": 0}})


def plex_cloud(asked: Asked) -> Reply:
    if asked.path == "/api/v2/user":
        return as_json(USER)
    if asked.path.startswith("/api/v2/resources"):
        return as_json([])
    if asked.path.startswith("/library"):
        return as_json({"MediaContainer": {"size": 0, "offset": 0, "totalSize": 0}})
    return as_json({"id": 7, "code": "code-1", "pong": True, "authToken": None, "nonce": "n"}, 200)


class World:
    """Every address that Parity knows of, and a house in the middle."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        folder.mkdir()
        self.folder, self._stack = folder, stack
        self.at = {name: stack.enter_context(answering(plex_cloud)) for name in FAMILY}
        for name in ("given", "followed"):
            self.at[name] = stack.enter_context(answering(plex_server(name)))
        self.at["tmdb"] = stack.enter_context(answering(as_json({})))
        environ = {f"PLEX_{name.upper()}_URL": self.at[name].url for name in FAMILY}
        environ |= {"PLEX_BASE_URL": self.at["given"].url, "PLEX_TOKEN": GIVEN}
        environ |= {"TMDB_BASE_URL": self.at["tmdb"].url, "TMDB_API_KEY": "key"}
        self.house: House = build_house({"PARITY_DATA_DIR": str(folder), **environ}, lambda: NOW)
        stack.callback(self.house.database.close)
        furnish(self.house.database)

    def serve(self, answer: Reply) -> Loopback:
        return self._stack.enter_context(answering(answer))

    def sign_in(self) -> None:
        with self.house.database.writing() as connection:
            accounts.keep(connection, Account(7, "u7", "River"), Token("classic", OF_ACCOUNT), NOW)

    def row(self, **values: object) -> ServerRow:
        usual = {"name": "Serenity", "followed": True, "address": self.at["followed"].url, "token": OF_SERVER}
        with self.house.database.writing() as connection:
            servers.put(connection, "followed", NOW, {**usual, **values})
            found = servers.get(connection, "followed")
        assert found is not None
        return found

    def got(self, token: str) -> set[str]:
        """Who was shown this token, in whatever way."""
        return {
            name
            for name, place in self.at.items()
            for asked in place.asked
            if token in asked.target + repr(asked.headers) + repr(asked.body)
        }
