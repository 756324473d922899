"""The sync beside the rest of Parity: its reading is the scope of scans, and what was taken over proves nothing."""

import threading

from parity.actions.take_over import take_over
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import ask, carry_out, left_over
from parity.store import watch_runs, watchlisted
from tests.actions.both_lists import OWNER, BothLists, guid
from tests.store.builders import NOW


def scope(lists: BothLists) -> set[str]:
    with lists.house.database.reading() as connection:
        return set(watchlisted.listed(connection))


def remembered(*numbers: int) -> dict[str, object]:
    """A state.json of another program in which both lists had these films."""
    items = {
        f"imdb:tt{1_000_000 + n}": {"type": "movie", "title": f"Film {n}", "ids": {"imdb": f"tt{1_000_000 + n}"}}
        for n in numbers
    }
    return {"plex": {"items": items}, "simkl": {"items": items}, "version": 2, "last_sync_epoch": int(NOW.timestamp())}


def test_whatever_the_sync_reads_whole_is_what_scans_go_by(lists: BothLists) -> None:
    lists.wish(1, 2)
    lists.put(3)
    lists.run()
    assert scope(lists) == {guid(1), guid(2), guid(3)}
    with lists.house.database.reading() as connection:
        assert watchlisted.ids_known(connection)[guid(1)].tmdb == (501,)
    lists.unwish(1)
    lists.run()
    assert scope(lists) == {guid(2), guid(3)}


def test_a_list_that_is_not_whole_leaves_the_scope_as_it_was(lists: BothLists) -> None:
    lists.wish(1, 2)
    lists.run()
    lists.wish(3)
    lists.plex_suffers("status", "/library/sections/watchlist", status=404)
    lists.run()
    assert scope(lists) == {guid(1), guid(2)}


def test_a_run_by_another_token_says_nothing_about_the_scope(lists: BothLists) -> None:
    lists.wish(1)
    token = lists.plex.give_token(OWNER, "client-2")
    carry_out(lists.house, ask(lists.house, "plan"), threading.Event(), token, settle=0)
    assert scope(lists) == set()


def test_what_another_program_remembered_takes_nothing_off_without_a_yes(lists: BothLists) -> None:
    take_over(lists.house, [("state.json", remembered(1, 2, 3))])
    lists.on_both(1)
    lists.put(2)
    lists.wish(3, 4)
    run = lists.run()
    assert (run.state, run.first_run) == ("held", True)
    assert sorted(lists.told(run)) == [
        "plex remove Film 3: held",
        "simkl add Film 4: done",
        "simkl remove Film 2: held",
    ]
    assert (lists.on_plex(), lists.on_simkl()) == ({1, 3, 4}, {1, 2, 4})
    assert lists.run(yes=True).equal
    assert lists.on_plex() == lists.on_simkl() == {1, 4}


def test_no_worker_takes_up_a_run_for_which_only_a_terminal_has_the_token(lists: BothLists) -> None:
    run_id = ask(lists.house, "sync", by=watch_runs.OF_A_TERMINAL)
    lists.wait(3600)
    with lists.house.database.reading() as connection:
        assert watch_runs.runnable(connection, lists.at[0]) is None
    assert left_over(lists.house, "sync", Wishes()) is None
    assert ask(lists.house, "sync") != run_id, "an hour later nobody works on it any more"


def test_what_is_left_over_is_what_was_asked_for(lists: BothLists) -> None:
    run_id = ask(lists.house, "sync", wishes=Wishes("mirror", "plex", None))
    assert left_over(lists.house, "sync", Wishes("mirror", "plex", None)) == run_id
    assert left_over(lists.house, "sync", Wishes("mirror", "simkl", None)) is None
    assert left_over(lists.house, "plan", Wishes("mirror", "plex", None)) is None
