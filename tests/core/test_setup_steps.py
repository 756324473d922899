"""The setup goes on where it was left, whatever was done in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.setup_steps import STEPS, Facts, after, before, further

FACTS = st.builds(
    Facts,
    account=st.booleans(),
    must_sign_in=st.booleans(),
    given=st.booleans(),
    followed=st.integers(0, 2),
    tmdb=st.booleans(),
    fixed=st.frozensets(st.sampled_from(STEPS[:-1])),
    passed=st.sampled_from(["", *STEPS, "a step of another version"]),
    set_up=st.booleans(),
)
ALL = Facts(account=True, must_sign_in=True, followed=1, tmdb=True)


@pytest.mark.parametrize(
    ("facts", "current"),
    [
        (Facts(), "sign_in"),
        (Facts(account=True), "sign_in"),
        (Facts(account=True, passed="sign_in"), "servers"),
        (Facts(account=True, passed="times"), "servers"),
        (Facts(account=True, followed=1, passed="sign_in"), "servers"),
        (Facts(account=True, followed=1, passed="servers"), "libraries"),
        (Facts(account=True, followed=1, passed="libraries"), "tmdb"),
        (Facts(account=True, followed=1, tmdb=True, passed="tmdb"), "times"),
        (Facts(account=True, followed=1, tmdb=True, passed="times"), "start"),
        (Facts(account=True, followed=0, tmdb=True, passed="times"), "servers"),
        (Facts(account=False, followed=1, tmdb=True, passed="times"), "sign_in"),
    ],
)
def test_it_goes_on_with_the_first_step_that_lacks_something_or_was_not_passed(facts: Facts, current: str) -> None:
    assert facts.current == current


def test_what_the_environment_gives_needs_no_look() -> None:
    given_all = Facts(must_sign_in=False, given=True, tmdb=True, fixed={"sign_in", "servers", "tmdb"})
    assert given_all.current == "libraries"
    assert Facts(must_sign_in=False, given=True, tmdb=True, fixed=STEPS[:-1]).current == "start"


def test_a_server_from_the_settings_does_not_say_who_the_owner_is() -> None:
    assert Facts(must_sign_in=True, given=True, fixed={"servers"}).current == "sign_in"
    assert (
        Facts(must_sign_in=True, given=True, account=True, fixed={"servers"}, passed="sign_in").current == "libraries"
    )


def test_after_the_end_every_step_can_be_opened_again() -> None:
    over = Facts(account=True, followed=1, tmdb=True, set_up=True)
    assert all(over.is_open(step) for step in STEPS)
    assert Facts(followed=1, must_sign_in=False, set_up=True).current == "tmdb"


@given(FACTS)
def test_no_step_is_open_behind_one_that_lacks_something(facts: Facts) -> None:
    for step in STEPS:
        ahead = STEPS[: STEPS.index(step)]
        assert facts.is_open(step) == all(facts.done(one) for one in ahead)
        assert not facts.is_open(step) or all(facts.met(one) for one in ahead)


@given(FACTS, st.sampled_from(STEPS))
def test_going_on_never_leads_back(facts: Facts, step: str) -> None:
    order = ["", *STEPS]
    kept = further(facts.passed, step)
    assert order.index(kept if kept in order else "") >= order.index(step)


def test_the_steps_stand_in_a_row() -> None:
    assert [before(step) for step in STEPS] == [None, *STEPS[:-1]]
    assert [after(step) for step in STEPS] == [*STEPS[1:], "start"]
