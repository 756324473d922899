"""What becomes of a way into SIMKL, as rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.simkl import SimklToken
from parity.core.simkl_sign_in import (
    LONGEST,
    SENTENCES,
    Granted,
    Over,
    Returned,
    belongs,
    challenge_of,
    flaw_of,
    is_over,
    refusal_of,
    sane_interval,
    sane_life,
    slower,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SIMKL = "https://simkl.com"


def test_pkce_as_in_its_specification() -> None:
    # RFC 7636, appendix B
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    ("scope", "may"),
    [
        ("media:read media:write", True),
        ("media:write  media:read", True),
        ("media:read", False),
        ("media:readmedia:write", False),
        ("", False),
    ],
)
def test_24_only_the_whole_scope_may_write(scope: str, may: bool) -> None:
    assert Granted(SimklToken("v2", "app", "token"), scope).may_write is may
    assert Granted(SimklToken("v1", "app", "token"), "public").may_write


@given(st.text(), st.text(min_size=1))
def test_25_only_the_very_state_belongs(said: str, state: str) -> None:
    try:
        state.encode()
    except UnicodeEncodeError:
        return
    assert belongs(Returned(state=said), state) is (said == state)


def test_25_an_answer_leads_on_only_with_a_code_and_from_simkl() -> None:
    right = {"state": "s", "code": "c", "iss": SIMKL}
    assert refusal_of(Returned(**right), "v2", f"{SIMKL}/") is None
    assert refusal_of(Returned(state="s", code="c"), "v2", SIMKL) == Over("issuer")
    assert refusal_of(Returned(state="s", code="c"), "v1", SIMKL) is None
    assert refusal_of(Returned(state="s", error="access_denied", iss=SIMKL), "v2", SIMKL) == Over("denied")
    assert refusal_of(Returned(state="s"), "v1", SIMKL) == Over("state")


@given(st.text())
def test_what_simkl_names_as_an_error_never_stands_in_a_sentence_as_it_came(error: str) -> None:
    over = flaw_of(error)
    assert over.sentence
    assert "<" not in over.sentence
    assert len(over.detail) < 80


def test_26_pauses_grow_up_to_a_minute_and_a_code_lasts_15_minutes_at_most() -> None:
    pauses = [5]
    while pauses[-1] < 60:
        pauses.append(slower(pauses[-1]))
    assert pauses[:3] == [5, 10, 15]
    assert slower(60) == 60
    assert [sane_interval(told) for told in (5, 0, -3, 10_000, "5", None, True)] == [5, 1, 1, 60, 5, 5, 5]
    assert sane_life(60) == timedelta(minutes=1)
    assert {sane_life(told) for told in (900, 10**9, 0, "60", None)} == {LONGEST}


def test_it_is_over_by_the_clock_alone_and_a_used_one_is_over_at_once() -> None:
    later = NOW + timedelta(seconds=1)
    assert is_over(later, False, NOW) is None
    assert is_over(NOW, False, NOW) == Over("expired")
    assert is_over(later, True, NOW) == Over("used")


def test_every_end_has_a_sentence_that_needs_nothing_but_what_it_is_given() -> None:
    assert all(Over(reason, "what was heard").sentence for reason in SENTENCES)
