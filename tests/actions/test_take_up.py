"""Servers that lost their token with the sign-in come back with the next one."""

from collections.abc import Callable

import pytest

from parity.actions import take_up as here
from parity.actions.keep_account import refused, sign_out
from parity.actions.ports import House
from parity.actions.servers import NotThatServer, ServerSeen
from parity.actions.take_up import take_up
from parity.core.failures import Unavailable
from parity.store import servers
from parity.store.servers import ServerRow
from tests.actions.household import Household
from tests.actions.keeping import CLASSIC, sign_in
from tests.plex_tv import FakePlexTv

BY_HAND = "http://cellar:32400"


@pytest.fixture
def asked(household: Household, stub: FakePlexTv, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two servers were followed, one by hand, when somebody signed out; which of them is asked since."""
    found: list[str] = []
    values = {"followed": True, "token": "of before"}
    with household.house.database.writing() as connection:
        servers.put(connection, "attic", household.clock.at, {"name": "Attic", "address": "http://attic", **values})
        more = {"name": "Cellar", "address": BY_HAND, "by_hand": True, **values}
        servers.put(connection, "cellar", household.clock.at, more)
    sign_out(household.house)

    def seen(house: House, machine_id: str) -> ServerSeen:
        found.append(machine_id)
        with house.database.writing() as connection:
            servers.put(connection, machine_id, house.now(), {"token": "new", "trouble": None, "trouble_since": None})
        return ServerSeen(machine_id, machine_id, "1", "http://there", 1, False, machine_id.title())

    monkeypatch.setattr(here, "follow", seen)
    monkeypatch.setattr(here, "follow_by_hand", lambda house, address, verify: seen(house, "cellar"))
    return found


def row(household: Household, machine_id: str) -> ServerRow:
    with household.house.database.reading() as connection:
        found = servers.get(connection, machine_id)
    assert found is not None
    return found


def raising(trouble: Exception) -> Callable[[House, str], ServerSeen]:
    def fail(house: House, machine_id: str) -> ServerSeen:
        raise trouble

    return fail


def test_nothing_is_asked_before_somebody_signed_in(household: Household, asked: list[str]) -> None:
    assert take_up(household.house) == ()
    sign_in(household.house)
    refused(household.house, CLASSIC.value)
    assert take_up(household.house) == ()
    assert asked == []


def test_each_is_asked_once_the_way_it_was_followed(household: Household, asked: list[str]) -> None:
    sign_in(household.house)
    assert take_up(household.house) == ("Attic", "Cellar")
    assert take_up(household.house) == ()
    assert asked == ["attic", "cellar"]
    assert row(household, "attic").token == "new"


def test_one_that_is_silent_is_asked_again_the_next_time(
    household: Household, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(household.house)
    with monkeypatch.context() as patch:
        patch.setattr(here, "follow", raising(Unavailable("Plex", "no answer")))
        assert take_up(household.house) == ("Cellar",)
    assert take_up(household.house) == ("Attic",)


def test_one_that_the_account_may_not_use_says_so_and_is_left_alone(
    household: Household, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(household.house)
    with monkeypatch.context() as patch:
        patch.setattr(here, "follow", raising(NotThatServer("Your account may not use it.")))
        take_up(household.house)
    assert row(household, "attic").trouble == "Your account may not use it."
    assert take_up(household.house) == ()
    with household.house.database.writing() as connection:
        servers.put(connection, "attic", household.clock.at, {"trouble": None})  # as a scan does
    assert take_up(household.house) == ("Attic",)


def test_one_that_was_let_go_stays_so(household: Household, asked: list[str]) -> None:
    with household.house.database.writing() as connection:
        servers.put(connection, "attic", household.clock.at, {"followed": False})
    sign_in(household.house)
    assert take_up(household.house) == ("Cellar",)
