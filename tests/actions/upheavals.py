"""Sequences of what can happen, as hypothesis draws them."""

from hypothesis import strategies as st

from parity.demo.faults import Fault
from tests.actions.owner_moves import OwnerMoves
from tests.actions.plex_moves import PlexMoves
from tests.actions.stage import NEXT_DAY, PROMPT, Stage
from tests.actions.tmdb_moves import TmdbMoves

Move = tuple[str, int, int, bool]
"""What happens, which of the things it can happen to, in which way, and whether it is loud."""
Round = tuple[list[Move], int, str, str | None]
"""What happens, how many hours pass, what becomes of the feed, and which scan comes before the incremental one.

"show": one of all the shows, "library": an incremental one of the first library alone, "heal": one of the shows that
something happened to, and nothing else happened.
"""


class Upheaval(TmdbMoves, PlexMoves, OwnerMoves):
    """All moves on one stage."""

    def do(self, move: Move) -> None:
        """Let it happen."""
        what, which, how, loud = move
        getattr(self, what)(which, how, loud)


def _moves_of(cls: type[Stage]) -> list[str]:
    return sorted(name for name in vars(cls) if name.islower() and not name.startswith("_") and name != "in_sync")


OWN = _moves_of(OwnerMoves)

ALL = _moves_of(TmdbMoves) + _moves_of(PlexMoves) + OWN

TOLD = ["christen", "delete", "drop", "file", "grow", "rematch", "shift", "swap", "trash"]
"""What Plex tells of by an event that names the show."""

FEED = "/3/tv/changes"
WEATHER = {
    "clear": None,
    "noisy": None,
    "repeated page": Fault("repeat_page", FEED, "page=2"),
    "empty page": Fault("empty_page", FEED),
    "no page": Fault("status", FEED, status=500),
    "page 2 fails": Fault("status", FEED, "page=2", status=503),
    "cut": Fault("cut_feed", FEED, rows=1),
    "garbage": Fault("garbage", FEED, skip=1),
}
"""What becomes of the feed while it is read."""
HOURS = (1, 5, 11, 13, 25, 50, 24 * 6, 24 * 9, 24 * 17, 24 * 33)


def moves(names: list[str] = ALL) -> st.SearchStrategy[Move]:
    """One move."""
    small = st.integers(0, 20)
    return st.tuples(st.sampled_from(names), small, small, st.booleans())


def rounds(most: int) -> st.SearchStrategy[list[Round]]:
    """Several rounds."""
    happened = st.lists(moves(), min_size=1, max_size=5)
    before = st.sampled_from((None, None, "refresh", "show", "full", "library"))
    once = st.tuples(happened, st.sampled_from(HOURS), st.sampled_from(sorted(WEATHER)), before)
    return st.lists(once, min_size=1, max_size=most)


def heals(most: int) -> st.SearchStrategy[list[Round]]:
    """Several rounds in which Plex tells of all that happens, and what it tells of is read again."""
    happened = st.lists(moves(TOLD), min_size=1, max_size=5)
    once = st.tuples(happened, st.sampled_from(HOURS), st.sampled_from(sorted(WEATHER)), st.just("heal"))
    return st.lists(once, min_size=1, max_size=most)


lateness = st.integers(PROMPT, NEXT_DAY)
"""When the feed names what changed."""
