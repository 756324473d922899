"""Who may claim an installation that is nobody's yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.own import Claimed, claim
from parity.core.account import Account, Offer, Token
from parity.core.failures import Unauthorised, Unavailable
from parity.core.sign_in import Over
from parity.store import accounts, install, servers
from tests.actions.signing_in import Stage, stage_in
from tests.plex_tv import FRIEND, OWNER, offer
from tests.store.builders import NOW

HERE, ELSEWHERE = "http://192.0.2.7:32400", "http://192.0.2.8:32400"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = stage_in(tmp_path)
    yield made
    made.house.database.close()


def with_account(stage: Stage, account: Account = OWNER) -> Stage:
    with stage.house.database.writing() as connection:
        accounts.keep(connection, account, Token("classic", f"kept-token-of-{account.name}"), NOW)
    stage.plex.tokens[f"kept-token-of-{account.name}"] = account
    return stage


def reason(outcome: Claimed | Over) -> str:
    return outcome.reason if isinstance(outcome, Over) else "claimed"


def test_it_takes_a_server_of_ones_own_that_says_that_it_is_that_one(stage: Stage) -> None:
    with_account(stage).plex.owned[OWNER.id] = (offer("m-1", HERE), offer("m-2", ELSEWHERE, owned=False))
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "no server"
    stage.doors.servers[ELSEWHERE] = "m-2"  # answers, but belongs to somebody else
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "no server"
    stage.doors.servers[HERE] = "m-9"  # another machine has this address now
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "no server"
    stage.doors.servers[HERE] = "m-1"
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "claimed"
    assert stage.owner() == "Ada"


def test_an_address_that_was_found_by_hand_counts_too(stage: Stage) -> None:
    with_account(stage).plex.owned[OWNER.id] = (offer("m-1", HERE),)
    stage.doors.servers["https://plex.lan"] = "m-1"
    row = {"followed": True, "owned": True, "address": "https://plex.lan", "token": "its-own-token", "by_hand": True}
    with stage.house.database.writing() as connection:
        servers.put(connection, "m-1", NOW, row)
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "claimed"


def test_from_outside_it_takes_the_setup_code_too(stage: Stage) -> None:
    with_account(stage).plex.owned[OWNER.id] = (offer("m-1", HERE),)
    stage.doors.servers[HERE] = "m-1"
    assert reason(claim(stage.house, OWNER, near=False, code_ok=False)) == "from outside"
    assert reason(claim(stage.house, OWNER, near=False, code_ok=True)) == "claimed"


def test_a_server_that_the_settings_give_has_to_be_the_one(tmp_path: Path) -> None:
    stage = with_account(stage_in(tmp_path, PLEX_BASE_URL=HERE, PLEX_TOKEN="given-token"))
    stage.plex.owned[OWNER.id] = (offer("m-1", ELSEWHERE),)
    stage.doors.servers = {ELSEWHERE: "m-1"}
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "server silent"
    stage.doors.servers[HERE] = "m-2"
    refused = claim(stage.house, OWNER, near=True, code_ok=False)
    assert isinstance(refused, Over)
    assert (refused.reason, HERE in refused.sentence) == ("not that server", True)
    stage.doors.servers[HERE] = "m-1"
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "claimed"


def test_what_was_in_use_without_an_owner_goes_to_who_owns_a_server_that_it_follows(stage: Stage) -> None:
    stage.doors.servers = {HERE: "m-1", ELSEWHERE: "m-2"}
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
        servers.put(connection, "m-1", NOW, {"name": "Attic", "followed": True, "address": HERE, "token": "of-attic"})
    with_account(stage, FRIEND).plex.owned[FRIEND.id] = (offer("m-2", ELSEWHERE),)
    refused = claim(stage.house, FRIEND, near=True, code_ok=True)
    assert isinstance(refused, Over)
    assert (refused.reason, "Attic" in refused.sentence) == ("not that server", True)
    with_account(stage, OWNER).plex.owned[OWNER.id] = (offer("m-1", HERE), offer("m-2", ELSEWHERE))
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "claimed"


def test_the_first_one_gets_it_and_keeps_it(stage: Stage) -> None:
    stage.doors.servers[HERE] = "m-1"
    for account in (OWNER, FRIEND):
        with_account(stage, account).plex.owned[account.id] = (offer("m-1", HERE),)
        claim(stage.house, account, near=True, code_ok=False)
    assert stage.owner() == "Ada"
    assert reason(claim(stage.house, FRIEND, near=True, code_ok=True)) == "taken"


def test_the_owner_may_claim_it_twice(stage: Stage) -> None:
    with_account(stage)
    stage.owned_by(OWNER)
    assert reason(claim(stage.house, OWNER, near=False, code_ok=False)) == "claimed"


def test_only_the_account_that_signed_in_last_may_claim_it(stage: Stage) -> None:
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "refused"
    with_account(stage, FRIEND)
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "refused"


def test_when_plex_does_not_say_what_somebody_owns_nobody_gets_it(stage: Stage) -> None:
    with_account(stage).plex.trouble = Unavailable("plex.tv", "down")
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "silent"
    assert stage.owner() == ""


def test_who_claims_it_by_a_token_that_died_meanwhile_signs_in_again(stage: Stage) -> None:
    with_account(stage).plex.trouble = Unauthorised("plex.tv", "no")
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "refused"
    kept = stage.kept()
    assert kept is not None
    assert kept.dead
    assert stage.owner() == ""


def test_who_is_overtaken_while_plex_is_asked_does_not_get_it(stage: Stage) -> None:
    with_account(stage).plex.owned[OWNER.id] = (offer("m-1", HERE),)
    stage.doors.servers[HERE] = "m-1"
    ask = stage.plex.offers

    def overtaken(token: str) -> tuple[Offer, ...]:
        found = ask(token)
        with_account(stage, FRIEND)
        return found

    stage.plex.offers = overtaken  # type: ignore[method-assign]
    assert reason(claim(stage.house, OWNER, near=True, code_ok=False)) == "refused"
    assert stage.owner() == ""
