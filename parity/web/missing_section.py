"""The dashboard's list of gaps: ongoing shows, ended shows apart, and why there is nothing when there is nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for

from parity.actions.linked import Linker, linker
from parity.core.links import Link, LinkShow
from parity.core.shapes import Group, ShowState
from parity.store.gaps_view import Gap, ShowGaps, gaps_by_show
from parity.store.marks import any_lost
from parity.store.overview_view import Overview
from parity.store.shows_view import ShowFilter, Standing, roster
from parity.web import blank, here, plurals
from parity.web.blank import Blank
from parity.web.remarks import remark
from parity.web.speech import gettext as _

SHOWS_EACH = 20
_LISTED = re.compile(r"[0-9]{1,9}(-[0-9]{1,9}){0,99}")
FOLDED_FROM = 6  # so many ended shows are not spread out unasked


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """The missing episodes of one season, each with its links and a remark; `links` are for the whole season."""

    season: int
    links: tuple[Link, ...]
    episodes: tuple[tuple[Gap, tuple[Link, ...], str], ...]


@dataclass(frozen=True, slots=True)
class ShowCard:
    """One show with what is missing of it; `state` is all there is to say when that is nothing any more."""

    gaps: ShowGaps
    state: ShowState
    seasons: tuple[SeasonLine, ...]

    @property
    def more(self) -> int:
        """How many more episodes are missing than are told."""
        return self.gaps.missing - len(self.gaps.episodes)


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """Ongoing or ended shows; `total` counts those that miss something, told or not."""

    key: Group
    title: str
    total: int
    cards: tuple[ShowCard, ...]

    @property
    def folded(self) -> bool:
        """Whether a reader has to ask for it: what ended can wait."""
        return self.key == "archive" and len(self.cards) >= FOLDED_FROM

    @property
    def more(self) -> int:
        """How many shows that miss something have no card."""
        return self.total - sum(card.gaps.missing > 0 for card in self.cards)


@dataclass(frozen=True, slots=True)
class MissingSection:
    """The groups that miss something; without any, why. `focus` is the show where a reader goes on.

    `changed`: other shows belong here by now than those that the page has cards for. `lost`: only what was here before
    is told; `any_lost`: there is such a gap.
    """

    groups: tuple[MissingGroup, ...]
    blank: Blank | None
    focus: int | None = None
    changed: bool = False
    lost: bool = False
    any_lost: bool = False

    @property
    def shown(self) -> str:
        """The shows that have cards, as `listed` reads them."""
        return "-".join(str(card.gaps.show_id) for group in self.groups for card in group.cards)


def missing_section(
    seen: Overview, focus: int | None = None, shown: Sequence[int] = (), lost: bool = False
) -> MissingSection:
    """The section over what was seen of all shows. Four statements, one more for `shown`, three without anything.

    `shown` are the cards that somebody reads: they stay where they are, whatever a scan found meanwhile. With `lost`
    only what was here before is told, and `seen` has counted nothing else.
    """
    titles: tuple[tuple[Group, str], ...] = (("ongoing", _("In ongoing shows")), ("archive", _("In ended shows")))
    first = [line for key, _title in titles for line in seen.gaps[key].first[:SHOWS_EACH]]
    told, any_lost = _still(shown, lost) or first, lost or _any_lost()
    if not told:
        return MissingSection((), _none_lost() if lost else _blank(seen), lost=lost, any_lost=any_lost)
    cards = _cards(told, lost)
    groups = (MissingGroup(key, title, seen.gaps[key].shows, cards[key]) for key, title in titles if cards[key])
    return MissingSection(tuple(groups), None, focus, set(told) != set(first), lost, any_lost)


def listed(text: str) -> list[int]:
    """The shows of an address: `3-5-8`; none when it is no such list."""
    return [int(number) for number in text.split("-")] if _LISTED.fullmatch(text) else []


def after(seen: Overview, show_id: int) -> int | None:
    """The show whose card takes the place of this show's when that goes, if its card is shown."""
    lists = ([line.show_id for line in gaps.first] for gaps in seen.gaps.values())
    shown = next((ids for ids in lists if show_id in ids), [show_id])
    at = shown.index(show_id)
    others = shown[at + 1 :] + shown[:at][::-1]
    return others[0] if others else None


def _still(shown: Sequence[int], lost: bool) -> list[Standing]:
    """The lines of shows that have cards already, those of shows that are gone left out. At most one statement."""
    if not shown:
        return []
    with here.house().database.reading() as connection:
        lines = {line.show_id: line for line in roster(connection, here.today(), ShowFilter(lost=lost))}
    return [lines[show_id] for show_id in shown if show_id in lines]


def _any_lost() -> bool:
    with here.house().database.reading() as connection:
        return any_lost(connection, here.today())


def _cards(told: Sequence[Standing], lost: bool) -> dict[Group, tuple[ShowCard, ...]]:
    make = linker(here.house(), here.settings())
    with here.house().database.reading() as connection:
        found = gaps_by_show(connection, here.today(), told, lost)
    cards: dict[Group, list[ShowCard]] = {"ongoing": [], "archive": []}
    for line, gaps in zip(told, found, strict=True):
        cards[line.group].append(_card(gaps, line.state, make) if gaps.missing else ShowCard(gaps, line.state, ()))
    return {key: tuple(those) for key, those in cards.items()}


def _card(gaps: ShowGaps, state: ShowState, make: Linker) -> ShowCard:
    show = LinkShow(gaps.title, gaps.imdb_id, gaps.year, gaps.tmdb_id)
    single = replace(make, dmm=None)  # DMM's page stands beside the season
    lines = []
    for season, episodes in groupby(gaps.episodes, key=lambda episode: episode.season):
        told = tuple((gap, single.links(show, season, gap.episode), _remark(gap)) for gap in episodes)
        lines.append(SeasonLine(season, make.links(show, season, None), told))
    return ShowCard(gaps, state, tuple(lines))


def _remark(gap: Gap) -> str:
    return remark(gap.lost_on, gap.listed_on, gap.air_date)


def _none_lost() -> Blank:
    return Blank(
        _("Nothing that is missing was here before."), ((url_for("dashboard.index"), _("See all that is missing")),)
    )


def _blank(seen: Overview) -> Blank:
    if not seen.shows:
        return blank.no_shows(blank.so_far()) or Blank(_("No show is known yet."))
    states = seen.states
    if states["error"]:
        return _in_part(seen.shows - states["error"], states["error"])
    complete, calendar = states["complete"], (url_for("calendar.index"), _("See what is coming"))
    shows = (url_for("shows.index"), _("See all shows"))
    if complete == seen.shows:
        said = _("All complete: nothing is missing in %(shows)s.", shows=plurals.shows(complete))
        return Blank(said, (calendar,))
    if states["ignored"] == seen.shows:
        return Blank(_("Every show is ignored, so that nothing counts as missing."), (shows,))
    if not complete:
        doubts = (url_for("maintenance.index"), _("See which shows need a hand"))
        return Blank(_("No show could be compared yet, so that nothing counts as missing."), (doubts, shows))
    said = _("Nothing is missing in what could be compared: %(shows)s complete.", shows=plurals.shows(complete))
    return Blank(said, (shows, calendar))


def _in_part(looked_at: int, left: int) -> Blank:
    """Nothing is missing, as far as anybody looked."""
    why = blank.unchecked(blank.so_far()) or Blank("")
    said = _("No show was checked yet.")
    if looked_at:
        waiting = plurals.shows(left)
        said = _("Nothing is missing in what was checked; still to be checked: %(shows)s.", shows=waiting)
    return Blank(f"{said} {why.sentence}".strip(), why.steps)
