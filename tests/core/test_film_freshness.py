"""Which films and collections an incremental scan asks about, and why."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parity.core.film_freshness import FILM_AGE, Asked, collection_reason, days_reason, film_reason
from parity.core.freshness import ENDED_AGE, ONGOING_AGE

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_what_was_never_checked_is_asked_about() -> None:
    assert film_reason(Asked(None), NOW) == "never checked"
    assert collection_reason(Asked(None), False, NOW) == "never checked"
    assert days_reason(Asked(None), NOW) == "never checked"


def test_each_kind_has_its_age() -> None:
    moment = timedelta(minutes=1)
    for age, reason in (
        (FILM_AGE, film_reason),
        (ONGOING_AGE, days_reason),
        (ONGOING_AGE, lambda asked, now: collection_reason(asked, True, now)),
        (ENDED_AGE, lambda asked, now: collection_reason(asked, False, now)),
    ):
        assert reason(Asked(NOW - age + moment), NOW) is None
        assert reason(Asked(NOW - age - moment), NOW) == f"not asked for {age.days} days"


def test_trouble_and_no_match_are_asked_about_again_after_a_rest() -> None:
    tried = Asked(ago(days=1), troubled=True, tries=1, tried_at=ago(minutes=1))
    assert film_reason(tried, NOW) is None
    assert film_reason(tried, NOW + timedelta(days=2)) == "trouble last time"
    unmatched = Asked(ago(days=1), unmatched=True, tries=1, tried_at=ago(minutes=1))
    assert film_reason(unmatched, NOW) is None
    assert film_reason(unmatched, NOW + timedelta(days=2)) == "not matched yet"


def test_trouble_does_not_keep_a_film_from_being_asked_when_its_age_has_come() -> None:
    tried = Asked(ago(days=91), troubled=True, tries=3, tried_at=ago(minutes=1))
    assert film_reason(tried, NOW) == "not asked for 91 days"


def test_a_check_on_a_day_that_is_yet_to_come_says_nothing() -> None:
    assert film_reason(Asked(NOW + timedelta(days=2)), NOW) == "checked on a day that is yet to come"


asked = st.builds(
    Asked,
    st.none() | st.integers(0, 200).map(lambda days: ago(days=days)),
    st.booleans(),
    st.booleans(),
    st.integers(0, 8),
    st.none() | st.integers(0, 200).map(lambda days: ago(days=days)),
)


@given(asked, st.integers(0, 400))
def test_what_is_due_stays_due_until_somebody_asks(what: Asked, later: int) -> None:
    for reason in (film_reason, days_reason, lambda a, now: collection_reason(a, True, now)):
        if reason(what, NOW) is not None:
            assert reason(what, NOW + timedelta(days=later)) is not None


@given(asked)
def test_a_collection_in_motion_is_asked_no_later_than_one_that_rests(what: Asked) -> None:
    assert collection_reason(what, True, NOW) is not None or collection_reason(what, False, NOW) is None
