"""What the properties found wrong once, each as small as it came; they are tried again before all others.

Shows are numbered from 0. `grow` puts one of them into a library (loud: the second) with the ids that `how` says: 0 of
TMDB, 1 all, 2 of IMDb, 4 none, 5 two of TMDB, 6 none and a title that leads nowhere.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from hypothesis import example

from tests.actions.misfortunes import Misfortune
from tests.actions.stage import PROMPT
from tests.actions.upheavals import Move, Round

Test = TypeVar("Test", bound=Callable[..., None])

WHOLE: Move = ("grow", 0, 0, False)
ABROAD: Move = ("grow", 0, 0, True)
NUMBERS_CHANGE: list[Move] = [("renumber", 3, 1, False), ("shift", 0, 21, False)]
"""S01E01 becomes S02E04 on both sides, so that it is owned before and after."""
AN_EPISODE_MOVES: list[Move] = [("delete", 0, 1, False), ("file", 1, 1, False)]
"""From the first library to the second."""
SHOWS = r"/tv/\d+$"


def after(*some: Move, hours: int = 5) -> Round:
    """A round in clear weather."""
    return list(some), hours, "clear", None


ANY_SCAN: dict[str, tuple[list[Move], list[Round], int]] = {
    "how a show was matched depended on which copy came first": (
        [("grow", 0, 2, False)],
        [after(WHOLE), after(("drop", 0, 0, False))],
        PROMPT,
    ),
    "a show that lost a copy was not counted anew by the heal that saw it go": (
        [("grow", 18, 3, False), ("grow", 7, 17, True), ("grow", 12, 2, True), ("grow", 13, 16, True)],
        [([("file", 10, 3, False), ("delete", 3, 10, True), ("drop", 7, 13, True)], 1, "clear", "heal")],
        PROMPT,
    ),
    "who got a new title was looked for under the old one, after a rest": (
        [("grow", 0, 6, False)],
        [after(("christen", 0, 1, True), hours=0)],
        PROMPT,
    ),
    "what the feed names while a show is gone was missed when it came back": (
        [WHOLE],
        [after(("drop", 0, 0, False), hours=13), after(("reschedule", 0, 1, False), hours=50), after(WHOLE)],
        PROMPT,
    ),
    "a show without a single episode stayed as it was when its order changed": (
        [WHOLE],
        [after(*[("scrap", 0, 0, False)] * 3, hours=50), after(("hush", 0, 0, True)), after(("reorder", 0, 2, True))],
        PROMPT,
    ),
    "a match took hold of one of two shows that share an id": (
        [WHOLE, ("grow", 0, 5, True)],
        [after(("match", 1, 1, False))],
        PROMPT,
    ),
    "an ignore took hold of one of two shows that share an id": (
        [WHOLE, ("grow", 0, 5, True)],
        [after(("ignore_show", 1, 0, False))],
        PROMPT,
    ),
    "a match kept under a folder was not found before the folder was known": (
        [("grow", 2, 4, False)],
        [after(("match", 0, 1, False))],
        PROMPT,
    ),
}

ANY_FAILURE: dict[str, tuple[list[Move], list[tuple[list[Move], int, str, list[Misfortune]]]]] = {
    "new numbers of Plex were held against old ones of TMDB, which was down": (
        [WHOLE],
        [(NUMBERS_CHANGE, 1, "incremental", [(False, "status 503", SHOWS, 0, None, 1)])],
    ),
    "the same, in a scan that ended early": (
        [WHOLE],
        [(NUMBERS_CHANGE, 1, "full", [(False, "status 401", "", 0, None, 1)])],
    ),
    "new numbers of TMDB were held against old ones of Plex, which knew nothing of the show": (
        [WHOLE],
        [(NUMBERS_CHANGE, 1, "refresh", [(True, "status 404", "/allLeaves$", 0, None, 1)])],
    ),
    "in a full scan a show was looked for by its title before it was stored which ids it has": (
        [WHOLE],
        [([("grow", 1, 5, True)], 1, "full", [(True, "slow", "/all$", 0, None, 1)])],
    ),
    "one answer 404 made a show vanish": (
        [WHOLE],
        [([ABROAD], 1, "show", [(True, "status 404", "/library/metadata/", 0, None, 1)])],
    ),
    "an episode that moved was gone while the library it moved to could not be read": (
        [WHOLE, ("grow", 3, 7, True)],
        [(AN_EPISODE_MOVES, 1, "incremental", [(True, "closed", "/sections/2/all$", 0, None, 1)])],
    ),
}


def and_those(cases: Iterable[tuple[object, ...]]) -> Callable[[Test], Test]:
    """Try these as well."""

    def add(test: Test) -> Test:
        for case in cases:
            test = example(*case)(test)
        return test

    return add
