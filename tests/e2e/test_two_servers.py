"""Two servers and the accounts around them: who gets in where, and what is missing."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_to_end
from parity.bootstrap import build_house
from tests.actions.telling import missing
from tests.certificates import self_made_files
from tests.databases import furnish
from tests.e2e.two_servers import (
    ATTIC,
    CELLAR,
    NILS,
    NORTHERN,
    OLIVE,
    OPENS,
    QUIET,
    SAM,
    VERA,
    TwoServers,
    plex_tv_world,
    two_servers,
)

pytestmark = pytest.mark.process
SAID = {"X-Plex-Client-Identifier": "client-1", "X-Plex-Product": "Parity", "Accept": "application/json"}


@pytest.fixture(scope="module")
def running() -> Iterator[TwoServers]:
    with two_servers() as made:
        yield made


def api(running: TwoServers, method: str, path: str, token: str = "") -> Any:
    """What plex.tv answers."""
    address = f"{running.environ['PLEX_CLIENTS_URL']}/api/v2{path}"
    answer = requests.request(method, address, headers={**SAID, "X-Plex-Token": token}, timeout=10)
    assert answer.ok, answer.text
    return answer.json()


def sign_in(running: TwoServers, who: str) -> str:
    """Somebody's own token, from a PIN."""
    pin = api(running, "POST", "/pins?strong=true")
    running.claim(who)
    token = api(running, "GET", f"/pins/{pin['id']}")["authToken"]
    assert isinstance(token, str)
    return token


def opens(url: str, token: str) -> bool:
    """Whether a server shows its libraries for a token."""
    answer = requests.get(f"{url}/library/sections", headers={"X-Plex-Token": token}, timeout=10)
    assert answer.status_code in (200, 401)
    return answer.ok


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (OLIVE, [("Attic", True), ("Cellar", True), ("Olive's phone", True)]),
        (VERA, [("Attic", False)]),
        (SAM, [("Shed", True)]),
        (NILS, []),
    ],
)
def test_each_account_sees_its_servers(running: TwoServers, who: str, names: list[tuple[str, bool]]) -> None:
    token = sign_in(running, who)
    listed = api(running, "GET", "/resources?includeHttps=1&includeRelay=1", token)
    assert [(each["name"], each["owned"]) for each in listed] == names
    assert running.living(who) == [token]


def test_a_server_opens_for_its_own_tokens_and_never_for_an_account_s(running: TwoServers) -> None:
    token = sign_in(running, OLIVE)
    listed = {each["clientIdentifier"]: each for each in api(running, "GET", "/resources?includeHttps=1", token)}
    servers = {ATTIC: running.attic, CELLAR: running.cellar}
    for machine_id, server in servers.items():
        told = requests.get(f"{server.url}/identity", headers=SAID, timeout=10).json()
        assert told["MediaContainer"]["machineIdentifier"] == machine_id
        assert server.url in [way["uri"] for way in listed[machine_id]["connections"]]
        accepted = [opens(server.url, key) for key in (listed[machine_id]["accessToken"], token, "")]
        assert accepted == [True, False, False]
    assert not opens(running.cellar.url, listed[ATTIC]["accessToken"])


def test_what_is_shared_opens_and_what_is_taken_back_does_not(running: TwoServers) -> None:
    running.share("Cellar", VERA)
    (hers,) = [row for row in api(running, "GET", "/resources", sign_in(running, VERA)) if row["name"] == "Cellar"]
    assert opens(running.cellar.url, hers["accessToken"])
    running.unshare("Cellar", VERA)
    assert not opens(running.cellar.url, hers["accessToken"])
    assert "Cellar" not in [row["name"] for row in api(running, "GET", "/resources", sign_in(running, VERA))]


def test_one_server_alone_lacks_what_the_other_has(running: TwoServers, tmp_path: Path) -> None:
    assert scanned(running, tmp_path / "attic") == {(NORTHERN, 1, 3), (NORTHERN, 1, 4)}
    cellar = {"PLEX_BASE_URL": running.cellar.url, "PLEX_TOKEN": OPENS["Cellar", OLIVE]}
    assert scanned(running, tmp_path / "cellar", **cellar) == {(NORTHERN, 1, 1), (NORTHERN, 1, 4), (QUIET, 1, 2)}


def scanned(running: TwoServers, folder: Path, **environ: str) -> set[tuple[int, int, int]]:
    """What a house misses after its first scan."""
    folder.mkdir()
    house = build_house({"PARITY_DATA_DIR": str(folder), **running.given, **environ})
    furnish(house.database)
    run_to_end(house, start(house, Request("full")), threading.Event())
    found = missing(house)
    house.database.close()
    return set(found)


def test_a_server_may_speak_tls_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    tls = self_made_files(tmp_path)
    with two_servers(cellar_tls=tls) as running:
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{running.cellar.url}/identity", timeout=10)
        assert requests.get(f"{running.cellar.url}/identity", timeout=10, verify=str(tls.certificate)).ok
        ways = plex_tv_world(running.attic.url, running.cellar.url).server("Cellar").connections
        assert [(way["protocol"], way["address"]) for way in ways] == [("https", "127.0.0.1"), ("https", "localhost")]
