"""SIMKL beside a Parity with marked secrets: it is connected by apps of both kinds, asked, refused, and found out."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import parse_qs, urlsplit

import requests

from parity.demo.child import Child, start
from parity.demo.simkl_world import CLIENT_ID, CLIENT_ID_V2, SimklWorld
from tests.cli.processes import until
from tests.e2e.marked import Marked, Visitor

_TO_SIMKL = re.compile(r'href="(http[^"]+/oauth/authorize[^"]+)"')
_INTERVAL = 1


@contextmanager
def simkl(secret: str) -> Iterator[Child]:
    """An app of each kind, the old one with this secret, and a member with a film on the list."""
    world = SimklWorld()
    world.auth.add_app(CLIENT_ID, "v1", secret)
    world.auth.interval = _INTERVAL
    world.put(world.add_title("movies", "The Long Ferry", 2019, tmdb=601))
    with start(world) as child:
        yield child


def environ_of(child: Child, old_app: bool) -> dict[str, str]:
    """Settings that lead there, with one of the apps."""
    urls = dict.fromkeys(("SIMKL_BASE_URL", "SIMKL_AUTH_URL"), child.url)
    return {**urls, "SIMKL_CLIENT_ID": CLIENT_ID if old_app else CLIENT_ID_V2}


def connect_by_code(scene: Marked, owner: Visitor, child: Child, approved: bool = True) -> None:
    """Begin with a code, have it typed or not, and ask once whether it was."""
    assert owner.sends("/watchlist/connect").status_code == 303
    begun = time.monotonic()
    scene.learn()
    ((code,),) = scene.rows("SELECT user_code FROM simkl_pending WHERE user_code != ''")
    scene.secrets["address of a code"] = f"/oauth/pin/{code}"
    assert code in owner.ask("GET", "/watchlist/connect").text
    if approved:
        child.do("approve", user_code=code)
    until(lambda: time.monotonic() - begun > _INTERVAL, "SIMKL may be asked")
    assert owner.sends("/watchlist/connect/poll").status_code == 303
    scene.learn()
    assert len(scene.rows("SELECT 1 FROM simkl_account")) == int(approved)


def connect_by_page(scene: Marked, owner: Visitor) -> None:
    """Go to SIMKL's page, allow it there, and come back."""
    assert owner.sends("/watchlist/connect", how="browser").status_code == 303
    scene.learn()
    leads = _TO_SIMKL.search(owner.ask("GET", "/watchlist/connect/go", "key at SIMKL").text)
    assert leads
    allowed = requests.post(unescape(leads[1]), data={"account": "1"}, allow_redirects=False, timeout=10)
    back = urlsplit(allowed.headers["Location"])
    (scene.secrets["code of SIMKL's page"],) = parse_qs(back.query)["code"]
    assert owner.ask("GET", f"{back.path}?{back.query}").status_code == 303
    scene.learn()
    assert len(scene.rows("SELECT 1 FROM simkl_account")) == 1


def bring_together(scene: Marked, owner: Visitor, child: Child) -> None:
    """From a terminal and by the worker; then SIMKL talks nonsense, and takes the token no more."""
    assert "EQUAL" in scene.types("--debug", "watchlist", "sync")
    child.do("end_access")
    _compares(scene, owner, "done")
    child.faults([{"kind": "garbage", "path": "/sync/activities"}])
    _compares(scene, owner, "failed")
    child.faults([])
    child.do("revoke")
    assert "connect SIMKL" in scene.types("--debug", "watchlist", "plan")
    owner.sees(["/watchlist", "/watchlist/runs/1", "/settings", "/"])


def _compares(scene: Marked, owner: Visitor, state: str) -> None:
    assert owner.sends("/watchlist/plan").status_code == 303
    until(lambda: not scene.rows("SELECT 1 FROM watch_runs WHERE ended_at IS NULL"), "the worker has compared")
    assert scene.rows("SELECT state FROM watch_runs ORDER BY id DESC LIMIT 1") == [(state,)]
    scene.learn()
