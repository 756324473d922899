"""The dashboard's list of gaps: ongoing shows, ended shows apart, and why there is nothing when there is nothing."""

from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for

from parity.actions.linked import Linker, linker
from parity.core.links import Link, LinkShow
from parity.core.shapes import Group
from parity.store.gaps_view import Gap, ShowGaps, gaps_by_show
from parity.store.overview_view import Overview
from parity.web import here, plurals
from parity.web.scan_panel import ScanPanel
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
class Blank:
    """Why there is nothing to list, and what to do next: pairs of address and words."""

    sentence: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MissingSection:
    """The groups that miss something; without any, why. `focus` is the show where a reader goes on."""

    groups: tuple[MissingGroup, ...]
    blank: Blank | None
    focus: int | None = None


def missing_section(seen: Overview, panel: ScanPanel, focus: int | None = None) -> MissingSection:
    """The section over what was seen of all shows. Three statements."""
    titles: tuple[tuple[Group, str], ...] = (("ongoing", _("In ongoing shows")), ("archive", _("In ended shows")))
    having = seen.gaps
    told = [line for key, _title in titles for line in having[key].first[:SHOWS_EACH]]
    if not told:
        return MissingSection((), _blank(seen, panel))
    make = linker(here.house(), here.settings())
    with here.house().database.reading() as connection:
        found = gaps_by_show(connection, here.today(), told)
    cards = {key: tuple(_card(gaps, make) for gaps in found if gaps.group == key) for key in having}
    groups = (MissingGroup(key, title, having[key].shows, cards[key]) for key, title in titles if having[key].first)
    return MissingSection(tuple(groups), None, focus)


def after(seen: Overview, show_id: int) -> int | None:
    """The show whose card takes the place of this show's when that goes, if its card is shown."""
    lists = ([line.show_id for line in gaps.first] for gaps in seen.gaps.values())
    shown = next((ids for ids in lists if show_id in ids), [show_id])
    at = shown.index(show_id)
    others = shown[at + 1 :] + shown[:at][::-1]
    return others[0] if others else None


def _card(gaps: ShowGaps, make: Linker) -> ShowCard:
    show, single = LinkShow(gaps.title, gaps.imdb_id), replace(make, dmm=None)  # DMM's page stands beside the season
    lines = []
    for season, episodes in groupby(gaps.episodes, key=lambda episode: episode.season):
        told = tuple((gap, single.links(show, season, gap.episode)) for gap in episodes)
        lines.append(SeasonLine(season, make.links(show, season, None), told))
    return ShowCard(gaps, tuple(lines))


def _blank(seen: Overview, panel: ScanPanel) -> Blank:
    settings = (url_for("settings.index"), _("Open the settings"))
    calendar = (url_for("calendar.index"), _("See what is coming"))
    if seen.shows:
        complete = seen.states["complete"]
        if complete == seen.shows:
            said = _("All complete: nothing is missing in %(shows)s.", shows=plurals.shows(complete))
            return Blank(said, (calendar,))
        said = _("Nothing is missing in what could be compared: %(shows)s complete.", shows=plurals.shows(complete))
        return Blank(said, ((url_for("shows.index"), _("See all shows")), calendar))
    if not panel.last and panel.scan:
        return Blank(_("The first scan is at work: what is missing stands here as soon as it is done."), ())
    if not panel.last:
        return Blank(_("Nothing was scanned yet: start with a full scan."), (("#scan", _("Go to the scan")),))
    if here.settings().plex_scan_scope == "watchlist_only":
        said = _("The watchlist scope is empty: no show of the followed libraries is on your Plex watchlist.")
        return Blank(said, (settings,))
    return Blank(_("The last scan found no shows in the followed libraries."), (settings,))
