"""Connecting SIMKL from the pages: a code, SIMKL's page and back, every end of either, and nothing secret shown."""

import html
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.store import simkl_account
from tests.simkl_scene import FIRST, SimklScene, scene_in
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, as_manager, as_viewer, client_of

PAGE = "/watchlist/connect"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SimklScene]:
    made = scene_in(tmp_path)
    yield made
    made.close()


class Owner:
    """The owner's browser; the site lives below a path."""

    def __init__(self, client: FlaskClient, below: str = "", proxied: dict[str, str] | None = None) -> None:
        self.client, self.below, self.headers = client, below, proxied or {}

    def get(self, path: str = PAGE) -> str:
        answer = self.client.get(self.below + path, headers=self.headers)
        assert answer.status_code == 200, answer.headers.get("Location")
        return answer.text

    def send(self, path: str = PAGE, part: bool = False, **form: str) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/settings"))
        assert token is not None
        headers = {**self.headers, **(FRAGMENT if part else {})}
        return self.client.post(self.below + path, data={"csrf_token": token[1], **form}, headers=headers)

    def simkls_page(self) -> str:
        """The address that the browser is led to."""
        assert self.send(how="browser").headers["Location"] == f"{self.below}{PAGE}/go"
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', self.get(f"{PAGE}/go"))
        assert found is not None
        return html.unescape(found[1])

    def comes_back(self, scene: SimklScene, address: str, member: int | None = 1, /, **other: str) -> TestResponse:
        """What SIMKL's page sends the browser to; `other` is what somebody changed of it."""
        told = scene.answers(address, member)
        said = {"state": told.state, "code": told.code, "error": told.error, "iss": told.iss, **other}
        query = urlencode({name: value for name, value in said.items() if value})
        return self.client.get(f"{self.below}{PAGE}/return?{query}", headers=self.headers)


@pytest.fixture
def owner(scene: SimklScene) -> Owner:
    return Owner(client_of(scene.house))


def test_without_an_app_the_page_says_how_to_make_one_and_the_exact_redirect_uri(
    scene: SimklScene, owner: Owner
) -> None:
    scene.gives(simkl_client_id=None)
    for page in (owner.get(), owner.get("/settings")):
        assert '<code id="simkl-redirect" class="exact">http://localhost/watchlist/connect/return</code>' in page
        assert "Connect SIMKL</button>" not in page
    assert "Give the client id of your SIMKL app first." in owner.send(part=True).text
    assert scene.asked == []


def test_a_code_is_shown_typed_and_the_account_is_connected_without_script(scene: SimklScene, owner: Owner) -> None:
    assert owner.send(back="/settings").headers["Location"] == PAGE
    page = owner.get()
    assert f'<code id="simkl-typed" class="typed">{scene.code()}</code>' in page
    assert f'href="{scene.doorway.url}/pin?code={scene.code()}"' in page
    assert scene.code() in owner.get("/settings"), "the settings show it too"
    scene.wait(5)
    assert owner.send(f"{PAGE}/poll").headers["Location"] == PAGE
    scene.auth.approve(scene.code())
    scene.wait(5)
    assert owner.send(f"{PAGE}/poll").headers["Location"] == "/settings"
    page = owner.get("/settings")
    assert "SIMKL is connected as jane_doe." in page
    assert "<strong>jane_doe</strong>" in page
    assert scene.code() not in page


def test_with_script_the_part_is_exchanged_and_asks_again_by_itself(scene: SimklScene, owner: Owner) -> None:
    part = owner.send(part=True).text
    assert part.lstrip().startswith('<section id="simkl-connect"')
    assert 'hx-trigger="every 5s"' in part
    assert f'hx-post="{PAGE}/poll"' in part
    scene.wait(5)
    assert scene.code() in owner.send(f"{PAGE}/poll", part=True).text
    scene.auth.approve(scene.code())
    scene.wait(5)
    seen = owner.send(f"{PAGE}/poll", part=True)
    assert "simklChanged" in seen.headers["HX-Trigger"]
    assert "<strong>jane_doe</strong>" in seen.text
    assert "every 5s" not in seen.text


def test_a_second_tab_says_nothing_against_what_the_first_one_connected(scene: SimklScene, owner: Owner) -> None:
    owner.send(part=True)
    scene.auth.approve(scene.code())
    scene.wait(5)
    owner.send(f"{PAGE}/poll", part=True)
    late = owner.send(f"{PAGE}/poll", part=True).text
    assert "<strong>jane_doe</strong>" in late
    assert "simkl-end" not in late


def test_what_simkl_says_against_it_stands_on_the_page_until_another_try(scene: SimklScene, owner: Owner) -> None:
    owner.send()
    scene.auth.deny(scene.code())
    scene.wait(5)
    owner.send(f"{PAGE}/poll")
    said = "You did not allow it at SIMKL, so nothing was connected."
    assert said in owner.get()
    owner.send()
    assert said not in owner.get()


def test_on_simkls_page_and_back(scene: SimklScene, owner: Owner) -> None:
    address = owner.simkls_page()
    assert parse_qs(urlsplit(address).query)["redirect_uri"] == ["http://localhost/watchlist/connect/return"]
    led = owner.comes_back(scene, address)
    assert (led.status_code, led.headers["Location"]) == (303, PAGE), "the code does not stay in the address"
    assert "SIMKL is connected as jane_doe." in owner.get()
    assert owner.client.get(f"{PAGE}/go").headers["Location"] == PAGE


@pytest.mark.parametrize("other", [{"state": ""}, {"state": "somebody else's"}, {"iss": ""}, {"iss": "http://evil"}])
def test_25_what_somebody_else_made_up_is_refused_and_the_right_answer_still_counts(
    scene: SimklScene, owner: Owner, other: dict[str, str]
) -> None:
    address = owner.simkls_page()
    scene.asked.clear()
    assert owner.comes_back(scene, address, **other).headers["Location"] == PAGE
    assert "so it was not taken" in owner.get()
    assert not [path for path in scene.asked if "token" in path]
    owner.comes_back(scene, address)
    assert "SIMKL is connected as jane_doe." in owner.get()


def test_25_who_says_no_or_brings_an_old_code_is_told_so(scene: SimklScene, owner: Owner) -> None:
    owner.comes_back(scene, owner.simkls_page(), None)
    assert "You did not allow it at SIMKL" in owner.get()
    owner.comes_back(scene, owner.simkls_page(), code="made-up")
    assert "was used already, or is too old" in owner.get()
    assert scene.kept() is None


def test_another_browser_cannot_bring_the_answer(scene: SimklScene, owner: Owner) -> None:
    address = owner.simkls_page()
    other = Owner(owner.client.application.test_client())
    other.comes_back(scene, address)
    assert scene.kept() is None
    assert "so it was not taken" in other.get()


@pytest.mark.parametrize(
    ("environ", "below", "back"),
    [
        ({"PARITY_URL": "https://parity.example"}, "", "https://parity.example"),
        ({"PARITY_URL": "https://a.example/tv", "PARITY_URL_PREFIX": "/tv"}, "/tv", "https://a.example/tv"),
        ({"PARITY_URL_PREFIX": "/tv"}, "/tv", "http://localhost/tv"),
        ({"PARITY_TRUSTED_PROXIES": "1", "PARITY_HOSTS": "nas.local"}, "", "https://nas.local:8443"),
    ],
)
def test_the_redirect_uri_is_the_address_of_the_outside_world(
    tmp_path: Path, environ: dict[str, str], below: str, back: str
) -> None:
    scene = scene_in(tmp_path, **environ)
    told = {"X-Forwarded-For": "192.168.1.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "nas.local:8443"}
    owner = Owner(client_of(scene.house), below, told if "PARITY_TRUSTED_PROXIES" in environ else None)
    assert f'<code class="exact">{back}/watchlist/connect/return</code>' in owner.get()
    address = owner.simkls_page()
    assert parse_qs(urlsplit(address).query)["redirect_uri"] == [f"{back}/watchlist/connect/return"]
    owner.comes_back(scene, address)
    assert scene.kept() is not None
    scene.close()


def connected(scene: SimklScene, app: str = FIRST) -> SimklToken:
    token = SimklToken("v1", app, "a-token-of-jane")
    with scene.house.database.writing() as connection:
        simkl_account.keep(connection, token, Member("1", "jane <b>"), NOW)
    scene.gives(simkl_client_id=app)
    return token


def test_disconnecting_says_what_simkl_still_holds(scene: SimklScene, owner: Owner) -> None:
    connected(scene)
    assert "<strong>jane &lt;b&gt;</strong>" in owner.get()
    owner.send(f"{PAGE}/disconnect")
    page = owner.get()
    assert "SIMKL still lists Parity among the connected apps" in page
    assert scene.kept() is None
    owner.send(f"{PAGE}/disconnect")
    assert "SIMKL was not connected." in owner.get()


def test_a_sign_in_that_simkl_refuses_is_told_here_and_on_the_dashboard(scene: SimklScene, owner: Owner) -> None:
    token = connected(scene)
    with scene.house.database.writing() as connection:
        simkl_account.refused(connection, token, NOW)
    assert "SIMKL does not take this sign-in any more." in owner.get("/settings")
    page = owner.get("/")
    assert "SIMKL no longer takes the sign-in of jane &lt;b&gt;: connect SIMKL again." in page
    assert 'href="/settings#simkl-connect"' in page


def test_another_client_id_is_told(scene: SimklScene, owner: Owner) -> None:
    connected(scene)
    scene.gives(simkl_client_id="another-app-of-mine")
    assert "The client id was changed since" in owner.get()


@pytest.mark.parametrize("become", [as_viewer, as_manager])
def test_it_is_the_owners_account_and_nobody_elses_to_connect(scene: SimklScene, become: object) -> None:
    connected(scene)
    client = become(client_of(scene.house, auth="plex"))  # type: ignore[operator]
    for path in (PAGE, f"{PAGE}/go", f"{PAGE}/return?state=x&code=y"):
        assert client.get(path).status_code == 403
    if become is as_manager:
        page = client.get("/settings").text
        assert "<strong>jane &lt;b&gt;</strong>" in page
        assert PAGE not in page
    assert scene.asked == []


def test_35_no_secret_is_in_a_page_an_address_or_a_log(
    scene: SimklScene, owner: Owner, caplog: pytest.LogCaptureFixture
) -> None:
    from parity.http import redact

    caplog.set_level(logging.DEBUG)
    scene.gives(simkl_client_secret="the-secret-of-my-app")
    address = owner.simkls_page()
    led = owner.comes_back(scene, address)
    kept = scene.kept()
    assert kept is not None
    secrets = [kept.token.value, kept.token.refresh or "", "the-secret-of-my-app"]
    shown = [address, led.headers["Location"], owner.get(), owner.get("/"), repr(kept)]
    logged = redact("\n".join(record.getMessage() for record in caplog.records))
    assert not [secret for secret in secrets for text in (*shown, logged) if secret in text]
    assert owner.client.get(PAGE).headers["Cache-Control"] == "no-store"
