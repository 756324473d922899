"""Bad input: a service is down, limits, or answers nonsense. What is known stays; the item has its line of trouble."""

import pytest

from tests.actions.household import Household, Told
from tests.actions.twice import still
from tests.store.facts import Facts, facts

GAP = Told("missing", missing=("S01E03",))
LATER: Facts = {"shows": [], "missing_log": []}


@pytest.fixture
def twenty(household: Household) -> Household:
    """Twenty shows, each with the same gap, asked about one by one."""
    household.restart(TMDB_CONNECTIONS="1")
    for tmdb_id in range(1, 21):
        household.broadcast(tmdb_id, f"Show {tmdb_id:02d}", {1: 3})
        household.own(f"Show {tmdb_id:02d}", tmdb_id, {1: [1, 2]})
    return household


def host(household: Household, setting: str) -> str:
    return household.environ[setting].removeprefix("http://").removesuffix("/3")


def gaps(first: int, last: int) -> list[str]:
    return [f"Show {number:02d} S01E03" for number in range(first, last + 1)]


def test_tmdb_goes_down_in_mid_scan(twenty: Household) -> None:
    twenty.tmdb_fails("status", status=503, skip=6)
    scan = twenty.scan()
    why = f"TMDB: {host(twenty, 'TMDB_BASE_URL')} answered with status 503"
    assert scan.state == "partial"
    assert (scan.note or "").startswith(why)
    assert (scan.note or "").endswith(f"Stopped at {scan.done} of 20; the rest stays as it was.")
    assert 6 + 8 <= scan.done < 20
    assert twenty.missing() == gaps(1, 6)
    assert [title for title, _ in twenty.troubles(scan)] == [f"Show {n:02d}" for n in range(7, scan.done + 1)]
    assert {twenty.show(f"Show {n:02d}").trouble for n in range(scan.done + 1, 21)} == {None}
    twenty.mend()
    twenty.clock.on(minutes=15)
    assert twenty.scan("incremental").state == "done"
    assert twenty.missing() == gaps(1, 20)
    still(twenty)


def test_tmdb_goes_down_in_a_second_scan_and_no_result_changes(twenty: Household) -> None:
    twenty.scan()
    before = facts(twenty.house.database.engine)
    for mode in ("full", "refresh"):
        twenty.tmdb_fails("closed", skip=3)
        assert twenty.scan(mode).state == "partial"
        assert facts(twenty.house.database.engine) | {"shows": []} == before | {"shows": []}
        assert {show.state for show in twenty.everything()} == {"missing"}
        twenty.mend()
    twenty.clock.on(days=1)
    assert twenty.scan().state == "done"
    assert facts(twenty.house.database.engine) == before


def test_plex_goes_down_in_mid_scan(twenty: Household) -> None:
    twenty.scan()
    before = facts(twenty.house.database.engine)
    twenty.plex.remove_episode(twenty.plex.find_episode(twenty.plex.find_show("Show 01"), 1, 1))
    for path, query in (
        ("/library/sections/1/all", "type=4"),
        ("/sections/1/all", "type=2"),
        ("/sections/1/prefs", ""),
    ):
        twenty.plex_fails("closed", path, query=query)
        scan = twenty.scan()
        assert (scan.state, scan.note) == ("partial", "1 library held back")
        sentence = f"TV could not be read: Plex: the connection to {host(twenty, 'PLEX_BASE_URL')} broke."
        assert twenty.notices() == {"TV": f"{sentence} Its rows stay as they are."}
        assert facts(twenty.house.database.engine) | {"libraries": []} == before | {"libraries": []}
        twenty.mend()
    assert twenty.scan("incremental").state == "done"
    assert twenty.notices() == {}
    assert twenty.missing() == ["Show 01 S01E01", *gaps(1, 20)]


def test_nonsense_about_one_show_is_one_line_on_that_show(twenty: Household) -> None:
    twenty.scan()
    before = facts(twenty.house.database.engine)
    garbled = "TMDB: the answer for show {} is garbled: it is {}, expected an object"
    from_tmdb = f"TMDB: {host(twenty, 'TMDB_BASE_URL')}"
    internal = "answered with status 500 (Internal error: Something went wrong, contact TMDB.)"
    told = {}
    for tmdb_id, kind, more, sentence in (
        (2, "html", {}, f"{from_tmdb} answered with a web page instead of data"),
        (4, "garbage", {}, f"{from_tmdb} answered with something that is not data"),
        (6, "truncated", {}, f"{from_tmdb} cut its answer short"),
        (8, "wrong_type", {}, garbled.format(8, "list")),
        (10, "wrong_string", {}, garbled.format(10, "str")),
        (12, "status", {"status": 500}, f"{from_tmdb} {internal}"),
        (14, "status", {"status": 429, "retry_after": 3600}, f"{from_tmdb} was asked too often"),
        (16, "status", {"status": 404}, "TMDB no longer knows show 16: match Show 16 again"),
        (18, "closed", {}, f"TMDB: the connection to {host(twenty, 'TMDB_BASE_URL')} broke"),
    ):
        twenty.tmdb_fails(kind, f"/tv/{tmdb_id}$", **more)
        told[f"Show {tmdb_id:02d}"] = sentence
    scan = twenty.scan()
    assert (scan.state, scan.note) == ("partial", "9 shows in trouble")
    assert dict(twenty.troubles(scan)) == told
    for title, sentence in told.items():
        assert (twenty.told(title), twenty.show(title).trouble) == (GAP, sentence)
    assert facts(twenty.house.database.engine) | LATER == before | LATER
    twenty.mend()
    assert twenty.scan().state == "done"
    assert facts(twenty.house.database.engine) == before


def test_a_limit_that_passes_is_waited_out(twenty: Household) -> None:
    for retry_after in (None, 2):
        twenty.tmdb_fails("status", r"/tv/7$", status=429, retry_after=retry_after, times=2)
        twenty.tmdb_fails("status", r"/tv/8$", status=503, times=2)
        scan = twenty.scan()
        assert (scan.state, scan.note, scan.tmdb_requests) == ("done", None, 24)
    assert twenty.missing() == gaps(1, 20)


def test_a_season_that_was_left_out_makes_no_shorter_show(household: Household) -> None:
    household.broadcast(1, "Show", {1: 3, 30: 3})
    household.own("Show", 1, {1: [1, 2]})
    household.tmdb_fails("status", r"/tv/1$", query="season/30", status=500)
    assert household.scan().state == "partial"
    assert household.told("Show") == Told("error")
    household.mend()
    household.scan()
    known = Told("missing", missing=("S01E03", "S30E01", "S30E02", "S30E03"))
    assert household.told("Show") == known
    household.tmdb_fails("status", r"/tv/1$", query="season/30", status=500)
    assert household.scan().state == "partial"
    assert household.told("Show") == known
