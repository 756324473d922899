"""The tests of the connections: to Plex where several servers are asked, to TheTVDB, to Sonarr and Radarr."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.demo.faults import Faults
from parity.demo.sage_standin import create_app as sage_app
from parity.demo.sage_world import SageWorld
from parity.store import simkl_account
from tests.actions.doorways import Doorway
from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.simkl_scene import FIRST, scene_in
from tests.web.houses import FRAGMENT, client_of, token_on


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A given server, and one that is followed."""
    home = Household(tmp_path / "data")
    home.library("TV")
    yield home
    home.close()


def tried(household: Household, service: str = "plex") -> str:
    client = client_of(household.house)
    data = {"csrf_token": token_on(client)}
    return client.post(f"/settings/test/{service}", data=data, headers=FRAGMENT).text


def test_each_server_is_spoken_of(household: Household) -> None:
    barn = Neighbour(household, "Barn")
    barn.keep()
    said = tried(household)
    assert 'class="tested works"' in said
    assert "Demo Server answers, version" in said
    assert "Barn answers, version" in said
    barn.world.token = "another"
    said = tried(household)
    assert 'class="tested refused"' in said
    assert "Demo Server answers, version" in said
    assert "Barn answers, but refuses the key." in said
    assert "token-of-barn" not in said
    barn.move_out()


def test_thetvdb_is_tried_out_where_there_is_a_key_for_it(household: Household) -> None:
    said = tried(household, "tvdb")
    assert 'class="tested not-set-up"' in said
    assert "Settings › Metadata › TheTVDB key</a> is not set" in said


def test_thetvdb_takes_the_key_or_refuses_it(tmp_path: Path) -> None:
    home = Household(tmp_path / "data", with_tvdb=True)
    assert "TheTVDB answers, and accepts the key." in tried(home, "tvdb")
    home.tvdb.pin = "1234ABCD"
    said = tried(home, "tvdb")
    assert "TheTVDB answers, but refuses the key." in said
    assert "Settings › Metadata › TheTVDB PIN</a> when it needs your subscriber PIN" in said
    home.restart(TVDB_PIN="1234ABCD")
    assert "accepts the key" in tried(home, "tvdb")
    home.close()


@pytest.fixture
def downloads(household: Household) -> Iterator[Downloads]:
    """Sonarr and Radarr too."""
    made = Downloads(household)
    yield made
    made.close()


@pytest.mark.parametrize(("service", "name"), [("sonarr", "Sonarr"), ("radarr", "Radarr")])
def test_sonarr_and_radarr_are_tried_out(downloads: Downloads, service: str, name: str) -> None:
    home = downloads.household
    assert f"{name} answers, and accepts the key." in tried(home, service)
    home.restart(**{f"{service.upper()}_API_KEY": "another-key-of-mine"})
    said = tried(home, service)
    assert f"{name} answers, but refuses the key." in said
    assert f"Settings › Library refresh › {name}&#39;s API key</a> to the one that {name} shows" in said
    assert "another-key-of-mine" not in said
    home.restart(**{f"{service.upper()}_API_KEY": ""})
    assert 'class="tested not-set-up"' in tried(home, service)


def test_one_in_the_place_of_the_other_is_told(downloads: Downloads) -> None:
    home, environ = downloads.household, downloads.environ
    home.restart(SONARR_URL=environ["RADARR_URL"], SONARR_API_KEY=environ["RADARR_API_KEY"])
    said = tried(home, "sonarr")
    assert 'class="tested silent"' in said
    assert "Sonarr: Radarr answers at" in said


def test_simkl_is_tried_out_by_its_sign_in(tmp_path: Path) -> None:
    scene = scene_in(tmp_path, client_id=FIRST)
    client = client_of(scene.house)

    def said() -> str:
        data = {"csrf_token": token_on(client)}
        return client.post("/settings/test/simkl", data=data, headers=FRAGMENT).text

    assert 'class="tested not-set-up"' in said()
    value = scene.auth.give(scene.auth.apps[FIRST], 1, "public").access
    with scene.house.database.writing() as connection:
        simkl_account.keep(connection, SimklToken("v1", FIRST, value), Member("", ""), scene.at[0])
    assert "SIMKL answers. Connected as jane_doe." in said()
    scene.auth.revoke()
    assert 'class="tested refused"' in said()
    assert value not in said()
    scene.close()


def test_sagetv_has_a_user_and_password_and_another_program_may_answer_for_it(household: Household) -> None:
    world = SageWorld()
    sage = Doorway.of(sage_app(world, Faults()))
    household.restart(SAGETV_URL=world.address(sage.url))
    assert "SageTV answers. It is " in tried(household, "sagetv")
    household.restart(SAGETV_URL=sage.url)
    said = tried(household, "sagetv")
    assert "There is an answer, but it refuses the user or the password. SageTV: the user or password" in said
    assert "before the host, as the web interface of SageTV asks for them" in said
    household.restart(SAGETV_URL=household.house.settings().plex_base_url or "")
    said = tried(household, "sagetv")
    assert "another program may answer at" in said
    assert "key" not in said
    sage.move_out()
