"""Taking over from sageplex_sync: SageTV, and Plex where none is asked; what stands here stays, twice is once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.ports import House
from parity.actions.preferences import save
from parity.actions.take_over import take_over
from parity.actions.taken_over import Report
from parity.store import preferences
from tests.core.test_peer_sageplex import CONFIG
from tests.web.houses import SET_UP, house_in

SECRETS = ("fr@y", "fr%40y", "plex-server-token")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house that asks nobody yet."""
    made = house_in(tmp_path, **dict.fromkeys(SET_UP, ""))
    yield made
    made.database.close()


def taken(house: House, document: object = CONFIG) -> Report:
    return take_over(house, [("sageplex_cfg.json", document)])


def saved(house: House) -> dict[str, str]:
    with house.database.reading() as connection:
        return dict(preferences.read(connection))


def test_it_moves_in_and_doing_it_twice_is_doing_it_once(house: House) -> None:
    report = taken(house)
    assert report.settings == ["sagetv_url", "plex_base_url", "plex_token"]
    assert report.unreadable == 0
    first = saved(house)
    assert first["sagetv_url"] == "http://sage:fr%40y%2F1%3A2%2541%20@sage.lan:8080"
    again = taken(house)
    assert (again.settings, again.left_out) == ([], report.left_out)
    assert saved(house) == first


def test_a_plex_server_that_is_asked_already_stays(house: House) -> None:
    save(house, {"plex_base_url": "http://other:32400", "plex_token": "another-token"})
    report = taken(house)
    assert report.settings == ["sagetv_url"]
    assert report.left_out[-1] == "plex: Parity asks a Plex server already, which stays as it is."
    assert saved(house)["plex_token"] == "another-token"


def test_a_token_comes_to_the_server_that_has_none(house: House) -> None:
    save(house, {"plex_base_url": "http://10.0.0.2:32400"})
    assert taken(house).settings == ["sagetv_url", "plex_token"]


def test_an_address_of_sagetv_that_stands_here_stays(house: House) -> None:
    save(house, {"sagetv_url": "http://sage:other@nas:8080"})
    report = taken(house)
    assert "sagetv_url" not in report.settings
    assert "sagex: Parity has an address of SageTV already, which stays as it is." in report.left_out
    assert saved(house)["sagetv_url"] == "http://sage:other@nas:8080"


def test_nothing_secret_is_in_the_report(house: House) -> None:
    save(house, {"sagetv_url": "http://sage:other@nas:8080", "plex_base_url": "http://other:32400"})
    report = repr(taken(house))
    assert not [secret for secret in (*SECRETS, "other@") if secret in report]
