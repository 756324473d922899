"""Scanning twice: the second scan, incremental or full, says the same and writes nothing."""

from collections.abc import Iterable, Mapping

from parity.store.scans import ScanRow
from tests.actions.household import Household, Told
from tests.store.facts import facts, open_gaps, writes

AGAIN = {"full": "incremental", "incremental": "full"}


def scan_says(household: Household, wanted: Mapping[str, Told | None], first: str = "full") -> ScanRow:
    """Scan, compare what is told with `wanted`, then see that a second scan, of the other mode, changes nothing.

    Answers the first scan.
    """
    scan = household.scan(first)
    assert (scan.state, household.troubles(scan)) == ("done", [])
    assert said(household, wanted) == dict(wanted)
    still(household, AGAIN[first])
    assert said(household, wanted) == dict(wanted)
    return scan


def said(household: Household, titles: Iterable[str]) -> dict[str, Told | None]:
    """What is told of each of these shows."""
    told = household.everything_told()
    return {title: told.get(title) for title in titles}


def still(household: Household, mode: str = "full") -> None:
    """Another scan writes nothing: no row, no fact; and the history knows the gaps that are shown."""
    engine = household.house.database.engine
    before = facts(engine)
    assert open_gaps(engine) == sorted(household.missing())
    with writes(engine) as written:
        scan = household.scan(mode)
    assert (scan.state, scan.new_missing, scan.resolved) == ("done", 0, 0)
    assert dict(written) == {}
    assert facts(engine) == before
