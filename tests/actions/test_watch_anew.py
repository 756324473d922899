"""What a run did is taken back, and what both lists agreed on is forgotten or belongs to somebody else."""

from parity.actions.watch_run import reset
from tests.actions.both_lists import BothLists, guid

TEN = set(range(10))


def test_what_was_added_is_taken_back_and_then_left_alone(settled: BothLists) -> None:
    settled.wish(30)
    run = settled.run()
    (action,) = settled.actions(run)
    back = settled.undo(action.id)
    assert (back.state, settled.told(back)) == ("done", ["simkl remove Film 30: done"])
    settled.writes()
    assert (settled.run().state, settled.writes(), settled.on_plex(), settled.on_simkl()) == (
        "done",
        0,
        TEN | {30},
        TEN,
    )


def test_what_was_taken_off_is_put_back_on_both_lists(settled: BothLists) -> None:
    settled.unwish(0)
    settled.take(1)
    run = settled.run()
    back = settled.undo(*(action.id for action in settled.actions(run)))
    assert sorted(settled.told(back)) == ["plex add Film 1: done", "simkl add Film 0: done"]
    assert settled.run().equal
    assert settled.on_plex() == settled.on_simkl() == TEN


def test_after_a_reset_the_next_run_only_adds(settled: BothLists) -> None:
    settled.unwish(0)
    assert reset(settled.house) == 10
    run = settled.run()
    assert (run.first_run, settled.told(run)) == (True, ["plex add Film 0: done"])


def test_another_account_at_simkl_makes_it_a_first_run(settled: BothLists) -> None:
    settled.simkl.add_member(2, "john")
    settled.connect(member=2)
    run = settled.run()
    assert (run.first_run, len(settled.actions(run)), settled.on_plex()) == (True, 10, TEN)
    assert {(a.side, a.do) for a in settled.actions(run)} == {("simkl", "add")}
    assert settled.on_simkl() == TEN, "of Jane's list nothing was touched"
    assert len(settled.simkl.library(2).rows) == 10


def test_another_mode_asks_before_it_takes_anything_off(settled: BothLists) -> None:
    settled.put(30)
    run = settled.run(mode="mirror", source="plex")
    assert (run.state, settled.told(run)) == ("held", ["simkl remove Film 30: held"])
    assert settled.run(mode="mirror", source="plex").state == "held", "it asks again until somebody says yes"
    assert settled.run(mode="mirror", source="plex", yes=True).equal
    settled.put(31)
    assert settled.told(settled.run(mode="mirror", source="plex")) == ["simkl remove Film 31: done"]


def test_a_token_for_one_run_opens_another_list(settled: BothLists) -> None:
    settled.plex.add_account("Vera")
    settled.plex.wish("Vera", guid(3), "Film 3", 2000, ["imdb://tt1000003", "tmdb://503"])
    run = settled.run_by(settled.plex.give_token("Vera", "client-1"))
    assert run.first_run
    assert {(a.side, a.do) for a in settled.actions(run)} == {("plex", "add")}
    assert len(settled.actions(run)) == 9


def test_what_is_taken_back_twice_is_followed_again(settled: BothLists) -> None:
    settled.wish(30)
    (added,) = settled.actions(settled.run())
    (taken,) = settled.actions(settled.undo(added.id))
    (again,) = settled.actions(settled.undo(taken.id))
    assert (again.do, again.state) == ("add", "done")
    settled.unwish(30)
    assert settled.run().equal
    assert settled.on_simkl() == settled.on_plex() == TEN


def test_a_title_that_left_its_list_unknown_to_the_other_is_asked_for_at_once_when_it_comes_again(
    settled: BothLists,
) -> None:
    settled.wish(30, simkl=False)
    settled.run()
    settled.unwish(30)
    settled.run()
    settled.simkl.add_title("movies", "Film 30", 2000, 9030, imdb="tt1000030", tmdb=530)
    settled.wish(30)
    assert settled.run().equal
