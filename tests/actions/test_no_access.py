"""Bad input: no or a wrong address, token or key. The scan says which, why and what to do, and nothing is lost."""

import pytest

from tests.actions.household import Household, Told
from tests.store.facts import facts

NOBODY = "127.0.0.1:9"


@pytest.fixture
def settled(household: Household) -> Household:
    """A show with a gap, scanned once."""
    household.broadcast(1, "Show", {1: 3})
    household.own("Show", 1, {1: [1, 2]})
    household.scan()
    return household


def test_what_was_never_given_is_asked_for_by_name(settled: Household) -> None:
    before, asked, given = facts(settled.house.database.engine), settled.asked(), dict(settled.environ)
    example = "give the address of your Plex server, such as http://192.168.1.5:32400"
    door = "or sign in with Plex on the page /setup"
    for setting, what in (
        ("PLEX_BASE_URL", f"{example}, {door}"),
        ("PLEX_TOKEN", f"give a token of your Plex server, {door}"),
        ("TMDB_API_KEY", "give the key or read token of your account at themoviedb.org"),
    ):
        settled.restart(**{**given, setting: ""})
        for mode in ("full", "incremental", "refresh"):
            scan = settled.scan(mode)
            assert (scan.state, scan.note) == ("failed", f"{setting} is not set: {what}")
    assert (facts(settled.house.database.engine), settled.asked()) == (before, asked)


def test_a_wrong_token_ends_the_scan_and_keeps_everything(settled: Household) -> None:
    before = facts(settled.house.database.engine)
    settled.restart(PLEX_TOKEN="stale")
    for mode in ("full", "incremental", "refresh", "show"):
        scan = settled.scan(mode, settled.show_id("Show"))
        note = "Plex: the token was refused; set PLEX_TOKEN to one that your server takes"
        assert (mode, scan.state, scan.note, scan.tmdb_requests) == (mode, "failed", note, 0)
    assert facts(settled.house.database.engine) == before


def test_nobody_at_the_address_of_plex(settled: Household) -> None:
    before = facts(settled.house.database.engine)
    settled.restart(PLEX_BASE_URL=f"http://{NOBODY}")
    scan = settled.scan("incremental")
    hint = "see that the server runs, and that PLEX_BASE_URL is its address"
    assert (scan.state, scan.note) == ("failed", f"Plex: {NOBODY} refused the connection: {hint}")
    assert facts(settled.house.database.engine) == before


def test_something_else_at_the_address_of_plex(settled: Household) -> None:
    before = facts(settled.house.database.engine)
    host = settled.environ["PLEX_BASE_URL"].removeprefix("http://")
    for kind, words in (
        ("html", "answered with a web page instead of data"),
        ("garbage", "answered with something that is not data"),
        ("wrong_type", "answered with data of another shape than Plex's"),
        ("truncated", "cut its answer short"),
        ("status", "does not know what was asked (404): is the address right?"),
    ):
        settled.plex_fails(kind, status=404)
        scan = settled.scan()
        hint = "see that the server runs, and that PLEX_BASE_URL is its address"
        assert (scan.state, scan.note) == ("failed", f"Plex: {host} {words}: {hint}")
        settled.mend()
    assert facts(settled.house.database.engine) == before


def test_a_wrong_key_of_tmdb_ends_the_scan_and_keeps_the_results(settled: Household) -> None:
    said = "TMDB: the key was refused (Invalid API key: You must be granted a valid key.)"
    note = f"{said}; set TMDB_API_KEY to one of your account"
    for key in ("f" * 32, "eyJhbGciOiJIUzI1NiJ9.wrong"):
        settled.restart(TMDB_API_KEY=key)
        for mode in ("full", "refresh", "show"):
            scan = settled.scan(mode, settled.show_id("Show"))
            assert (mode, scan.state, scan.note, scan.tmdb_requests) == (mode, "failed", note, 1)
    assert settled.told("Show") == Told("missing", missing=("S01E03",))
    assert settled.show("Show").trouble is None


def test_a_wrong_key_of_tmdb_ends_an_incremental_scan_at_the_feed(settled: Household) -> None:
    settled.restart(TMDB_API_KEY="f" * 32)
    scan = settled.scan("incremental")
    assert (scan.state, scan.note and scan.note[:27]) == ("failed", "TMDB: the key was refused (")
    settled.restart(TMDB_API_KEY=settled.tmdb.v4_token)
    assert settled.scan("incremental").state == "done"


def test_a_scan_that_failed_lets_the_next_one_begin(settled: Household) -> None:
    settled.restart(PLEX_TOKEN="stale")
    assert settled.scan().state == "failed"
    settled.restart(PLEX_TOKEN=settled.plex.token)
    assert settled.scan().state == "done"
    assert settled.told("Show") == Told("missing", missing=("S01E03",))


def test_a_token_that_is_taken_back_in_mid_scan_ends_it(settled: Household) -> None:
    settled.own("Other", None, {1: [1]}, library="Other")
    settled.plex.remove_episode(settled.plex.find_episode(settled.plex.find_show("Show"), 1, 1))
    settled.plex_fails("status", "/sections/2/all", query="type=4", status=401)
    for mode in ("full", "incremental"):
        scan = settled.scan(mode)
        note = "Plex: the token was refused; set PLEX_TOKEN to one that your server takes"
        assert (mode, scan.state, scan.note) == (mode, "failed", note)
    settled.mend()
    assert settled.scan("incremental").state == "done"
    assert settled.told("Show") == Told("missing", missing=("S01E01", "S01E03"))


def test_a_key_that_is_taken_back_in_mid_scan_ends_it_and_what_was_done_is_kept(household: Household) -> None:
    household.restart(TMDB_CONNECTIONS="1")
    for tmdb_id in range(1, 61):
        household.broadcast(tmdb_id, f"Show {tmdb_id:02d}", {1: 2})
        household.own(f"Show {tmdb_id:02d}", tmdb_id, {1: [1]})
    household.tmdb_fails("status", r"/tv/5\d$", status=401)
    scan = household.scan()
    assert (scan.state, scan.note and scan.note[:27]) == ("failed", "TMDB: the key was refused (")
    done = [f"Show {tmdb_id:02d} S01E02" for tmdb_id in range(1, scan.done + 1)]
    assert (scan.done >= 25, household.missing()) == (True, done)
    assert {show.trouble for show in household.everything()} == {None}
    household.mend()
    assert household.scan("incremental").state == "done"
    assert len(household.missing()) == 60
