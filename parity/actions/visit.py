"""Visits the planned shows."""

import threading
from collections import deque

from parity.actions.errands import Answer, Underway, Visit, prepare, run_errand
from parity.actions.record import record
from parity.actions.rounds import Round, Trade
from parity.actions.work import Work
from parity.store import scans


def visit_all(
    work: Work, ready: threading.Event, abort: threading.Event, reread: bool, underway: Underway | None = None
) -> str | None:
    """Visit the shows that the scan has still to do. Returns why it stopped early, None when all is done.

    Nothing is written before `ready`: the inventory is in. `abort`: it never will be.
    """
    known = underway or Underway()
    with work.house.database.reading() as connection:
        planned = deque(scans.to_do(connection, work.scan.id))
    trade: Trade[Visit, Answer] = Trade(
        prepare=lambda connection, items: prepare(
            connection, items, work.book.read(connection), work.house.now(), reread, known
        ),
        ask=lambda visit: run_errand(work.reach, visit, work.house.now()),
        record=lambda answers: record(work, answers),
        idle=lambda visit: Answer(visit) if visit.errand is None and not visit.reread else None,
    )
    return Round(work, trade, planned, ready, abort).run()
