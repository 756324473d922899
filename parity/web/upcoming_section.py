"""The dashboard's view ahead: the nearest three as cards, then day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import url_for

from parity.store.ahead_view import Ahead, ahead
from parity.store.overview_view import Overview
from parity.web import here
from parity.web.blank import Blank
from parity.web.speech import gettext as _

NEAREST = 3
COMING = 20


@dataclass(frozen=True, slots=True)
class Near:
    """A show that airs soon: its first episode, and how many more it has on the same day."""

    episode: Ahead
    more: int


@dataclass(frozen=True, slots=True)
class Day:
    """What airs on one day."""

    day: date
    episodes: tuple[Ahead, ...]


@dataclass(frozen=True, slots=True)
class UpcomingSection:
    """`more` counts what lies behind the last day that is told; `blank`: why there is none."""

    today: date
    nearest: tuple[Near, ...]
    days: tuple[Day, ...]
    more: int
    blank: Blank | None = None


def upcoming_section(seen: Overview) -> UpcomingSection:
    """The section as of today; what was seen of all shows says why nothing lies ahead. Two statements."""
    with here.house().database.reading() as connection:
        coming = ahead(connection, here.today(), COMING)
    if not coming.items:
        return UpcomingSection(here.today(), (), (), 0, _blank(seen))
    first = _first(coming.items)
    nearest = tuple(Near(those[0], len(those) - 1) for those in first)
    told = {episode for those in first for episode in those}
    rest = groupby((e for e in coming.items if e not in told), key=lambda episode: episode.air_date)
    days = tuple(Day(day, tuple(episodes)) for day, episodes in rest)
    return UpcomingSection(here.today(), nearest, days, coming.total - len(coming.items))


def _blank(seen: Overview) -> Blank:
    """Why nothing lies ahead; that no show is known is said beside it already."""
    if not seen.shows:
        return Blank(_("What airs next stands here as soon as a scan has found shows."))
    if seen.states["error"]:
        return Blank(_("No episode with a date lies ahead in what was checked so far."))
    return Blank(_("No episode with a date lies ahead."), ((url_for("calendar.index"), _("Open the calendar")),))


def _first(items: Sequence[Ahead]) -> list[list[Ahead]]:
    """The first shows, each with what it has on its first day."""
    found: dict[int, list[Ahead]] = {}
    for episode in items:
        if episode.show_id not in found and len(found) == NEAREST:
            continue
        those = found.setdefault(episode.show_id, [])
        if not those or those[0].air_date == episode.air_date:
            those.append(episode)
    return list(found.values())
