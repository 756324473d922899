"""Under which names Parity is asked for, from which page, with which key: what stands before every view."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.actions.ports import House
from parity.store.scans import active
from tests.web.houses import KEY, WITH_KEY, as_owner, client_of, house_in, token_on

KNOWN = (
    *("localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.5", "[2001:db8::5]", "203.0.113.9"),
    *("parity", "nas:8000", "NAS", "parity.local", "tv.lan:80", "a.b.home.arpa", "parity.internal", "nas.local."),
)
FOREIGN = (
    *("evil.example", "evil.example:8000", "localhost.evil.example", "lan.example", "127.0.0.1.evil.example"),
    *("", "[", "[::1", "nas:http", "evil.example@nas", "nas/evil.example", "nas evil", "xn--bcher-kva.example", "."),
)


def test_names_that_only_a_network_at_home_gives_are_known(client: FlaskClient) -> None:
    for host in KNOWN:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200, host


def test_a_foreign_name_is_refused_everywhere(client: FlaskClient) -> None:
    for host in FOREIGN:
        for path in ("/", "/healthz", "/static/parity.css", "/api/v1/status"):
            answer = client.get(path, headers={"Host": host, **WITH_KEY})
            assert (answer.status_code, "PARITY_HOSTS" in answer.text) == (400, True), (host, path)


def test_names_from_the_settings_are_known(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_HOSTS="TV.example", PARITY_URL="https://parity.example/x"))
    for host in ("tv.example:8000", "parity.example", "PARITY.example"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    assert client.get("/", headers={"Host": "else.example"}).status_code == 400


def test_a_name_that_comes_through_a_believed_proxy_is_known_and_from_nobody_else(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_TRUSTED_PROXIES="1", PARITY_PROXY_NETWORKS="10.0.0.0/8"))
    passed = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Host": "parity.example", "Host": "app:8000"}
    kept = {"X-Forwarded-For": "203.0.113.5", "Host": "parity.example"}
    alone = {"Host": "parity.example"}
    for headers, neighbour, status in [
        (passed, "10.1.2.3", 200),
        (kept, "10.1.2.3", 200),
        (kept, "::ffff:10.1.2.3", 200),
        (alone, "10.1.2.3", 400),
        (kept, "192.168.1.5", 400),
        (kept, "203.0.113.5", 400),
    ]:
        answer = client.get("/", headers=headers, environ_base={"REMOTE_ADDR": neighbour})
        assert answer.status_code == status, (headers, neighbour)


def test_where_the_proxy_s_name_is_given_no_other_comes_through_it(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_TRUSTED_PROXIES="1", PARITY_URL="https://parity.example"))
    for host, status in (("parity.example", 200), ("evil.example", 400)):
        headers = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Host": host, "Host": "app:8000"}
        assert client.get("/", headers=headers, environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == status


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(host=st.text(st.characters(codec="ascii", exclude_characters="\r\n"), max_size=40))
def test_no_host_however_odd_breaks_anything(client: FlaskClient, host: str) -> None:
    answer = client.get("/healthz", headers={"Host": host}, buffered=True)
    assert answer.status_code in (200, 400), host


def test_the_api_needs_its_key_in_the_header_or_the_query(client: FlaskClient) -> None:
    for headers, sentence in [
        ({}, "Send the API key in the header X-Api-Key."),
        ({"X-Api-Key": ""}, "Send the API key in the header X-Api-Key."),
        ({"X-Api-Key": "wrong"}, "This API key opens nothing, or no longer: Settings, Keys shows those that do."),
        ({"X-Api-Key": "schlüssel"}, "This API key opens nothing, or no longer: Settings, Keys shows those that do."),
    ]:
        answer = client.get("/api/v1/status", headers=headers)
        assert (answer.status_code, answer.json) == (401, {"error": {"code": "unauthorized", "message": sentence}})
    assert client.get("/api/v1/status", headers=WITH_KEY).status_code == 200
    assert client.get(f"/api/v1/status?apikey={KEY}").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/api/v1/nothing").status_code == 401


def test_who_is_signed_in_is_nobody_to_the_api(house: House) -> None:
    client = as_owner(client_of(house, auth="plex"))
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/status").status_code == 401
    token = token_on(client)
    headers = {"X-CSRFToken": token, "Origin": "http://localhost"}
    assert client.post("/api/v1/scans", json={"mode": "full"}, headers=headers).status_code == 401


def test_a_form_without_its_token_changes_nothing(client: FlaskClient, house: House) -> None:
    answer = client.post("/scans", data={"mode": "full"})
    assert (answer.status_code, "reload" in answer.text) == (400, True)
    with house.database.reading() as connection:
        assert active(connection) is None


def test_a_form_with_its_token_is_taken_and_htmx_may_send_it_as_a_header(client: FlaskClient) -> None:
    token = token_on(client)
    assert client.post("/scans", data={"mode": "full", "csrf_token": token}).status_code == 303
    assert client.post("/scans/1/cancel", headers={"X-CSRFToken": token}).status_code == 303


def test_the_token_of_one_browser_is_of_no_use_in_another(house: House) -> None:
    token = token_on(as_owner(client_of(house, auth="plex")))
    other = as_owner(client_of(house, auth="plex"))
    assert other.get("/").status_code == 200
    assert other.post("/scans", data={"mode": "full", "csrf_token": token}).status_code == 400


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
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
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
