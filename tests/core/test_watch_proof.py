"""Whether what was done to two lists shows in them, and how it is taken back."""

from dataclasses import replace

from parity.core.watch_action import Action
from parity.core.watch_proof import unseen
from parity.core.watch_undo import taken_back
from tests.core.watching import grouped, on_plex, on_simkl


def action(side: str, do: str, *keys: str, ids: tuple[str, ...] = ("imdb:tt1000001",), mark: str = "m") -> Action:
    """A change of film 1."""
    return Action(mark, side, do, "movie", "Film 1", 2001, frozenset(ids), keys, "")  # type: ignore[arg-type]


def test_an_addition_shows_when_the_other_list_has_the_row_that_it_was_made_for() -> None:
    plex, simkl = on_plex(1), on_simkl(1)
    assert unseen([action("simkl", "add", plex.key)], grouped(plex, simkl)) == ()
    assert unseen([action("simkl", "add", plex.key)], grouped(plex)) == ("m",)
    assert unseen([action("simkl", "add", plex.key)], grouped(plex, replace(simkl, status="completed"))) == ("m",)
    assert unseen([action("plex", "add", simkl.key)], grouped(plex, simkl)) == ()
    assert unseen([action("plex", "add", simkl.key)], grouped(simkl)) == ("m",)
    assert unseen([action("plex", "add", "unheard")], grouped(plex, simkl)) == ("m",)


def test_a_removal_shows_when_its_rows_are_gone_and_others_may_be_there() -> None:
    plex, simkl = on_plex(1), on_simkl(1)
    assert unseen([action("plex", "remove", plex.key)], grouped(simkl)) == ()
    assert unseen([action("plex", "remove", plex.key)], grouped(plex)) == ("m",)
    assert unseen([action("plex", "remove", plex.key)], grouped(on_plex(1, key="plex://movie/other"))) == ()
    assert unseen([action("simkl", "remove", simkl.key)], grouped(simkl)) == ("m",)
    assert unseen([action("simkl", "remove", simkl.key)], grouped(replace(simkl, status="completed"))) == ()
    assert unseen([action("simkl", "remove", simkl.key)], grouped(plex)) == ()


# -- taking back


def test_what_was_added_is_taken_off_where_it_still_is() -> None:
    plex, simkl = on_plex(1), on_simkl(1)
    (back,) = taken_back([action("simkl", "add", plex.key)], grouped(plex, simkl))
    assert (back.side, back.do, back.keys, back.state, back.hold) == ("simkl", "remove", (simkl.key,), "planned", "")
    assert taken_back([action("simkl", "add", plex.key)], grouped(plex)) == ()
    assert taken_back([action("simkl", "add", plex.key)], grouped(replace(simkl, status="completed"))) == ()
    (off,) = taken_back([action("plex", "add", simkl.key)], grouped(plex, simkl))
    assert (off.side, off.do, off.keys) == ("plex", "remove", (plex.key,))
    (kept,) = taken_back([action("simkl", "add", plex.key)], grouped(plex, replace(simkl, has_history=True)))
    assert (kept.state, kept.hold) == ("skipped", "has history")


def test_of_two_rows_of_plex_both_go_and_of_rows_with_other_ids_those_that_share_them() -> None:
    twice = on_plex(1), on_plex(2, *on_plex(1).ids)
    (back,) = taken_back([action("plex", "add", "9001")], grouped(*twice))
    assert (back.state, set(back.keys)) == ("planned", {twice[0].key, twice[1].key})
    bridge = on_simkl(1, "imdb:tt1000001", "tvdb:5", status="completed")
    mine, other = on_simkl(2, "imdb:tt1000001"), on_simkl(3, "tvdb:5")
    (one,) = taken_back([action("simkl", "add", "p")], grouped(bridge, mine, other))
    assert (one.state, one.keys) == ("planned", (mine.key,))
    far = on_simkl(3, "tvdb:5")
    (only,) = taken_back([action("simkl", "add", "p")], grouped(bridge, far))
    assert only.keys == (far.key,), "where none shares an id it is the title that counts"


def test_what_was_taken_off_is_put_back_by_its_old_row_unless_it_is_there() -> None:
    gone = action("plex", "remove", "plex://movie/a", "plex://movie/b")
    (back,) = taken_back([gone], grouped(on_simkl(1)))
    assert (back.do, back.keys, back.state) == ("add", gone.keys, "planned")
    assert taken_back([gone], grouped(on_plex(1))) == ()
    (alone,) = taken_back([gone], ())
    assert alone.do == "add"
