"""Signing in by PIN: who comes in, and whose token is kept."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.sign_in import begin, check, look
from parity.core.account import Token
from parity.core.failures import Unauthorised, Unavailable
from parity.core.roles import Role
from parity.core.sign_in import Over
from parity.store import accounts, install, notices, people, pins, servers
from tests.actions.signing_in import Stage, arrived, over, stage_in
from tests.plex_tv import FRIEND, OWNER, STRANGER, offer
from tests.store.builders import NOW

SERVER = "http://192.0.2.7:32400"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = stage_in(tmp_path)
    yield made
    made.house.database.close()


# Who it is


def test_while_it_is_set_up_whoever_came_last_is_the_candidate(stage: Stage) -> None:
    first = arrived(stage.signs_in(STRANGER, near=True))
    assert (first.account, first.person, first.purpose) == (STRANGER, None, "enter")
    old = stage.kept_token()
    assert arrived(stage.signs_in(OWNER, near=True)).person is None
    row = stage.kept()
    assert row is not None
    assert (row.account, row.dead) == (OWNER, False)
    assert stage.plex.signed_out == [old]
    assert stage.owner() == ""


def test_who_overtakes_another_account_does_not_go_on_with_the_tokens_of_its_servers(stage: Stage) -> None:
    stage.signs_in(STRANGER, near=True)
    row = {"followed": True, "name": "Shed", "address": "http://shed:32400", "token": "opens-the-shed"}
    with stage.house.database.writing() as connection:
        servers.put(connection, "shed", NOW, row)
    stage.signs_in(STRANGER, near=True)
    assert token_of_the_shed(stage) == "opens-the-shed"
    stage.signs_in(OWNER, near=True)
    assert token_of_the_shed(stage) is None


def token_of_the_shed(stage: Stage) -> str | None:
    with stage.house.database.reading() as connection:
        row = servers.get(connection, "shed")
    return row.token if row else ""


def test_the_owner_comes_in_and_brings_the_next_token(stage: Stage) -> None:
    stage.owned_by(OWNER)
    for number in range(2):
        seen = arrived(stage.signs_in(replace(OWNER, name=f"Ada the {number}th")))
        assert seen.person is not None
        assert (seen.person.role, seen.person.name) == (Role.OWNER, f"Ada the {number}th")
    assert stage.kept_token().startswith("token-900000001-")
    assert stage.plex.signed_out == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_who_is_allowed_comes_in_and_their_token_is_given_back(stage: Stage, role: Role) -> None:
    stage.owned_by(OWNER)
    stage.signs_in(OWNER, near=True)
    kept = stage.kept_token()
    stage.allow(FRIEND, role)
    seen = arrived(stage.signs_in(FRIEND))
    assert (seen.person.role if seen.person else None) == role
    assert stage.plex.signed_out == ["token-900000001-of-Bert"]
    assert stage.kept_token() == kept


def test_a_stranger_stays_outside_and_the_owner_hears_of_it_once(stage: Stage) -> None:
    stage.owned_by(OWNER)
    outcome = stage.signs_in(STRANGER)
    assert outcome == Over("stranger", "Cleo")
    assert stage.plex.signed_out == ["token-900000000-of-Cleo"]
    assert stage.kept() is None
    with stage.house.database.writing() as connection:
        assert [name for name, _, _ in notices.every(connection)] == ["asking"]
        notices.clear(connection, "asking")
    assert over(stage.signs_in(STRANGER)) == "stranger"
    with stage.house.database.reading() as connection:
        assert notices.every(connection) == []
        assert [person.name for person in people.every(connection)] == ["Ada", "Cleo"]


def test_a_token_that_cannot_be_given_back_holds_nobody_up(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.owned_by(OWNER)
    stage.allow(FRIEND, Role.VIEWER)
    stage.plex.trouble_of["sign_out"] = Unavailable("plex.tv", "plex.tv did not answer")
    arrived(stage.signs_in(FRIEND))
    assert "could not be signed out" in caplog.text
    assert "token-9" not in caplog.text


def test_the_account_is_known_by_its_id_and_not_by_its_name(stage: Stage) -> None:
    stage.owned_by(OWNER)
    assert over(stage.signs_in(replace(STRANGER, name=OWNER.name))) == "stranger"


# Connecting an account


def test_the_same_account_is_connected_again_after_its_token_died(stage: Stage) -> None:
    stage.owned_by(OWNER)
    stage.signs_in(OWNER)
    with stage.house.database.writing() as connection:
        accounts.checked(connection, Token("classic", stage.kept_token()), True, NOW)
        notices.put(connection, notices.PLEX_ACCOUNT, "Plex refused the token.", NOW)
    seen = arrived(stage.signs_in(OWNER, "connect"))
    row = stage.kept()
    assert (seen.purpose, row is not None and row.dead) == ("connect", False)
    with stage.house.database.reading() as connection:
        assert notices.every(connection) == []


def test_another_account_does_not_take_the_place_of_ours(stage: Stage) -> None:
    stage.owned_by(OWNER)
    stage.signs_in(OWNER)
    kept = stage.kept_token()
    assert stage.signs_in(FRIEND, "connect") == Over("other account", "Bert")
    assert (stage.kept_token(), stage.plex.signed_out) == (kept, ["token-900000001-of-Bert"])


def test_without_people_the_first_account_is_connected_and_then_no_other(stage: Stage) -> None:
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
    seen = arrived(stage.signs_in(OWNER, "connect"))
    assert (seen.person, stage.owner()) == (None, "")
    assert over(stage.signs_in(FRIEND, "connect")) == "other account"
    assert stage.kept_token() == "token-900000000-of-Ada"


# Signed tokens


def signed_stage(folder: Path) -> Stage:
    return stage_in(folder, PARITY_PLEX_SIGN_IN="jwt")


def test_with_signed_tokens_connecting_makes_a_signed_pin(tmp_path: Path) -> None:
    stage = signed_stage(tmp_path)
    arrived(stage.signs_in(OWNER, "connect"))
    row = stage.kept()
    assert row is not None
    assert (row.token.kind, row.token.expires_at) == ("jwt", NOW + timedelta(days=7))
    assert stage.plex.asked == ["begin signed", "claimed", "account"]


def test_with_signed_tokens_the_owners_plain_one_is_exchanged(tmp_path: Path) -> None:
    stage = signed_stage(tmp_path)
    stage.owned_by(OWNER)
    arrived(stage.signs_in(OWNER))
    assert stage.kept_token() == "signed-1-of-Ada"


def test_a_plain_token_that_is_not_exchanged_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stage = signed_stage(tmp_path)
    stage.owned_by(OWNER)
    stage.plex.trouble_of["upgrade"] = Unauthorised("plex.tv", "the signature was refused")
    arrived(stage.signs_in(OWNER))
    assert stage.kept_token() == "token-900000000-of-Ada"
    assert "the plain one is kept" in caplog.text


def test_a_signature_that_plex_refuses_points_at_the_clock(tmp_path: Path) -> None:
    stage = signed_stage(tmp_path)
    stage.plex.trouble_of["claimed"] = Unauthorised("plex.tv", "signature verification failed")
    outcome = stage.signs_in(OWNER, "connect")
    assert isinstance(outcome, Over)
    assert (outcome.reason, "clock" in outcome.sentence) == ("signature", True)


# Nothing secret is told


def test_no_log_and_no_text_of_an_object_holds_a_code_a_key_or_a_token(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stage.owned_by(OWNER)
    key = begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    told = caplog.text + repr(look(stage.house, key)) + repr(check(stage.house, key)) + repr(stage.kept())
    with stage.house.database.reading() as connection:
        told += repr(pins.get(connection, key))
    assert [secret for secret in (key, "strong-code", "token-9") if secret in told] == []


# Claiming what is set up and nobody's


def test_what_is_set_up_goes_to_the_first_who_owns_a_server_that_answers(stage: Stage) -> None:
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
    stage.plex.owned[OWNER.id] = (offer("m-1", "http://gone.example:32400", SERVER),)
    stage.doors.servers[SERVER] = "m-1"
    seen = arrived(stage.signs_in(OWNER, near=True))
    assert (seen.person.role if seen.person else None, stage.owner()) == (Role.OWNER, "Ada")
    assert over(stage.signs_in(STRANGER, near=True)) == "stranger"


def test_who_may_not_have_it_leaves_nothing_behind(stage: Stage) -> None:
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
    assert over(stage.signs_in(OWNER)) == "from outside"
    assert over(stage.signs_in(OWNER, code_ok=True)) == "no server"
    assert (stage.kept(), stage.owner(), len(stage.plex.signed_out)) == (None, "", 2)
