"""`plex servers`, `plex sections`, and where doctor and settings say that the token comes from."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from parity.demo.faults import Fault
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour, down
from tests.cli.conftest import Terminal
from tests.cli.plex_scene import RESOURCES, USER, PlexScene


@pytest.fixture
def attic(plex_tv: PlexScene, bare: Terminal) -> Neighbour:
    """Anna is signed in and may use two servers, of which this is hers; the settings give none."""
    plex_tv.signs_in(bare)
    return plex_tv.server("Attic")


@pytest.fixture
def cellar(plex_tv: PlexScene, attic: Neighbour) -> Neighbour:
    """The other one, which Bert shares."""
    return plex_tv.server("Cellar", owned=False)


def states(terminal: Terminal, exits: int = 0) -> dict[str, tuple[str, bool, str | None]]:
    found = terminal.json("plex", "servers", exits=exits)
    assert found["total"] == len(found["items"])
    return {one["name"]: (one["state"], one["owned"], one["address"]) for one in found["items"]}


@pytest.mark.usefixtures("cellar")
def test_what_the_account_offers_is_listed(bare: Terminal, plex_tv: PlexScene) -> None:
    assert states(bare) == {"Attic": ("offered", True, None), "Cellar": ("offered", False, None)}
    result = bare("plex", "servers")
    assert result.stdout.startswith("2 servers\n")
    assert "signed in as Anna (lasting token)" in result.stdout
    assert plex_tv.secrets_in([result.stdout, str(bare.json("plex", "servers"))]) == []


def test_a_server_is_followed_by_its_name_and_let_go_by_its_id(bare: Terminal, attic: Neighbour) -> None:
    said = bare("plex", "servers", "--follow", "attic").stdout
    told = rf"Attic answers at {attic.url} in \d+ ms, version {attic.world.version}\. It is followed from now on\.\n"
    assert re.fullmatch(told, said)
    assert states(bare)["Attic"] == ("followed", True, attic.url)
    said = bare("plex", "servers", "--unfollow", attic.id).stdout
    assert said == "Attic is no longer followed; what is known of it stays.\n"
    assert states(bare)["Attic"][0] == "offered"
    assert bare.refusal("plex", "servers", "--unfollow", "Attic") == "Error: Attic is not followed"


def test_of_two_servers_with_one_name_the_id_decides(
    bare: Terminal, plex_tv: PlexScene, attic: Neighbour, cellar: Neighbour
) -> None:
    plex_tv.world.set_server(cellar.id, name="ATTIC")
    assert bare.refusal("plex", "servers", "--follow", "Attic") == (
        f"Error: 2 servers are called Attic; say which one by its id: {attic.id}, {cellar.id}"
    )
    assert "It is followed" in bare("plex", "servers", "--follow", cellar.id).stdout
    assert bare.json("plex", "servers")["items"][0]["machine_id"] == cellar.id


@pytest.mark.usefixtures("cellar")
def test_a_server_that_is_not_there_is_one_line(bare: Terminal) -> None:
    said = bare.refusal("plex", "servers", "--follow", "Garage")
    assert said == "Error: there is no server Garage; there are: Attic, Cellar"


def test_another_server_behind_an_address_is_one_line(bare: Terminal, plex_tv: PlexScene, attic: Neighbour) -> None:
    plex_tv.offer("m" * 40, "Mistaken", attic.url, attic.world.token)
    said = bare.refusal("plex", "servers", "--follow", "Mistaken")
    assert said.startswith("Error: Mistaken answers at none of its addresses (127.0.0.1:")


def test_each_server_in_use_is_tested(bare: Terminal, attic: Neighbour, cellar: Neighbour) -> None:
    assert bare.refusal("plex", "servers", "--test").startswith("Error: no server is followed yet")
    for name in ("Attic", "Cellar"):
        bare("plex", "servers", "--follow", name)
    assert [line[:10] for line in bare("plex", "servers", "--test").stdout.splitlines()] == ["ok    Atti", "ok    Cell"]
    attic.faults.add(down())
    said = bare("plex", "servers", "--test", exits=3).stdout.splitlines()
    assert said[0].startswith("MEND  Attic: ")
    assert said[1].startswith("ok    Cellar")
    cellar.faults.add(down())
    bare("plex", "servers", "--test", exits=1)


@pytest.mark.usefixtures("attic")
def test_when_plex_is_silent_what_is_followed_is_listed_all_the_same(bare: Terminal, plex_tv: PlexScene) -> None:
    bare("plex", "servers", "--follow", "Attic")
    plex_tv.faults.add(Fault("html", RESOURCES))
    assert list(states(bare, exits=3)) == ["Attic"]
    said = bare("plex", "servers", exits=3).stderr
    assert said == f"Note: Plex could not be asked which servers the account may use ({plex_tv.no_data})\n"


@pytest.mark.usefixtures("attic")
def test_the_server_of_the_settings_is_listed_as_that(
    terminal: Terminal, household: Household, plex_tv: PlexScene
) -> None:
    given = household.environ["PLEX_BASE_URL"]
    plex_tv.offer(household.plex.machine_identifier, "Living Room", given, household.plex.token)
    assert states(terminal) == {"Living Room": ("given", True, given), "Attic": ("offered", True, None)}
    assert "from the environment" in terminal("plex", "servers").stdout
    assert "is given by PLEX_BASE_URL" in terminal.refusal("plex", "servers", "--follow", "Living Room")
    assert "is given by PLEX_BASE_URL" in terminal.refusal("plex", "servers", "--unfollow", "Living Room")
    assert terminal("plex", "servers", "--test").stdout.startswith("ok    ")


def test_a_server_of_the_settings_that_is_silent_is_listed_with_its_trouble(
    terminal: Terminal, household: Household
) -> None:
    household.plex_fails("html")
    (one,) = terminal.json("plex", "servers", exits=1)["items"]
    assert (one["state"], one["machine_id"]) == ("given", None)
    assert one["trouble"]
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


def test_a_sign_in_is_asked_about_and_named(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    told = "PLEX_TOKEN from the environment; signed in as Anna (lasting token)"
    assert finding(terminal) == (True, told)
    plex_tv.world.kill_tokens("Anna")
    ok, message = finding(terminal, exits=1)
    assert (ok, message) == (
        False,
        "PLEX_TOKEN from the environment; signed in as Anna (refused by Plex): "
        "python -m parity plex login connects it again",
    )


def test_a_sign_in_that_cannot_be_asked_about_is_not_called_dead(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    plex_tv.faults.add(Fault("html", USER))
    assert finding(terminal, exits=1) == (False, plex_tv.no_data)
    plex_tv.faults.clear()
    assert finding(terminal)[0]


def test_settings_name_who_is_signed_in_where_no_token_is_set(bare: Terminal, plex_tv: PlexScene) -> None:
    end = datetime.now(UTC) + timedelta(days=7)
    plex_tv.signs_in(bare, end)
    assert "sign-in" in origin_in_settings(bare)
    said = bare("settings").stdout
    told = f"signed in as Anna (7-day token until {end:%Y-%m-%d %H:%M} UTC)"
    assert said.splitlines()[-1] == f"Plex is asked by: {told}"
    assert plex_tv.secrets_in([said]) == []


def test_a_scan_says_in_one_line_that_somebody_has_to_sign_in_again(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal, dead=True)
    notes = [line for line in terminal("scan", "full").stderr.splitlines() if line.startswith("Note: ")]
    assert len(notes) == 1
    assert notes[0].startswith("Note: Plex no longer takes the sign-in of Anna: reconnect.")
