"""`doctor` looks at everything and says what to mend; `healthcheck` answers with one line."""

from datetime import UTC, datetime, timedelta

import pytest

from parity.store import notices
from parity.store.database import Database
from parity.store.folder import lock
from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.cli.conftest import Terminal
from tests.loopback import Reply, answering, as_json

OPTIONAL = ("tvdb", "sonarr", "radarr", "simkl", "plex watchlist", "sagetv")


def told(terminal: Terminal, exits: int) -> dict[str, str]:
    found = terminal.json("doctor", exits=exits)
    assert found["ok"] == (exits == 0)
    return {check["name"]: check["message"] for check in found["checks"] if not check["ok"]}


def beat(terminal: Terminal, age: float) -> None:
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        notices.beat(connection, "worker", datetime.now(UTC) - timedelta(seconds=age))
    database.close()


def test_where_all_is_well_it_says_so(terminal: Terminal) -> None:
    assert told(terminal, exits=0) == {}
    said = terminal("doctor").stdout.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        f"ok    {name}" for name in ("start", "disk", "database", "account", "worker", "plex", "tmdb", *OPTIONAL)
    ]


def test_what_is_not_set_is_named(bare: Terminal) -> None:
    how = "sign in with Plex on the page /setup, or give PLEX_BASE_URL and PLEX_TOKEN"
    key = "TMDB_API_KEY is not set: give the key or read token of your account at themoviedb.org"
    assert told(bare, exits=1) == {"plex": f"No Plex server can be asked: {how}", "tmdb": key}


def test_a_refused_key_is_told_without_the_key(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMDB_API_KEY", "fedcba9876543210fedcba9876543210")
    monkeypatch.setenv("PLEX_TOKEN", "wrong-token")
    found = told(terminal, exits=1)
    assert set(found) == {"plex", "tmdb"}
    assert "refused" in found["tmdb"]
    assert "fedcba" not in str(found)
    assert "wrong-token" not in str(found)


def test_thetvdb_is_looked_at_only_where_there_is_a_key_for_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "TVDB_API_KEY is not set" in terminal("doctor").stdout
    monkeypatch.setenv("TVDB_API_KEY", "a-key-for-thetvdb")
    monkeypatch.setenv("TVDB_PIN", "MYPIN999")
    refusal = as_json({"status": "failure", "message": "Unauthorized", "data": None}, 401)
    for answer, said in ((refusal, "the key was refused"), (as_json({"data": {"token": "a-token"}}), "garbled")):
        with answering(answer) as server:
            monkeypatch.setenv("TVDB_BASE_URL", server.url)
            found = told(terminal, exits=1)
        assert set(found) == {"tvdb"}
        assert said in found["tvdb"]
        assert "a-key-for-thetvdb" not in str(found)
        assert "MYPIN999" not in str(found)


def test_sonarr_and_radarr_are_looked_at_where_they_are_set_up(
    terminal: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = Downloads(household)
    assert "SONARR_URL is not set" in terminal("doctor").stdout
    for name, value in downloads.environ.items():
        monkeypatch.setenv(name, value)
    assert "ok    sonarr: answers, and takes the key" in terminal("doctor").stdout
    monkeypatch.delenv("SONARR_API_KEY")
    assert "ok    sonarr: SONARR_API_KEY is not set" in terminal("doctor").stdout
    monkeypatch.setenv("RADARR_API_KEY", "a-wrong-key-of-mine")
    found = told(terminal, exits=1)
    assert set(found) == {"radarr"}
    assert "refused" in found["radarr"]
    assert "a-wrong-key-of-mine" not in str(found)
    downloads.close()


def test_a_database_that_is_none_is_told(bare: Terminal) -> None:
    bare.folder.mkdir()
    (bare.folder / "parity.db").write_bytes(b"<html>" * 1000)
    found = told(bare, exits=1)
    assert list(found) == ["start"]
    assert found["start"].startswith(f"{bare.folder}/parity.db cannot be read")


def test_a_worker_that_was_just_seen_is_healthy(bare: Terminal) -> None:
    bare("missing")
    beat(bare, age=3)
    assert bare("healthcheck").stdout == "the worker is at work\n"


@pytest.mark.parametrize("age", [None, 120])
def test_a_worker_that_was_not_seen_lately_is_not(age: float | None, bare: Terminal) -> None:
    bare("missing")
    if age is not None:
        beat(bare, age)
    assert bare.refusal("healthcheck") == "Error: no worker is at work: start `run` or `worker`"


def test_the_page_of_an_instance_that_does_not_answer_is_not_healthy(bare: Terminal) -> None:
    bare("missing")
    with lock(bare.folder, "run http://127.0.0.1:9/"):
        assert bare.refusal("healthcheck").startswith("Error: http://127.0.0.1:9/ does not answer (")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (as_json({"status": "down", "checks": {"worker": "down"}}, 503), "is down (503)"),
        (Reply(b"<html>", 502), "is not Parity (502)"),
        (as_json([], 404), "is not Parity (404)"),
    ],
)
def test_a_page_that_says_that_something_is_down_is_not_healthy(answer: Reply, said: str, bare: Terminal) -> None:
    bare("missing")
    with answering(answer) as page, lock(bare.folder, f"run {page.url}/parity/"):
        assert bare.refusal("healthcheck") == f"Error: {page.url}/parity/ {said}"
        assert [asked.target for asked in page.asked] == ["/parity/healthz"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "nas:8000"])
def test_only_a_web_address_is_asked(url: str, bare: Terminal) -> None:
    assert bare.refusal("healthcheck", "--url", url) == f"Error: {url} is no web address"


def test_where_nobody_was_ever_at_work_the_question_leaves_nothing_behind(bare: Terminal) -> None:
    assert bare.refusal("healthcheck") == "Error: nobody is at work: start `run` or `worker`"
    assert not bare.folder.exists()
