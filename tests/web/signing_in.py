"""A browser that signs in: it follows no redirect by itself, and remembers every address it was at or sent to."""

import html
import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.core.account import Account
from tests.plex_tv import FakePlexTv
from tests.web.houses import FRAGMENT


class Browser:
    """`proxied` are headers that a proxy adds; `below` is the path below which the site lives."""

    def __init__(self, client: FlaskClient, proxied: Mapping[str, str] | None = None, below: str = "") -> None:
        self.client = client
        self.below = below
        self.addresses: list[str] = []
        self.headers = dict(proxied or {})

    def get(self, path: str) -> str:
        """A page."""
        answer = self.client.get(self.below + path, headers=self.headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
        self.addresses.append(path)
        return answer.text

    def goes(self, path: str) -> str:
        """Where an address leads on to."""
        return self._led(path, self.client.get(self.below + path, headers=self.headers))

    def sends(self, path: str, **form: str) -> str:
        """Where a form leads on to."""
        return self._led(path, self.client.post(self.below + path, data=self.form(**form), headers=self.headers))

    def looks(self) -> TestResponse:
        """What the page asks by itself while it waits."""
        return self.client.post(f"{self.below}/login/check", data=self.form(), headers={**self.headers, **FRAGMENT})

    def signs_in(self, plex: FakePlexTv, account: Account, **form: str) -> str:
        """Begin, claim at Plex, come back; where that leads to."""
        if self.sends("/login", **form) == f"{self.below}/login/go":
            plex.claim(account)
        return self.goes("/login/return")

    def plex_page(self, path: str = "/login") -> str:
        """The address at Plex that the browser is sent to."""
        self.sends(path)
        found = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', self.get("/login/go"))
        assert len(found) == 1
        return html.unescape(found[0])

    def form(self, **fields: str) -> dict[str, str]:
        """A form of ours."""
        page = self.client.get(f"{self.below}/login?ended=unknown", headers=self.headers)
        if page.status_code != 200:  # somebody is signed in
            page = self.client.get(f"{self.below}/logout", headers=self.headers)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found is not None, page.text
        return {"csrf_token": found[1], **fields}

    def session(self) -> dict[str, Any]:
        """What the cookie holds."""
        with self.client.session_transaction() as session:
            return dict(session)

    def twin(self) -> "Browser":
        """Another tab that has been open all the while: it has the cookie of this moment."""
        other = Browser(self.client.application.test_client(), self.headers, self.below)
        with other.client.session_transaction() as session:
            session.update(self.session())
        return other

    def _led(self, path: str, answer: TestResponse) -> str:
        assert answer.status_code == 303, (path, answer.status_code, answer.text)
        self.addresses += [path, answer.headers["Location"]]
        return answer.headers["Location"]
