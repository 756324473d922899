"""SageTV beside a Parity with marked secrets: asked for a user of the home, and for whom a token is of; it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from parity.demo.child import Child, start
from parity.demo.sage_world import USER, SageWorld
from tests.cli.processes import until
from tests.e2e.marked import Marked, Visitor
from tests.e2e.two_servers import HOLLY, account_uuid

_FILE = "/attic/tv/Northern Lights (2024)/Season 01/S01E01 102.mkv"


@contextmanager
def sagetv(password: str) -> Iterator[tuple[Child, str]]:
    """Somebody has begun a video that Attic has too. Also its address, with this password."""
    world = SageWorld()
    world.set_user(USER, password)
    world.play(world.add_recording("Northern Lights", _FILE, minutes=43.75), 1200)
    with start(world) as child:
        yield child, world.address(child.url)


def compare_as_holly(scene: Marked, owner: Visitor, address: str, pin: str) -> None:
    """Save where SageTV is, choose somebody of the home by a wrong and the right PIN, and compare as her."""
    assert owner.sends("/settings/sagetv", sagetv_url=address).status_code == 303
    scene.servers.tv.do("set_account", account=HOLLY, pin=pin)
    scene.secrets["PIN of Holly"] = pin
    assert HOLLY in owner.sends("/settings/watched-user/look").text
    for typed, status in ((f"no-{pin}"[:20], 422), (pin, 303)):
        assert owner.sends("/settings/watched-user", user=account_uuid(HOLLY), pin=typed).status_code == status
    scene.learn()
    assert f"token of the home's user {HOLLY}" in scene.secrets
    _compares(scene, owner, "done")


def bring_alike(scene: Marked, owner: Visitor, child: Child, address: str, given: bool) -> None:
    """As whoever the token is of: from a terminal and by the worker. SageTV talks nonsense, then takes no password."""
    if not given:
        assert owner.sends("/settings/sagetv", sagetv_url=address).status_code == 303
    for server in (scene.servers.attic, scene.servers.cellar):
        server.do("allow_token", token=scene.secrets["sagetv_plex_token"])
    assert "Northern Lights" in scene.types("--debug", "sagetv", "TV Shows", "-s")
    child.faults([{"kind": "garbage"}])
    _compares(scene, owner, "failed")
    child.faults([])
    child.do("set_user", user=USER, password="another")
    assert "refused" in scene.types("--debug", "doctor")
    _compares(scene, owner, "failed")
    assert owner.sends("/settings/test/sagetv").status_code == 303


def _compares(scene: Marked, owner: Visitor, state: str) -> None:
    assert owner.sends("/watched/plan").status_code == 303
    until(lambda: not scene.rows("SELECT 1 FROM watched_runs WHERE ended_at IS NULL"), "the worker has compared")
    assert scene.rows("SELECT state FROM watched_runs ORDER BY id DESC LIMIT 1") == [(state,)]
