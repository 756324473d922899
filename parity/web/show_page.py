"""What the page of a show is made of: one frozen value for all its sections, built from one look at the database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from parity.actions.linked import Linker, linker
from parity.core.arrival import LONGEST
from parity.core.catalogue import OrderOnOffer
from parity.core.gaps import Gap
from parity.core.links import Link, LinkShow
from parity.core.policy import parse_policy
from parity.core.shapes import Show
from parity.store.episode_map_view import EpisodeState, MapEpisode, MapSeason, WholeShow
from parity.store.marks import Marks
from parity.web import here, scan_panel, show_words
from parity.web.order_words import Orders, orders
from parity.web.remarks import remark
from parity.web.scan_panel import ScanPanel
from parity.web.speech import gettext as _
from parity.web.words import day_writer, state_word
from parity.web.words import season as season_title

STATES: tuple[EpisodeState, ...] = ("have", "missing", "upcoming", "announced", "ignored", "special")
_OTHERS: tuple[EpisodeState, ...] = ("upcoming", "announced", "ignored")
GRACE_DAYS = tuple(map(str, range(LONGEST + 1)))
_DENSE = 250  # with more episodes than this the map draws its cells smaller
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong with a form: which form and field, why, and what was given, so that nobody types it again."""

    form: str
    field: str
    words: str
    given: Mapping[str, str]


NOT_WRONG = Wrong("", "", "", _NOTHING)


class EpisodeLine(NamedTuple):
    """One episode, as a cell of the map and as a row. `said` is the whole of it in words.

    `day` and `remark` may be "".
    """

    id: str
    number: int
    code: str
    title: str
    state: EpisodeState
    word: str
    iso: str
    day: str
    said: str
    why: str
    links: tuple[Link, ...]
    ignored: bool
    ignorable: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SeasonPart:
    """One season. `said`: how many of what is wanted are there; `others` counts what is neither.

    `counted`: its episodes are expected, as those of switched off specials are not. `links` are for all of it.
    """

    id: str
    number: int
    title: str
    said: str
    counted: bool
    others: tuple[tuple[EpisodeState, int], ...]
    links: tuple[Link, ...]
    ignored: bool
    missing: int
    episodes: tuple[EpisodeLine, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """One state of the map, with how many episodes are in it."""

    state: EpisodeState
    amount: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of the show, and what is generally: `policy` is all, future, from, last, none or "".

    `grace`: the owner's own days of grace for it, or ""; `grace_said`: in words those in use, and why.
    """

    policy: str
    season: str
    general_policy: str
    specials: str
    general_specials: bool
    grace: str = ""
    grace_said: str = ""


@dataclass(frozen=True, slots=True)
class ShowPage:
    """All that the page draws. `opened`: the season that is open; `…_by_hand`, `ignored`: such a decision stands."""

    whole: WholeShow
    show: Show
    plight: tuple[str, ...]
    dense: bool
    legend: tuple[Legend, ...]
    opened: int | None
    seasons: tuple[SeasonPart, ...]
    wishes: Wishes
    matched_by_hand: bool
    orders: Orders
    ignored: bool
    panel: ScanPanel
    wrong: Wrong


def show_page(whole: WholeShow, wrong: Wrong = NOT_WRONG, offers: Sequence[OrderOnOffer] | None = None) -> ShowPage:
    """The page of a show, for today. Five statements, whatever its size."""
    make, today = linker(here.house(), here.settings()), here.today()
    specials_last = sorted(whole.seasons, key=lambda season: (season.number == 0, season.number))
    counts = [season.counts() for season in specials_last]
    total = sum(counts, Counter[EpisodeState]())
    rules = whole.rules.show
    seasons = _Seasons(whole.show, make, today, whole.marks)
    parts = tuple(seasons.part(season, own) for season, own in zip(specials_last, counts, strict=True))
    return ShowPage(
        whole=whole,
        show=whole.show,
        plight=show_words.plight(whole),
        dense=total.total() > _DENSE,
        legend=tuple(Legend(state, total[state]) for state in STATES if total[state]),
        opened=_opened(parts),
        seasons=parts,
        wishes=_wishes(whole),
        matched_by_hand="match" in rules,
        orders=orders(rules["order"].value if "order" in rules else None, whole.show.order, offers),
        ignored="ignore_show" in rules,
        panel=scan_panel.panel(),
        wrong=wrong,
    )


def _opened(parts: Sequence[SeasonPart]) -> int | None:
    """The season that is open at first: the newest that misses something, or the only one."""
    missing = [part.number for part in parts if part.missing or len(parts) == 1]
    return max(missing, default=None)


def _wishes(whole: WholeShow) -> Wishes:
    settings, own = here.settings(), whole.rules.show
    policy = parse_policy(own["policy"].value, None) if "policy" in own else None
    return Wishes(
        policy=policy.kind if policy else "",
        season=str(policy.season) if policy and policy.kind == "from" else "",
        general_policy=show_words.policy(settings.policy),
        specials=own["specials"].value if "specials" in own else "",
        general_specials=settings.specials,
        grace=own["grace"].value if "grace" in own else "",
        grace_said=show_words.grace(whole.show),
    )


class _Seasons:
    """Makes the parts of all seasons; what is said of each episode is translated once, not a thousand times."""

    def __init__(self, show: Show, make: Linker, today: date, marks: Marks) -> None:
        self._marks = marks
        self._link_show = LinkShow(show.title, show.imdb_id, show.year, show.tmdb_id)
        self._make, self._single, self._today = make, replace(make, dmm=None), today
        self._day = day_writer()
        self._words = {state: state_word(state) for state in STATES}
        self._part = _("%(have)s of %(all)s")
        self._undated = _("%(code)s %(title)s: %(state)s, no date yet")
        self._then = _("%(code)s %(title)s: %(state)s, aired %(day)s")
        self._now = _("%(code)s %(title)s: %(state)s, airs today")
        self._ahead = _("%(code)s %(title)s: %(state)s, airs %(day)s")

    def part(self, season: MapSeason, counts: Counter[EpisodeState]) -> SeasonPart:
        """One season with its episodes."""
        have, missing = counts["have"], counts["missing"]
        return SeasonPart(
            id=f"s{season.number:02d}",
            number=season.number,
            title=season_title(season.number),
            said=self._part % {"have": have, "all": have + missing if season.counted else len(season.episodes)},
            counted=season.counted,
            others=tuple((state, counts[state]) for state in _OTHERS if counts[state]),
            links=self._make.links(self._link_show, season.number, None) if missing else (),
            ignored=season.ignored,
            missing=missing,
            episodes=tuple(map(self._line, season.episodes)),
        )

    def _line(self, episode: MapEpisode) -> EpisodeLine:
        gap, state = episode.gap, episode.state
        day = self._day(gap.air_date) if gap.air_date else ""
        said = self._remark(gap) if state == "missing" else ""
        words = {"code": episode.code, "title": gap.title, "state": self._words[state], "day": day}
        return EpisodeLine(
            id=episode.code.lower(),
            number=gap.number,
            code=episode.code,
            title=gap.title,
            state=state,
            word=self._words[state],
            iso=gap.air_date.isoformat() if gap.air_date else "",
            day=day,
            said=", ".join(filter(None, (self._pattern(gap.air_date) % words, said))),
            why=show_words.hidden(episode, self._today) if gap.hidden_by else "",
            links=self._single.links(self._link_show, gap.season, gap.number) if state == "missing" else (),
            ignored=episode.own,
            ignorable=not episode.own and state in ("missing", "upcoming", "announced"),
            remark=said,
        )

    def _remark(self, gap: Gap) -> str:
        mark = self._marks.get(gap.episode_id)
        return remark(*mark, gap.air_date) if mark is not None else ""

    def _pattern(self, day: date | None) -> str:
        if day is None:
            return self._undated
        if day == self._today:
            return self._now
        return self._then if day < self._today else self._ahead
