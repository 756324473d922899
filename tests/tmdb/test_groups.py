"""Episode groups: which there are, in whose numbers they count, and that one is whole or none."""

from dataclasses import replace

import pytest

from parity.core.catalogue import OrderOnOffer
from parity.core.failures import NotFound, Unavailable
from parity.demo.faults import Faults
from parity.demo.tmdb_standin import create_app
from parity.demo.tmdb_world import TmdbWorld
from tests.actions.doorways import Doorway
from tests.loopback import Asked, Reply, as_json
from tests.tmdb.conftest import KEY, Opening

ID = "5eb730dfca7ec6001f7beb51"
ORDER = f"group:{ID}"


def episode(number: int, order: int, **facts: object) -> dict[str, object]:
    known = {"id": 100 + number, "episode_number": number, "season_number": 1, "show_id": 71446, "order": order}
    return {**known, "name": f"Part {number}", "air_date": "2017-05-02", "runtime": 45, **facts}


def group(*parts: dict[str, object], **facts: object) -> Reply:
    return as_json({"id": ID, "name": "Netflix", "group_count": len(parts), "groups": list(parts), **facts})


TWO = ({"order": 0, "episodes": [episode(9, 0)]}, {"order": 1, "episodes": [episode(2, 1), episode(1, 0)]})


def test_a_group_counts_in_its_own_seasons_and_numbers(opened: Opening) -> None:
    catalogue, server = opened(group(*TWO, episode_count=3))
    show = catalogue.group(71446, ORDER)
    assert server.asked[0].path == f"/3/tv/episode_group/{ID}"
    assert (show.show_id, show.label, show.title) == (71446, f"tmdb:{ORDER}", "")
    assert [(e.season, e.number, e.episode_id) for e in show.episodes] == [(0, 1, 109), (1, 1, 101), (1, 2, 102)]
    assert catalogue.remembered_group(71446, ORDER) == show
    assert catalogue.remembered_group(1, ORDER) is None
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        group(*TWO, episode_count=4),
        group({"order": "1", "episodes": []}),
        group({"order": 1, "episodes": [{"id": 1, "show_id": 71446, "episode_number": 1}]}),
        group({"order": 1}),
        as_json({"groups": None}),
        as_json([]),
    ],
)
def test_a_group_that_is_not_whole_is_none(opened: Opening, reply: Reply) -> None:
    catalogue, _ = opened(reply)
    with pytest.raises(Unavailable):
        catalogue.group(71446, ORDER)
    assert catalogue.remembered_group(71446, ORDER) is None


def test_a_group_of_another_show_is_not_taken(opened: Opening) -> None:
    catalogue, _ = opened(group(*TWO))
    with pytest.raises(NotFound):
        catalogue.group(1396, ORDER)


@pytest.mark.parametrize("order", ["aired", "group:../../configuration", "group:"])
def test_what_is_no_group_is_not_asked_for(opened: Opening, order: str) -> None:
    catalogue, server = opened(group(*TWO))
    with pytest.raises(NotFound):
        catalogue.group(71446, order)
    assert server.asked == []


def test_the_groups_of_a_show_are_on_offer(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        assert asked.path == "/3/tv/71446/episode_groups"
        return as_json({"id": 71446, "results": [{"id": ID, "name": "Netflix", "episode_count": 41, "type": 4}]})

    catalogue, _ = opened(answer)
    assert catalogue.groups(71446) == (OrderOnOffer("tmdb", ORDER, "Netflix", 41),)


def test_the_stand_in_speaks_of_groups_as_tmdb_does_and_the_show_is_as_it_was_remembered(opened: Opening) -> None:
    world = TmdbWorld()
    world.v3_key = KEY
    world.add_show(71446, "Money Heist", weight=0)
    made = [world.add_episode(71446, 1, number, "2017-05-02") for number in (1, 2, 3)]
    world.add_group(71446, ID, "Netflix", {1: made[:1], 2: made[1:]})
    doorway = Doorway.of(create_app(TmdbWorld.from_json(world.to_json()), Faults()))
    catalogue, _ = opened(doorway.url)
    aired = catalogue.show(71446)
    assert catalogue.groups(71446) == (OrderOnOffer("tmdb", ORDER, "Netflix", 3),)
    show = catalogue.group(71446, ORDER)
    assert [(e.season, e.number, e.episode_id) for e in show.episodes] == [
        (1, 1, made[0]),
        (2, 1, made[1]),
        (2, 2, made[2]),
    ]
    assert replace(show, episodes=(), order="aired") == replace(aired, episodes=())
    doorway.move_out()
