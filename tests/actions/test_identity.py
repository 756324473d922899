"""Who a show is: by decision, ids, search; never by a failed request, and never a second time for nothing (R15)."""

import json

from tests.actions.household import Household, Told
from tests.actions.twice import scan_says, still
from tests.store.facts import facts

GAP = Told("missing", missing=("S01E02",))


def candidates(household: Household, title: str) -> list[int]:
    return [each["tmdb_id"] for each in json.loads(household.show(title).candidates or "[]")]


def source(household: Household, title: str) -> tuple[int | None, str | None]:
    row = household.show(title)
    return row.tmdb_id, row.match_source


def test_each_kind_of_id_leads_to_the_show_and_is_asked_for_once(household: Household) -> None:
    ids = {
        "By tmdb": ["tmdb://1"],
        "By imdb": ["imdb://tt0000002"],
        "By tvdb": ["tvdb://300"],
        "By all": ["imdb://tt0000009", "tmdb://4", "tvdb://900"],
        "By title": [],
    }
    for tmdb_id, (title, guids) in enumerate(ids.items(), 1):
        household.broadcast(tmdb_id, title, {1: 2}, imdb_id=f"tt000000{tmdb_id}", tvdb_id=tmdb_id * 100)
        household.own(title, None, {1: [1]}, guids=guids)
    first = household.scan()
    assert first.tmdb_requests == 5 + 3  # two of /find, one search
    assert {title: source(household, title) for title in ids} == {
        "By tmdb": (1, "tmdb"),
        "By imdb": (2, "imdb"),
        "By tvdb": (3, "tvdb"),
        "By all": (4, "tmdb"),
        "By title": (5, "search"),
    }
    assert {household.told(title) for title in ids} == {GAP}
    assert household.scan().tmdb_requests == 5
    still(household)


def test_an_id_of_thetvdb_that_names_an_episode_is_no_show(household: Household) -> None:
    household.tmdb.strays.append("tvdb_id/30272")
    household.own("Stray", None, {1: [1]}, guids=["tvdb://30272"])
    scan_says(household, {"Stray": Told("unmatched", "TMDB knows no show of this title")})


def test_two_ids_of_a_kind_have_to_lead_to_one_show(household: Household) -> None:
    for tmdb_id in (1, 2, 3, 4):
        household.broadcast(tmdb_id, f"TMDB {tmdb_id}", {1: 2}, imdb_id=f"tt000000{tmdb_id}", tvdb_id=tmdb_id * 100)
    household.own("Two tmdb", None, {1: [1]}, guids=["tmdb://1", "tmdb://2"])
    household.own("One dead", None, {1: [1]}, guids=["tmdb://3", "tmdb://99"])
    household.own("Two imdb", None, {1: [1]}, guids=["imdb://tt0000001", "imdb://tt0000002"])
    household.own("Two tvdb", None, {1: [1]}, guids=["tvdb://100", "tvdb://200"])
    household.own("One tvdb", None, {1: [1]}, guids=["tvdb://400", "tvdb://999"])
    wanted = {
        "Two tmdb": Told("unmatched", "Plex gives 2 TMDB ids"),
        "One dead": GAP,
        "Two imdb": Told("unmatched", "its imdb ids lead to 2 shows"),
        "Two tvdb": Told("unmatched", "its tvdb ids lead to 2 shows"),
        "One tvdb": GAP,
    }
    scan_says(household, wanted)
    assert [candidates(household, f"Two {kind}") for kind in ("tmdb", "imdb", "tvdb")] == [[1, 2]] * 3
    assert [source(household, f"One {kind}") for kind in ("dead", "tvdb")] == [(3, "tmdb"), (4, "tvdb")]


def test_an_id_that_tmdb_never_knew_falls_back_to_the_others(household: Household) -> None:
    household.broadcast(1, "By imdb", {1: 2}, imdb_id="tt0000001")
    household.broadcast(2, "By title", {1: 2})
    household.own("By imdb", None, {1: [1]}, guids=["imdb://tt0000001", "tmdb://91"])
    household.own("By title", None, {1: [1]}, guids=["tmdb://92"])
    scan_says(household, {"By imdb": GAP, "By title": GAP})
    assert [source(household, title) for title in ("By imdb", "By title")] == [(1, "imdb"), (2, "search")]
    assert household.scan().tmdb_requests == 2
    still(household)


def test_an_id_that_left_a_show_unmatched_is_no_trouble_when_it_still_does(household: Household) -> None:
    household.own("Nowhere", None, {1: [1]}, guids=["tmdb://91"])
    for _ in range(3):
        scan = household.scan()
        assert (scan.state, household.show("Nowhere").trouble) == ("done", None)
    household.broadcast(1, "Nowhere", {1: 2})
    household.clock.on(days=1)
    scan_says(household, {"Nowhere": GAP}, "incremental")


def test_a_search_is_believed_only_when_there_is_no_doubt(household: Household) -> None:
    for tmdb_id, title, year in (
        (1, "The Sure One", 2011),
        (2, "Too Old", 2008),
        (3, "Twins", 2010),
        (4, "Twins", 2011),
        (5, "Near Enough: The Series", 2010),
        (6, "Ámélie & Friends!", 2010),
    ):
        household.broadcast(tmdb_id, title, {1: 2}, first_air_date=f"{year}-05-01")
    household.tmdb.set_show(6, original_name="amelie and friends")
    for title in ("Sure One", "Too Old", "Twins", "Near Enough", "Amelie and Friends (2010)", "Nobody"):
        household.own(title, None, {1: [1]}, guid=f"local://{title}", year=None if "(" in title else 2010)
    doubt, nothing = "no result is surely this show", "TMDB knows no show of this title"
    wanted = {
        "Sure One": GAP,
        "Too Old": Told("unmatched", doubt),
        "Twins": Told("unmatched", doubt),
        "Near Enough": Told("unmatched", doubt),
        "Amelie and Friends (2010)": GAP,
        "Nobody": Told("unmatched", nothing),
    }
    scan_says(household, wanted)
    assert {title: candidates(household, title) for title in wanted} == {
        "Sure One": [],
        "Too Old": [2],
        "Twins": [3, 4],
        "Near Enough": [5],
        "Amelie and Friends (2010)": [],
        "Nobody": [],
    }


def test_an_unmatched_show_is_asked_about_less_and_less(household: Household) -> None:
    household.own("Nowhere", None, {1: [1]})
    household.scan()
    asked = []
    for minutes in (14, 1, 59, 1, 3 * 60 + 59, 1, 11 * 60 + 59, 1, 11 * 60 + 59, 1):
        household.clock.on(minutes=minutes)
        asked.append(household.scan("incremental").tmdb_requests)
    assert asked == [0, 1] * 5


def test_a_failed_request_is_never_unmatched(household: Household) -> None:
    household.broadcast(1, "By imdb", {1: 2}, imdb_id="tt0000001")
    household.broadcast(2, "By title", {1: 2})
    household.own("By imdb", None, {1: [1]}, guids=["imdb://tt0000001"])
    household.own("By title", None, {1: [1]})
    for path in ("/find/", "/search/"):
        household.tmdb_fails("status", path, status=500)
    assert household.scan().state == "partial"
    assert {household.told(title) for title in ("By imdb", "By title")} == {Told("error")}
    household.mend()
    scan_says(household, {"By imdb": GAP, "By title": GAP})
    for path in ("/find/", "/search/", "/tv/"):
        household.tmdb_fails("html", path)
    assert household.scan().state == "partial"
    assert {household.told(title) for title in ("By imdb", "By title")} == {GAP}


def test_a_show_rematched_in_plex_is_identified_anew(household: Household) -> None:
    household.broadcast(1, "Wrong", {1: 2})
    household.broadcast(2, "Right", {1: 3})
    show = household.own("Mistaken", 1, {1: [1]})
    scan_says(household, {"Mistaken": GAP})
    household.plex.rematch_show(show, "plex://show/000000000000000000000002", ["tmdb://2"], touch=False)
    scan_says(household, {"Mistaken": Told("missing", missing=("S01E02", "S01E03"))}, "incremental")
    assert source(household, "Mistaken") == (2, "tmdb")
    household.plex.rematch_show(show, "plex://show/000000000000000000000001", ["tmdb://1"], "Wrong")
    scan_says(household, {"Wrong": GAP, "Mistaken": None}, "incremental")


def test_a_show_whose_ids_change_is_asked_for_again(household: Household) -> None:
    household.broadcast(1, "One", {1: 2}, imdb_id="tt0000001")
    household.broadcast(2, "Two", {1: 3}, imdb_id="tt0000002")
    show = household.own("Show", None, {1: [1]}, guids=["imdb://tt0000001"])
    scan_says(household, {"Show": GAP})
    household.plex.set_show(show, guids=["imdb://tt0000002"])
    scan_says(household, {"Show": Told("missing", missing=("S01E02", "S01E03"))}, "incremental")
    household.plex.set_show(show, guids=[])
    before = facts(household.house.database.engine)["expected"]
    assert household.scan("incremental").state == "done"
    assert household.told("Show") == Told("unmatched", "TMDB knows no show of this title")
    assert (len(before), facts(household.house.database.engine)["expected"]) == (3, [])


def test_a_show_that_was_unmatched_gets_its_ids_in_plex(household: Household) -> None:
    household.broadcast(1, "Known elsewhere", {1: 2})
    show = household.own("Own title", None, {1: [1]})
    scan_says(household, {"Own title": Told("unmatched", "TMDB knows no show of this title")})
    household.plex.set_show(show, guids=["tmdb://1"])
    scan_says(household, {"Own title": GAP}, "incremental")
