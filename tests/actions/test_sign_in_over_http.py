"""Signing in as it really goes: over HTTP, by Parity's own client, at a stand-in for plex.tv."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from parity.actions.ports import House
from parity.actions.sign_in import SILENT, Arrived, Waiting, begin, check
from parity.bootstrap.doors import Doors
from parity.core.roles import Role
from parity.core.sign_in import Over
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app as create_plex
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.plex_world import PlexWorld
from parity.store import accounts, people
from tests.actions.doorways import Doorway
from tests.store.builders import NOW
from tests.web.houses import house_in

OLIVE, VERA, HOLLY = "Olive Owner", "Vera Viewer", "Holly Home"
ATTIC = "a77c" * 10


@dataclass
class Scene:
    """A house, plex.tv and Olive's server "Attic"; time passes for both at once."""

    house: House
    world: PlexTvWorld
    faults: Faults
    at: list[datetime] = field(default_factory=lambda: [NOW])

    def wait(self, seconds: int) -> None:
        """Let time pass here and there."""
        self.at[0] += timedelta(seconds=seconds)
        self.world.move_clock(seconds)

    def signs_in(self, who: str, near: bool = True) -> Waiting | Arrived | Over:
        """From the first step to the last."""
        key = begin(self.house, "enter", strong=True)
        self.world.claim(self.world.waiting_codes()[-1], who)
        self.wait(2)
        return check(self.house, key, near=near)

    def kept(self) -> accounts.AccountRow | None:
        """The account that Parity acts for."""
        with self.house.database.reading() as connection:
            return accounts.kept(connection)


def scene_in(folder: Path, attic: str, plex_tv: Doorway, world: PlexTvWorld, faults: Faults, **environ: str) -> Scene:
    house = house_in(folder, PLEX_TV_URL=plex_tv.url, PLEX_CLIENTS_URL=plex_tv.url, **environ)
    world.add_server(ATTIC, "Attic", OLIVE, [{"uri": attic, "local": True}])
    world.stop_clock(int(NOW.timestamp()))
    scene = Scene(house, world, faults)
    doors = Doors(house.settings, f"sqlite:///{folder / 'cache.db'}", house.database, lambda: scene.at[0])
    scene.house = replace(house, doors=lambda: doors, now=lambda: scene.at[0])
    return scene


@pytest.fixture(params=["classic", "jwt"])
def scene(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Scene]:
    """Set up and nobody's, with tokens of either kind."""
    world, faults = PlexTvWorld(), Faults()
    for title in (OLIVE, VERA):
        world.add_account(title)
    world.add_account(HOLLY, pin="4321", restricted=True)
    attic, plex_tv = Doorway.of(create_plex(PlexWorld(ATTIC), Faults())), Doorway.of(create_app(world, faults))
    made = scene_in(tmp_path, attic.url, plex_tv, world, faults, PARITY_PLEX_SIGN_IN=request.param)
    yield made
    plex_tv.move_out()
    attic.move_out()
    made.house.database.close()


def kind_of(scene: Scene) -> str:
    return scene.house.settings().plex_sign_in


def test_the_owner_comes_in_and_one_token_of_theirs_lives_and_is_kept(scene: Scene) -> None:
    for _ in range(2):
        seen = scene.signs_in(OLIVE)
        assert isinstance(seen, Arrived), seen
        assert seen.person is not None
        assert (seen.person.name, seen.person.role) == (OLIVE, Role.OWNER)
        row = scene.kept()
        assert row is not None
        assert row.token.kind == kind_of(scene)
        assert scene.world.living_tokens(OLIVE)[-1] == row.token.value


def test_nobody_elses_token_lives_on(scene: Scene) -> None:
    scene.signs_in(OLIVE)
    assert scene.signs_in(VERA) == Over("stranger", VERA)
    with scene.house.database.writing() as connection:
        asking = next(person for person in people.every(connection) if person.name == VERA)
        people.set_role(connection, asking.id, Role.VIEWER, NOW)
    seen = scene.signs_in(VERA)
    assert isinstance(seen, Arrived)
    assert scene.world.living_tokens(VERA) == []
    row = scene.kept()
    assert row is not None
    assert row.account.name == OLIVE
    assert scene.world.living_tokens(OLIVE)


def test_a_member_of_a_home_owns_no_server_and_leaves_no_token_behind(scene: Scene) -> None:
    seen = scene.signs_in(HOLLY)
    assert isinstance(seen, Over)
    assert (seen.reason, "Plex Home" in seen.sentence) == ("no server", True)
    assert (scene.kept(), scene.world.living_tokens(HOLLY)) == (None, [])


def test_the_account_is_connected_by_a_short_code(scene: Scene) -> None:
    key = begin(scene.house, "connect", strong=False)
    waiting = check(scene.house, key)
    assert isinstance(waiting, Waiting)
    assert len(waiting.code) == 4
    assert timedelta(minutes=10) < waiting.expires_at - NOW <= timedelta(minutes=15)
    scene.world.claim(waiting.code, OLIVE)
    scene.wait(2)
    assert isinstance(check(scene.house, key), Arrived)
    row = scene.kept()
    assert row is not None
    assert (row.account.name, row.token.kind) == (OLIVE, kind_of(scene))


@pytest.mark.parametrize("told", [True, False])
def test_an_end_is_an_end_whether_plex_tells_it_or_not(scene: Scene, told: bool) -> None:
    scene.world.set_expiry_told(told)
    key = begin(scene.house, "enter", strong=True)
    assert isinstance(check(scene.house, key), Waiting)
    if told:
        scene.world.expire_pins()
        scene.wait(2)
    else:
        scene.wait(1801)
    assert check(scene.house, key) == Over("expired")


@pytest.mark.parametrize("kind", ["html", "garbage", "status", "closed"])
def test_no_usable_answer_says_nothing(scene: Scene, kind: str) -> None:
    key = begin(scene.house, "enter", strong=True)
    scene.world.claim(scene.world.waiting_codes()[-1], OLIVE)
    fault = scene.faults.add(Fault(kind, path="/pins/", status=503))
    scene.wait(2)
    seen = check(scene.house, key, near=True)
    assert isinstance(seen, Waiting)
    assert (seen.trouble, bool(seen.detail)) == (SILENT, True)
    assert fault.struck > 0
    scene.faults.rules.clear()
    scene.wait(60)
    assert isinstance(check(scene.house, key, near=True), Arrived)


def test_reconnecting_works_while_the_old_token_is_dead(scene: Scene) -> None:
    scene.signs_in(OLIVE)
    scene.world.kill_tokens(OLIVE)
    key = begin(scene.house, "connect", strong=True)
    scene.world.claim(scene.world.waiting_codes()[-1], OLIVE)
    scene.wait(2)
    assert isinstance(check(scene.house, key), Arrived)
    row = scene.kept()
    assert row is not None
    assert (row.dead, row.token.value) == (False, scene.world.living_tokens(OLIVE)[-1])
