"""Parity behind a real nginx, over https, on a name of its own and below a path."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.processes import ROOT, Running, get, until
from tests.e2e.nginx import Answer, Nginx, Site, complaint

pytestmark = pytest.mark.process

LINK = re.compile(r'(?:href|src|action|hx-get|hx-post)="([^"#]+)')
FORGED = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "ftp",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-Ip": "127.0.0.1",
    "Forwarded": "for=127.0.0.1;host=evil.example;proto=ftp",
    "SCRIPT_NAME": "/evil",
}


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx in front of a running Parity, whose services nobody could reach."""
    folder = tmp_path_factory.mktemp("nginx")
    environ = {
        "PARITY_DATA_DIR": str(folder / "data"),
        "PARITY_AUTH": "none",
        "PARITY_TRUSTED_PROXIES": "1",
        "PARITY_PROXY_NETWORKS": "127.0.0.1",
        "PARITY_URL": "https://parity.example",
        "PLEX_BASE_URL": "http://127.0.0.1:9",
        "PLEX_TOKEN": "token",
        "TMDB_API_KEY": "key",
    }
    with Running(environ, folder, "run", "--port", "0") as run:
        address = run.line()
        with Nginx(folder, urlsplit(address).port or 0) as nginx:
            until(lambda: get(f"{address}healthz") == 200, "it is healthy")
            yield nginx
        assert "Traceback" not in run.said


@pytest.fixture(params=["root", "path"])
def site(nginx: Nginx, request: pytest.FixtureRequest) -> Site:
    """One of its two addresses."""
    return nginx.root if request.param == "root" else nginx.path


def local_links(page: Answer) -> set[str]:
    """Where a page leads on this site, and what it is made of."""
    assert page.status == 200
    links = {link.replace("&amp;", "&") for link in LINK.findall(page.text)}
    return {link for link in links if not urlsplit(link).netloc}


def test_every_page_leads_to_where_the_site_is(site: Site) -> None:
    links = set[str]()
    for place in ("", "shows", "calendar", "activity", "settings", "maintenance", "about"):
        links |= local_links(site.ask(f"{site.prefix}/{place}"))
    assert {link for link in links if not link.startswith(f"{site.prefix}/")} == set()
    static = {link for link in links if "/static/" in link}
    assert {link.split("?")[0].rpartition(".")[2] for link in static} >= {"css", "js", "svg"}
    for link in static:
        answer = site.ask(link)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable"), link
    assert site.ask(f"{site.prefix}/healthz").status == 200


def test_redirects_stay_on_the_site(site: Site) -> None:
    tidied = site.ask(f"{site.prefix}/shows?q=&state=missing")
    assert (tidied.status, tidied.headers["Location"]) == (302, f"{site.prefix}/shows?state=missing")
    if site.prefix:
        slash = site.ask(site.prefix)
        assert (slash.status, slash.headers["Location"]) == (301, f"{site.prefix}/")


def test_a_form_of_the_site_is_taken_and_one_of_another_is_not(site: Site) -> None:
    page = site.ask(f"{site.prefix}/shows")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    cookie = "; ".join(f"{one.key}={one.value}" for one in SimpleCookie(page.headers["Set-Cookie"]).values())
    ours = f"https://localhost:{site.port}"
    for origin, status in [(ours, 303), (f"http://localhost:{site.port + 1}", 403), ("https://evil.example", 403)]:
        headers = {"Origin": origin, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = f"theme=dark&csrf_token={token[1]}&back={site.prefix}/shows"
        answer = site.ask(f"{site.prefix}/theme", headers, "POST", body)
        assert answer.status == status, origin
        if status == 303:
            assert answer.headers["Location"] == f"{site.prefix}/shows"


def test_htmx_gets_its_fragment(site: Site) -> None:
    asks = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Source": "form#filters"}
    asks["HX-Current-URL"] = f"{site.url}shows"
    answer = site.ask(f"{site.prefix}/shows?q=&state=missing", asks)
    assert answer.status == 200
    assert "<html" not in answer.text
    assert answer.headers["HX-Push-Url"] == f"{site.prefix}/shows?state=missing"
    assert {link for link in local_links(answer) if not link.startswith(f"{site.prefix}/")} == set()


def test_what_a_visitor_forges_does_not_arrive(site: Site) -> None:
    page = site.ask(f"{site.prefix}/", FORGED)
    assert local_links(page) == local_links(site.ask(f"{site.prefix}/"))
    assert "evil" not in page.text
    assert "evil" not in str(page.headers)


def test_a_foreign_name_is_refused(site: Site) -> None:
    assert site.ask(f"{site.prefix}/", {"Host": "evil.example"}).status in (400, 403)


@pytest.mark.parametrize("name", ["swag-subdomain.conf", "swag-subfolder.conf"])
def test_nginx_understands_the_examples_for_swag(name: str, tmp_path: Path) -> None:
    text = (ROOT / "docs/proxies" / name).read_text(encoding="utf-8")
    text = text.replace("/config/nginx/", f"{tmp_path}/").replace("443 ssl", "8443")
    for included in ("ssl", "proxy", "resolver"):
        (tmp_path / f"{included}.conf").touch()
    site = text if "server {" in text else f"server {{ {text} }}"
    assert complaint(tmp_path, site) == ""
    assert 'unknown directive "sat"' in complaint(tmp_path, site.replace("set $", "sat $"))
