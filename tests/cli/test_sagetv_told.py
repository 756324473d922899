"""What a comparison with SageTV found in words: each video with how it stands and why, the lists, the totals."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from parity.cli.sagetv_told import Ended, say_became, say_plan, say_summary, totals
from parity.cli.sagetv_words import of_state
from parity.core.watched import State
from parity.core.watched_pairs import Alone
from parity.core.watched_plan import Verdict
from tests.core.watched_builders import HALF, MINUTE, NEVER, SEEN, change, pair, plan, video

ALIKE = pair(video("10", "Alike", SEEN))
SEEN_HERE = pair(video("11", "Seen here", SEEN), video("911", state=NEVER))
BEGUN_THERE = pair(video("12", "Begun there", NEVER, place="m1/2"), video("912", state=HALF))
OTHER_CUT = pair(video("13", "Other cut", HALF), video("913", state=NEVER))
UNMARKED = pair(video("14", "Unmarked", NEVER), video("914", state=SEEN))
MARK = change(SEEN_HERE, "partner", "mark", "only on plex")
MOVE = change(BEGUN_THERE, "plex", "move", "only on partner", position=HALF.position)
LEFT = change(OTHER_CUT, "partner", "", "lengths differ")
WAITS = change(UNMARKED, "partner", "clear", "unmarked on plex", state="held", hold="un-marks are off")
MISSING = Alone(video("15", "Missing"), "not in partner")
DOUBTFUL = Alone(video("16", "Doubtful\x1b[31m"), "ambiguous", ("/a/16.mpg", "/b/16.mpg"))
EVERY = plan(
    Verdict(ALIKE, None),
    Verdict(SEEN_HERE, MARK),
    Verdict(BEGUN_THERE, MOVE),
    Verdict(OTHER_CUT, LEFT),
    Verdict(UNMARKED, WAITS),
    alone=(MISSING, DOUBTFUL),
)
NAMES = {"m1/1": "TV Shows on Tower", "m1/2": "Films on Tower", "m1/3": "Home on Tower"}


def test_each_video_stands_under_its_library_with_old_and_new_on_both_sides_and_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_plan(EVERY, NAMES, NAMES, timezone(timedelta(hours=1)))
    assert capsys.readouterr().out == (
        "TV Shows on Tower: 6 videos\n"
        "  10: Alike [OK]\n"
        "  16: Doubtful [31m [ambiguous]\n"
        "      /a/16.mpg\n"
        "      /b/16.mpg\n"
        "  15: Missing [not in SageTV]\n"
        "  13: Other cut [left as it is: Both have it in different lengths: its position means something else there.]\n"
        "      Plex:   at 0:12:30 (last played 2026-11-20 21:15)\n"
        "      SageTV: not begun\n"
        "  11: Seen here [SageTV out of sync]\n"
        "      Plex:   watched (last played 2026-11-20 21:15)\n"
        "      SageTV: not begun → watched\n"
        "      It was played in Plex, and never begun in SageTV.\n"
        "  14: Unmarked [SageTV out of sync, waits for your yes]\n"
        "      Plex:   not begun\n"
        "      SageTV: watched → not begun (last played 2026-11-20 21:15)\n"
        "      Its mark or position was taken away in Plex.\n"
        "      Taking a mark or position away is only done when you say so.\n"
        "\n"
        "Films on Tower: 1 video\n"
        "  12: Begun there [Plex out of sync]\n"
        "      Plex:   not begun → at 0:12:30\n"
        "      SageTV: at 0:12:30 (last played 2026-11-20 21:15)\n"
        "      It was played in SageTV, and never begun in Plex.\n"
        "\n"
        "Home on Tower: 0 videos\n"
        "\n"
    )


def test_parts_that_are_videos_of_their_own_stand_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    parts = replace(ALIKE, plex=(video("1", "Long"), video("2", "Long, second half")), kind="parts")
    found = plan(Verdict(parts, None))
    say_plan(found, NAMES, (), UTC)
    assert "  1+2: Long [OK]" in capsys.readouterr().out
    assert totals(found, {}) == "Total: 2 videos, 1 in sync."


def test_the_summary_names_what_is_out_of_sync_on_which_side(capsys: pytest.CaptureFixture[str]) -> None:
    say_summary(EVERY, {})
    assert capsys.readouterr().out == (
        "Plex out of sync:\n"
        "    [12] Begun there (Plex not begun, SageTV at 0:12:30)\n"
        "\n"
        "SageTV out of sync:\n"
        "    [11] Seen here (Plex watched, SageTV not begun)\n"
        "    [14] Unmarked (Plex not begun, SageTV watched): waits\n"
        "\n"
        "Not in SageTV:\n"
        "    [15] Missing (/tv/15.mpg)\n"
        "\n"
        "Ambiguous:\n"
        "    [16] Doubtful [31m (/tv/16.mpg) – may be /a/16.mpg, /b/16.mpg\n"
        "\n"
        "Left as they are:\n"
        "    [13] Other cut: Both have it in different lengths: its position means something else there.\n"
        "\n"
        "Total: 7 videos, 1 in sync, 1 Plex out of sync, 2 SageTV out of sync, 1 not in SageTV, 1 ambiguous, "
        "1 left as they are; 2 still to do, 1 waiting for your yes (--yes says it to all).\n"
    )


def test_what_became_of_each_is_said_when_it_did_and_in_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    done, failed = replace(MARK, state="done"), replace(MOVE, state="failed")
    say_became(done, "")
    say_became(failed, "Plex: no answer")
    say_became(replace(WAITS, state="skipped", hold="not confirmed"), "")
    assert capsys.readouterr().out == (
        "[11] Seen here  SageTV: mark as watched … done\n"
        "[12] Begun there  Plex: go on at 0:12:30 … failed: Plex: no answer\n"
        "[14] Unmarked  SageTV: take mark and position away … left as it is: You said no to it.\n"
    )
    ended = {done.mark: Ended(done), failed.mark: Ended(failed, "Plex: no answer")}
    say_summary(EVERY, ended)
    said = capsys.readouterr().out
    assert "[11] Seen here (Plex watched, SageTV not begun): done\n" in said
    assert "[12] Begun there (Plex not begun, SageTV at 0:12:30): failed (Plex: no answer)\n" in said
    assert said.endswith("; 1 updated, 1 failed, 1 waiting for your yes (--yes says it to all).\n")


def test_where_nothing_differs_the_totals_are_all_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    say_summary(plan(Verdict(ALIKE, None)), {})
    assert capsys.readouterr().out == "Total: 1 video, 1 in sync.\n"


@pytest.mark.parametrize(
    ("state", "in_plex", "in_sagetv"),
    [
        (NEVER, "not begun", "not begun"),
        (State(True), "watched", "watched"),
        (State(False, 59_000), "at 0:00:59", "at 0:00:59"),
        (State(True, 90 * MINUTE + 5999), "watched, again at 1:30:05", "watched"),  # SageTV leaves it at the end
    ],
)
def test_a_state_in_words(state: State, in_plex: str, in_sagetv: str) -> None:
    assert (of_state(state, "plex"), of_state(state, "partner")) == (in_plex, in_sagetv)
