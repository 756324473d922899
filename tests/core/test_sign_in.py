"""When Plex is asked again about a sign-in, and who somebody is then."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.account import Account
from parity.core.roles import Role
from parity.core.sign_in import (
    QUICK,
    SENTENCES,
    SLOW,
    Over,
    Place,
    is_kept,
    is_over,
    pause,
    pause_after_too_many,
    who_connects,
    who_enters,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OWNER, OTHER = Account(11, "uuid-owner", "Ada"), Account(22, "uuid-other", "Bert")
NOBODYS = Place(set_up=False, owner=None, kept=None, role=Role.NOBODY)


def test_it_is_over_by_the_clock_alone_and_a_used_one_is_over_at_once() -> None:
    assert is_over(NOW + timedelta(seconds=1), False, NOW) is None
    assert is_over(NOW, False, NOW) == Over("expired")
    assert is_over(NOW + timedelta(hours=1), True, NOW) == Over("used")


def test_plex_is_asked_every_second_for_two_minutes_and_then_less_often() -> None:
    assert pause(timedelta(0)) == pause(timedelta(seconds=119)) == QUICK == timedelta(seconds=1)
    assert pause(timedelta(seconds=120)) == SLOW


def test_who_asks_too_often_waits_at_least_five_seconds_and_twice_as_long_each_time() -> None:
    waits, before = [], timedelta(seconds=1)
    for _ in range(7):
        before = pause_after_too_many(before, None)
        waits.append(before.total_seconds())
    assert waits == [5, 10, 20, 40, 80, 120, 120]
    assert pause_after_too_many(timedelta(0), 42.0) == timedelta(seconds=42)
    assert pause_after_too_many(timedelta(0), 1.0) == timedelta(seconds=5)


@given(st.floats(0, 600), st.one_of(st.none(), st.floats(0, 1e9)))
def test_no_wait_is_shorter_than_five_seconds_or_longer_than_two_minutes(before: float, told: float | None) -> None:
    waited = pause_after_too_many(timedelta(seconds=before), told)
    assert timedelta(seconds=5) <= waited <= timedelta(minutes=2)


def test_every_end_is_a_sentence_that_needs_no_more_than_a_name_and_a_detail() -> None:
    for reason in SENTENCES:
        assert Over(reason, "Ada", "plex.tv refused the connection").sentence.endswith(".")


@pytest.mark.parametrize(
    ("place", "account", "who"),
    [
        (NOBODYS, OTHER, "candidate"),
        (Place(True, None, None, Role.NOBODY), OTHER, "claimant"),
        (Place(True, None, OTHER, Role.VIEWER), OTHER, "claimant"),
        (Place(True, OWNER, OWNER, Role.OWNER), OWNER, "ours"),
        (Place(True, OWNER, None, Role.OWNER), Account(99, "uuid-owner", "renumbered"), "ours"),
        (Place(True, OWNER, OWNER, Role.VIEWER), OTHER, "guest"),
        (Place(True, OWNER, OWNER, Role.MANAGER), OTHER, "guest"),
        (Place(True, OWNER, OWNER, Role.NOBODY), OTHER, "stranger"),
        (Place(False, OWNER, OWNER, Role.NOBODY), OTHER, "stranger"),
    ],
)
def test_who_comes_to_the_pages(place: Place, account: Account, who: str) -> None:
    assert who_enters(account, place) == who


@pytest.mark.parametrize(
    ("place", "account", "who"),
    [
        (NOBODYS, OTHER, "candidate"),
        (Place(False, None, OWNER, Role.NOBODY), OTHER, "candidate"),
        (Place(True, None, None, Role.NOBODY), OTHER, "ours"),
        (Place(True, None, OWNER, Role.NOBODY), OWNER, "ours"),
        (Place(True, None, OWNER, Role.NOBODY), OTHER, "other account"),
        (Place(True, OWNER, None, Role.OWNER), OWNER, "ours"),
        (Place(True, OWNER, None, Role.MANAGER), OTHER, "other account"),
        (Place(True, OWNER, OWNER, Role.MANAGER), OTHER, "other account"),
    ],
)
def test_who_gives_parity_an_account_to_act_for(place: Place, account: Account, who: str) -> None:
    assert who_connects(account, place) == who


def test_a_token_is_kept_of_our_own_account_alone_however_it_came_in() -> None:
    assert is_kept("ours", OWNER, None)
    assert is_kept("candidate", OTHER, OWNER)
    assert not is_kept("guest", OTHER, OWNER)
    assert not is_kept("stranger", OTHER, None)
    assert is_kept("stranger", OWNER, OWNER), "Plex has just ended the kept one for it"
