"""Tricky cases of SageTV and Plex, by their numbers in sagetv.md 5: whose state, which libraries, what is asked."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from parity.actions.ports import Doorways
from parity.actions.watched_ports import PlexViewer
from parity.core.failures import NotFound
from parity.core.watched import Video
from parity.demo.faults import Fault
from parity.store.servers import ServerRow
from tests.actions.both_players import HOUR, MINUTE, BothPlayers


@dataclass
class Half:
    """The ways out, where a server shows one library to its owner alone."""

    doors: Doorways
    hidden: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.doors, name)

    @contextmanager
    def plex_viewer(self, server: ServerRow | None, token: str | None, *more: Any) -> Iterator[Any]:
        with self.doors.plex_viewer(server, token, *more) as viewer:
            yield viewer if token is None else Shown(viewer, self.hidden)


@dataclass
class Shown:
    """A server as somebody sees it who is shown only some of its libraries."""

    viewer: PlexViewer
    hidden: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.viewer, name)

    def videos(self, section_key: str, kind: str) -> tuple[Video, ...]:
        if section_key == self.hidden:
            raise NotFound("Plex", f"library {section_key}")
        return self.viewer.videos(section_key, kind)


def test_20_only_the_state_of_the_user_whose_token_it_is_changes(players: BothPlayers) -> None:
    players.film("b")
    players.plex.begin(players.item("a"), 20 * 60_000, at=players.now - HOUR, token="kid")
    players.plex.watch(players.item("b"), at=players.now - HOUR)
    players.play_in_sage("b", 30 * MINUTE, ago=2 * HOUR)
    owners = {key: each.told() for key, each in players.plex.viewings.kept[""].items()}
    players.plex.allowed.append("kid")
    players.settings(sagetv_plex_token="kid")
    assert players.told(players.run()) == ["partner move 1200 a (2000): done", "plex move 1800 b (2000): done"]
    assert {key: each.told() for key, each in players.plex.viewings.kept[""].items()} == owners
    kids = players.plex.viewings.kept["kid"]
    assert (kids[players.item("b")].views, kids[players.item("b")].offset) == (0, 30 * 60_000)
    assert set(players.plex.viewings.kept) == {"", "kid"}
    players.settle()


def test_20_a_library_that_is_not_shared_with_that_user_and_is_not_compared_hinders_nothing(
    players: BothPlayers,
) -> None:
    players.plex.allowed.append("kid")
    players.settings(sagetv_plex_token="kid", sagetv_libraries="Films")
    players.plex.watch(players.item(), at=players.now - HOUR, token="kid")
    doors = players.house.doors()
    players.home.house = replace(players.house, doors=lambda: cast(Doorways, Half(doors, str(players.tv))))
    assert players.told(players.run()) == ["partner mark a (2000): done"]


def test_20_what_one_user_had_agreed_to_is_nothing_to_another(players: BothPlayers) -> None:
    players.plex.watch(players.item(), at=players.now - HOUR)
    players.run()
    players.plex.allowed.append("kid")
    players.settings(sagetv_plex_token="kid", sagetv_unmark="true")
    assert players.told(players.run()) == ["plex mark a (2000): done"]  # not: un-marked since
    assert players.in_sage()[0]
    players.settle()


def test_21_a_library_that_was_renamed_is_an_error(watched: BothPlayers) -> None:
    watched.settings(sagetv_libraries="Films")
    watched.plex.rename_section(watched.section, "Movies")
    run = watched.run()
    assert (run.state, watched.writes()) == ("failed", 0)
    assert "Plex has no library Films: it has Movies, TV" in str(run.sentence)
    watched.settings(sagetv_libraries="Movies")
    assert watched.told(watched.run()) == ["partner mark a (2000): done"]
    watched.settle()


def test_21_music_and_photos_are_never_asked(watched: BothPlayers) -> None:
    for kind in ("artist", "photo"):
        watched.plex.add_section(kind, kind)
    run = watched.run(libraries=("all",))
    assert run.state == "done"
    assert list(json.loads(run.scope).values()) == ["Films", "TV"]
    assert watched.run(libraries=("artist",)).state == "failed"


def test_24_a_large_library_takes_one_question_for_each_200(players: BothPlayers) -> None:
    for number in range(450):
        players.film(f"film {number}")
    players.writes()
    players.home.plex.requests.reset()
    run = players.run()
    assert run.videos == 451
    assert dict(players.sage.requests.kinds) == {"GetMediaFiles": run.partner_requests}
    assert run.partner_requests <= 451 // 200 + 1
    assert run.plex_requests <= 451 // 200 + 3  # that many, the shows of the other library, and from when on it counts
    players.settle()


def test_25_a_password_of_any_letters_does_and_is_in_no_address(
    watched: BothPlayers, caplog: pytest.LogCaptureFixture
) -> None:
    watched.sage.set_user("sa@ge", "p@ss:/w%rd?#")
    watched.settings(sagetv_url=watched.sage.address(watched.doorway.url))
    spread = [watched.sage_faults.add(Fault("status", query=each)) for each in ("w%25rd", "p%40ss", "p@ss")]
    with caplog.at_level(logging.DEBUG):
        assert watched.told(watched.run()) == ["partner mark a (2000): done"]
    assert [each.struck for each in spread] == [0, 0, 0]
    assert "/sagex/api" in caplog.text
    assert not [each for each in ("p@ss", "p%40ss", "w%rd", "w%25rd") if each in caplog.text]
    watched.settle()


def test_25_a_wrong_password_is_told_without_it(watched: BothPlayers) -> None:
    watched.settings(sagetv_url=watched.doorway.url.replace("://", "://sage:not-the-word@"))
    run = watched.run()
    assert run.state == "failed"
    assert "refused" in str(run.sentence)
    assert "not-the-word" not in str(run.sentence)
