"""The way of a folder: steps that were made, one that is at work or failed, and those to come, in this order."""

import re
from dataclasses import replace
from itertools import product
from typing import get_args

from flask.testing import FlaskClient

from parity.core.refresh_shapes import Refresh, RefreshState
from parity.core.refreshing import Expected
from parity.web import library_words
from parity.web.patterns.pattern import made
from tests.store.telling import ago

STATES: tuple[RefreshState, ...] = get_args(RefreshState)
OVER = ("done", "unseen", "dropped")


def refresh(state: RefreshState, *expects: Expected, **given: object) -> Refresh:
    """A folder in this state; `stale`: with the moments of an earlier round still."""
    later = ago(9) if given.pop("stale", False) or state == "done" else None
    moments = {"asked_at": ago(20), "scanned_at": ago(12), "seen_at": later, "healed_at": later}
    ended = ago(9) if state in OVER else None
    values = {"id": 1, "state": state, "told_at": ago(60), "expects": expects, "ended_at": ended, **moments, **given}
    return made(Refresh, **values)


def test_a_way_is_made_goes_on_and_lies_ahead_in_this_order_in_every_state(client: FlaskClient) -> None:
    came, went = Expected("/a.mkv"), Expected("/b.mkv", gone=True)
    with client.application.test_request_context():
        for state, expects, stale in product(STATES, ((), (came,), (went,), (came, went)), (False, True)):
            steps = library_words.trail(refresh(state, *expects, stale=stale), 43)
            marks = " ".join(step.mark for step in steps)
            assert re.fullmatch(r"done( done)*( (now|failed))?( ahead)*", marks), (state, marks)
            assert ("failed" in marks) == (state in ("unmapped", "unseen") and len(steps) > marks.count("done"))
            assert all(step.word for step in steps)
            assert [step.at is not None for step in steps] == [step.mark == "done" for step in steps]


def test_what_was_seen_in_an_earlier_round_does_not_count(client: FlaskClient) -> None:
    with client.application.test_request_context():
        waits = library_words.trail(refresh("waiting", Expected("/a"), stale=True))
        assert [step.mark for step in waits] == ["done", "now", "ahead", "ahead", "ahead"]
        proving = library_words.trail(refresh("proving", Expected("/a"), stale=True))
        assert [step.mark for step in proving] == ["done", "done", "done", "now", "ahead"]


def test_nobody_waits_for_ever_for_a_list_to_be_read_again(client: FlaskClient) -> None:
    with client.application.test_request_context():
        fresh = refresh("done", Expected("/a"), healed_at=None)
        assert library_words.trail(fresh)[-1].mark == "now"
        old = replace(fresh, ended_at=ago(library_words.HEALS_WITHIN.total_seconds() + 1))
        assert library_words.trail(old)[-1].mark == "ahead"


def test_times_are_told_from_the_first_on_and_a_scan_how_far_it_is(client: FlaskClient) -> None:
    with client.application.test_request_context():
        told = library_words.trail(refresh("done", Expected("/a"), asked_at=ago(59.9)))
        assert [step.note for step in told] == ["", "at once", "+48 s", "+51 s", "+51 s"]
        scans = library_words.trail(refresh("scanning", Expected("/a")), 43)
        assert (scans[2].word, scans[2].note) == ("Scanning", "43 %")


def test_a_folder_is_called_by_what_was_said_else_by_its_own_name(client: FlaskClient) -> None:
    with client.application.test_request_context():
        for given, title in (
            ({"said": "Dark S01E01 was imported."}, "Dark S01E01 was imported"),
            ({"said": "", "folder": "/tv/Dark/Season 01"}, "Season 01"),
            ({"said": "", "folder": r"\\nas\tv\Dark"}, "Dark"),
            ({"said": "", "folder": "/tv", "reach": "section", "library_title": "Shows"}, "All of Shows"),
        ):
            assert library_words.title(refresh("waiting", **{"reach": "folder", **given})) == title
