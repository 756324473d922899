"""Why a show or an episode stands as it does, with the scan that asks about it next. Asks nobody."""

from dataclasses import replace
from datetime import datetime

from parity.actions.plan_scan import checked_of
from parity.actions.ports import House
from parity.core.freshness import Feed
from parity.core.next_check import Rhythm, next_check
from parity.core.numbering import Number
from parity.core.schedule import next_due
from parity.core.why import Why
from parity.core.why_facts import WhyCheck
from parity.settings import Schedule, Settings
from parity.store import feed, shows
from parity.store.database import Connection
from parity.store.shows import ShowRow
from parity.store.why_view import why


def explain(house: House, show_id: int, number: Number | None = None) -> Why | None:
    """Everything behind a show, and behind one of its episodes when its number is given. None: there is no such one."""
    with house.database.reading() as connection:
        found = why(connection, house.today(), show_id, number)
        row = shows.get(connection, show_id)
        if found is None or row is None:
            return None
        return replace(found, check=_next(house, connection, row, found.show.group == "archive"))


def _next(house: House, connection: Connection, row: ShowRow, archive: bool) -> WhyCheck:
    settings, ids = house.settings(), () if row.tmdb_id is None else (row.tmdb_id,)
    known = Feed(feed.named(connection, ids))
    rhythms = (_rhythm(settings, settings.schedule_incremental), _rhythm(settings, settings.schedule_full))
    found = next_check(checked_of(row, archive), known, house.now(), *rhythms)
    return WhyCheck(found.at, found.mode, found.why) if found else WhyCheck(None, None, None)


def _rhythm(settings: Settings, schedule: Schedule | None) -> Rhythm | None:
    if schedule is None:
        return None
    wanted = (settings.tz, schedule.hour, schedule.minute, schedule.weekday)

    def following(moment: datetime) -> datetime:
        return next_due(moment, *wanted)

    return following
