"""Behind a reverse proxy: whichever way it tells the path, the links are right, and nobody but a proxy is believed."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from parity.settings import load
from parity.web.proxy import init_app, prefix_of
from tests.web.houses import client_of, house_in

LOCAL_LINK = re.compile(r'(?:href|src|action|hx-get|hx-post)="(/[^"]*)"')
BELIEVED = {"PARITY_TRUSTED_PROXIES": "1", "PARITY_HOSTS": "tv.example"}


def links(client: FlaskClient, path: str, headers: dict[str, str], address: str = "127.0.0.1") -> set[str]:
    """The first steps of all links of a page."""
    page = client.get(path, headers=headers, environ_base={"REMOTE_ADDR": address})
    assert page.status_code == 200, path
    return {link.split("/")[1] for link in LOCAL_LINK.findall(page.text)}


@pytest.mark.parametrize("strips", [True, False])
@pytest.mark.parametrize(
    ("environ", "headers"),
    [
        ({"PARITY_URL_PREFIX": "/parity"}, {}),
        ({"PARITY_URL_PREFIX": "/parity", **BELIEVED}, {"X-Forwarded-Prefix": "/parity"}),
        (BELIEVED, {"X-Forwarded-Prefix": "/parity"}),
        (BELIEVED, {"X-Forwarded-Prefix": "/parity/"}),
    ],
)
def test_below_a_path_all_links_carry_it(
    environ: dict[str, str], headers: dict[str, str], strips: bool, tmp_path: Path
) -> None:
    client = client_of(house_in(tmp_path, **environ))
    way = "" if strips else "/parity"
    for place in ("/", "/shows", "/calendar", "/settings", "/about"):
        assert links(client, f"{way}{place}", headers) == {"parity"}, place
    assert links(client, way or "/", headers) == {"parity"}
    assert client.get(f"{way}/healthz", headers=headers).status_code == 200
    assert client.get(f"{way}/shows?q=", headers=headers).headers["Location"] == "/parity/shows"
    assert client.get(f"{way}x", headers=headers).status_code == 404


def test_who_asks_without_the_path_is_answered_too(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL_PREFIX="/parity"))
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/parity.css", buffered=True).status_code == 200
    assert seen_by("127.0.0.1", BELIEVED, {})[2] == ""


def test_what_the_owner_says_outranks_what_a_proxy_says(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL_PREFIX="/parity", **BELIEVED))
    assert links(client, "/", {"X-Forwarded-Prefix": "/tv"}) == {"parity"}


@pytest.mark.parametrize(
    ("neighbour", "believed"),
    [
        ("192.168.1.9", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:172.18.0.2", True),
        ("203.0.113.5", False),
        ("::ffff:203.0.113.5", False),
        ("", False),
        ("unix:", False),
    ],
)
def test_a_trusted_proxy_is_believed_and_nobody_else(neighbour: str, believed: bool) -> None:
    seen = seen_by(neighbour, BELIEVED, TOLD)
    if believed:
        assert seen == ("198.51.100.7", "https://tv.example:8443/tv/healthz", "/tv")
    else:
        assert seen == (neighbour, "http://localhost/healthz", "")


def test_without_trusted_proxies_nobody_is_believed() -> None:
    assert seen_by("127.0.0.1", {}, TOLD) == ("127.0.0.1", "http://localhost/healthz", "")


def test_of_several_words_the_one_of_the_first_proxy_in_front_counts() -> None:
    forged = {name: f"//evil.example, {value}" for name, value in TOLD.items()}
    assert seen_by("127.0.0.1", BELIEVED, forged)[2] == "/tv"
    two = {**BELIEVED, "PARITY_TRUSTED_PROXIES": "2"}
    assert seen_by("127.0.0.1", two, {**TOLD, "X-Forwarded-Prefix": "/a, /b, /c"})[2] == "/b"
    assert seen_by("127.0.0.1", two, TOLD) == ("127.0.0.1", "http://localhost/healthz", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Proto", ""),
        ("X-Forwarded-Port", "80@evil.example"),
        ("X-Forwarded-Port", "-1"),
        ("X-Forwarded-Prefix", "//evil.example"),
        ("X-Forwarded-Prefix", "https://evil.example"),
        ("X-Forwarded-Prefix", '/"><script>'),
    ],
)
def test_a_header_that_makes_no_sense_counts_as_not_sent(name: str, value: str) -> None:
    _, address, prefix = seen_by("127.0.0.1", BELIEVED, {**TOLD, name: value})
    without = {
        "X-Forwarded-Proto": "http://tv.example:8443/tv/healthz",
        "X-Forwarded-Port": "https://tv.example/tv/healthz",
        "X-Forwarded-Prefix": "https://tv.example:8443/healthz",
    }
    assert address == without[name]
    assert prefix == ("" if name == "X-Forwarded-Prefix" else "/tv")


@given(st.one_of(st.text(max_size=40), st.text("/.aB-_~%\\:?#\r\n\t\0 é", max_size=12), st.from_regex(r"(/\w+)+/?")))
def test_whatever_a_proxy_calls_the_path_it_is_one_or_none(told: str) -> None:
    prefix = prefix_of(told)
    assert re.fullmatch(r"(/[A-Za-z0-9._~-]+)*", prefix)
    assert not {"..", "."} & set(prefix.split("/"))
    assert urlsplit(f"{prefix}/shows").netloc == ""
    assert prefix in (told, told.removesuffix("/"), "")
    assert prefix_of(prefix) == prefix


@given(st.from_regex(r"(/[a-z0-9_~][A-Za-z0-9._~-]{0,9}){1,5}", fullmatch=True))
def test_what_the_owner_may_set_a_proxy_may_tell(path: str) -> None:
    assert prefix_of(path) == prefix_of(f"{path}/") == load({"PARITY_URL_PREFIX": path}, {}).url_prefix == path


def test_a_path_without_end_is_none() -> None:
    assert prefix_of("/a" * 100) == "/a" * 100
    assert prefix_of("/a" * 101) == ""


TOLD = {
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "tv.example",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Prefix": "/tv",
}


def seen_by(
    neighbour: str, environ: dict[str, str], headers: dict[str, str], path: str = "/healthz"
) -> tuple[str | None, str, str]:
    """What a view learns of a request: who asks, under which address, below which path."""
    app = Flask("probe")
    init_app(app, load(environ, {}))

    @app.get("/healthz")
    def see() -> list[str | None]:
        return [request.remote_addr, request.base_url, request.script_root]

    answer = app.test_client().get(path, headers=headers, environ_base={"REMOTE_ADDR": neighbour})
    remote_addr, address, prefix = answer.json or []
    return remote_addr, address, prefix
