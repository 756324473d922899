"""The page of reasons: of a show in every state, and of an episode in each of its standings."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from parity.core.shapes import Differing, Show, ShowState
from parity.core.suspicion import Proposal
from parity.core.why import EpisodeStanding, Why, WhyCopy, WhyDecision, WhyEpisode, WhyItem, WhyPlacement
from parity.core.why_facts import WhyAiring, WhyCheck, WhyOrder
from parity.web import here
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.why import WhyPage

_PATH = "/mnt/media/shows/" + "The.Long.Way.Home." * 6 + "S02E05.mkv"
_PROPOSALS = (
    Proposal("order", "tvdb:dvd", "", 98, 41),
    Proposal("match", "5", LONG, 90, 41),
    Proposal("key", "", "", 0, 0),
)


def patterns() -> list[Pattern]:
    """The whole page in each of its states."""
    pages = {
        **{f"show: {state}": _page(_of_show(state), plight=_PLIGHTS.get(state, ())) for state in get_args(ShowState)},
        **{f"episode: {standing}": _page(_of_episode(standing), "S02E05") for standing in get_args(EpisodeStanding)},
        "no such episode": _page(_of_show("missing"), "S99E01", "This show has no S99E01."),
        "hardly anything is known": _page(_bare()),
    }
    return [Pattern("why/_why.html", state, {"page": page}) for state, page in pages.items()]


_PLIGHTS = {"unmatched": ("TMDB was asked and the show is not matched.",), "suspect": ("Another order fits better.",)}


def _page(why: Why, asked: str = "", wrong: str = "", plight: tuple[str, ...] = ()) -> WhyPage:
    return WhyPage(why, asked, wrong, plight)


def _of_show(state: ShowState) -> Why:
    order = "tvdb:dvd" if state == "suspect" else "tmdb:aired"
    doubt = "order" if state == "suspect" else None
    show = made(Show, state=state, order=order, policy="all", match_source="tmdb", doubt=doubt)
    placed = (WhyPlacement("601", LONG, "S02E05", "title", "S00E07"), WhyPlacement("602", "", None, "unplaced"))
    copies = (
        made(WhyCopy, title=LONG, ids=("imdb:tt0303461", "tmdb:5"), order=order, library_notice=None, folder=_PATH),
        made(WhyCopy, ids=(), order="unknown:aired2", trashed=0),
    )
    return made(
        Why,
        show=show,
        copies=copies,
        candidates=(),
        decisions=_decisions(),
        placements=placed,
        order=WhyOrder(order, "library", "tvdbDvd", 78874),
        airing=WhyAiring("21:00", "America/New_York", "US", 3, "learned"),
        doubt=doubt,
        proposals=_PROPOSALS if doubt else (),
        differences=(
            made(
                Differing,
                provider="tvdb",
                explanation="one long episode there, two halves here",
                in_use=False,
                accepted=True,
            ),
        ),
        check=WhyCheck(here.now() + timedelta(days=2), "incremental", "not asked for 7 days"),
    )


def _of_episode(standing: EpisodeStanding) -> Why:
    files = (WhyItem("TV Shows", "501", LONG, True, _PATH), WhyItem("Attic", "502", "A Quiet Day", False, None))
    found = made(
        WhyEpisode,
        title="A Quiet Day",
        standing=standing,
        hidden_by="ignored" if standing == "hidden" else None,
        hidden_from=None,
        airs_at=here.now() - timedelta(days=2),
        lost_on=here.today() if standing == "missing" else None,
        confidence_reason="newly listed, although it aired in 1999" if standing == "missing" else None,
        items=files if standing == "owned" else (),
    )
    return replace(_of_show("missing"), episode=found)


def _bare() -> Why:
    nothing = dict.fromkeys(("year", "tmdb_id", "imdb_id", "tvdb_id", "next_air", "checked_at", "trouble", "reason"))
    show = made(Show, state="error", expected=0, policy="none", order="unknown:none", match_source=None, **nothing)
    copy = made(WhyCopy, ids=(), order="unknown:none", library_notice=None, trashed=0)
    check = WhyCheck(None, None, None)
    whole = {"candidates": (), "decisions": (), "placements": (), "check": check}
    return made(Why, show=show, copies=(copy,), airing=WhyAiring(None, None, "", None, None), **whole)


def _decisions() -> tuple[WhyDecision, ...]:
    ended = here.today() - timedelta(days=3)
    return (
        made(WhyDecision, kind="order", value="tvdb:dvd", until=None, in_force=True),
        made(WhyDecision, kind="policy", value="from 3", until=None, in_force=False),
        made(WhyDecision, kind="ignore_episode", label="S02E05", until=ended, in_force=False),
    )
