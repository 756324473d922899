"""The page of a show."""

from dataclasses import replace

from parity.core.shapes import Scan, Show, Trouble
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.scan_panel import ScanPanel
from parity.web.show_page import (
    NOT_WRONG,
    STATES,
    EpisodeLine,
    Legend,
    SeasonPart,
    ShowPage,
    Wishes,
    Wrong,
)

_RESTING = ScanPanel(None, (), 0)


def patterns() -> list[Pattern]:
    """All that stands in the page, for shows of each kind."""
    usual = _page()
    trouble = Trouble("TMDB did not answer", None)
    unmatched = replace(usual.show, state="unmatched", tmdb_id=None, next_air=None, expected=0)
    at_work = ScanPanel(made(Scan, mode="show"), (), 0)
    wrong = Wrong("match", "tmdb_id", "A TMDB id is a number such as 1396.", {"tmdb_id": "Breaking Bad"})
    pages = {
        "with an episode of each state": usual,
        "being scanned, with trouble at the last check": replace(
            usual, panel=at_work, show=replace(usual.show, title=LONG, trouble=trouble)
        ),
        "not matched": replace(
            usual, show=unmatched, seasons=(), plight=("Two shows of TMDB fit.",), matched_by_hand=True
        ),
        "ignored": replace(usual, show=replace(usual.show, state="ignored"), ignored=True, plight=("You ignore it.",)),
        "a form that cannot be used": replace(usual, wrong=wrong),
    }
    return [Pattern("show/_show.html", state, {"page": page}) for state, page in pages.items()]


def _page() -> ShowPage:
    episodes = tuple(
        made(EpisodeLine, id=f"e{at}", number=at, code=f"S01E{at:02d}", state=state, word=state, ignorable=True)
        for at, state in enumerate(STATES, 1)
    )
    seasons = (
        made(SeasonPart, number=1, title="Season 1", said="1 of 4 here", counted=True, episodes=episodes),
        made(SeasonPart, number=0, title="Specials", said="none is wanted", episodes=episodes[-1:]),
    )
    return made(
        ShowPage,
        show=made(Show, state="missing", trouble=None),
        plight=(),
        legend=tuple(Legend(state, 1) for state in STATES),
        seasons=seasons,
        wishes=Wishes("", "", "all", "", False),
        panel=_RESTING,
        wrong=NOT_WRONG,
    )
