"""What calls autoscan or autopulse finds here what it finds there."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from parity.actions.ports import House
from parity.store import arrivals
from parity.store.schema import refresh_arrivals, refreshes
from tests.store.builders import NOW
from tests.web.hooking import SONARR, kept, password, secret_of, told

MANUAL = "/triggers/manual"


@pytest.fixture
def bazarr(house: House) -> dict[str, str]:
    """How a program signs in that tells paths."""
    return password(secret_of(house, "path", "bazarr"))


# autoscan


def test_another_autoscan_asks_whether_it_is_there(house: House, client: FlaskClient, bazarr: dict[str, str]) -> None:
    for path in (MANUAL, f"{MANUAL}?dir=/tv", "/triggers/bazarr"):
        answer = client.head(path, headers=bazarr)
        assert (answer.status_code, answer.data) == (200, b"")
    assert client.head(MANUAL).status_code == 401
    assert kept(house) == []


@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
def test_folders_are_told_in_the_address(
    house: House, client: FlaskClient, bazarr: dict[str, str], method: str
) -> None:
    query = {"dir": ["/tv/Dark/../Fargo/", "/tv//Dark", "/movies/Alien (1979)/Alien.mkv"]}
    answer = client.open(MANUAL, method=method, query_string=query, headers=bazarr, data={"dir": "/not/this"})
    assert (answer.status_code, answer.data) == (200, b"")
    came = [("/tv/Fargo", True, False), ("/tv/Dark", True, False), ("/movies/Alien (1979)/Alien.mkv", False, False)]
    assert told(house) == [("bazarr", came)]


def test_without_a_folder_it_is_a_bad_request(house: House, client: FlaskClient, bazarr: dict[str, str]) -> None:
    for path in (MANUAL, f"{MANUAL}?dir=", f"{MANUAL}?dir=..&dir=%20", f"{MANUAL}?folder=/tv"):
        assert client.post(path, headers=bazarr).status_code == 400
    assert client.post(MANUAL, data={"dir": "/tv"}, headers=bazarr).status_code == 400, "a body is not looked at"
    assert kept(house) == []


def test_in_a_browser_it_is_a_form(house: House, client: FlaskClient, bazarr: dict[str, str]) -> None:
    page = client.get(MANUAL, headers=bazarr)
    assert page.mimetype == "text/html"
    assert 'name="dir"' in page.text
    assert "Set-Cookie" not in page.headers
    said = client.get(f"{MANUAL}?dir=/tv/<b>", headers={**bazarr, "Accept": "text/html,*/*"})
    assert "Told: /tv/&lt;b&gt;." in said.text
    assert client.get(MANUAL).headers["WWW-Authenticate"].startswith("Basic")
    assert len(kept(house)) == 1


def test_a_trigger_has_the_name_of_its_hook(house: House, client: FlaskClient, bazarr: dict[str, str]) -> None:
    secret_of(house, "arr", "sonarr-4k")
    assert client.post("/triggers/Sonarr-4K", json=SONARR, headers=bazarr).status_code == 200
    assert client.post("/triggers/lidarr", json=SONARR, headers=bazarr).status_code == 404
    assert client.post("/triggers/sonarr-4k", json=SONARR).status_code == 401
    assert client.post("/triggers/sonarr-4k", data=b"{", headers=bazarr).status_code == 400
    assert told(house) == [("sonarr-4k", [("/tv/Dark/Season 1/a.mkv", False, False)])]


def test_sonarr_may_be_sent_to_the_manual_trigger_too(
    house: House, client: FlaskClient, bazarr: dict[str, str]
) -> None:
    assert client.post(MANUAL, json=SONARR, headers=bazarr).status_code == 200
    assert client.post(f"{MANUAL}?dir=/tv/Fargo", json=SONARR, headers=bazarr).status_code == 200
    assert [paths for _, paths in told(house)] == [
        [("/tv/Dark/Season 1/a.mkv", False, False)],
        [("/tv/Fargo", True, False)],
    ]


def test_a_train_tells_folders(house: House, client: FlaskClient, bazarr: dict[str, str]) -> None:
    body = {"created": ["/Movies/Alien"], "deleted": ["/TV/Dark"]}
    came = [("/Movies/Alien", True, False), ("/TV/Dark", True, True)]
    assert client.post("/triggers/a-train/0AB", json=body, headers=bazarr).status_code == 200
    assert client.post("/triggers/bazarr", json=body, headers=bazarr).status_code == 200
    assert client.post("/triggers/a-train/0AB", json={"created": 5}, headers=bazarr).status_code == 400
    assert told(house) == [("bazarr", came)] * 2
    assert [row.event for row in kept(house)] == ["a-train 0AB", "bazarr"]


def test_who_cannot_sign_in_has_the_secret_in_the_address(house: House, client: FlaskClient) -> None:
    address = f"/hooks/path/{secret_of(house, 'path', 'script')}"
    assert client.post(f"{address}?dir=/tv/Dark").status_code == 200
    assert client.get(f"{address}?path=/tv/Dark/a.mkv").status_code == 200
    assert client.head(address).status_code == 200
    assert client.get(address).status_code == 400
    assert [source for source, _ in told(house)] == ["script", "script"]


# autopulse


@pytest.mark.parametrize(
    ("method", "path"), [("GET", MANUAL), ("POST", "/triggers/bazarr"), ("GET", "/triggers/bazarr")]
)
def test_a_file_is_told_and_its_event_answered(
    house: House, client: FlaskClient, bazarr: dict[str, str], method: str, path: str
) -> None:
    answer = client.open(f"{path}?path=/tv/Dark/a.mkv&hash=00ff", method=method, headers=bazarr)
    assert answer.status_code == 200
    said = answer.json
    assert said is not None
    known = {name: said[name] for name in ("id", "event_source", "file_path", "process_status", "can_process")}
    assert known == {
        "id": "1",
        "event_source": "bazarr",
        "file_path": "/tv/Dark/a.mkv",
        "process_status": "pending",
        "can_process": True,
    }
    assert client.get("/status/1", headers=bazarr).json == said
    assert told(house) == [("bazarr", [("/tv/Dark/a.mkv", False, False)])]


def test_a_trigger_without_anything_is_a_bad_request(client: FlaskClient, bazarr: dict[str, str]) -> None:
    assert client.get("/triggers/bazarr", headers=bazarr).status_code == 400
    assert client.post("/triggers/bazarr", data=b" ", headers=bazarr).status_code == 400


@pytest.mark.parametrize(
    ("outcome", "asked", "status"),
    [
        ("queued", [{"state": "waiting"}], "pending"),
        ("queued", [{"state": "waiting", "failures": 2}], "retry"),
        ("queued", [{"state": "done", "ended_at": NOW, "seen_at": NOW}], "complete"),
        ("queued", [{"state": "done", "ended_at": NOW}, {"state": "proving"}], "pending"),
        ("queued", [{"state": "done", "ended_at": NOW}, {"state": "unseen", "ended_at": NOW}], "failed"),
        ("queued", [{"state": "unmapped"}], "failed"),
        ("unmapped", [], "failed"),
        ("heard", [], "complete"),
        ("ignored", [], "complete"),
    ],
)
def test_how_far_a_message_has_come(
    house: House,
    client: FlaskClient,
    bazarr: dict[str, str],
    outcome: str,
    asked: list[dict[str, object]],
    status: str,
) -> None:
    client.get(f"{MANUAL}?path=/tv/a.mkv", headers=bazarr)
    with house.database.writing() as connection:
        arrivals.settle(connection, 1, outcome)
        for number, one in enumerate(asked, 1):
            row = {"machine_id": f"m{number}", "folder": "/tv", "first_at": NOW, "latest_at": NOW, **one}
            connection.execute(insert(refreshes).values(id=number, **row))
            connection.execute(insert(refresh_arrivals).values(refresh_id=number, arrival_id=1))
    said = client.get("/status/1", headers=bazarr).json
    assert said is not None
    assert said["process_status"] == status
    assert said["found_status"] == ("found" if asked and all("seen_at" in one for one in asked) else "not_found")


def test_of_a_message_that_there_is_not_nothing_is_said(client: FlaskClient, bazarr: dict[str, str]) -> None:
    assert client.get("/status/7", headers=bazarr).status_code == 404
    assert client.get("/status/7").status_code == 401
