"""`plex login` and `plex logout`: a code on a terminal, and every way in which that ends."""

from datetime import UTC, datetime

import pytest

from parity.demo.faults import Fault
from parity.store import people
from parity.store.database import Connection
from tests.cli.conftest import Terminal
from tests.cli.plex_scene import BERT, POLL, SIGN_OUT, PlexScene, write


@pytest.fixture
def owned(terminal: Terminal, plex_tv: PlexScene) -> None:
    """Anna is signed in, and the pages are hers."""
    plex_tv.signs_in(terminal)

    def make_owner(connection: Connection) -> None:
        people.make_owner(connection, plex_tv.account(), datetime.now(UTC))

    write(terminal, make_owner)


def test_a_code_is_shown_and_who_typed_it_is_signed_in(bare: Terminal, plex_tv: PlexScene) -> None:
    codes: list[str] = []
    plex_tv.on_look(lambda: codes.extend(plex_tv.world.waiting_codes()))
    plex_tv.types_the_code(after=1)
    result = bare("plex", "login")
    lines = result.stdout.splitlines()
    assert lines[0] == f"Open {plex_tv.doorway.url}/link on any device and type this code:"
    assert [lines[2].strip()] == codes
    assert lines[-1] == "You are signed in as Anna (lasting token)."
    assert "Waiting for you until " in result.stderr
    assert "whoever finishes /setup first does" in result.stderr
    assert plex_tv.secrets_in([result.stdout, result.stderr]) == []


def test_as_json_nothing_else_is_on_stdout(bare: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.types_the_code()
    anna = plex_tv.account()
    assert bare.json("plex", "login") == {
        "account": {"id": anna.id, "uuid": anna.uuid, "name": "Anna"},
        "kind": "classic",
        "expires_at": None,
    }


@pytest.mark.usefixtures("owned")
def test_where_somebody_owns_the_pages_nobody_is_sent_to_the_setup(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.types_the_code()
    assert "/setup" not in terminal("plex", "login").stderr


def test_a_code_that_ran_out_is_one_line(bare: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.on_look(plex_tv.world.expire_pins, after=1)
    said = bare("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said == "Error: The sign-in was not finished in time. Try again."


def test_ctrl_c_ends_it_with_a_line_and_takes_the_code_back(
    bare: Terminal, plex_tv: PlexScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("parity.cli.countdown.Countdown.show", press)
        said = bare("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said == "Error: stopped before anybody signed in; the code is good for nothing now"
    left: list[int] = []
    write(bare, lambda connection: left.append(len(connection.exec_driver_sql("SELECT key FROM pins").all())))
    assert left == [0]


def test_plex_that_gives_no_answer_is_told_once_and_asked_again(bare: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.faults.add(Fault("html", POLL, times=2))
    plex_tv.types_the_code(after=1)
    assert bare("plex", "login").stderr.count("it is asked again") == 1


def test_another_account_needs_to_be_wanted(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    plex_tv.types_the_code(BERT)
    said = terminal("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said.startswith("Error: Parity acts for Anna, and another account signed in, so nothing was changed")
    assert "--replace" in said
    assert plex_tv.world.living_tokens(BERT) == []


@pytest.mark.usefixtures("owned")
def test_an_owner_is_not_replaced_from_a_terminal(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.types_the_code(BERT)
    assert "--replace" not in terminal("plex", "login", exits=1).stderr


@pytest.mark.usefixtures("owned")
def test_with_an_owner_nobody_is_signed_out_for_somebody_who_could_not_come(
    terminal: Terminal, plex_tv: PlexScene
) -> None:
    said = terminal.refusal("plex", "login", "--replace")
    assert said.startswith("Error: Parity belongs to Anna, and no other account can take that place")
    assert plex_tv.world.requests.total == 0


def test_with_replace_the_present_account_is_signed_out_first(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    plex_tv.types_the_code(BERT)
    result = terminal("plex", "login", "--replace")
    assert plex_tv.world.living_tokens("Anna") == []
    assert "Anna is signed out." in result.stderr
    assert "You are signed in as Bert" in result.stdout


def test_logout_ends_the_token(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    assert terminal("plex", "logout").stdout == "Anna is signed out.\n"
    assert plex_tv.world.living_tokens("Anna") == []
    assert terminal.refusal("plex", "logout") == "Error: nobody is signed in"


def test_logout_says_where_to_end_the_token_when_plex_is_silent(terminal: Terminal, plex_tv: PlexScene) -> None:
    plex_tv.signs_in(terminal)
    plex_tv.faults.add(Fault("status", SIGN_OUT, status=503))
    result = terminal("plex", "logout")
    assert "until you remove Parity under Authorized Devices" in result.stderr
    assert plex_tv.secrets_in([result.stdout, result.stderr]) == []


def test_servers_that_were_followed_before_the_logout_are_taken_up_by_the_next_login(
    terminal: Terminal, plex_tv: PlexScene
) -> None:
    plex_tv.server("Attic")
    plex_tv.signs_in(terminal)
    terminal("plex", "servers", "--follow", "Attic")
    terminal("plex", "logout")
    plex_tv.types_the_code()
    assert "Attic answers, and is followed again.\n" in terminal("plex", "login").stderr
    plex_tv.types_the_code()
    assert "again" not in terminal("plex", "login").stderr
