"""Programs tell what arrived; each message is kept once, whoever may not tell is turned away, and nothing breaks."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions import hooks
from parity.actions.ports import House
from parity.core.told import ItemTold
from parity.store import arrivals
from parity.store.hooks import every
from tests.store.builders import NOW, statements
from tests.web.hooking import PLEX, SONARR, THUMB, as_plex_sends, kept, password, secret_of, told
from tests.web.houses import client_of

CAME = [("sonarr", [("/tv/Dark/Season 1/a.mkv", False, False)])]


@pytest.fixture
def sonarr(house: House) -> str:
    """The address of a hook for Sonarr."""
    return f"/hooks/arr/{secret_of(house, 'arr', 'sonarr')}"


@pytest.fixture
def plex(house: House) -> str:
    """The secret of a hook for Plex."""
    return secret_of(house, "plex", "plex")


# Sonarr and Radarr


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_sonarr_tells_what_it_imported(house: House, sonarr: str, method: str) -> None:
    stranger = client_of(house, auth="plex")
    answer = stranger.open(sonarr, method=method, json=SONARR)
    assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (200, b"", "no-store")
    assert "Set-Cookie" not in answer.headers
    assert told(house) == CAME
    [row] = kept(house)
    assert (row.kind, row.event, row.said) == ("sonarr", "Download", "Dark S01E01 was imported.")
    assert json.loads(row.payload or "") == SONARR


def test_a_password_does_as_well_as_an_address(house: House, client: FlaskClient, sonarr: str) -> None:
    secret = sonarr.rpartition("/")[2]
    assert client.post("/hooks/arr", json=SONARR, headers=password(secret, "")).status_code == 200
    assert client.post("/hooks/arr", json=SONARR, headers=password("wrong")).status_code == 401
    assert client.post("/hooks/arr", json=SONARR).headers["WWW-Authenticate"].startswith("Basic")
    assert told(house) == CAME


@pytest.mark.parametrize("event", ["Test", "Grab", "Health", "ApplicationUpdate", "SomethingNew"])
def test_what_nobody_has_to_act_on_is_answered_with_200(
    house: House, client: FlaskClient, sonarr: str, event: str
) -> None:
    message = {**SONARR, "eventType": event, "series": {"title": "Test", "path": "C:\\testpath"}}
    assert client.post(sonarr, json=message).status_code == 200
    assert kept(house) == []
    with house.database.reading() as connection:
        row = arrivals.get(connection, 1)
    assert row is not None
    assert (row.event, row.outcome) == (event, "heard")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b'"Download"', b"{}", b"\xff\xfe\xfa", b"[" * 50_000, b"9" * 5000]
)
def test_what_is_no_message_of_theirs_is_refused_and_not_kept(
    house: House, client: FlaskClient, sonarr: str, body: bytes
) -> None:
    answer = client.post(sonarr, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]["message"]
    assert kept(house) == []


def test_a_body_may_only_be_so_long(house: House, client: FlaskClient, sonarr: str) -> None:
    fits = json.dumps({**SONARR, "padding": "x" * 990_000}).encode()
    assert client.post(sonarr, data=fits).status_code == 200
    assert client.post(sonarr, data=fits + b" " * 20_000).status_code == 413
    assert told(house) == CAME
    assert len(kept(house)[0].payload or "") <= 64_000


# Plex


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_plex_tells_what_it_added(house: House, client: FlaskClient, plex: str, method: str) -> None:
    assert as_plex_sends(client, plex, PLEX, method).status_code == 200
    [row] = kept(house)
    assert row.told.item == ItemTold("m1", "1", "303", "301")
    assert (row.source, row.said) == ("plex", "Dark, Secrets came.")
    assert "JFIF" not in (row.payload or "")


def test_the_parts_of_its_form_come_in_any_order(house: House, client: FlaskClient, plex: str) -> None:
    parts = (
        b'Content-Disposition: form-data; name="thumb"; filename="thumb.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        + THUMB,
        b'Content-Disposition: form-data; name="payload"\r\nContent-Type: application/json\r\n\r\n'
        + json.dumps(PLEX).encode(),
    )
    for order in (parts, parts[::-1]):
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in order) + b"--edge--\r\n"
        sent = client.post(f"/hooks/plex/{plex}", data=body, content_type="multipart/form-data; boundary=edge")
        assert sent.status_code == 200
    assert len(kept(house)) == 2


def test_what_imitates_plex_may_send_bare_json(house: House, client: FlaskClient, plex: str) -> None:
    assert client.post(f"/hooks/plex/{plex}", json=PLEX).status_code == 200
    assert client.post("/hooks/plex", json=PLEX, headers=password(plex)).status_code == 200
    assert len(kept(house)) == 2


def test_servers_of_other_people_leave_no_trace(house: House, client: FlaskClient, plex: str) -> None:
    assert as_plex_sends(client, plex, {**PLEX, "Server": {"uuid": "other"}}).status_code == 200
    with house.database.reading() as connection:
        assert arrivals.get(connection, 1) is None


@pytest.mark.parametrize("event", ["media.play", "media.scrobble", "library.on.deck", "something.new"])
def test_who_plays_what_is_not_kept(house: House, client: FlaskClient, plex: str, event: str) -> None:
    assert as_plex_sends(client, plex, {**PLEX, "event": event, "Player": {"title": "Sofa"}}).status_code == 200
    with house.database.reading() as connection:
        assert arrivals.get(connection, 1) is None
        assert every(connection)[0].used_at == NOW
    assert "just now" in client.get("/settings/hooks").text


def test_the_text_that_tautulli_is_given_is_read(house: House, client: FlaskClient, plex: str) -> None:
    page = (Path(__file__).parents[2] / "docs/hooks.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    told = {"server_machine_id": "m1", "media_type": "episode", "title": "Secrets", "section_id": "1"}
    told |= {"rating_key": "303", "parent_rating_key": "302", "grandparent_rating_key": "301"}
    body = re.sub(r"\{(\w+)\}", lambda found: told[found[1]], text)
    assert client.post(f"/hooks/plex/{plex}", data=body, content_type="application/json").status_code == 200
    assert kept(house)[0].told.item == ItemTold("m1", "1", "303", "301")


def test_a_form_without_a_payload_is_refused(client: FlaskClient, plex: str) -> None:
    address = f"/hooks/plex/{plex}"
    assert client.post(address, data={"other": "x"}).status_code == 400
    assert client.post(address, data={"payload": "{"}).status_code == 400
    assert client.post(address, data=b"--x", content_type="multipart/form-data; boundary=y").status_code == 400
    assert client.post(address, data=b"--x", content_type="multipart/form-data").status_code == 400


def test_a_form_may_only_be_so_big(client: FlaskClient, plex: str) -> None:
    for length, status in ((1_900_000, 200), (2_100_000, 413)):
        body = b'--e\r\nContent-Disposition: form-data; name="payload"\r\n\r\n' + json.dumps(PLEX).encode()
        picture = b'Content-Disposition: form-data; name="thumb"; filename="t"\r\n\r\n' + b"x" * length
        whole = body + b"\r\n--e\r\n" + picture + b"\r\n--e--\r\n"
        sent = client.post(f"/hooks/plex/{plex}", data=whole, content_type="multipart/form-data; boundary=e")
        assert sent.status_code == status


# Who may


def test_a_secret_opens_only_what_it_is_for(house: House, client: FlaskClient, sonarr: str, plex: str) -> None:
    other = sonarr.rpartition("/")[2]
    assert client.post(f"/hooks/arr/{plex}", json=SONARR).status_code == 401
    assert as_plex_sends(client, other, PLEX).status_code == 401
    assert client.get(f"/hooks/path/{other}?dir=/tv").status_code == 401
    assert client.get("/triggers/manual", headers=password(plex)).status_code == 401
    assert kept(house) == []


def test_a_revoked_hook_opens_nothing(house: House, client: FlaskClient, sonarr: str) -> None:
    with house.database.reading() as connection:
        [row] = every(connection)
    hooks.revoke(house, row.id)
    assert client.post(sonarr, json=SONARR).status_code == 401


def test_only_wrong_secrets_have_to_wait(house: House, client: FlaskClient, sonarr: str) -> None:
    assert {client.post("/hooks/arr", json=SONARR).status_code for _ in range(20)} == {401}, "none is no wrong one"
    tried = [client.post(f"/hooks/arr/guess{n}", json=SONARR) for n in range(12)]
    assert [answer.status_code for answer in tried] == [401] * 10 + [429] * 2
    assert 1 <= int(tried[-1].headers["Retry-After"]) <= 60
    assert client.get("/triggers/manual", headers=password("guess")).status_code == 429, "counted together"
    assert client.post(sonarr, json=SONARR).status_code == 200, "others of the household go on"
    elsewhere: Any = {"environ_base": {"REMOTE_ADDR": "192.168.1.6"}, "json": SONARR}
    assert client.post("/hooks/arr/guess", **elsewhere).status_code == 401


@pytest.mark.parametrize("odd", ["%ff%fe", "ä", "%00", "x" * 3000, "..", "%F0%9F%92%A9"])
def test_an_odd_secret_is_a_wrong_one(client: FlaskClient, sonarr: str, odd: str) -> None:
    assert client.post(f"/hooks/arr/{odd}", json=SONARR).status_code in (401, 404)
    assert client.post("/hooks/arr", headers={"Authorization": f"Basic {odd}"}).status_code == 401


def test_no_log_and_no_answer_tells_a_secret(
    client: FlaskClient, sonarr: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = sonarr.rpartition("/")[2]
    answers = [client.post(sonarr, json=SONARR), client.post(sonarr, data="{"), client.get(sonarr)]
    assert [answer.status_code for answer in answers] == [200, 400, 405]
    assert [text for text in (caplog.text, *(f"{a.headers} {a.text}" for a in answers)) if secret in text] == []


# What it costs


def test_a_message_costs_one_look_and_one_transaction(house: House, client: FlaskClient, sonarr: str) -> None:
    client.post(sonarr, json=SONARR)
    for number in range(20):
        hooks.make(house, "arr", f"other{number}")
    with statements(house.database) as sent:
        client.post(sonarr, json=SONARR)
    assert [text.split()[0] for text, _ in sent] == ["SELECT", "INSERT"]
    with house.database.reading() as connection:
        assert [row.used_at for row in every(connection) if row.name == "sonarr"] == [NOW]
