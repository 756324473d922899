"""Who may come in: names, neighbours, keys, and the page that a form came from."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store.scans import active
from tests.web.houses import KEY, WITH_KEY, client_of, house_in, token_on


def test_localhost_and_literal_addresses_are_known(client: FlaskClient) -> None:
    for host in ("localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.5"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200, host


def test_a_foreign_name_is_refused_everywhere(client: FlaskClient) -> None:
    for host in ("evil.example", "evil.example:8000", "localhost.evil.example", "", "[", "parity"):
        for path in ("/", "/healthz", "/static/parity.css", "/api/v1/status"):
            answer = client.get(path, headers={"Host": host, **WITH_KEY})
            assert (answer.status_code, "PARITY_HOSTS" in answer.text) == (403, True), (host, path)


def test_names_from_the_settings_are_known(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_HOSTS="NAS, tv.lan", PARITY_URL="https://parity.example/x"))
    for host in ("nas:8000", "tv.lan", "parity.example", "PARITY.example"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_without_sign_in_only_this_machine_itself_comes_in(house: House) -> None:
    client = client_of(house, auth="plex")
    for address, headers, comes_in in [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.168.1.5", {}, False),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}, False),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.5"}, False),
    ]:
        asked: Any = {"headers": headers, "environ_base": {"REMOTE_ADDR": address}}
        assert client.get("/", **asked).status_code == (200 if comes_in else 403)
        assert client.get("/out/0123456789abcdef", **asked).status_code == (404 if comes_in else 403)
        assert client.get("/healthz", **asked).status_code == 200
        assert client.get("/api/v1/status", headers={**headers, **WITH_KEY}).status_code == 200


def test_the_api_needs_its_key_in_the_header_or_the_query(client: FlaskClient) -> None:
    for given in ({}, {"X-Api-Key": "wrong"}, {"X-Api-Key": ""}, {"X-Api-Key": "schlüssel"}):
        answer = client.get("/api/v1/status", headers=given)
        assert (answer.status_code, answer.json) == (
            401,
            {"error": {"code": "unauthorized", "message": "Send the API key in the header X-Api-Key."}},
        )
    assert client.get("/api/v1/status", headers=WITH_KEY).status_code == 200
    assert client.get(f"/api/v1/status?apikey={KEY}").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/api/v1/nothing").status_code == 401


def test_a_form_without_its_token_changes_nothing(client: FlaskClient, house: House) -> None:
    answer = client.post("/scans", data={"mode": "full"})
    assert (answer.status_code, "reload" in answer.text) == (400, True)
    with house.database.reading() as connection:
        assert active(connection) is None


def test_a_form_with_its_token_is_taken_and_htmx_may_send_it_as_a_header(client: FlaskClient) -> None:
    token = token_on(client)
    assert client.post("/scans", data={"mode": "full", "csrf_token": token}).status_code == 303
    assert client.post("/scans/1/cancel", headers={"X-CSRFToken": token}).status_code == 303


def test_a_form_from_a_page_of_another_site_is_refused(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL="https://parity.example"))
    sent = {"mode": "full", "csrf_token": token_on(client)}
    for headers, status in [
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "https://parity.example"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:9999"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 403),
    ]:
        assert client.post("/scans", data=sent, headers=headers).status_code == status, headers


def test_the_api_needs_no_token_and_minds_no_origin(client: FlaskClient) -> None:
    order = {"mode": "full"}
    headers = {**WITH_KEY, "Origin": "http://evil.example"}
    assert client.post("/api/v1/scans", json=order, headers=headers).status_code == 202


def test_a_body_that_is_too_large_is_refused_unread(client: FlaskClient) -> None:
    answer = client.post("/api/v1/scans", data=b"x" * 1_000_001, headers=WITH_KEY, content_type="application/json")
    said: Any = answer.json
    assert (answer.status_code, said["error"]["message"]) == (413, "The request is too large.")


def test_an_address_that_is_none_leads_back_to_the_dashboard(client: FlaskClient) -> None:
    form = {"csrf_token": token_on(client), "theme": "dark"}
    answer = client.post("/theme", data=form, headers={"HX-Current-URL": "http://["})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
