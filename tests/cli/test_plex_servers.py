"""`plex servers`, `plex sections`, and where doctor and settings say that the token comes from."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from parity.core.account import Token
from parity.core.failures import Unavailable
from parity.store import accounts
from tests.actions.household import Household
from tests.cli.conftest import Terminal
from tests.cli.plex_scene import Offering, offer, open_plex_tv, secrets_in, signs_in, write
from tests.plex_tv import FakePlexTv

ATTIC, CELLAR = offer("attic-id", "Attic"), offer("cellar-id", "Cellar", owned=False)


@pytest.fixture
def plex_tv(monkeypatch: pytest.MonkeyPatch, household: Household) -> FakePlexTv:
    """Plex's services, which know Anna."""
    return open_plex_tv(monkeypatch, household)


@pytest.fixture
def offering(plex_tv: FakePlexTv, bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Offering:
    """Anna is signed in and may use two servers; the settings give none."""
    write(bare, signs_in)
    made = Offering((ATTIC, CELLAR))
    made.put(monkeypatch)
    return made


def states(terminal: Terminal, exits: int = 0) -> dict[str, tuple[str, bool, str | None]]:
    found = terminal.json("plex", "servers", exits=exits)
    assert found["total"] == len(found["items"])
    return {one["name"]: (one["state"], one["owned"], one["address"]) for one in found["items"]}


def test_what_the_account_offers_is_listed(bare: Terminal, offering: Offering) -> None:
    assert states(bare) == {"Attic": ("offered", True, None), "Cellar": ("offered", False, None)}
    result = bare("plex", "servers")
    assert result.stdout.startswith("2 servers\n")
    assert "signed in as Anna (lasting token)" in result.stdout
    assert secrets_in([result.stdout, str(bare.json("plex", "servers"))]) == []


def test_a_server_is_followed_by_its_name_and_let_go_by_its_id(bare: Terminal, offering: Offering) -> None:
    said = bare("plex", "servers", "--follow", "attic").stdout
    assert said == ("Attic answers at https://attic-id:32400 in 7 ms, version 1.43.0. It is followed from now on.\n")
    assert states(bare)["Attic"] == ("followed", True, "https://attic-id:32400")
    said = bare("plex", "servers", "--unfollow", "attic-id").stdout
    assert said == "Attic is no longer followed; what is known of it stays.\n"
    assert states(bare)["Attic"][0] == "offered"
    assert bare.refusal("plex", "servers", "--unfollow", "Attic") == "Error: Attic is not followed"


def test_of_two_servers_with_one_name_the_id_decides(bare: Terminal, offering: Offering) -> None:
    offering.offers = (ATTIC, offer("other-id", "ATTIC"))
    assert bare.refusal("plex", "servers", "--follow", "Attic") == (
        "Error: 2 servers are called Attic; say which one by its id: attic-id, other-id"
    )
    assert "It is followed" in bare("plex", "servers", "--follow", "other-id").stdout
    assert bare.json("plex", "servers")["items"][0]["machine_id"] == "other-id"


def test_a_server_that_is_not_there_is_one_line(bare: Terminal, offering: Offering) -> None:
    said = bare.refusal("plex", "servers", "--follow", "Garage")
    assert said == "Error: there is no server Garage; there are: Attic, Cellar"


def test_another_server_behind_an_address_is_one_line(bare: Terminal, offering: Offering) -> None:
    offering.offers = (offer("x", "Mistaken"),)
    said = bare.refusal("plex", "servers", "--follow", "Mistaken")
    assert said == "Error: another server answers at that address"


def test_each_server_in_use_is_tested(bare: Terminal, offering: Offering) -> None:
    assert bare.refusal("plex", "servers", "--test").startswith("Error: no server is followed yet")
    for name in ("Attic", "Cellar"):
        bare("plex", "servers", "--follow", name)
    assert [line[:10] for line in bare("plex", "servers", "--test").stdout.splitlines()] == ["ok    Atti", "ok    Cell"]
    offering.silent = {"attic-id"}
    said = bare("plex", "servers", "--test", exits=3).stdout.splitlines()
    assert said[0] == "MEND  Attic: Plex: attic-id does not answer"
    offering.silent = {"attic-id", "cellar-id"}
    bare("plex", "servers", "--test", exits=1)


def test_when_plex_is_silent_what_is_followed_is_listed_all_the_same(bare: Terminal, offering: Offering) -> None:
    bare("plex", "servers", "--follow", "Attic")
    offering.trouble = Unavailable("plex.tv", "no answer within 30 seconds")
    assert list(states(bare, exits=3)) == ["Attic"]
    said = bare("plex", "servers", exits=3).stderr
    assert said == (
        "Note: Plex could not be asked which servers the account may use (plex.tv: no answer within 30 seconds)\n"
    )


def test_the_server_of_the_settings_is_listed_as_that(
    terminal: Terminal, household: Household, plex_tv: FakePlexTv, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(terminal, signs_in)
    Offering((offer(household.plex.machine_identifier, "Living Room"), ATTIC)).put(monkeypatch)
    given = household.environ["PLEX_BASE_URL"]
    assert states(terminal) == {"Living Room": ("given", True, given), "Attic": ("offered", True, None)}
    assert "from the environment" in terminal("plex", "servers").stdout
    assert "is given by PLEX_BASE_URL" in terminal.refusal("plex", "servers", "--follow", "Living Room")
    assert "is given by PLEX_BASE_URL" in terminal.refusal("plex", "servers", "--unfollow", "Living Room")
    assert terminal("plex", "servers", "--test").stdout.startswith("ok    ")


def test_a_server_of_the_settings_that_is_silent_is_listed_with_its_trouble(
    terminal: Terminal, plex_tv: FakePlexTv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEX_BASE_URL", "http://127.0.0.1:9")
    (one,) = terminal.json("plex", "servers", exits=1)["items"]
    assert (one["state"], one["machine_id"], one["trouble"]) == (
        "given", None, "nobody answers at http://127.0.0.1:9"
    )  # fmt: skip
    terminal("plex", "servers", "--test", exits=1)


def test_two_wishes_at_once_are_wrong_usage(bare: Terminal) -> None:
    assert "choose one of" in bare("plex", "servers", "--test", "--follow", "x", exits=2).stderr


def test_sections_are_listed_with_what_names_them(terminal: Terminal, household: Household) -> None:
    household.library("Films", type="movie")
    found = terminal.json("plex", "sections")
    machine_id = household.plex.machine_identifier
    assert [(s["title"], s["kind"], s["followed"], s["id"]) for s in found["items"]] == [
        ("TV", "show", True, f"{machine_id}/{household.library('TV')}"),
        ("Films", "movie", True, f"{machine_id}/{household.library('Films')}"),
    ]
    assert terminal("plex", "sections").stdout.startswith("2 libraries\n")


@pytest.mark.parametrize("name", ["tv", "KEY", "ID"])
def test_sections_say_which_of_them_the_settings_choose(
    name: str, terminal: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    household.library("Films", type="movie")
    key = str(household.library("TV"))
    wanted = {"KEY": key, "ID": f"{household.plex.machine_identifier}/{key}"}.get(name, name)
    monkeypatch.setenv("PLEX_LIBRARY_NAME", wanted)
    found = terminal.json("plex", "sections")
    assert [s["title"] for s in found["items"] if s["followed"]] == ["TV"]


def test_without_a_server_sections_say_what_to_do(bare: Terminal) -> None:
    assert bare.refusal("plex", "sections").startswith(
        "Error: No Plex server can be asked: python -m parity plex login"
    )


def test_sections_of_a_server_that_is_silent_are_not_there(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEX_BASE_URL", "http://127.0.0.1:9")
    assert "Note: http://127.0.0.1:9: " in terminal("plex", "sections", exits=1).stderr


# Where the token comes from


def finding(terminal: Terminal, exits: int = 0) -> tuple[bool, str]:
    checks = terminal.json("doctor", exits=exits)["checks"]
    (found,) = [check for check in checks if check["name"] == "account"]
    return found["ok"], found["message"]


def origin_in_settings(terminal: Terminal) -> str:
    (line,) = [line for line in terminal("settings").stdout.splitlines() if line.startswith("PLEX_TOKEN ")]
    return line


def test_a_token_of_the_settings_is_said_to_be_that(bare: Terminal, terminal: Terminal) -> None:
    assert finding(terminal) == (True, "nobody is signed in; PLEX_TOKEN from the environment")
    assert "environment" in origin_in_settings(terminal)


def test_a_saved_token_is_said_to_be_that(bare: Terminal) -> None:
    bare("settings", "PLEX_TOKEN", "a-saved-token")
    assert finding(bare, exits=1) == (True, "nobody is signed in; PLEX_TOKEN saved")
    assert "saved" in origin_in_settings(bare)


def test_a_sign_in_is_asked_about_and_named(terminal: Terminal, plex_tv: FakePlexTv) -> None:
    write(terminal, signs_in)
    told = "PLEX_TOKEN from the environment; signed in as Anna (lasting token)"
    assert finding(terminal) == (True, told)
    plex_tv.tokens.clear()
    ok, message = finding(terminal, exits=1)
    assert (ok, message) == (
        False,
        "PLEX_TOKEN from the environment; signed in as Anna (refused by Plex): "
        "python -m parity plex login connects it again",
    )


def test_a_sign_in_that_cannot_be_asked_about_is_not_called_dead(terminal: Terminal, plex_tv: FakePlexTv) -> None:
    write(terminal, signs_in)
    plex_tv.trouble_of["account"] = Unavailable("plex.tv", "no answer within 30 seconds")
    assert finding(terminal, exits=1) == (False, "plex.tv: no answer within 30 seconds")
    plex_tv.trouble_of.clear()
    assert finding(terminal)[0]


def test_settings_name_who_is_signed_in_where_no_token_is_set(bare: Terminal) -> None:
    end = datetime.now(UTC) + timedelta(days=7)
    write(bare, partial(signs_in, token=Token("jwt", "classic-token-of-anna", end)))
    assert "sign-in" in origin_in_settings(bare)
    said = bare("settings").stdout
    told = f"signed in as Anna (7-day token until {end:%Y-%m-%d %H:%M} UTC)"
    assert said.splitlines()[-1] == f"Plex is asked by: {told}"
    assert secrets_in([said]) == []


def test_a_scan_says_in_one_line_that_somebody_has_to_sign_in_again(terminal: Terminal) -> None:
    dead = Token("classic", "classic-token-of-anna")
    write(terminal, signs_in, lambda connection: accounts.checked(connection, dead, True, datetime.now(UTC)))
    notes = [line for line in terminal("scan", "full").stderr.splitlines() if line.startswith("Note: ")]
    assert len(notes) == 1
    assert notes[0].startswith("Note: Plex no longer takes the sign-in of Anna: reconnect.")
