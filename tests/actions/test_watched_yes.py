"""What a yes to a run over watched states holds for: what its person can have seen, and not for ever."""

import threading

import pytest

from parity.actions import watched_run
from parity.actions.watched_watcher import Nobody
from parity.actions.watched_wishes import Wishes
from parity.core.watched_change import Change
from tests.actions.both_players import BothPlayers


class Stopping(Nobody):
    """Stops the process just before the first change is made."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def about(self, change: Change) -> bool:
        """It may be done, by whoever goes on."""
        self.stop.set()
        return True


@pytest.fixture
def alike(players: BothPlayers) -> BothPlayers:
    """Three films that were watched on both sides."""
    for name in ("b", "c"):
        players.film(name)
    for name in ("a", "b", "c"):
        players.play_in_plex(name, 3590, ago=3600)
    players.run()
    return players


def unmarked(players: BothPlayers, *names: str) -> None:
    for name in names:
        players.plex.unwatch(players.item(name))


def watched_in_sage(players: BothPlayers) -> str:
    return "".join(name for name in "abc" if players.in_sage(name)[0])


def test_a_yes_is_done_at_once(alike: BothPlayers) -> None:
    unmarked(alike, "a")
    alike.run(yes=True)
    assert watched_in_sage(alike) == "bc"


@pytest.mark.parametrize("named", [True, False])
def test_a_yes_that_waited_for_a_worker_for_days_means_nothing(alike: BothPlayers, named: bool) -> None:
    unmarked(alike, "a")
    plan = alike.run("plan")
    [row] = alike.changes(plan)
    wishes = Wishes(chosen=frozenset({row.change.mark})) if named else Wishes(yes=True)
    run_id = watched_run.ask(alike.house, "sync", wishes=wishes)
    alike.wait(2 * 86_400)
    watched_run.carry_out(alike.house, run_id, alike.home.stop)
    assert alike.row(run_id).state == "held"
    assert watched_in_sage(alike) == "abc"


def test_a_run_that_goes_on_does_what_waited_when_it_began_and_nothing_that_came_since(alike: BothPlayers) -> None:
    unmarked(alike, "a")
    alike.wait(600)
    run_id = watched_run.ask(alike.house, "sync", wishes=Wishes(yes=True))
    stopping = Stopping()
    watched_run.carry_out(alike.house, run_id, stopping.stop, stopping)
    assert alike.row(run_id).state == "running"
    assert watched_in_sage(alike) == "abc"
    unmarked(alike, "b")
    watched_run.carry_out(alike.house, run_id, alike.home.stop)
    assert watched_in_sage(alike) == "bc"
    assert alike.told(alike.row(run_id)) == [
        "partner clear a (2000): done",
        "partner clear b (2000): held (un-marks are off)",
    ]


def test_what_failed_before_a_run_was_broken_off_and_went_well_after_it_counts_as_done(alike: BothPlayers) -> None:
    unmarked(alike, "a", "b")
    alike.wait(600)
    run_id = watched_run.ask(alike.house, "sync", wishes=Wishes(yes=True))
    alike.sage.fail("ClearWatched")

    class StoppingSecond(Stopping):
        def about(self, change: Change) -> bool:
            return "a (2000)" in change.title or super().about(change)

    stopping = StoppingSecond()
    watched_run.carry_out(alike.house, run_id, stopping.stop, stopping)
    assert alike.told(alike.row(run_id))[0] == "partner clear a (2000): failed"
    alike.sage.mend()
    watched_run.carry_out(alike.house, run_id, alike.home.stop)
    assert alike.row(run_id).state == "done"
    assert alike.told(alike.row(run_id)) == ["partner clear a (2000): done", "partner clear b (2000): done"]


@pytest.mark.parametrize(
    ("work", "wishes", "narrows"),
    [
        ("plan", Wishes(), False),
        ("plan", Wishes(chosen=frozenset({"m"})), False),
        ("sync", Wishes(chosen=frozenset({"m"}), yes=True), False),
        ("plan", Wishes(yes=True), True),
        ("plan", Wishes(libraries=("Shows",)), True),
        ("plan", Wishes(media=("7",)), True),
        ("plan", Wishes(ignore=0), True),
    ],
)
def test_a_run_over_a_part_or_by_another_measure_is_told_from_one_over_all(
    work: str, wishes: Wishes, narrows: bool
) -> None:
    assert wishes.narrows(work) is narrows
