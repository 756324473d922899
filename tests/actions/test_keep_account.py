"""The sign-in is looked after: asked about daily, renewed in time, and dead only when Plex says so."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from parity.actions.keep_account import AT_START, ask_now, doubt, refused, sign_out
from parity.core.account import Account, Token
from parity.core.failures import Failure, RateLimited, Unavailable
from parity.store import accounts
from parity.store.notices import PLEX_ACCOUNT, sign_in_refused
from tests.actions.household import Household
from tests.actions.keeping import (
    ANNA,
    CLASSIC,
    SILENCES,
    look,
    row_of,
    sign_in,
    tries_in,
    with_plex_tv,
)
from tests.plex_tv import FakePlexTv


def test_without_an_account_nobody_is_asked(household: Household) -> None:
    stub = with_plex_tv(household)
    look(household)
    assert ask_now(household.house, threading.Event()) is None
    assert sign_out(household.house) is None
    assert stub.asked == []


def test_plex_is_asked_once_a_day_and_the_token_is_kept_alive(household: Household, stub: FakePlexTv) -> None:
    assert tries_in(household, stub, 80) == [24, 48, 72]
    assert stub.asked == ["account", "keep_alive"] * 3
    assert row_of(household).checked_at == household.clock.at - timedelta(hours=8)


def test_a_worker_that_starts_asks_when_the_last_answer_is_older_than_twenty_hours(
    household: Household, stub: FakePlexTv
) -> None:
    household.clock.on(hours=19, minutes=59)
    look(household, age=AT_START)
    assert stub.asked == []
    household.clock.on(minutes=1)
    look(household)
    assert stub.asked == []
    look(household, age=AT_START)
    assert stub.asked == ["account", "keep_alive"]


def test_a_name_that_the_account_took_on_is_kept(household: Household, stub: FakePlexTv) -> None:
    stub.tokens[CLASSIC.value] = replace(ANNA, name="Anna Maria")
    household.clock.on(days=1)
    look(household)
    assert row_of(household).account == Account(4711, "uuid-of-anna", "Anna Maria")


def test_a_refusal_is_told_and_asked_about_no_more_than_daily(household: Household, stub: FakePlexTv) -> None:
    stub.tokens.clear()
    household.clock.on(days=1)
    look(household)
    assert row_of(household).dead
    assert household.notices() == {PLEX_ACCOUNT: sign_in_refused("Anna")}
    assert "reconnect" in household.notices()[PLEX_ACCOUNT]
    assert tries_in(household, stub, 30) == [24]


def test_a_refusal_that_plex_takes_back_is_forgotten(household: Household, stub: FakePlexTv) -> None:
    stub.tokens.clear()
    household.clock.on(days=1)
    look(household)
    stub.tokens[CLASSIC.value] = ANNA
    household.clock.on(days=1)
    look(household)
    assert not row_of(household).dead
    assert household.notices() == {}


def test_a_new_sign_in_settles_the_refusal(household: Household, stub: FakePlexTv) -> None:
    refused(household.house, CLASSIC.value)
    sign_in(household.house, Token("classic", "another-token"))
    assert not row_of(household).dead
    assert household.notices() == {}


@pytest.mark.parametrize("silence", SILENCES, ids=lambda trouble: f"{type(trouble).__name__}: {trouble.detail}")
def test_any_other_failure_says_nothing_and_is_tried_again_later_and_later(
    silence: Failure, household: Household, stub: FakePlexTv, caplog: pytest.LogCaptureFixture
) -> None:
    before = row_of(household)
    stub.trouble_of["account"] = silence
    household.clock.on(days=1)
    assert tries_in(household, stub, 60) == [0, 1, 3, 7, 15, 31, 55]
    assert row_of(household) == before
    assert household.notices() == {}
    assert CLASSIC.value not in caplog.text
    stub.trouble_of.clear()
    household.clock.on(days=1)
    look(household)
    assert row_of(household).checked_at == household.clock.at
    household.clock.on(days=1)
    look(household)
    assert stub.asked[-2:] == ["account", "keep_alive"]


def test_plex_is_left_alone_for_as_long_as_it_says(household: Household, stub: FakePlexTv) -> None:
    stub.trouble_of["account"] = RateLimited("plex.tv", "asked too often", 3 * 3600.0)
    household.clock.on(days=1)
    assert tries_in(household, stub, 5) == [0, 3]


def test_a_token_that_could_not_be_kept_alive_today_is_good_all_the_same(
    household: Household, stub: FakePlexTv
) -> None:
    stub.trouble_of["keep_alive"] = Unavailable("plex.tv", "answered with status 500")
    household.clock.on(days=1)
    look(household)
    assert row_of(household).checked_at == household.clock.at
    assert not row_of(household).dead


def test_the_end_of_the_process_is_no_failure_of_plex(household: Household, stub: FakePlexTv) -> None:
    stub.trouble_of["account"] = Unavailable("plex.tv", "the work was stopped before it was asked")
    household.clock.on(days=1)
    stop = threading.Event()
    stop.set()
    look(household, stop)
    stub.trouble_of.clear()
    look(household)
    assert row_of(household).checked_at == household.clock.at


def test_a_clock_that_was_wrong_does_not_hold_up_the_check_for_years(household: Household, stub: FakePlexTv) -> None:
    household.clock.on(days=4000)
    stub.trouble_of["account"] = SILENCES[0]
    look(household)
    sign_in_at = row_of(household)
    with household.house.database.writing() as connection:
        accounts.checked(connection, sign_in_at.token, False, household.clock.at)
    stub.trouble_of.clear()
    household.clock.on(days=-4000)
    look(household)
    assert row_of(household).checked_at == household.clock.at


def test_a_refusal_that_comes_after_a_new_sign_in_does_not_touch_it(household: Household, stub: FakePlexTv) -> None:
    newer = Token("classic", "of the sign-in meanwhile")
    stub.tokens.clear()
    stub.meanwhile = lambda: sign_in(household.house, newer)
    household.clock.on(days=1)
    look(household)
    assert row_of(household).token == newer
    assert not row_of(household).dead
    assert household.notices() == {}


# Whoever meets a refusal elsewhere


def test_a_service_that_refuses_is_believed_only_when_plex_itself_refuses(
    household: Household, stub: FakePlexTv
) -> None:
    doubt(household.house, threading.Event())
    assert not row_of(household).dead
    stub.trouble_of["account"] = SILENCES[0]
    doubt(household.house, threading.Event())
    assert not row_of(household).dead
    stub.trouble_of.clear()
    stub.tokens.clear()
    doubt(household.house, threading.Event())
    assert row_of(household).dead
    assert PLEX_ACCOUNT in household.notices()


def test_a_watchlist_that_refuses_the_token_has_plex_asked_about_the_account(household: Household) -> None:
    household.broadcast(1, "Firefly", {1: 1})
    household.own("Firefly", 1, {1: (1,)})
    household.restart(PLEX_SCAN_SCOPE="watchlist_only")
    stub = with_plex_tv(household)
    sign_in(household.house)
    stub.tokens.clear()
    household.plex_fails("status", "/library/sections/watchlist", status=401)
    household.scan("full")
    assert stub.asked == ["account"]
    assert row_of(household).dead
    assert set(household.notices()) == {PLEX_ACCOUNT, "watchlist"}


def test_a_refusal_of_a_server_is_none_of_the_account(household: Household) -> None:
    household.broadcast(1, "Firefly", {1: 1})
    household.own("Firefly", 1, {1: (1,)})
    stub = with_plex_tv(household)
    sign_in(household.house)
    household.plex_fails("status", "/library/sections", status=401)
    household.scan("full")
    assert stub.asked == []
    assert not row_of(household).dead


def test_a_refusal_of_another_token_is_none_of_the_one_that_is_kept(household: Household, stub: FakePlexTv) -> None:
    refused(household.house, "another-token")
    assert not row_of(household).dead
    refused(household.house, CLASSIC.value)
    assert row_of(household).dead
