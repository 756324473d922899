"""The page of one show, and its scan."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from parity.core.decisions import Rulings
from parity.core.shapes import Differing, Show, ShowState
from parity.core.suspicion import Doubt, Proposal
from parity.core.why import WhyDecision, WhyPlacement
from parity.core.why_facts import WhyOrder
from parity.store.episode_map_view import EpisodeState, PastGap, WholeShow
from parity.web import here
from parity.web.order_words import Orders
from parity.web.patterns.made_scans import ended, scan
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.scan_panel import ScanPanel
from parity.web.show_page import NOT_WRONG, STATES, EpisodeLine, Legend, SeasonPart, ShowPage, Wishes, Wrong
from parity.web.words import state_word

_NO_SCAN = ScanPanel(None, ())
_FROM_PLEX = WhyOrder("tmdb:aired", "library", "tmdbAiring", 5)
_ORDERS = (("", "as Plex says"), ("tmdb:aired", "TMDB, as aired"), ("tmdb:group:5", "TMDB, order “DVD”, 26 episodes"))
_DOUBTS: tuple[Doubt, ...] = ("key", "order", "match", "numbers")
_PROPOSED: dict[Doubt, tuple[Literal["order", "match", "key"], ...]] = {
    "key": ("key",),
    "order": ("order", "order"),
    "match": ("match", "key"),
    "numbers": (),
}


def patterns() -> list[Pattern]:
    """The whole page in each of its states, and how a scan stands."""
    panels = {
        "none": _NO_SCAN,
        "of this show": ScanPanel(scan(mode="show", total=1), ()),
        "of all": ScanPanel(scan(), ()),
        "the last one failed": ScanPanel(None, (ended("failed"),)),
    }
    scans = [Pattern("show/_scan.html", state, {"show_id": 5, "panel": panel}) for state, panel in panels.items()]
    return [*(Pattern("show/_show.html", state, {"page": page}) for state, page in _pages().items()), *scans]


def _pages() -> dict[str, ShowPage]:
    filled = _page(_whole("missing"), seasons=(_season(2), _season(1, ignored=True), _season(0, counted=False)))
    typed = {"policy": "from", "season": "two", "until": "tomorrow", "reason": "too long", "tmdb_id": "the long way"}
    wrong = {
        "TMDB's number": Wrong("match", "tmdb_id", "A TMDB id is a number such as 1396.", typed),
        "policy": Wrong("policy", "season", "From which season on? Give a number from 1 to 9999.", typed),
        "grace": Wrong("grace", "days", "Choose one of these.", {"days": "9"}),
        "ignore": Wrong("ignore-some", "until", "That is no day; write it as 2026-12-31.", typed),
    }
    unmatched = replace(_whole("unmatched"), history=(), decisions=(), unplaced=())
    asked = ("TMDB was asked and the show is not matched.", "Say below which show it is.")
    return {
        "filled": filled,
        "a long show, at work": replace(filled, dense=True, panel=ScanPanel(scan(), ())),
        "complete, nothing decided": _page(_plain(), seasons=(_season(1, ("have",)),)),
        "not matched": _page(unmatched, plight=asked),
        "not compared": _page(_whole("suspect"), plight=("The show is not compared.",)),
        **{f"suspect: {doubt}": _page(_suspect(doubt), plight=(f"Its {doubt} is doubted.",)) for doubt in _DOUBTS},
        "other orders were looked for": replace(filled, orders=Orders("tmdb:aired", _ORDERS, True)),
        "an order that is none": replace(filled, wrong=Wrong("order", "order", "Choose one of these.", {})),
        "ignored": _page(_whole("ignored"), plight=("You ignored this show.",), ignored=True),
        **{f"wrong input: {what}": _page(unmatched, seasons=(_season(1),), wrong=each) for what, each in wrong.items()},
    }


def _page(whole: WholeShow, seasons: tuple[SeasonPart, ...] = (), **given: object) -> ShowPage:
    told = {"plight": (), "dense": False, "ignored": False, "panel": _NO_SCAN, "wrong": NOT_WRONG, **given}
    wishes = Wishes("", "", "all episodes", "", False, "3", "An episode is missing 3 days after it aired.")
    by_hand = {"matched_by_hand": bool(whole.decisions), "wishes": wishes}
    by_hand["orders"] = Orders("", _ORDERS[:2], False)
    legend = tuple(Legend(state, 3) for state in STATES)
    page = {"legend": legend, "opened": seasons[0].number if seasons else None, "seasons": seasons, **by_hand, **told}
    return made(ShowPage, whole=whole, show=whole.show, **page)


def _whole(state: ShowState) -> WholeShow:
    show = made(Show, state=state, policy="all", match_source="search", order="tmdb:aired")
    nowhere = (WhyPlacement("501", "A Quiet Day", None, "unplaced"), WhyPlacement("502", "", None, "unplaced"))
    told = {"decisions": _decisions(), "unplaced": nowhere, "history": _history()}
    more = {"placed": _placed(), "differences": _differences()}
    return made(
        WholeShow,
        order=_FROM_PLEX,
        **more,
        show=show,
        standing=state,
        poster=None,
        rules=Rulings(),
        seasons=(),
        held_back=None,
        **told,
    )


def _plain() -> WholeShow:
    nothing = dict.fromkeys(("year", "next_air", "trouble", "imdb_id", "tvdb_id"))
    show = made(Show, title=LONG, state="complete", policy="all", order="tvdb:dvd", match_source="tmdb", **nothing)
    return replace(
        _whole("complete"), show=show, candidates=(), decisions=(), unplaced=(), history=(), placed=(), differences=()
    )


def _suspect(doubt: Doubt) -> WholeShow:
    one = {"order": ("tvdb:dvd", "TheTVDB, DVD order"), "match": ("1396", LONG)}
    proposals = tuple(Proposal(kind, *one.get(kind, ("", "")), 98, 41) for kind in _PROPOSED[doubt])
    whole = _whole("suspect")
    show = replace(whole.show, doubt=doubt)
    return replace(whole, show=show, doubt=doubt, proposals=proposals, unplaced=(), placed=(), differences=())


def _placed() -> tuple[WhyPlacement, ...]:
    hows = ("id", "title", "date", "half", "range")
    placed = (WhyPlacement(str(600 + n), LONG, "S02E01", how, "S00E07") for n, how in enumerate(hows))
    return (*placed, WhyPlacement("610", "", "S02E02", "date"))


def _differences() -> tuple[Differing, ...]:
    words = (
        *("listed in the specials there", "listed in a season there", "one long episode there, two halves here"),
        *("part of a longer episode there", "split into segments there", "newly listed here", "only listed here"),
    )
    return tuple(
        made(Differing, provider=("tmdb", "tvdb")[n % 2], explanation=word, in_use=n % 2 == 0, accepted=n == 0)
        for n, word in enumerate(words)
    )


def _decisions() -> tuple[WhyDecision, ...]:
    today = here.today()
    ends = {"past": today - timedelta(days=3), "ahead": today + timedelta(days=30)}
    return (
        made(WhyDecision, id=5, kind="match", value="1396", until=None, reason="", in_force=True),
        made(WhyDecision, id=4, kind="ignore_season", label="Season 1", until=ends["ahead"], in_force=True),
        made(WhyDecision, id=3, kind="ignore_episode", label="S02E05", until=ends["past"], in_force=False),
        made(WhyDecision, id=2, kind="policy", value="from 3", until=None, in_force=False),
    )


def _history() -> tuple[PastGap, ...]:
    still = made(PastGap, ended_at=None, ended_how=None)
    return (still, *(made(PastGap, ended_how=how) for how in ("arrived", "hidden", "dropped", "uncompared")))


def _season(
    number: int, states: tuple[EpisodeState, ...] = STATES, ignored: bool = False, counted: bool = True
) -> SeasonPart:
    lines = tuple(_line(number, at, state) for at, state in enumerate(states, 1))
    others = tuple((state, 1) for state in ("upcoming", "announced", "ignored") if state in states)
    title = f"Season {number}" if number else "Specials"
    told = {"said": "1 of 2", "counted": counted, "others": others, "ignored": ignored, "episodes": lines}
    return made(SeasonPart, id=f"s{number:02d}", number=number, title=title, **told)


def _line(season: int, number: int, state: EpisodeState) -> EpisodeLine:
    code, open_ones = f"S{season:02d}E{number:02d}", ("missing", "upcoming", "announced")
    dated = state != "announced"
    return EpisodeLine(
        id=code.lower(),
        number=number,
        code=code,
        title="A Quiet Day",
        state=state,
        word=state_word(state),
        iso=here.today().isoformat() if dated else "",
        day="7 Mar 2026" if dated else "",
        said=f"{code} A Quiet Day: {state}",
        why="you ignored it: too long" if state == "ignored" else "",
        links=(),
        ignored=state == "ignored",
        ignorable=state in open_ones,
        remark="was here until 12 Nov 2026" if state == "missing" else "",
    )
