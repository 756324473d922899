"""What was accepted as a difference between two sources: hidden while just that difference stands (RULES R8)."""

import pytest

from parity.core.decisions import Decision, Rulings, episode_keys
from parity.core.gaps import ACCEPTED, Gap, Taste, judge
from parity.core.numbering import Number
from tests.core.builders import SHOW, TODAY, day, decide, listed, missing, ruled, season

LISTED = season(1, 4)
THIRD = LISTED[2].episode_id


def accepted(signature: str = "as it was", id: int = 1) -> Decision:
    """The owner's word on the third episode."""
    return decide("accept", episode_keys(SHOW, Number(1, 3), THIRD), signature, id=id)


def rows(rules: Rulings, signature: str | None = "as it was") -> tuple[Gap, ...]:
    """The show with nothing of it in Plex, and what is known of the third episode's difference."""
    return judge(SHOW, LISTED, (), rules, Taste(), differing={THIRD: signature} if signature else {})


def test_an_accepted_difference_is_not_missing_and_says_so() -> None:
    found = rows(ruled(accepted()))
    assert missing(found) == ["S01E01", "S01E02", "S01E04"]
    assert [gap.hidden_by for gap in found] == [None, None, ACCEPTED, None]


@pytest.mark.parametrize("signature", ["as it is now", None])
def test_it_reopens_when_what_both_say_is_another_thing_now(signature: str | None) -> None:
    assert missing(rows(ruled(accepted()), signature)) == ["S01E01", "S01E02", "S01E03", "S01E04"]


def test_a_difference_that_nobody_accepted_hides_nothing() -> None:
    assert missing(rows(ruled())) == ["S01E01", "S01E02", "S01E03", "S01E04"]


def test_the_newest_word_on_an_episode_counts() -> None:
    older, newer = accepted("once", id=1), accepted("as it was", id=2)
    assert rows(ruled(older, newer))[2].hidden_by == ACCEPTED
    assert rows(ruled(older, newer), "once")[2].hidden_by is None


def test_an_ignore_that_never_ends_is_named_first_and_one_that_ends_gives_way() -> None:
    keys = episode_keys(SHOW, Number(1, 3), THIRD)
    for until, word in ((None, "ignored"), (day(4), ACCEPTED)):
        found = rows(ruled(accepted(), decide("ignore_episode", keys, id=2, until=until)))[2]
        assert (found.hidden_by, found.hidden(TODAY), found.hidden(day(9))) == (word, True, True)


def test_a_renumbered_episode_keeps_the_word_while_its_difference_stands() -> None:
    moved = [*LISTED[:2], listed(1, 7, episode_id=THIRD), LISTED[3]]
    found = judge(SHOW, moved, (), ruled(accepted()), Taste(), differing={THIRD: "as it was"})
    assert missing(found) == ["S01E01", "S01E02", "S01E04"]
