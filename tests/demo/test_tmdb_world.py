"""What can happen to the fake TMDB."""

import pytest

from parity.demo.tmdb_world import TmdbWorld
from tests.demo.served import Tmdb


def numbers(tmdb: Tmdb, season: int) -> list[tuple[int, str | None]]:
    rows = tmdb.json(f"/tv/7/season/{season}")["episodes"]
    assert isinstance(rows, list)
    return [(row["episode_number"], row["air_date"]) for row in rows]


def test_episodes_come_go_move_and_are_rescheduled(tmdb: Tmdb) -> None:
    world = tmdb.world
    world.add_episode(7, 1, 0, "")
    world.remove_episode(7, 1, 2)
    world.reschedule(7, 1, 1, None)
    moved = world.shows[7].seasons[2].episodes[2].id
    world.renumber_episode(7, 2, 2, 3, 5)
    assert (numbers(tmdb, 1), numbers(tmdb, 2), numbers(tmdb, 3)) == (
        [(0, ""), (1, None)],
        [(1, "2026-03-09")],
        [(5, "2026-03-16")],
    )
    assert world.shows[7].seasons[3].episodes[5].id == moved


def test_a_taken_number_is_not_given_twice(tmdb: Tmdb) -> None:
    with pytest.raises(ValueError, match="has S1E1 already"):
        tmdb.world.add_episode(7, 1, 1, None)
    with pytest.raises(ValueError, match="has S2E2 already"):
        tmdb.world.renumber_episode(7, 1, 1, 2, 2)


def test_seasons_are_announced_without_episodes_and_dropped(tmdb: Tmdb) -> None:
    tmdb.world.add_season(7, 3)
    summary = tmdb.json("/tv/7")["seasons"][-1]
    assert (summary["season_number"], summary["episode_count"], summary["air_date"]) == (3, 0, None)
    tmdb.world.remove_season(7, 3)
    assert tmdb.get("/tv/7/season/3").status_code == 404


def test_a_deleted_show_is_found_by_nothing_and_can_come_back(tmdb: Tmdb) -> None:
    tmdb.world.delete_show(7)
    assert tmdb.get("/tv/7").json()["status_code"] == 34
    assert tmdb.json("/find/tt0000007", external_source="imdb_id")["tv_results"] == []
    assert tmdb.json("/search/tv", query="dark")["results"] == []
    tmdb.world.restore_show(7)
    assert tmdb.json("/tv/7")["name"] == "Dark Water"


def test_facts_of_a_show_change_and_unknown_facts_are_refused(tmdb: Tmdb) -> None:
    tmdb.world.set_show(7, status="Canceled", tvdb_id=None)
    assert tmdb.json("/tv/7")["status"] == "Canceled"
    with pytest.raises(AttributeError):
        tmdb.world.set_show(7, colour="red")


def test_a_world_comes_back_from_its_file_and_answers_alike(tmdb: Tmdb) -> None:
    world = tmdb.world
    world.flag("2026-03-09", [7])
    world.set_noise([7], 5)
    world.strays.append("tvdb_id/1")
    back = TmdbWorld.from_json(world.to_json())
    assert back.shows == world.shows
    assert (back.feed, back.noise, back.crowd, back.today) == ({"2026-03-09": [7]}, [7], 5, "2026-03-10")
    assert back.to_json() == world.to_json()
    assert back.add_episode(7, 1, 9, None) == world.add_episode(7, 1, 9, None)
