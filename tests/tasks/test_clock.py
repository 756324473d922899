"""What a worker does again and again, and what it does when that fails."""

import threading
from datetime import timedelta

import pytest

from parity.store import notices
from parity.store.folder import NO_VOLUME
from parity.store.notices import DISK_FULL
from tasks.clock import Round, beat, rounds
from tests.actions.household import Household
from tests.actions.keeping import sign_in, with_plex_tv


class Stopped(threading.Event):
    """An event that is set after so many waits, and remembers how long each would have been."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after, self.waits = after, list[float | None]()

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        return len(self.waits) > self.after


def stumble() -> None:
    raise ZeroDivisionError


def test_a_round_begins_at_once_and_goes_on_until_it_is_stopped() -> None:
    done: list[int] = []
    stop = Stopped(after=3)
    Round("a round", 5.0, lambda: done.append(1)).go(stop)
    assert (len(done), stop.waits) == (3, [0.0, 5.0, 5.0, 5.0])


def test_a_round_that_meets_a_bug_is_logged_and_comes_again_after_a_rest(caplog: pytest.LogCaptureFixture) -> None:
    stop = Stopped(after=2)
    Round("the look for work", 0.5, stumble).go(stop)
    assert stop.waits == [0.0, 10.0, 10.0]
    assert [message.partition(" met a bug")[0] for message in caplog.messages] == ["the look for work"] * 2


def test_the_sign_of_life_is_the_hour_of_the_house(household: Household) -> None:
    beat(household.house)
    with household.house.database.reading() as connection:
        assert notices.last_beat(connection, "worker") == household.clock()


def test_a_full_disk_is_told_as_long_as_it_is_full(household: Household) -> None:
    beat(household.house, room_needed=10**18)
    assert household.notices() == {
        DISK_FULL: f"The disk of {household.folder} is full: scans wait until there is room."
        " Everything else can still be read."
    }
    beat(household.house, room_needed=0)
    assert household.notices() == {}


def test_a_worker_does_each_thing_at_its_own_pace(household: Household) -> None:
    paces = {one.what: one.seconds for one in rounds(household.house, lambda: None, threading.Event())}
    now_and_then = {"the sign of life": 5.0, "the listeners": 5.0, "the clock": 60.0, "the account": 600.0}
    now_and_then["the files of Sonarr and Radarr"] = 60.0
    at_once = ("the look for work", "what arrived", "the look for what is due", "the watchlists", "the watched states")
    assert paces == now_and_then | dict.fromkeys(at_once, 0.5)


def test_a_worker_asks_about_the_account_at_its_start_and_then_once_a_day(household: Household) -> None:
    stub = with_plex_tv(household)
    sign_in(household.house)
    household.clock.on(hours=21)
    (account,) = [r for r in rounds(household.house, lambda: None, threading.Event()) if r.what == "the account"]
    asked = []
    for _ in range(6 * 50):
        before = len(stub.asked)
        account.do()
        asked += [household.clock.at] if len(stub.asked) > before else []
        household.clock.on(seconds=account.seconds)
    first = asked[0]
    assert asked == [first, first + timedelta(days=1), first + timedelta(days=2)]


def test_the_account_of_a_worker_that_was_just_restarted_is_left_alone(household: Household) -> None:
    stub = with_plex_tv(household)
    sign_in(household.house)
    household.clock.on(hours=3)
    for _ in range(3):
        (account,) = [r for r in rounds(household.house, lambda: None, threading.Event()) if r.what == "the account"]
        account.do()
    assert stub.asked == []


def test_a_data_folder_that_goes_with_its_container_is_told_until_a_volume_hides_the_mark(household: Household) -> None:
    marker = household.folder / NO_VOLUME
    marker.touch()
    beat(household.house)
    assert household.notices()["no_volume"].startswith(f"No volume is mounted at {household.folder}: everything")
    marker.unlink()
    beat(household.house)
    assert household.notices() == {}
