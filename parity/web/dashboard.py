"""The dashboard `/`: numbers, the scan, what is missing show by show, what is coming, notices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from parity.actions.linked import Linker, linker
from parity.core.links import Link, LinkShow
from parity.core.shapes import Episode, Listing, Notice, Numbers
from parity.store.episodes_view import upcoming
from parity.store.gaps_view import ShowGaps, gaps_by_show
from parity.store.shows_view import Standing, roster
from parity.store.summary_view import all_notices, numbers
from parity.web import here, hx, scan_panel

page = Blueprint("dashboard", __name__)

SHOWS_EACH = 25
COMING = 15
_GROUPS = (("ongoing", "In ongoing shows"), ("archive", "In ended shows"))


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """The missing episodes of one season; `links` are for the whole season."""

    season: int
    links: tuple[Link, ...]
    episodes: tuple[Episode, ...]


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

    key: str
    title: str
    total: int
    cards: tuple[ShowCard, ...]


@page.get("/")
def index() -> ResponseReturnValue:
    """The page, or for htmx the section of it that is asked for."""
    make = _SECTIONS.get(request.args.get("section", ""))
    if make is not None and hx.wants_fragment():
        return make()
    lines = _roster()
    return render_template(
        "dashboard/index.html",
        numbers=_numbers(lines),
        panel=scan_panel.panel(),
        groups=_missing(lines),
        coming=_coming(),
        notices=_notices(),
    )


def _roster() -> list[Standing]:
    with here.house().database.reading() as connection:
        return roster(connection, here.today())


def _numbers(lines: Sequence[Standing]) -> Numbers:
    with here.house().database.reading() as connection:
        return numbers(connection, here.today(), lines)


def _missing(lines: Sequence[Standing]) -> tuple[MissingGroup, ...]:
    make = linker(here.house(), here.settings())
    groups = []
    for key, title in _GROUPS:
        with here.house().database.reading() as connection:
            those = [line for line in lines if line.group == key]
            found = gaps_by_show(connection, here.today(), those, SHOWS_EACH)
        cards = tuple(ShowCard(gaps, tuple(_seasons(gaps, make))) for gaps in found.items)
        groups.append(MissingGroup(key, title, found.total, cards))
    return tuple(groups)


def _seasons(gaps: ShowGaps, make: Linker) -> list[SeasonLine]:
    single = replace(make, dmm=None)  # DMM has a page a season, which stands beside the season
    lines = []
    for season, episodes in groupby(gaps.episodes, key=lambda episode: episode.season):
        told = tuple(episodes)
        links = make.links(LinkShow(gaps.title, told[0].imdb_id), season, None)
        lines.append(SeasonLine(season, links, single.with_links(told)))
    return lines


def _coming() -> Listing[Episode]:
    with here.house().database.reading() as connection:
        return upcoming(connection, here.today(), limit=COMING)


def _notices() -> tuple[Notice, ...]:
    with here.house().database.reading() as connection:
        return all_notices(connection)


_SECTIONS: dict[str, Callable[[], ResponseReturnValue]] = {
    "scan": scan_panel.show_panel,
    "numbers": lambda: hx.fragment(render_template("dashboard/_numbers.html", numbers=_numbers(_roster()))),
    "missing": lambda: hx.fragment(render_template("dashboard/_missing.html", groups=_missing(_roster()))),
    "upcoming": lambda: hx.fragment(render_template("dashboard/_upcoming.html", coming=_coming())),
    "notices": lambda: hx.fragment(render_template("dashboard/_notices.html", notices=_notices())),
}
