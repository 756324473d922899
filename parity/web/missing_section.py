"""The dashboard's list of gaps: ongoing shows, ended shows apart, and why there is nothing when there is nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for

from parity.actions.linked import Linker, linker
from parity.core.links import Link, LinkShow
from parity.core.shapes import Group
from parity.store.gaps_view import Gap, ShowGaps, by_newest_gap, gaps_by_show
from parity.store.shows_view import Standing
from parity.web import blank, here, plurals
from parity.web.blank import Blank
from parity.web.speech import gettext as _

SHOWS_EACH = 20
FOLDED_FROM = 6  # so many ended shows are not spread out unasked


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """The missing episodes of one season, each with its links; `links` are for the whole season."""

    season: int
    links: tuple[Link, ...]
    episodes: tuple[tuple[Gap, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShowCard:
    """One show with what is missing of it."""

    gaps: ShowGaps
    seasons: tuple[SeasonLine, ...]

    @property
    def more(self) -> int:
        """How many more episodes are missing than are told."""
        return self.gaps.missing - len(self.gaps.episodes)


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """Ongoing or ended shows; `total` counts those that are not told too."""

    key: Group
    title: str
    total: int
    cards: tuple[ShowCard, ...]

    @property
    def folded(self) -> bool:
        """Whether a reader has to ask for it: what ended can wait."""
        return self.key == "archive" and self.total >= FOLDED_FROM


@dataclass(frozen=True, slots=True)
class MissingSection:
    """The groups that miss something; without any, why. `focus` is the show where a reader goes on."""

    groups: tuple[MissingGroup, ...]
    blank: Blank | None
    focus: int | None = None


def missing_section(lines: Sequence[Standing], focus: int | None = None) -> MissingSection:
    """The section over a roster. Three statements; two when there is nothing to list."""
    titles: tuple[tuple[Group, str], ...] = (("ongoing", _("In ongoing shows")), ("archive", _("In ended shows")))
    having = {key: by_newest_gap(line for line in lines if line.group == key) for key, _title in titles}
    told = [line for those in having.values() for line in those[:SHOWS_EACH]]
    if not told:
        return MissingSection((), _blank(lines))
    make = linker(here.house(), here.settings())
    with here.house().database.reading() as connection:
        found = gaps_by_show(connection, here.today(), told)
    cards = {key: tuple(_card(gaps, make) for gaps in found if gaps.group == key) for key in having}
    groups = (MissingGroup(key, title, len(having[key]), cards[key]) for key, title in titles if having[key])
    return MissingSection(tuple(groups), None, focus)


def after(lines: Sequence[Standing], show_id: int) -> int | None:
    """The show whose card takes the place of this show's when that goes."""
    those = next((line.group for line in lines if line.show_id == show_id), None)
    shown = [line.show_id for line in by_newest_gap(line for line in lines if line.group == those)][:SHOWS_EACH]
    at = shown.index(show_id) if show_id in shown else 0
    others = shown[at + 1 :] + shown[:at][::-1]
    return others[0] if others else None


def _card(gaps: ShowGaps, make: Linker) -> ShowCard:
    show, single = LinkShow(gaps.title, gaps.imdb_id), replace(make, dmm=None)  # DMM's page stands beside the season
    lines = []
    for season, episodes in groupby(gaps.episodes, key=lambda episode: episode.season):
        told = tuple((gap, single.links(show, season, gap.episode)) for gap in episodes)
        lines.append(SeasonLine(season, make.links(show, season, None), told))
    return ShowCard(gaps, tuple(lines))


def _blank(lines: Sequence[Standing]) -> Blank:
    if not lines:
        return blank.no_shows(blank.so_far()) or Blank(_("No show is known yet."))
    states = Counter(line.state for line in lines)
    if states["error"]:
        return _in_part(len(lines) - states["error"], states["error"])
    complete, calendar = states["complete"], (url_for("calendar.index"), _("See what is coming"))
    shows = (url_for("shows.index"), _("See all shows"))
    if complete == len(lines):
        said = _("All complete: nothing is missing in %(shows)s.", shows=plurals.shows(complete))
        return Blank(said, (calendar,))
    if states["ignored"] == len(lines):
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
