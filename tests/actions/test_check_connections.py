"""Each connection is looked at by itself, and what is wrong with it is told; the cache's figures beside."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from parity.actions import cached, check_connections
from parity.actions.cached import Kept
from parity.actions.check_connections import Checked, check_plex, check_tmdb
from parity.actions.ports import Doorways, House, Library
from parity.actions.preferences import flaws, save
from parity.cache import CacheUnusable
from parity.core.failures import Unavailable
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.cli.processes import until
from tests.loopback import Asked, Reply, answering

NOTHING = threading.Event()


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Stand-ins with one show."""
    home = Household(tmp_path / "data")
    home.broadcast(1, "Firefly", {1: 1}, imdb_id="tt0303461")
    home.library("TV")
    yield home
    home.close()


def test_a_connection_that_works_says_what_is_there(household: Household) -> None:
    plex, tmdb = check_plex(household.house), check_tmdb(household.house)
    assert (plex.outcome, tmdb.outcome) == ("works", "works")
    assert plex.plex is not None
    assert [library.title for library in plex.plex.libraries] == ["TV"]


def test_a_refused_key_is_told_from_no_answer_and_without_the_key(household: Household) -> None:
    household.restart(PLEX_TOKEN="wrong-token", TMDB_API_KEY="wrong-key-of-mine")
    plex, tmdb = check_plex(household.house), check_tmdb(household.house)
    assert (plex.outcome, tmdb.outcome) == ("refused", "refused")
    assert "wrong" not in plex.detail + tmdb.detail
    household.restart(PLEX_BASE_URL="http://127.0.0.1:9")
    assert check_plex(household.house).outcome == "silent"


def test_each_needs_only_its_own_settings(household: Household) -> None:
    household.restart(PLEX_BASE_URL="")
    assert check_plex(household.house).detail.startswith("PLEX_BASE_URL is not set")
    assert check_tmdb(household.house).outcome == "works"
    household.restart(TMDB_API_KEY="")
    assert check_tmdb(household.house).detail.startswith("TMDB_API_KEY is not set")


def test_each_of_several_servers_is_checked_and_the_first_that_does_not_work_is_the_outcome(
    household: Household,
) -> None:
    barn = Neighbour(household, "Barn")
    barn.keep()
    checked = check_plex(household.house)
    assert (checked.outcome, [(one.name, one.outcome) for one in checked.each]) == (
        "works",
        [("Plex", "works"), ("Barn", "works")],
    )
    barn.world.token = "another"
    checked = check_plex(household.house)
    assert (checked.outcome, checked.detail) == ("refused", "Barn: it refused its token: sign in with Plex again")
    barn.world.machine_identifier = "z" * 40
    assert check_plex(household.house).detail.endswith("answers, but it is another server than Barn")
    household.restart(PLEX_BASE_URL="")
    assert (check_plex(household.house).name, check_plex(household.house).each) == ("Barn", ())
    barn.move_out()


def test_the_given_server_is_not_checked_twice(household: Household) -> None:
    barn = Neighbour(household, "Barn", world=household.plex)
    household.environ["PLEX_TOKEN"] = barn.world.token
    household.restart()
    barn.keep()
    assert check_plex(household.house).each == ()
    assert {*barn.tokens} == set()
    barn.move_out()


class Slow:
    """Doors behind which somebody answers after the patience is over."""

    def library(self, stop: threading.Event, patience: float) -> AbstractContextManager[Library]:
        assert stop.wait(10)
        raise Unavailable("Plex", "the work was stopped before it was asked")


def test_nobody_waits_for_ever(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_connections, "PATIENCE", 0.01)
    waiting = replace(household.house, doors=Slow)  # type: ignore[arg-type]
    assert check_plex(waiting).detail.startswith("Plex: no answer within")


@pytest.mark.parametrize(("check", "setting"), [(check_plex, "PLEX_BASE_URL"), (check_tmdb, "TMDB_BASE_URL")])
def test_nobody_waits_for_a_service_that_takes_the_question_and_says_nothing(
    household: Household,
    monkeypatch: pytest.MonkeyPatch,
    check: Callable[[House], Checked],
    setting: str,
) -> None:
    monkeypatch.setattr(check_connections, "PATIENCE", 0.05)
    told, waited = threading.Event(), list[bool]()

    def silence(asked: Asked) -> Reply:
        waited.append(told.wait(10))
        return Reply()

    with answering(silence) as server:
        household.restart(**{setting: server.url})
        checked = check(household.house)
        told.set()
        until(lambda: len(waited) == len(server.asked), "everybody who asked has been answered")
    assert checked.outcome == "silent"
    assert "no answer within" in checked.detail
    assert all(waited)


def test_the_cache_tells_its_figures_and_is_flushed(household: Household) -> None:
    assert cached.figures(household.house) == Kept(0, 0)
    with household.house.outside(NOTHING) as outside:
        outside.catalogue.show(1)
    assert (cached.figures(household.house).entries or 0) > 0
    assert cached.flush(household.house) == Kept(0, 0)
    assert household.house.remembered(1) is None


def test_a_cache_that_cannot_be_used_says_why(household: Household) -> None:
    def no_doors() -> Doorways:
        raise CacheUnusable("a Redis cache needs the redis package")

    house: House = replace(household.house, doors=no_doors)
    why = Kept(trouble="a Redis cache needs the redis package")
    assert (cached.figures(house), cached.flush(house)) == (why, why)
    assert check_plex(house).outcome == "not set up"


def test_all_flaws_are_found_at_once_and_are_those_that_saving_meets(household: Household) -> None:
    wanted = {"grace_days": "9", "tz": None, "policy": "last", "usenet_web_url_template": "ftp://x", "nothing": "1"}
    assert set(flaws(wanted)) == {"grace_days", "usenet_web_url_template", "nothing"}
    save(household.house, {"policy": "last"})
    assert household.house.settings().policy == "last"
