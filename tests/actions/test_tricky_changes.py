"""Tricky cases: what TMDB changes its mind about between two scans."""

from parity.actions.decide import Target, ignore
from tests.actions.household import Household, Told
from tests.actions.twice import scan_says
from tests.store.facts import facts

OVER = {"Totally Spies!": (2808, "Ended"), "Cut Short": (2809, "Canceled")}


def over(household: Household) -> dict[str, Told]:
    """Six seasons of 26, over and complete; and what is told of each when a seventh comes."""
    for title, (tmdb_id, status) in OVER.items():
        household.broadcast(tmdb_id, title, dict.fromkeys(range(1, 7), 26), status=status)
        household.own(title, tmdb_id, {season: range(1, 27) for season in range(1, 7)})
    scan_says(household, dict.fromkeys(OVER, Told()))
    assert standing(household) == {title: ("archive", status) for title, (_, status) in OVER.items()}
    missing = tuple(f"S07E{number:02d}" for number in range(1, 26))
    return dict.fromkeys(OVER, Told("missing", None, missing, ("S07E26",)))


def revive(household: Household) -> None:
    for tmdb_id, _ in OVER.values():
        household.tmdb.set_show(tmdb_id, status="Returning Series")
        household.tmdb.add_season(tmdb_id, 7, [*(f"2026-05-{day:02d}" for day in range(1, 26)), "2026-08-01"])


def standing(household: Household) -> dict[str, tuple[str, str | None]]:
    """The group of each of them, and its status."""
    return {show.title: (show.group, show.show_status) for show in household.everything()}


def test_case_thirty_one_a_revival_is_seen_when_the_feed_names_it(household: Household) -> None:
    seventh = over(household)
    revive(household)
    household.tmdb.flag("2026-06-16", [tmdb_id for tmdb_id, _ in OVER.values()])
    household.clock.on(days=1)
    scan_says(household, seventh, "incremental")
    assert standing(household) == dict.fromkeys(OVER, ("ongoing", "Returning Series"))


def test_case_thirty_one_a_revival_is_seen_within_a_month_though_no_feed_names_it(household: Household) -> None:
    seventh = over(household)
    revive(household)
    for _ in range(3):  # the feed is read every ten days and does not reach further back than fourteen
        household.clock.on(days=10)
        assert household.scan("incremental").tmdb_requests <= 13
        assert household.everything_told() == dict.fromkeys(OVER, Told())
    household.clock.on(seconds=1)
    scan_says(household, seventh, "incremental")
    assert standing(household) == dict.fromkeys(OVER, ("ongoing", "Returning Series"))


def test_case_thirty_two_what_the_provider_drops_is_missing_no_longer(household: Household) -> None:
    household.broadcast(91363, "What If...?", {3: 9})
    household.own("What If...?", 91363, {3: range(1, 8)})
    scan_says(household, {"What If...?": Told("missing", missing=("S03E08", "S03E09"))})
    household.tmdb.remove_episode(91363, 3, 9)
    household.tmdb.flag("2026-06-15", [91363])
    scan = household.scan("incremental")
    assert (scan.state, scan.new_missing, scan.resolved) == ("done", 0, 1)
    scan_says(household, {"What If...?": Told("missing", missing=("S03E08",))}, "incremental")


def test_case_thirty_two_numbers_change_hands(household: Household) -> None:
    household.broadcast(57532, "PAW Patrol", {1: 6})
    household.own("PAW Patrol", 57532, {1: [1, 2, 3, 4]})
    scan_says(household, {"PAW Patrol": Told("missing", missing=("S01E05", "S01E06"))})
    ignore(household.house, Target(household.show_id("PAW Patrol"), 1, 5))
    assert household.missing("PAW Patrol") == ["S01E06"]
    household.tmdb.renumber_episode(57532, 1, 6, 1, 7)
    household.tmdb.renumber_episode(57532, 1, 5, 1, 6)
    household.tmdb.renumber_episode(57532, 1, 7, 1, 5)
    household.tmdb.flag("2026-06-15", [57532])
    scan_says(household, {"PAW Patrol": Told("missing", missing=("S01E05",))}, "incremental")


def test_case_thirty_nine_a_deleted_id_keeps_what_was_known(household: Household) -> None:
    household.broadcast(3900, "Merged", {1: ["2020-01-01", "2020-01-08", "2026-06-16", "2026-07-01"]})
    household.own("Merged", 3900, {1: [1]})
    known = Told("missing", None, ("S01E02",), ("S01E03", "S01E04"))
    scan_says(household, {"Merged": known})
    household.tmdb.delete_show(3900)
    before = facts(household.house.database.engine)
    for mode in ("full", "incremental", "full"):
        scan = household.scan(mode)
        sentence = "TMDB no longer knows show 3900: match Merged again"
        told = [("Merged", sentence)] if mode == "full" else []  # the incremental one leaves it alone for a while
        assert (scan.state, household.troubles(scan)) == ("partial" if told else "done", told)
        assert household.told("Merged") == known
        assert household.show("Merged").trouble == sentence
    assert {**facts(household.house.database.engine), "shows": []} == {**before, "shows": []}
    household.clock.to("2026-06-17")
    assert household.told("Merged") == Told("missing", None, ("S01E02", "S01E03"), ("S01E04",))


def test_case_thirty_nine_an_id_that_never_was_is_unmatched(household: Household) -> None:
    household.own("Dead", 3901, {1: [1]})
    scan_says(household, {"Dead": Told("unmatched", "TMDB knows no show of this title")})
