"""What is half done is finished when the work is to end, but not for ever."""

import threading

import pytest

from parity.actions import unhurried
from parity.actions.unhurried import Unhurried


def test_outside_of_what_is_finished_it_is_the_event_that_it_stands_for() -> None:
    halt = threading.Event()
    end = Unhurried(halt)
    assert (end.is_set(), end.wait(0)) == (False, False)
    halt.set()
    assert (end.is_set(), end.wait()) == (True, True)


def test_what_is_half_done_goes_on_though_the_work_is_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    halt = threading.Event()
    end = Unhurried(halt)
    with end.finishing():
        halt.set()
        assert (end.is_set(), end.wait(0)) == (False, False)
        monkeypatch.setattr(unhurried, "GRACE", -1.0)
        assert end.is_set()
    assert end.is_set()


def test_a_failure_in_it_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    halt = threading.Event()
    halt.set()
    end = Unhurried(halt)
    with pytest.raises(LookupError), end.finishing():
        raise LookupError
    assert end.is_set()
