"""`plex login` and `plex logout`: a code on a terminal, and every way in which that ends."""

from datetime import UTC, datetime, timedelta

import pytest

from parity.core.account import Token
from parity.core.failures import Unavailable
from parity.core.sign_in import Over
from parity.store import people
from tests.actions.household import Household
from tests.actions.keeping import ANNA
from tests.cli.conftest import Terminal
from tests.cli.plex_scene import (
    BERT,
    CODE,
    KEY,
    Offering,
    SignIn,
    arrived,
    offer,
    open_plex_tv,
    secrets_in,
    signs_in,
    waiting,
    write,
)
from tests.plex_tv import FakePlexTv


@pytest.fixture
def plex_tv(monkeypatch: pytest.MonkeyPatch, household: Household) -> FakePlexTv:
    """Plex's services, which know Anna."""
    return open_plex_tv(monkeypatch, household)


def test_a_code_is_shown_and_who_typed_it_is_signed_in(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SignIn([waiting(), waiting(), arrived()])
    scene.put(monkeypatch)
    result = bare("plex", "login")
    assert scene.begun == [("connect", False)]
    lines = result.stdout.splitlines()
    assert lines[0] == "Open https://plex.tv/link on any device and type this code:"
    assert lines[2].strip() == CODE
    assert lines[-1] == "You are signed in as Anna (lasting token)."
    assert "Waiting for you until " in result.stderr
    assert "whoever finishes /setup first does" in result.stderr
    assert secrets_in([result.stdout, result.stderr]) == []


def test_the_address_is_that_of_the_setting(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEX_TV_URL", "http://127.0.0.1:9/mirror")
    SignIn([arrived()]).put(monkeypatch)
    assert "Open http://127.0.0.1:9/mirror/link on any device" in bare("plex", "login").stdout


def test_a_signed_token_is_told_with_its_end(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    end = datetime.now(UTC) + timedelta(days=7)
    SignIn([arrived()], Token("jwt", "token-that-nobody-may-read", end)).put(monkeypatch)
    assert f"(7-day token until {end:%Y-%m-%d %H:%M} UTC)" in bare("plex", "login").stdout


def test_as_json_nothing_else_is_on_stdout(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    SignIn([waiting(), arrived()]).put(monkeypatch)
    told = bare.json("plex", "login")
    assert told == {
        "account": {"id": 4711, "uuid": "uuid-of-anna", "name": "Anna"},
        "kind": "classic",
        "expires_at": None,
    }


def test_where_somebody_owns_the_pages_nobody_is_sent_to_the_setup(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(bare, lambda connection: people.make_owner(connection, ANNA, datetime.now(UTC)))
    SignIn([arrived()]).put(monkeypatch)
    assert "/setup" not in bare("plex", "login").stderr


def test_a_code_that_ran_out_is_one_line(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    SignIn([waiting(), Over("expired")]).put(monkeypatch)
    said = bare("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said.startswith("Error: ")
    assert "ry again" in said


def test_ctrl_c_ends_it_with_a_line_and_takes_the_code_back(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SignIn([waiting(), KeyboardInterrupt])
    scene.put(monkeypatch)
    said = bare("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said == "Error: stopped before anybody signed in; the code is good for nothing now"
    assert scene.forgotten == [KEY]


def test_plex_that_gives_no_answer_is_told_once_and_asked_again(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = waiting("silent", "plex.tv: answered with status 503")
    SignIn([silent, silent, waiting(), arrived()]).put(monkeypatch)
    assert bare("plex", "login").stderr.count("it is asked again") == 1


def test_another_account_needs_to_be_wanted(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    write(bare, signs_in)
    SignIn([Over("other account", "Bert")]).put(monkeypatch)
    said = bare("plex", "login", exits=1).stderr.splitlines()[-1]
    assert said.startswith("Error: Parity acts for Anna, and another account signed in, so nothing was changed")
    assert "--replace" in said


def test_an_owner_is_not_replaced_from_a_terminal(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    write(bare, signs_in, lambda connection: people.make_owner(connection, ANNA, datetime.now(UTC)))
    SignIn([Over("other account", "Bert")]).put(monkeypatch)
    assert "--replace" not in bare("plex", "login", exits=1).stderr


def test_with_an_owner_nobody_is_signed_out_for_somebody_who_could_not_come(
    terminal: Terminal, plex_tv: FakePlexTv
) -> None:
    write(terminal, signs_in, lambda connection: people.make_owner(connection, ANNA, datetime.now(UTC)))
    said = terminal.refusal("plex", "login", "--replace")
    assert said.startswith("Error: Parity belongs to Anna, and no other account can take that place")
    assert plex_tv.asked == []


def test_with_replace_the_present_account_is_signed_out_first(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, plex_tv: FakePlexTv
) -> None:
    write(terminal, signs_in)
    SignIn([arrived(BERT)]).put(monkeypatch)
    result = terminal("plex", "login", "--replace")
    assert plex_tv.asked == ["sign_out"]
    assert "Anna is signed out." in result.stderr
    assert "You are signed in as Bert" in result.stdout


def test_logout_ends_the_token(terminal: Terminal, plex_tv: FakePlexTv) -> None:
    write(terminal, signs_in)
    assert terminal("plex", "logout").stdout == "Anna is signed out.\n"
    assert plex_tv.tokens == {}
    assert terminal.refusal("plex", "logout") == "Error: nobody is signed in"


def test_logout_says_where_to_end_the_token_when_plex_is_silent(terminal: Terminal, plex_tv: FakePlexTv) -> None:
    write(terminal, signs_in)
    plex_tv.trouble_of["sign_out"] = Unavailable("plex.tv", "no answer within 30 seconds")
    result = terminal("plex", "logout")
    assert "until you remove Parity under Authorized Devices" in result.stderr
    assert secrets_in([result.stdout, result.stderr]) == []


def test_servers_that_were_followed_before_the_logout_are_taken_up_by_the_next_login(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, plex_tv: FakePlexTv
) -> None:
    write(terminal, signs_in)
    Offering((offer("attic-id", "Attic"),)).put(monkeypatch)
    terminal("plex", "servers", "--follow", "Attic")
    terminal("plex", "logout")
    SignIn([arrived()]).put(monkeypatch)
    assert "Attic answers, and is followed again.\n" in terminal("plex", "login").stderr
    assert "again" not in terminal("plex", "login").stderr
