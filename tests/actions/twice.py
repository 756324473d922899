"""Scanning twice: the second scan, incremental or full, says the same and writes nothing."""

from collections.abc import Iterable, Mapping

from parity.store.scans import ScanRow
from tests.actions.household import Household, Told
from tests.store.facts import facts, open_gaps, writes

AGAIN = ("incremental", "full")


def scan_says(household: Household, wanted: Mapping[str, Told | None], first: str = "full") -> ScanRow:
    """Scan, compare what is told with `wanted`, then see that further scans of either kind change nothing.

    Answers the first scan.
    """
    scan = household.scan(first)
    assert (scan.state, household.troubles(scan)) == ("done", [])
    assert said(household, wanted) == dict(wanted)
    still(household)
    assert said(household, wanted) == dict(wanted)
    return scan


def said(household: Household, titles: Iterable[str]) -> dict[str, Told | None]:
    """What is told of each of these shows."""
    told = household.everything_told()
    return {title: told.get(title) for title in titles}


def still(household: Household) -> None:
    """Scans of either kind write nothing: no row, no fact; and the history knows the gaps that are shown."""
    engine = household.house.database.engine
    before = facts(engine)
    assert open_gaps(engine) == sorted(household.missing())
    for mode in AGAIN:
        with writes(engine) as written:
            scan = household.scan(mode)
        assert (mode, scan.state, scan.new_missing, scan.resolved) == (mode, "done", 0, 0)
        assert (mode, dict(written)) == (mode, {})
        assert facts(engine) == before
