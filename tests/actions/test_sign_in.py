"""Signing in by PIN: how long it is waited for, how it ends, and what happens when Plex does not answer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.sign_in import LIMITED, SILENT, begin, check, look
from parity.core.account import Account, Token
from parity.core.failures import NotFound, RateLimited, Unauthorised, Unavailable
from tests.actions.signing_in import Stage, arrived, over, stage_in, waiting
from tests.plex_tv import LIFE, OWNER
from tests.store.builders import NOW


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = stage_in(tmp_path)
    yield made
    made.house.database.close()


# Waiting


def test_until_somebody_claims_it_the_answer_is_to_wait_a_second(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=False)
    seen = waiting(check(stage.house, key))
    assert (seen.code, seen.strong, seen.next_in, seen.trouble) == ("QZ7K", False, 1.0, "")
    assert seen.expires_at == NOW + LIFE
    assert "QZ7K" not in repr(seen)


def test_however_often_it_is_looked_at_plex_is_asked_once_a_second(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    for _ in range(20):
        waiting(check(stage.house, key))
        stage.wait(0.25)
    assert stage.plex.asked.count("claimed") == 5


def test_who_takes_long_is_looked_after_less_often(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    assert waiting(check(stage.house, key, since=NOW - timedelta(minutes=3))).next_in == 5.0


def test_while_one_asks_plex_nobody_else_does(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    seen: list[object] = []
    ask = stage.plex.claimed

    def meanwhile(pin_id: int, *, signed: bool = False) -> Token | None:
        stage.wait(6)
        if not seen:
            seen.append(check(stage.house, key))
        return ask(pin_id, signed=signed)

    stage.plex.claimed = meanwhile  # type: ignore[method-assign]
    waiting(check(stage.house, key))
    assert waiting(seen[0]).code
    assert stage.plex.asked == ["begin", "claimed"]


def test_looking_without_asking_tells_the_same(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=False)
    assert waiting(look(stage.house, key)).code == "QZ7K"
    assert over(look(stage.house, "another key")) == "unknown"
    assert stage.plex.asked == ["begin"]


# Ends


def test_it_is_over_when_plex_says_that_it_is_gone(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    stage.plex.gone.add(max(stage.plex.pins))
    assert over(check(stage.house, key)) == "expired"
    stage.plex.gone.clear()
    stage.plex.claim(OWNER)
    stage.wait(5)
    assert over(check(stage.house, key)) == "used"


def test_it_is_over_by_our_own_clock_although_plex_would_go_on_for_ever(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    stage.wait(LIFE.total_seconds())
    assert over(check(stage.house, key)) == "expired"
    assert stage.plex.asked == ["begin"]


def test_a_key_that_nobody_was_given_opens_nothing(stage: Stage) -> None:
    begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    assert over(check(stage.house, str(max(stage.plex.pins)))) == "unknown"
    assert stage.plex.asked == ["begin"]


def test_a_sign_in_is_good_for_one_time(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    arrived(check(stage.house, key, near=True))
    stage.wait(60)
    assert over(check(stage.house, key)) == "used"


def test_who_is_killed_before_it_was_written_asks_again_and_hears_the_same(stage: Stage) -> None:
    class Killed(BaseException):
        """The process is gone."""

    def killed(token: str) -> Account:
        raise Killed

    key = begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    ask, stage.plex.account = stage.plex.account, killed  # type: ignore[method-assign]
    with pytest.raises(Killed):
        check(stage.house, key)
    assert stage.kept() is None
    stage.plex.account = ask  # type: ignore[method-assign]
    waiting(check(stage.house, key))
    stage.wait(30)
    assert arrived(check(stage.house, key, near=True)).account == OWNER


def test_a_claimed_pin_whose_token_is_refused_at_once_ends(stage: Stage) -> None:
    stage.plex.trouble_of["account"] = Unauthorised("plex.tv", "no")
    assert over(stage.signs_in(OWNER)) == "refused"
    assert stage.kept() is None


# Plex does not answer


def test_too_many_questions_are_answered_by_patience(stage: Stage) -> None:
    key = begin(stage.house, "enter", strong=True)
    stage.plex.trouble = RateLimited("plex.tv", "asked too often", 2.0)
    waits = []
    for _ in range(3):
        seen = waiting(check(stage.house, key))
        waits.append((seen.next_in, seen.trouble))
        stage.wait(seen.next_in)
    assert waits == [(5.0, LIMITED), (10.0, LIMITED), (20.0, LIMITED)]
    asked = len(stage.plex.asked)
    waiting(check(stage.house, key))
    waiting(check(stage.house, key))
    assert len(stage.plex.asked) == asked + 1
    stage.plex.trouble = None
    stage.plex.claim(OWNER)
    stage.wait(60)
    arrived(check(stage.house, key, near=True))


@pytest.mark.parametrize("question", ["claimed", "account"])
def test_silence_says_nothing_about_the_sign_in(stage: Stage, question: str) -> None:
    key = begin(stage.house, "enter", strong=True)
    stage.plex.claim(OWNER)
    stage.plex.trouble_of[question] = Unavailable("plex.tv", "plex.tv answered with a page instead of data")
    seen = waiting(check(stage.house, key))
    assert (seen.trouble, "a page instead of data" in seen.detail) == (SILENT, True)
    stage.plex.trouble_of.clear()
    stage.wait(seen.next_in)
    arrived(check(stage.house, key, near=True))


def test_what_is_not_found_behind_the_pin_is_no_end_of_it(stage: Stage) -> None:
    stage.plex.trouble_of["account"] = NotFound("plex.tv", "/api/v2/user")
    assert waiting(stage.signs_in(OWNER)).trouble == SILENT


def test_when_no_pin_can_be_made_nothing_is_begun(stage: Stage) -> None:
    stage.plex.trouble = Unavailable("plex.tv", "the name plex.tv cannot be found")
    with pytest.raises(Unavailable):
        begin(stage.house, "enter", strong=True)
