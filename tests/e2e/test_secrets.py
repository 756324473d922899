"""Everything is run with marked secrets, and no mark is found in what is said, answered, or seen of the processes."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from parity.actions import keys
from parity.bootstrap import build_house
from parity.demo.sage_world import USER
from parity.demo.simkl_world import CLIENT_ID
from parity.settings import saveable
from tests.cli.processes import Running, get, until
from tests.e2e.marked import Marked, Visitor
from tests.e2e.marked_sagetv import bring_alike, compare_as_holly, sagetv
from tests.e2e.marked_simkl import bring_together, connect_by_code, connect_by_page, environ_of, simkl
from tests.e2e.two_servers import CELLAR, OLIVE, OPENS, VERA, TwoServers, two_servers
from tests.test_settings_secrets import SECRETS, sample
from tests.web.hooking import SONARR, secret_of
from tests.web.route_table import FILLED, TABLE

pytestmark = pytest.mark.process

OF_STORES = {"database_url": "postgresql", "queue_url": "redis", "cache_url": "redis"}
TMDB_KEY = f"mark-of-tmdb-{uuid4().hex}"
TAKEN = {"plex_token", "tmdb_api_key"}  # the stand-ins have to take them
GETS = [
    re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda name: str(FILLED[name[1]]), row[4:]) for row in TABLE if row[:4] == "GET "
]
API = [path for path in GETS if path.startswith("/api/")]
PAGES = [path for path in GETS if path not in API and "/login/" not in path] + ["/nothing", "/shows?state=odd"]
COMMANDS = {
    "text": (["--debug", "doctor"], ["plex", "servers", "--test"]),
    "json": (["missing", "--csv"], ["--debug", "missing", "--json"], ["why", "Northern Lights", "S01E04"]),
}


@pytest.fixture(scope="module")
def running_with_secrets() -> Iterator[TwoServers]:
    with two_servers(tmdb_key=TMDB_KEY) as made:
        yield made


@pytest.fixture(params=["text", "json"])
def scene(running_with_secrets: TwoServers, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Marked]:
    """The environment gives all secrets; with logs in JSON only those that cannot be saved."""
    given = {row.name: f"mark-of-{row.name}-{uuid4().hex}" for row in SECRETS if row.name not in OF_STORES}
    given |= {"tmdb_api_key": TMDB_KEY}
    later = {row.name for row in saveable()} - TAKEN if request.param == "json" else set()
    running, old_app = running_with_secrets, request.param == "json"
    given["plex_account_token"] = str(running.tv.do("give_token", account=OLIVE, client=f"another {request.param}"))
    running.attic.do("allow_token", token=given["plex_token"])
    environ = running.given | {
        **{row.environment: sample(row, given[row.name]) for row in SECRETS if row.name in given.keys() - later},
        "PARITY_DATA_DIR": str(tmp_path / "data"),
        "PARITY_LOG_LEVEL": "DEBUG",
        "PARITY_LOG_FORMAT": request.param,
        "PARITY_PLEX_SIGN_IN": "classic" if request.param == "text" else "jwt",
    }
    given["SageTV's header"] = f"{USER}:{given['sagetv_url']}"
    secrets = given | {f"{server} for {who}": token for (server, who), token in OPENS.items()}
    with simkl(given["simkl_client_secret"]) as child, sagetv(given["sagetv_url"]) as (player, address):
        environ |= environ_of(child, old_app)
        if "SAGETV_URL" in environ:
            environ["SAGETV_URL"] = address
        with Running(environ, tmp_path, "run", "--port", "0") as run:
            url = run.line()
            until(lambda: get(f"{url}healthz") == 200, "it is healthy")
            yield Marked(
                running, run, url, {**os.environ, **environ}, tmp_path / "data", secrets, child, player, address
            )


def test_nothing_tells_a_secret(scene: Marked) -> None:
    log_format = scene.environ["PARITY_LOG_FORMAT"]
    scene.learn()
    nobody, olive = Visitor(scene, "nobody"), Visitor(scene, "Olive")
    nobody.sees(PAGES)
    olive.signs_in(OLIVE, **({"how": "code"} if log_format == "json" else {}))
    if log_format == "json":
        compare_as_holly(scene, olive, scene.sage_address, uuid4().hex[:20])
    save_the_rest(scene, olive)
    assert olive.sends("/settings/servers/look").status_code == 303
    assert olive.sends("/settings/servers/follow", server=CELLAR).status_code == 303
    assert '"state": "done"' in scene.types("scan", "full", "--json")
    keep_two_lists(scene, olive)
    bring_alike(scene, olive, scene.sagetv, scene.sage_address, given=log_format == "text")
    look_as_each(scene, olive)
    ask_as_programs(scene, olive)
    type_wrongly(scene, olive)
    for words in COMMANDS[log_format]:
        scene.types(*words)
    if log_format == "text":
        lose_the_stores(scene)
    meet_bugs(scene, olive)
    scene.look_at_processes()
    scene.look_at_the_folder()
    told = scene.run.said
    assert told.count((scene.folder / "setup_code").read_text(encoding="utf-8").strip()) == 1
    for line in (" GET /settings 200 ", "Traceback (most recent call last)"):
        assert line in told
    scene.look_at("the log", told)
    assert scene.told == {}


def save_the_rest(scene: Marked, olive: Visitor) -> None:
    """What the environment does not give."""
    for row in SECRETS:
        if row.saveable and row.environment not in scene.environ:
            form = {row.name: sample(row, scene.secrets[row.name])}
            assert olive.sends(f"/settings/{row.topic}", **form).status_code == 303
    assert "mark-of-" not in olive.ask("GET", "/settings").text


def keep_two_lists(scene: Marked, olive: Visitor) -> None:
    """With SIMKL, by an app of each kind."""
    old_app = scene.environ["SIMKL_CLIENT_ID"] == CLIENT_ID
    connect_by_code(scene, olive, scene.simkl, approved=not old_app)
    if old_app:
        connect_by_page(scene, olive)
    bring_together(scene, olive, scene.simkl)


def look_as_each(scene: Marked, olive: Visitor) -> None:
    """All pages, as the owner and as a guest who is let in."""
    vera = Visitor(scene, "Vera")
    vera.signs_in(VERA, "/login/ended")
    vera.ask("GET", "/login/ended")
    (person_id,) = [row[0] for row in scene.rows("SELECT id, name FROM people") if row[1] == VERA]
    for role in ("viewer", "manager"):
        assert olive.sends(f"/settings/people/{person_id}", do=role).status_code == 303
        if role == "viewer":
            vera.signs_in(VERA)
        vera.sees(PAGES)
    olive.sees(PAGES)
    assert scene.secrets["api_key"] in olive.sends("/settings/key", "api_key").text


def ask_as_programs(scene: Marked, olive: Visitor) -> None:
    """With keys of each kind, in the header and in the address; a feed's and a hook's stand in the path."""
    house = build_house(scene.environ)
    scene.secrets["key of a feed"] = keys.make(house, "feed", "missing", "a calendar")
    scene.secrets["secret of a hook"] = secret = secret_of(house, "arr", "sonarr")
    house.database.close()
    for scope in ("read", "manage"):
        page = olive.sends("/settings/keys", scope=scope, label=f"may {scope}").text
        (scene.secrets[f"key to {scope}"],) = re.findall(r'<code class="key"[^>]*>([\w-]+)</code>', page)
    program = Visitor(scene, "a program")
    read, manage = scene.secrets["key to read"], scene.secrets["key to manage"]
    for path in API:
        assert program.ask("GET", path, headers={"X-Api-Key": read}).status_code in (200, 404)
    for key in (scene.secrets["api_key"], manage, "wrong-key"):
        program.ask("GET", f"/api/v1/missing?apikey={key}")
    program.ask("GET", f"/feeds/{scene.secrets['key of a feed']}/missing.ics", "key of a feed")
    for body, status in ((SONARR, 200), ({"secret": secret}, 400)):
        answer = program.ask("POST", f"/hooks/arr/{secret}", json=body)
        by_password = program.ask("POST", "/triggers/sonarr", json=body, auth=("any", secret))
        assert answer.status_code == by_password.status_code == status
    assert program.ask("POST", "/api/v1/scans", headers={"X-Api-Key": manage}, json={"mode": 1}).status_code == 422


def type_wrongly(scene: Marked, olive: Visitor) -> None:
    """What a form cannot take is not sent back where it may be secret."""
    scene.secrets["typed password"] = password = uuid4().hex
    wrong = f"http://olive:{password}@127.0.0.1:9"
    assert olive.sends("/settings/servers/by-hand", address=wrong).status_code == 422
    assert olive.ask("GET", "/login", params={"next": f"//{password}.example"}).status_code == 303
    if scene.environ["PARITY_LOG_FORMAT"] == "json":
        assert olive.sends("/settings/sagetv", sagetv_url=f"http://olive:{password}@[").status_code == 422


def lose_the_stores(scene: Marked) -> None:
    """Their addresses carry passwords, and nobody answers there."""
    lost = {}
    for name, scheme in OF_STORES.items():
        scene.secrets[name] = f"mark-of-{name}-{uuid4().hex}"
        lost[f"PARITY_{name.upper()}"] = f"{scheme}://parity:{scene.secrets[name]}@127.0.0.1:9/0"
    assert "Traceback" in scene.types("--debug", "missing", **lost)
    del lost["PARITY_DATABASE_URL"]
    assert "PARITY_CACHE_URL" in scene.types("settings", **lost)
    lost["PARITY_DATA_DIR"] = str(scene.folder.with_name("elsewhere"))
    assert "Traceback" in scene.types("--debug", "scan", "full", **lost)


def meet_bugs(scene: Marked, olive: Visitor) -> None:
    """A server answers nonsense, and the database is not as the code has it, in all processes."""
    scene.servers.cellar.faults([{"kind": "garbage"}])
    olive.sends("/settings/servers/test", server=CELLAR)
    scene.servers.cellar.faults([])
    scene.learn()
    scene.rows("ALTER TABLE servers RENAME COLUMN token TO former_token")
    assert olive.ask("GET", "/settings").status_code == 500
    manage = {"X-Api-Key": scene.secrets["key to manage"]}
    olive.ask("POST", "/api/v1/scans", headers=manage, json={"mode": "full"})
    until(lambda: "met a bug (reference" in scene.run.said, "the worker meets it")
    assert "Traceback" in scene.types("--debug", "plex", "servers")
