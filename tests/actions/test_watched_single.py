"""The position that somebody asks for of one video, when something came in between."""

import pytest

from parity.actions.watched_single import move_to
from parity.actions.watched_watcher import Nobody
from parity.core.failures import Failure
from parity.core.watched_pairs import Pair
from parity.core.watched_plan import Plan
from parity.demo.faults import Fault
from tests.actions.both_players import BothPlayers


class Noting(Nobody):
    """Remembers the plan."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []

    def compared(self, plan: Plan) -> None:
        self.pairs = [each.pair for each in plan.verdicts]


@pytest.fixture
def pair(players: BothPlayers) -> Pair:
    """The film, as it was found before somebody said yes."""
    noting = Noting()
    players.run("plan", noting)
    players.writes()
    [found] = noting.pairs
    return found


def test_what_somebody_began_to_play_while_it_was_asked_is_left_as_it_is(players: BothPlayers, pair: Pair) -> None:
    players.plex.play(players.item())
    told = move_to(players.house, pair, 600_000, players.home.stop)
    assert [(each.state, each.why) for each in told] == [("skipped", "playing")] * 2
    assert players.writes() == 0


def test_where_nobody_can_tell_whether_it_is_played_nothing_is_written(players: BothPlayers, pair: Pair) -> None:
    players.home.plex_faults.add(Fault("html", path="/status/sessions"))
    with pytest.raises(Failure):
        move_to(players.house, pair, 600_000, players.home.stop)
    assert players.writes() == 0
