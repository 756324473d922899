"""Anime: SIMKL's rows tell none of the ids that Plex has, and SIMKL finds the title by those all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.demo.faults import Fault
from parity.store import watch_rows, watch_unresolved
from tests.actions.both_lists import OWNER, BothLists, both_lists, guid

AJIN, AJIN_2 = 581835, 581836
SHOW = guid(300, "show")


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[BothLists]:
    """A film on both lists, and a show that Plex has on its list and SIMKL knows as an anime of two entries."""
    with both_lists(tmp_path) as made:
        made.on_both(0)
        made.plex.add_title(SHOW, "Ajin", 2016, ["tvdb://299963", "tmdb://64196"])
        told = {"told_ids": ("mal", "anidb")}
        made.simkl.add_title("anime", "Ajin", 2016, AJIN, mal=31580, anidb=11566, tvdb=299963, **told)
        made.simkl.add_title("anime", "Ajin 2", 2016, AJIN_2, mal=33253, anidb=12111, tvdb=299963, **told)
        yield made


def wish(lists: BothLists) -> None:
    lists.plex.wish(OWNER, SHOW, "Ajin", 2016, ["tvdb://299963", "tmdb://64196"])


def status(lists: BothLists, number: int = AJIN) -> str:
    return lists.simkl.library(1).rows[number].status


def quiet(lists: BothLists) -> None:
    """A further run asks what every run asks, and changes nothing."""
    lists.writes()
    run = lists.run()
    assert (lists.told(run), run.plex_requests, run.simkl_requests, lists.writes()) == ([], 2, 1, 0)


def test_an_anime_that_only_plex_has_is_put_on_simkls_list_once(lists: BothLists) -> None:
    wish(lists)
    run = lists.run()
    assert (lists.told(run), run.state) == (["simkl add Ajin: done"], "done")
    assert (status(lists), lists.writes()) == ("plantowatch", 1)
    again = lists.run()
    assert (again.state, again.equal, lists.writes(), lists.on_plex()) == ("done", True, 0, {0, 300})
    quiet(lists)


@pytest.mark.parametrize(("there", "legacy"), [("watching", False), ("completed", False), ("dropped", True)])
def test_an_anime_that_simkl_has_on_another_list_is_never_moved_back(
    lists: BothLists, there: str, legacy: bool
) -> None:
    lists.simkl.set_legacy(legacy)
    lists.simkl.put(AJIN, there)
    wish(lists)
    run = lists.run()
    assert [(a.title, a.state, a.hold) for a in lists.actions(run)] == [("Ajin", "skipped", "known at simkl")]
    assert (run.state, status(lists), lists.writes()) == ("done", there, 0)
    quiet(lists)
    assert status(lists) == there


def test_an_anime_on_both_lists_is_in_sync_without_a_write(lists: BothLists) -> None:
    lists.simkl.put(AJIN)
    wish(lists)
    run = lists.run()
    assert sorted((a.side, a.title, a.state, a.hold) for a in lists.actions(run)) == [
        ("plex", "Ajin", "skipped", "there already"),
        ("simkl", "Ajin", "skipped", "there already"),
    ]
    assert (run.state, run.equal, run.in_sync, lists.writes()) == ("done", True, 2, 0)
    quiet(lists)
    lists.gives(watchlist_use_activity="false")
    assert lists.run().equal, "what was learnt of a row outlasts that it is read again"


def test_a_run_that_adds_asks_once_more_where_the_titles_stand(lists: BothLists) -> None:
    lists.run()
    lists.wish(1, 2, 3)
    lists.writes()
    run = lists.run()
    asked = dict(lists.simkl.requests.kinds)
    assert (run.simkl_requests, asked["sync_watched"], asked["add_to_list"]) == (sum(asked.values()), 1, 1)
    # The stamps before and after, what changed in between and since, where the titles stand, and the change.
    assert asked == {"sync_activities": 2, "all_items": 2, "sync_watched": 1, "add_to_list": 1}
    lists.simkl.requests.reset()
    wish(lists)
    lists.run()
    assert lists.simkl.requests.kinds["sync_watched"] == 2, "which row it became is told by no list"
    assert run.state == "done"


def test_an_anime_of_simkls_list_comes_to_plex_by_ids_that_are_asked_for_once(lists: BothLists) -> None:
    lists.simkl.put(AJIN)
    lists.plex_suffers("status", "addToWatchlist", status=403, times=1)
    assert lists.told(lists.run()) == ["plex add Ajin: failed"]
    assert (lists.simkl.requests.kinds["search_id"], lists.simkl.requests.kinds["page_of"]) == (0, 1)
    run = lists.run()
    assert (lists.told(run), lists.on_plex(), lists.simkl.requests.kinds["page_of"]) == (
        ["plex add Ajin: done"],
        {0, 300},
        1,
    )
    quiet(lists)


def test_a_second_season_on_simkls_list_is_the_show_that_plex_has(lists: BothLists) -> None:
    lists.simkl.put(AJIN)
    lists.simkl.put(AJIN_2)
    wish(lists)
    run = lists.run()
    assert {a.hold for a in lists.actions(run)} == {"there already"}
    assert (run.equal, lists.writes()) == (True, 0)
    quiet(lists)
    lists.plex.unwish(OWNER, SHOW)
    held = lists.run()
    assert (held.state, lists.writes(), status(lists), status(lists, AJIN_2)) == (
        "held",
        0,
        "plantowatch",
        "plantowatch",
    ), "which of the two was meant is not known"


def test_an_anime_that_plex_does_not_know_stays_at_simkl(lists: BothLists) -> None:
    lists.simkl.add_title("anime", "Unheard Of", 2020, 700_000, mal=1, told_ids=("mal",))
    lists.simkl.put(700_000)
    assert lists.told(lists.run()) == ["plex add Unheard Of: failed"]
    quiet(lists)


@pytest.mark.parametrize("kind", ["status", "html", "wrong_type", "cut_page"])
def test_where_simkl_does_not_say_how_titles_stand_nothing_is_put_on_its_list(lists: BothLists, kind: str) -> None:
    lists.simkl.put(AJIN, "watching")
    wish(lists)
    lists.simkl_suffers(kind, "sync/watched", status=403)
    run = lists.run()
    assert (run.state, lists.told(run), lists.writes()) == ("partial", ["simkl add Ajin: failed"], 0)
    assert run.sentence
    lists.heal()
    lists.run()
    assert status(lists) == "watching"


def test_a_title_that_simkl_has_where_no_row_shows_it_is_not_asked_about_each_time(lists: BothLists) -> None:
    lists.simkl.put(AJIN, "watching")
    lists.simkl.set_legacy()
    lists.simkl_suffers("status", "search/id", status=404)
    wish(lists)
    run = lists.run()
    assert [(a.state, a.hold) for a in lists.actions(run)] == [("skipped", "known at simkl")]
    with lists.house.database.reading() as connection:
        assert [row.reason for row in watch_unresolved.every(connection)] == ["known at simkl"]
    quiet(lists)
    lists.wait(86_400)
    assert (lists.run().simkl_requests, lists.writes()) == (5, 0), "a day later it is"


def test_what_was_learnt_of_rows_is_forgotten_with_what_both_lists_agreed_on(lists: BothLists) -> None:
    with lists.house.database.writing() as connection:
        watch_rows.learn(connection, "simkl", {"9000": frozenset({"tvdb:1"})})
        watch_rows.learn(connection, "simkl", {"9000": frozenset({"tvdb:2"})})
    lists.run()
    with lists.house.database.writing() as connection:
        assert watch_rows.ids_of(connection, "simkl", ["9000"]) >= {"tvdb:1", "tvdb:2", "tmdb:500"}
        watch_rows.unlearn(connection)
    lists.run()
    with lists.house.database.reading() as connection:
        assert not watch_rows.ids_of(connection, "simkl", ["9000"]) & {"tvdb:1", "tvdb:2"}


def test_a_row_that_simkl_no_longer_has_counts_as_taken_off(lists: BothLists) -> None:
    lists.on_both(1)
    lists.run()
    lists.unwish(1)
    lists.simkl_faults.add(Fault("call", "history/remove", times=1, call=lambda: lists.take(1)))
    run = lists.run()
    assert [(a.state, a.sentence) for a in lists.actions(run)] == [("done", "SIMKL did not have it any more.")]
    assert run.equal


def test_what_both_lists_have_under_other_ids_is_never_taken_off_either(lists: BothLists) -> None:
    for source in ("simkl", "plex"):
        lists.run(mode="mirror", source=source, yes=True)
        lists.simkl.put(AJIN)
        wish(lists)
        lists.writes()
        run = lists.run(mode="mirror", source=source, yes=True)
        assert {(a.do, a.state, a.hold) for a in lists.actions(run)} == {
            ("remove", "skipped", "other ids"),
            ("add", "skipped", "there already"),
        }
        assert (run.equal, lists.writes(), lists.on_plex(), status(lists)) == (True, 0, {0, 300}, "plantowatch")
        lists.run(mode="mirror", source=source)
        assert lists.writes() == 0
        lists.plex.unwish(OWNER, SHOW)
        lists.simkl.take(AJIN)
        with lists.house.database.writing() as connection:
            watch_rows.unlearn(connection)


def test_plex_keeps_its_titles_while_simkl_does_not_say_whether_it_has_them(lists: BothLists) -> None:
    lists.run()
    lists.take(0)
    lists.simkl_suffers("status", "sync/watched", status=403)
    assert lists.told(lists.run()) == ["plex remove Film 0: failed"]
    assert lists.on_plex() == {0}
    lists.heal()
    assert lists.told(lists.run()) == ["plex remove Film 0: done"]
