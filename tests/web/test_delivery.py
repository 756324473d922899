"""Headers, static files, the access log's route names, and that no GET leaves the house."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.web.access_log import ROUTE
from parity.web.headers import forms_may_lead_to
from tests.store.builders import add_household, add_scan
from tests.store.film_builders import add_film_household
from tests.web.houses import FRAGMENT, WITH_KEY, app_of, client_of, house_in

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
FILLED: dict[str, Any] = {
    "show_id": 1,
    "collection_id": 1,
    "token": "none",
    "scan_id": 1,
    "decision_id": 1,
    "slug": "sign-in",
    "name": "abcdefgh.jpg",
    "out_id": "0" * 16,
    "filename": "parity.css",
    **{"secret": "none", "drive": "none", "arrival_id": 1, "refresh_id": 1, "run_id": 1},
}


def test_no_get_leaves_the_house(house: House) -> None:
    with house.database.writing() as connection:
        add_household(connection, 3)
        add_film_household(connection, 2)
        add_scan(connection, "partial")
    app = app_of(house)
    client = app.test_client()
    asked = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **{name: FILLED[name] for name in rule.arguments})
            for headers in (WITH_KEY, {**WITH_KEY, **FRAGMENT}):
                answers = (401,) if rule.endpoint.startswith("hooks.") else (200, 303, 404)  # these want a password
                assert client.get(path, headers=headers, buffered=True).status_code in answers, path
            asked.add(rule.rule)
    assert {"/", "/healthz", "/out/<out_id>", "/api/v1/missing", "/api/v1/status"} <= asked


def test_every_answer_says_what_a_browser_may_do_with_it(client: FlaskClient) -> None:
    for path in ("/", "/nothing", "/healthz", "/static/parity.css", "/api/v1/status", "/out/x"):
        headers = client.get(path, buffered=True).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        for directive in (
            "default-src 'self'",
            "img-src 'self' data:",
            "frame-ancestors 'self'",
            "base-uri 'self'",
            "form-action 'self'",
        ):
            assert directive in headers["Content-Security-Policy"]


def test_pages_keep_to_themselves_and_to_https_only_where_the_outside_world_uses_it(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_TRUSTED_PROXIES="1"))
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
    for headers, neighbour, is_https in [
        ({}, "10.1.1.1", False),
        (https, "10.1.1.1", True),
        (https, "203.0.113.9", False),
        ({"X-Forwarded-Ssl": "on", "Forwarded": "proto=https"}, "10.1.1.1", False),
    ]:
        answer = client.get("/", headers=headers, environ_base={"REMOTE_ADDR": neighbour})
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert ("Strict-Transport-Security" in answer.headers) == is_https


def test_a_page_can_say_that_its_form_leads_to_another_host(house: House) -> None:
    app = app_of(house)

    def leads() -> str:
        forms_may_lead_to("https://app.plex.tv/auth#?x=1")
        return ""

    app.add_url_rule("/leads", "login.leads", leads)
    policy = app.test_client().get("/leads").headers["Content-Security-Policy"]
    assert policy.endswith("; form-action 'self' https://app.plex.tv")
    assert app.test_client().get("/").headers["Content-Security-Policy"].endswith("; form-action 'self'")


def test_only_what_does_not_change_is_kept_by_browsers(client: FlaskClient) -> None:
    for path, kept in [
        ("/", "no-cache, private"),
        ("/api/v1/status", "no-store"),
        ("/static/parity.css", "no-cache"),
        ("/static/parity.css?v=00000000", "no-cache"),
    ]:
        assert client.get(path, headers=WITH_KEY, buffered=True).headers["Cache-Control"] == kept
    addresses = {part.split('"')[0].split("#")[0] for part in client.get("/").text.split('"/static/')[1:]}
    assert {address.split("?")[0] for address in addresses} >= {"icon.svg", "icons.svg", "parity.css", "parity.js"}
    for address in addresses:
        answer = client.get(f"/static/{address}", buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


def test_the_session_cookie_is_for_this_site_alone(client: FlaskClient) -> None:
    cookie = client.get("/").headers["Set-Cookie"]
    assert cookie.startswith("parity_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_vendored_files_are_what_was_vendored_each_with_its_licence() -> None:
    lines = (line.split() for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    listed = {name: digest for digest, name in lines}
    files = {path.name: path for path in VENDOR.iterdir() if path.suffix in (".js", ".css")}
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert {name.split(".min")[0] for name in files} == {
        path.name.removesuffix(".LICENSE") for path in VENDOR.glob("*.LICENSE")
    }


def routes(app: Flask) -> list[str]:
    """The names that the access log would tell, for some requests with secrets in them."""
    told: list[str] = []

    def spy(environ: dict[str, Any], start: Any) -> Any:
        answer = inner(environ, start)
        told.append(environ[ROUTE])
        return answer

    inner, app.wsgi_app = app.wsgi_app, spy  # type: ignore[assignment, method-assign]
    client = app.test_client()
    for path in ("/out/secret", "/api/v1/shows/7?apikey=secret", "/static/parity.css", "/secret?apikey=secret"):
        client.get(path, buffered=True)
    client.get("/out/secret", headers={"Host": "evil.example"})
    return told


def test_the_access_log_is_told_routes_and_never_paths_or_queries(house: House) -> None:
    told = routes(app_of(house))
    assert told == [
        "/out/<out_id>",
        "/api/v1/shows/<int(max=2147483647):show_id>",
        "/static/<path:filename>",
        "(no route)",
        "/out/<out_id>",
    ]
