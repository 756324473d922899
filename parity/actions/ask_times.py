"""Asks TheTVDB at what time shows are on that have an episode ahead: once a show, after all else of a scan."""

from parity.actions.reckon_all import reckon_some
from parity.actions.work import Work
from parity.core.airtime import zone_of
from parity.core.catalogue import SeriesFacts
from parity.core.failures import Failure, NotFound
from parity.store import on_air

MOST = 40  # in one scan: no scan waits long for what only makes a day an hour


def ask_times(work: Work, again: bool = False) -> str | None:
    """Ask about shows that nobody asked about so far; `again`: about those of this scan, whatever is known of them.

    Without a key for TheTVDB nothing is asked; a failure leaves the rest for the next scan. Returns why it stopped.
    """
    series = work.outside.series
    if series is None:
        return None
    with work.house.database.reading() as connection:
        only = work.named if again else None
        waiting = on_air.unasked(connection, work.house.today(), MOST, only)
    for show in waiting:
        why = work.wish()
        if why is not None:
            return why
        try:
            _note(work, show, series.facts(show.series_id))
        except NotFound:
            _note(work, show, None)
        except Failure:
            return None
    return None


def _note(work: Work, show: on_air.Unasked, facts: SeriesFacts | None) -> None:
    zone = zone_of([*(facts.origin if facts else ()), *show.origin.split()])
    with work.house.database.writing() as connection:
        on_air.note(connection, show.show_id, facts.airs_at if facts else None, zone)
    reckon_some(work.house, [show.show_id])
