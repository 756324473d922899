"""`plex` on a terminal, from the code to the scan, with a stand-in for plex.tv and a server behind it."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from parity.demo.faults import Faults
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from tests.actions.doorways import Doorway
from tests.actions.household import Household
from tests.cli.conftest import Terminal

SOON = 0.02
DEADLINE = 15.0


@pytest.fixture
def world(bare: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlexTvWorld]:
    """Anna's account, which owns the household's server. The settings give TMDB and nothing of Plex."""
    made = PlexTvWorld()
    anna = made.add_account("Anna")
    ways = [{"uri": household.environ["PLEX_BASE_URL"], "local": True}]
    made.add_server(household.plex.machine_identifier, "Demo Server", anna, ways, token=household.plex.token)
    doorway = Doorway.of(create_app(made, Faults()))
    for name, value in household.environ.items():
        if not name.startswith("PLEX_"):
            monkeypatch.setenv(name, value)
    for name in ("PLEX_TV_URL", "PLEX_CLIENTS_URL", "PLEX_APP_URL", "PLEX_DISCOVER_URL"):
        monkeypatch.setenv(name, doorway.url)
    yield made
    doorway.move_out()


@contextmanager
def somebody_types_the_code(world: PlexTvWorld, account: str) -> Iterator[None]:
    """Whoever sees a code on the terminal claims it, on another device."""

    def watch() -> None:
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            if codes := world.waiting_codes():
                return world.claim(codes[-1], account)
            time.sleep(SOON)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        watching.join(DEADLINE)


def login(terminal: Terminal, world: PlexTvWorld, *options: str, account: str = "Anna", exits: int = 0) -> str:
    with somebody_types_the_code(world, account):
        result = terminal("plex", "login", *options, exits=exits)
    assert [token for token in world.living_tokens(account) if token in result.stdout + result.stderr] == []
    return result.stdout + result.stderr


def account_finding(terminal: Terminal) -> tuple[bool, str]:
    (found,) = [c for c in terminal.json("doctor", exits=1)["checks"] if c["name"] == "account"]
    return found["ok"], found["message"]


def test_from_the_code_to_what_is_missing(bare: Terminal, world: PlexTvWorld) -> None:
    said = login(bare, world)
    assert "You are signed in as Anna (lasting token)." in said
    assert len(world.living_tokens("Anna")) == 1
    assert [one["state"] for one in bare.json("plex", "servers")["items"]] == ["offered"]
    assert "It is followed from now on." in bare("plex", "servers", "--follow", "demo server").stdout
    assert bare("plex", "servers", "--test").stdout.startswith("ok    Demo Server answers at http://127.0.0.1:")
    assert [(s["title"], s["followed"]) for s in bare.json("plex", "sections")["items"]] == [("TV", True)]
    bare("scan", "full")
    assert [item["code"] for item in bare.json("missing")["items"]] == ["S01E03", "S01E01"]
    assert bare("plex", "logout").stdout == "Anna is signed out.\n"
    assert world.living_tokens("Anna") == []
    bare.refusal("plex", "sections")
    assert "Demo Server answers, and is followed again." in login(bare, world)
    assert [s["title"] for s in bare.json("plex", "sections")["items"]] == ["TV"]


def test_a_token_that_died_is_told_and_the_same_account_connects_again(bare: Terminal, world: PlexTvWorld) -> None:
    login(bare, world)
    world.kill_tokens("Anna")
    assert account_finding(bare) == (
        False,
        "signed in as Anna (refused by Plex): python -m parity plex login connects it again",
    )
    assert "Note: Plex no longer takes the sign-in of Anna: reconnect." in bare("missing").stderr
    login(bare, world)
    assert "Note:" not in bare("missing").stderr


def test_a_signed_token_is_told_with_its_end(
    bare: Terminal, world: PlexTvWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARITY_PLEX_SIGN_IN", "jwt")
    assert re.search(r"signed in as Anna \(7-day token until \d{4}-\d\d-\d\d \d\d:\d\d UTC\)", login(bare, world))
    world.expire_signed("Anna")
    bare("doctor", exits=1)
    (living,) = world.living_tokens("Anna")
    assert living.count(".") == 2
