"""What somebody watched is read with their own token, which goes to the server that is meant and nowhere else."""

import pytest

from parity.actions.ports import NotSetUp
from parity.core.failures import Unavailable
from tests.bootstrap.addresses import GIVEN, NOTHING, OF_SERVER, World, plex_server


def test_what_somebody_watched_on_a_server_is_read_with_their_token_alone(world: World) -> None:
    doors, heard = world.house.doors(), list[str]()
    with doors.plex_viewer(None, "token-of-vera", NOTHING, 5, heard.append) as viewer:
        assert viewer.videos("1", "movie") == ()
    with doors.plex_viewer(world.row(), "token-of-vera", NOTHING, 5, heard.append) as viewer:
        assert viewer.videos("1", "movie") == ()
    assert world.got("token-of-vera") == {"given", "followed"}
    assert world.got(GIVEN) == world.got(OF_SERVER) == set()
    assert set(heard) == {"plex"}
    assert len(heard) == len(world.at["given"].asked) + len(world.at["followed"].asked)


def test_without_such_a_token_it_is_the_server_s_own(world: World) -> None:
    doors = world.house.doors()
    for server in (None, world.row()):
        with doors.plex_viewer(server, None, NOTHING, 5) as viewer:
            assert viewer.videos("1", "movie") == ()
    assert (world.got(GIVEN), world.got(OF_SERVER)) == ({"given"}, {"followed"})


def test_an_empty_token_is_nobody_s_and_not_the_owner_s(world: World) -> None:
    doors = world.house.doors()
    with doors.plex_viewer(None, "", NOTHING, 5) as viewer:
        viewer.videos("1", "movie")
    assert world.got(GIVEN) == set()
    refused = pytest.raises(NotSetUp, match="Serenity is not followed")
    with refused, doors.plex_viewer(world.row(), "", NOTHING, 5):
        pass


@pytest.mark.parametrize("token", [None, "token-of-vera"])
def test_a_followed_server_says_who_it_is_before_it_gets_anybody_s_token(world: World, token: str | None) -> None:
    other = world.serve(plex_server("somebody-else"))
    with world.house.doors().plex_viewer(world.row(address=other.url), token, NOTHING, 5) as viewer:
        for ask in (lambda: viewer.videos("1", "show"), lambda: viewer.video("7")):
            with pytest.raises(Unavailable, match="it is another server than Serenity"):
                ask()
    assert {asked.path for asked in other.asked} == {"/identity"}
    assert not world.got(OF_SERVER) | world.got("token-of-vera")
    assert OF_SERVER not in repr(other.asked)
    assert "token-of-vera" not in repr(other.asked)


@pytest.mark.parametrize(("absent", "token"), [("address", "token-of-vera"), ("address", None), ("token", None)])
def test_who_watches_a_server_needs_its_address_and_a_token(world: World, absent: str, token: str | None) -> None:
    refused = pytest.raises(NotSetUp, match="Serenity is not followed")
    with refused, world.house.doors().plex_viewer(world.row(**{absent: None}), token, NOTHING, 5):
        pass


def test_a_user_s_token_opens_a_server_whose_own_is_not_kept(world: World) -> None:
    with world.house.doors().plex_viewer(world.row(token=None), "token-of-vera", NOTHING, 5) as viewer:
        assert viewer.videos("1", "movie") == ()
