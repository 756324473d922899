"""Each door leads where it says, and each token goes only where it belongs."""

import stat
import threading
from pathlib import Path

import pytest

from parity.actions.ports import NotSetUp
from parity.bootstrap import keys_of
from parity.core.account import Answering
from parity.core.failures import Failure, Unavailable
from tests.bootstrap.addresses import GIVEN, NOTHING, OF_ACCOUNT, OF_SERVER, World, plex_server
from tests.certificates import self_made
from tests.loopback import Reply, answering, as_json


def go_through_every_door(world: World) -> None:
    """Ask whatever can be asked; what is no answer here does not matter."""
    doors, server = world.house.doors(), world.row()
    with world.house.outside(NOTHING) as outside:
        for reached in outside.servers:
            reached.library.server()
        outside.watchlist.read()
    with doors.library(NOTHING, 5) as library:
        library.server()
    with doors.library_of(server, NOTHING, 5) as library:
        library.server()
    with doors.plex_list(NOTHING, 5) as watchlist:
        watchlist.read({}, lambda guid, ids: None)
        watchlist.find("movie", frozenset({"tmdb:1"}))
    doors.answering(world.at["given"].url, True, NOTHING, 5)
    with doors.plex_tv(NOTHING, 5) as plex_tv:
        plex_tv.begin(strong=True)
        plex_tv.begin(strong=False, signed=True)
        plex_tv.claimed(7)
        plex_tv.claimed(7, signed=True)
        plex_tv.account(OF_ACCOUNT)
        plex_tv.keep_alive(OF_ACCOUNT)
        plex_tv.offers(OF_ACCOUNT)
        with pytest.raises(Failure):
            plex_tv.upgrade(OF_ACCOUNT)
        plex_tv.sign_out(OF_ACCOUNT)


def test_the_account_s_token_goes_to_plex_s_own_addresses_alone_and_a_server_s_to_that_server(world: World) -> None:
    world.sign_in()
    go_through_every_door(world)
    assert world.got(OF_ACCOUNT) == {"tv", "clients", "discover", "metadata"}
    assert world.got(OF_SERVER) == {"followed"}
    assert world.got(GIVEN) == {"given"}


def test_without_an_account_the_watchlist_is_read_with_the_token_that_was_given(world: World) -> None:
    with world.house.outside(NOTHING) as outside:
        outside.watchlist.read()
    assert world.got(GIVEN) == {"discover"}


def test_the_token_of_one_run_opens_the_watchlist_before_all_others(world: World) -> None:
    world.sign_in()
    heard: list[str] = []
    with world.house.doors().plex_list(NOTHING, 5, "token-of-one-run", heard.append) as watchlist:
        watchlist.first_page()
    assert world.got("token-of-one-run") == {"tv", "discover"}
    assert world.got(OF_ACCOUNT) == set()
    assert set(heard) == {"plex"}


def test_a_followed_server_is_asked_who_it_is_before_it_gets_its_token(world: World) -> None:
    with world.house.doors().library_of(world.row(), NOTHING, 5) as library:
        assert library.server().machine_id == "followed"
    asked = world.at["followed"].asked
    assert [each.path for each in asked] == ["/identity", "/"]
    assert OF_SERVER not in repr(asked[0].headers)
    assert asked[1].headers["X-Plex-Token"] == OF_SERVER
    assert asked[1].headers["X-Plex-Client-Identifier"] == keys_of(world.house.settings()).client_id


def test_another_server_at_that_address_gets_no_token(world: World) -> None:
    other = world.serve(plex_server("somebody-else"))
    server = world.row(address=other.url)
    sentence = f"{other.host} answers, but it is another server than Serenity"
    with pytest.raises(Unavailable) as caught, world.house.doors().library_of(server, NOTHING, 5):
        pass
    assert caught.value.detail == sentence
    assert [each.path for each in other.asked] == ["/identity"]
    assert OF_SERVER not in repr(other.asked)


@pytest.mark.parametrize(
    "reply", [Reply(b"<html>", 401), Reply(b"<html>Welcome</html>"), as_json({}), Reply(status=500)]
)
def test_who_does_not_say_who_it_is_gets_no_token(world: World, reply: Reply) -> None:
    other = world.serve(reply)
    server = world.row(address=other.url)
    with pytest.raises(Unavailable), world.house.doors().library_of(server, NOTHING, 5):
        pass
    assert OF_SERVER not in repr(other.asked)


@pytest.mark.parametrize("absent", ["address", "token"])
def test_a_server_that_is_not_followed_cannot_be_asked(world: World, absent: str) -> None:
    server = world.row(**{absent: None})
    with pytest.raises(NotSetUp, match="Serenity is not followed"), world.house.doors().library_of(server, NOTHING, 5):
        pass


def test_each_server_has_its_own_switch_for_certificates(world: World, tmp_path: Path) -> None:
    tls, _ = self_made(tmp_path)
    doors = world.house.doors()
    with answering(plex_server("followed"), tls) as server:
        with (
            pytest.raises(Unavailable, match="cannot be trusted"),
            doors.library_of(world.row(address=server.url), NOTHING, 5),
        ):
            pass
        assert server.asked == []
        with doors.library_of(world.row(address=server.url, verify_tls=False), NOTHING, 5) as library:
            assert library.server().machine_id == "followed"
        assert doors.answering(server.url, False, NOTHING, 5).machine_id == "followed"
        with pytest.raises(Unavailable, match="cannot be trusted"):
            doors.answering(server.url, True, NOTHING, 5)


def test_who_answers_is_told(world: World) -> None:
    found = world.house.doors().answering(world.at["given"].url, True, NOTHING, 5)
    assert found == Answering("given", "1.43.0", found.latency_ms)


def test_a_stop_ends_what_is_asked_next(world: World) -> None:
    stop = threading.Event()
    stop.set()
    doors, server = world.house.doors(), world.row()
    with pytest.raises(Unavailable, match="stopped"):
        doors.answering(server.address or "", True, stop, 5)
    with pytest.raises(Unavailable, match="stopped"), doors.library_of(server, stop, 5):
        pass
    with pytest.raises(Unavailable, match="stopped"), doors.plex_tv(stop, 5) as plex_tv:
        plex_tv.begin(strong=True)


def test_the_key_for_signing_is_made_when_it_is_first_needed_and_kept_for_its_owner_alone(world: World) -> None:
    file = world.folder / "device_key.pem"
    with world.house.doors().plex_tv(NOTHING, 5) as plex_tv:
        plex_tv.begin(strong=True)
        assert not file.exists()
        plex_tv.begin(strong=True, signed=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    made = file.read_text()
    with world.house.doors().plex_tv(NOTHING, 5) as plex_tv:
        plex_tv.begin(strong=True, signed=True)
    assert file.read_text() == made
    first, second = (asked.body for asked in world.at["clients"].asked)
    assert first == second


@pytest.mark.parametrize("content", [b"no key", b"\xff\xfe\x00"])
def test_a_damaged_key_is_told_and_not_replaced_behind_the_owner_s_back(world: World, content: bytes) -> None:
    file = world.folder / "device_key.pem"
    file.write_bytes(content)
    with (
        world.house.doors().plex_tv(NOTHING, 5) as plex_tv,
        pytest.raises(Unavailable, match=r"device_key\.pem in the data folder is not a key"),
    ):
        plex_tv.renew()
    assert file.read_bytes() == content


def test_a_key_that_cannot_be_kept_is_told(world: World) -> None:
    (world.folder / "device_key.pem").mkdir()
    with world.house.doors().plex_tv(NOTHING, 5) as plex_tv, pytest.raises(Unavailable, match="cannot be kept"):
        plex_tv.renew()
