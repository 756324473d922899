"""A token for seven days at a time is exchanged before its end, once, and never lost."""

import threading
from datetime import timedelta

import pytest

from parity.actions.keep_account import ask_now
from parity.core.account import Token
from parity.store.notices import PLEX_ACCOUNT, sign_in_ended, sign_in_refused
from tests.actions.household import Household
from tests.actions.keeping import (
    ANNA,
    SILENCES,
    look,
    row_of,
    sign_in,
    tries_in,
    with_plex_tv,
)
from tests.plex_tv import FakePlexTv


@pytest.fixture
def signed(household: Household) -> FakePlexTv:
    """Anna's token ends in seven days."""
    made = with_plex_tv(household)
    token = Token("jwt", "signed-0", household.clock.at + timedelta(days=7))
    made.tokens = {token.value: ANNA}
    sign_in(household.house, token)
    return made


def test_a_token_is_exchanged_a_day_before_its_end(household: Household, signed: FakePlexTv) -> None:
    old = row_of(household).token
    assert "renew" not in signed.asked
    tries_in(household, signed, 6 * 24 - 1)
    assert row_of(household).token == old
    assert "renew" not in signed.asked
    household.clock.on(hours=1)
    look(household)
    new = row_of(household).token
    assert (new.kind, new.value != old.value) == ("jwt", True)
    assert new.expires_at == household.clock.at + timedelta(days=7)
    assert signed.asked.count("renew") == 1


def test_a_renewal_without_an_answer_keeps_the_old_token_and_comes_again_every_hour(
    household: Household, signed: FakePlexTv
) -> None:
    signed.trouble_of["renew"] = SILENCES[0]
    old = row_of(household).token
    household.clock.on(days=6, hours=1)
    assert tries_in(household, signed, 20) == list(range(20))
    assert row_of(household).token == old
    assert household.notices() == {}
    signed.trouble_of.clear()
    look(household)
    assert row_of(household).token != old


def test_a_token_that_ended_without_a_next_one_is_shown_as_what_it_is(household: Household, signed: FakePlexTv) -> None:
    signed.trouble_of["renew"] = SILENCES[0]
    household.clock.on(days=8)
    look(household)
    assert not row_of(household).dead
    assert household.notices() == {PLEX_ACCOUNT: sign_in_ended("Anna", "plex.tv: answered with status 503")}
    signed.trouble_of.clear()
    household.clock.on(hours=1)
    look(household)
    assert household.notices() == {}
    assert row_of(household).token.expires_at == household.clock.at + timedelta(days=7)


def test_a_key_that_plex_does_not_know_any_more_ends_the_sign_in(household: Household, signed: FakePlexTv) -> None:
    signed.key_of = None
    household.clock.on(days=6, hours=1)
    look(household)
    assert row_of(household).dead
    assert household.notices() == {PLEX_ACCOUNT: sign_in_refused("Anna")}
    assert tries_in(household, signed, 30) == [24]


def test_a_token_that_plex_holds_for_ended_is_exchanged_before_anybody_is_asked_to_sign_in(
    household: Household, signed: FakePlexTv
) -> None:
    signed.tokens.clear()  # by the clock of Plex its time is over
    household.clock.on(days=1)
    look(household)
    assert signed.asked == ["account", "renew"]
    assert not row_of(household).dead
    assert row_of(household).token.value in signed.tokens


def test_a_sign_in_that_comes_while_a_token_is_renewed_is_not_lost(household: Household, signed: FakePlexTv) -> None:
    newer = Token("classic", "of the sign-in meanwhile")
    signed.meanwhile = lambda: sign_in(household.house, newer)
    household.clock.on(days=7)
    look(household)
    assert signed.asked == ["renew"]
    assert row_of(household).token == newer
    assert not row_of(household).dead


def test_two_processes_renew_a_token_once(household: Household, signed: FakePlexTv) -> None:
    household.clock.on(days=6, hours=1)
    both, others = threading.Barrier(2, timeout=10), list[threading.Thread]()

    def second() -> None:
        both.wait()
        look(household)

    for _ in range(2):
        others.append(threading.Thread(target=second))
        others[-1].start()
    for thread in others:
        thread.join(10)
    assert signed.asked == ["renew"]
    assert row_of(household).token.value in signed.tokens


def test_of_two_renewals_at_once_the_one_that_is_kept_is_good(household: Household, signed: FakePlexTv) -> None:
    both = threading.Barrier(2, timeout=10)

    def wait_for_the_other() -> None:
        both.wait()

    signed.meanwhile = wait_for_the_other
    household.clock.on(days=6, hours=1)
    askers = [threading.Thread(target=ask_now, args=(household.house, threading.Event())) for _ in range(2)]
    for thread in askers:
        thread.start()
    for thread in askers:
        thread.join(10)
    assert signed.asked == ["renew", "renew"]
    assert row_of(household).token.value in signed.tokens
    assert not row_of(household).dead
