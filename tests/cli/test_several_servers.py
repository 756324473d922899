"""With two Plex servers the terminal says which one it speaks of."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from parity.store import servers
from parity.store.database import Database
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.cli.conftest import Terminal


@pytest.fixture
def barn(terminal: Terminal, household: Household) -> Iterator[Neighbour]:
    """A second server with one show, followed by the terminal's house."""
    neighbour = Neighbour(household, "Barn")
    household.broadcast(3, "Wonderfalls", {1: 2})
    with neighbour.here():
        household.own("Wonderfalls", 3, {1: (1,)}, guid=f"plex://show/{'b' * 24}")
    terminal("missing")  # makes the database
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        told = {"name": "Barn", "followed": True, "address": neighbour.url, "token": neighbour.world.token}
        servers.put(connection, neighbour.id, datetime.now(UTC), told)
    database.close()
    yield neighbour
    neighbour.move_out()


def test_doctor_looks_at_each_server_by_name(terminal: Terminal, barn: Neighbour) -> None:
    said = terminal("doctor").stdout
    assert "ok    plex Plex: Demo Server, version" in said
    assert "ok    plex Barn: Barn, version" in said
    barn.world.token = "another"
    checks = {check["name"]: check for check in terminal.json("doctor", exits=1)["checks"] if not check["ok"]}
    assert {name: check["message"] for name, check in checks.items()} == {
        "plex Barn": "Barn: it refused its token: sign in with Plex again"
    }
    assert "token-of-barn" not in str(checks)


def test_lists_name_the_server_beside_the_library(terminal: Terminal, barn: Neighbour) -> None:
    terminal("scan", "full")
    for command in ("missing", "shows"):
        said = " ".join(terminal(command).stdout.split())
        assert "TV (Barn)" in said
        assert "TV (Demo" in said
    told = {show["title"]: show["server"] for show in terminal.json("shows")["items"]}
    assert (told["Wonderfalls"], told["Firefly"]) == (barn.id, "d3" * 20)


def test_one_server_is_not_named(terminal: Terminal) -> None:
    terminal("scan", "full")
    assert "(Demo" not in terminal("shows").stdout


def test_one_library_of_one_server_is_scanned(terminal: Terminal, barn: Neighbour) -> None:
    terminal("scan", "full")
    assert terminal.json("scan", "full", "--library", f"{barn.id}/1")["total"] == 1
    assert terminal.json("scan", "full", "--library", "tv")["total"] == 3
