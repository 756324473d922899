"""What the peer (Plex Parity, Streamlit) gets wrong, D1 to D10, each shown to be right here."""

from markupsafe import escape

from parity.actions.decide import Target, ignore, match, set_policy
from parity.actions.linked import linker
from parity.store import episodes_view
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import facts
from tests.web.houses import WITH_KEY, client_of


def test_d_one_an_episode_beyond_ninety_nine_is_kept_and_has_its_links(household: Household) -> None:
    household.restart(USENET_PROVIDER="nzbhydra")
    household.broadcast(100, "Daily", {1: 120}, imdb_id="tt0000100")
    show = household.own("Daily", 100, {1: [*range(1, 100), *range(101, 121)]})
    household.plex.remove_episode(household.plex.find_episode(show, 1, 2))
    scan_says(household, {"Daily": Told("missing", missing=("S01E02", "S01E100"))})
    with household.house.database.reading() as connection:
        found = episodes_view.missing(connection, household.house.today()).items
        links = {e.code: [link.url for link in e.links] for e in linker(household.house).with_links(found)}
    assert links["S01E100"] == [
        "https://debridmediamanager.com/show/tt0000100/1",
        "http://127.0.0.1:5076/?query=Daily%20S01E100",
    ]
    household.plex.add_episode(show, 1, 2)
    scan_says(household, {"Daily": Told("missing", missing=("S01E100",))}, "incremental")


def test_d_two_a_full_scan_skips_no_season(household: Household) -> None:
    household.broadcast(200, "Four Seasons", dict.fromkeys(range(1, 5), 1))
    household.own("Four Seasons", 200, {1: [1]})
    scan_says(household, {"Four Seasons": Told("missing", missing=("S02E01", "S03E01", "S04E01"))})


def test_d_three_an_incremental_scan_sees_a_hole_in_the_middle(household: Household) -> None:
    household.broadcast(300, "Hole", {1: 5})
    show = household.own("Hole", 300, {1: range(1, 6)})
    household.scan()
    household.plex.remove_episode(household.plex.find_episode(show, 1, 3))
    scan_says(household, {"Hole": Told("missing", missing=("S01E03",))}, "incremental")


def test_d_four_a_rescheduled_episode_has_one_date(household: Household) -> None:
    household.clock.to("2026-01-10")
    household.broadcast(400, "Moved", {1: ["2026-01-05", "2026-01-12"]})
    household.own("Moved", 400, {1: [1]})
    scan_says(household, {"Moved": Told(upcoming=("S01E02",))})
    household.tmdb.reschedule(400, 1, 2, "2026-02-01")
    household.tmdb.flag("2026-01-11", [400])
    household.clock.to("2026-01-13")
    scan_says(household, {"Moved": Told(upcoming=("S01E02",))}, "incremental")
    household.clock.to("2026-02-02")
    scan_says(household, {"Moved": Told("missing", missing=("S01E02",))}, "incremental")


def test_d_five_what_tmdb_removes_or_renumbers_is_missing_no_longer(household: Household) -> None:
    household.broadcast(500, "Removed", {1: 4})
    household.own("Removed", 500, {1: [1]})
    scan_says(household, {"Removed": Told("missing", missing=("S01E02", "S01E03", "S01E04"))})
    household.tmdb.remove_episode(500, 1, 4)
    household.tmdb.renumber_episode(500, 1, 3, 2, 1)
    scan_says(household, {"Removed": Told("missing", missing=("S01E02", "S02E01"))})


def test_d_six_an_ended_show_that_was_complete_is_looked_at_again(household: Household) -> None:
    household.broadcast(600, "Over", {1: 6}, status="Ended")
    show = household.own("Over", 600, {1: range(1, 7)})
    scan_says(household, {"Over": Told()})
    for number in (2, 4, 6):
        household.plex.remove_episode(household.plex.find_episode(show, 1, number))
    scan_says(household, {"Over": Told("missing", missing=("S01E02", "S01E04", "S01E06"))}, "incremental")
    for number in (2, 4):
        household.plex.add_episode(show, 1, number)
    scan_says(household, {"Over": Told("missing", missing=("S01E06",))})


def test_d_seven_a_failure_of_tmdb_is_no_unmatched_show(household: Household) -> None:
    titles = {"status 429": 701, "status 500": 702, "closed": 703, "Known": 704}
    for title, tmdb_id in titles.items():
        household.broadcast(tmdb_id, title, {1: ["2020-01-01", "2020-01-08", "2020-01-15", "2026-06-20"]})
        household.own(title, tmdb_id, {1: [1]})
    household.tmdb_fails("status", "/tv/701", status=429)
    household.tmdb_fails("status", "/tv/702", status=500)
    household.tmdb_fails("closed", "/tv/703")
    host = household.environ["TMDB_BASE_URL"].removeprefix("http://").removesuffix("/3")
    why = {
        "status 429": f"TMDB: {host} was asked too often",
        "status 500": f"TMDB: {host} answered with status 500 (Internal error: Something went wrong, contact TMDB.)",
        "closed": f"TMDB: the connection to {host} broke",
    }
    gaps = Told("missing", None, ("S01E02", "S01E03"), ("S01E04",))
    before = None
    for mode in ("full", "full", "incremental"):
        household.clock.on(hours=1)  # whatever backs off has done so
        scan = household.scan(mode)
        assert (scan.state, dict(household.troubles(scan))) == ("partial", why)
        assert household.everything_told() == {**dict.fromkeys(why, Told("error")), "Known": gaps}
        assert {title: household.show(title).trouble for title in titles} == {**why, "Known": None}
        before = before or facts(household.house.database.engine)
        assert facts(household.house.database.engine) == before
    household.mend()
    household.clock.on(hours=8)
    scan_says(household, dict.fromkeys(titles, gaps), "incremental")


def test_d_eight_titles_are_text_and_never_html(household: Household) -> None:
    evil = "<script>alert('x')</script> & <b>Co"
    household.broadcast(800, evil, {1: ["2020-01-01", "2026-06-20"]})
    for number in (1, 2):
        household.tmdb.set_episode(800, 1, number, name=evil)
    household.own(evil, 800, {})
    household.own(f"{evil} unmatched", None, {})
    wanted = {
        evil: Told("missing", None, ("S01E01",), ("S01E02",)),
        f"{evil} unmatched": Told("unmatched", "TMDB knows no show of this title"),
    }
    scan_says(household, wanted)
    client = client_of(household.house)
    page = client.get("/").text
    assert str(escape(evil)) in page
    assert "<script>alert" not in page
    assert "<b>" not in page
    for view, code in (("missing", "S01E01"), ("upcoming", "S01E02")):
        items = client.get(f"/api/v1/{view}", headers=WITH_KEY).json["items"]  # type: ignore[index]
        assert [(item["title"], item["episode_title"], item["code"]) for item in items] == [(evil, evil, code)]


def test_d_nine_an_episode_is_due_at_the_owners_midnight(household: Household) -> None:
    household.broadcast(900, "Late", {1: ["2026-06-14"]})
    household.own("Late", 900, {1: []})
    household.clock.at = household.clock.at.replace(hour=3)  # in UTC; in New York it is still the 14th
    household.scan()
    assert household.told("Late") == Told("missing", missing=("S01E01",))
    household.restart(TZ="America/New_York")
    assert household.told("Late") == Told(upcoming=("S01E01",))
    household.clock.on(hours=1)
    assert household.told("Late") == Told("missing", missing=("S01E01",))
    still(household)


def test_d_ten_nothing_is_lost_when_parity_stops(household: Household) -> None:
    household.broadcast(1001, "One", {1: 3, 2: 3})
    household.broadcast(1002, "Two", {1: 3})
    household.broadcast(1003, "Three", {1: ["2020-01-01", "2020-01-08", "2020-01-15", "2026-06-20"]})
    household.own("One", 1001, {1: [1]}, library="TV")
    household.own("One", 1001, {1: [2]}, library="Attic")
    household.own("Two", 1002, {1: [1]}, library="Attic")
    household.own("Mistaken", 1002, {1: [1, 2]}, library="Cellar", guids=["tmdb://999"])
    household.scan()
    ignore(household.house, Target(household.show_id("One"), 2), "seen elsewhere")
    ignore(household.house, Target(household.show_id("Two"), 1, 2))
    match(household.house, household.show_id("Mistaken"), 1003)
    wanted = {
        "One": Told("missing", missing=("S01E03",)),
        "Two": Told("missing", missing=("S01E03",)),
        "Mistaken": Told("missing", None, ("S01E03",), ("S01E04",)),
    }
    scan_says(household, wanted, "incremental")
    asked = household.asked()
    household.restart()
    assert household.everything_told() == wanted
    assert household.asked() == asked
    scan_says(household, wanted)
    set_policy(household.house, household.show_id("One"), "none")
    wanted["One"] = Told("ignored", "policy none")
    household.restart()
    assert household.everything_told() == wanted
    scan_says(household, wanted)


def test_d_ten_a_scan_goes_on_where_it_stood_when_parity_stops(household: Household) -> None:
    for tmdb_id in range(1, 41):
        household.broadcast(tmdb_id, f"Show {tmdb_id:02d}", {1: ["2020-01-01", "2020-01-08", "2026-06-20"]})
        household.own(f"Show {tmdb_id:02d}", tmdb_id, {1: [1]})
    household.restart(TMDB_CONNECTIONS="1")
    household.tmdb_fails("call", "/tv/30$", call=household.stop.set, times=1)
    stopped = household.scan()
    assert (stopped.state, stopped.done > 0, stopped.done < 40) == ("running", True, True)
    household.stop.clear()
    household.restart()
    assert not household.slice(stopped.id)
    scan = household.scan_row(stopped.id)
    assert (scan.state, scan.done, scan.total) == ("done", 40, 40)
    gap = Told("missing", None, ("S01E02",), ("S01E03",))
    wanted = {f"Show {tmdb_id:02d}": gap for tmdb_id in range(1, 41)}
    assert household.everything_told() == wanted
    assert max(household.tmdb.requests.asked.values()) <= 2
    still(household)
    assert household.everything_told() == wanted
