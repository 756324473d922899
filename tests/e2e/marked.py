"""A Parity that was given marked secrets, and visitors who look for the marks in all that they are answered."""

import re
import sqlite3
import subprocess
import sys
from base64 import b64encode
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from parity.demo.child import Child
from tests.cli.processes import ROOT, Running, children_of, until
from tests.e2e.two_servers import TwoServers

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_ROWS = {
    "token of {0}": "SELECT name, token FROM servers WHERE token IS NOT NULL",
    "token of the account": "SELECT name, token FROM accounts",
    "token of the home's user {0}": "SELECT name, token FROM watched_user",
    "key of sign-in {0}": "SELECT pin_id, key FROM pins",
    "code of sign-in {0}": "SELECT pin_id, code FROM pins WHERE strong",
    "SIMKL's token {0}": "SELECT substr(token, -4), token FROM simkl_account",
    "SIMKL's refresh token": "SELECT 1, refresh FROM simkl_account WHERE refresh != ''",
    "key at SIMKL {0}": "SELECT begun_at, key FROM simkl_pending",
    "verifier {0}": "SELECT begun_at, verifier FROM simkl_pending WHERE verifier != ''",
    "device code {0}": "SELECT begun_at, device_code FROM simkl_pending WHERE device_code != ''",
}


def forms(secret: str) -> set[str]:
    """How a secret may be written: as it is, in an address, in JSON, in Base64."""
    packed = b64encode(secret.encode()).decode().rstrip("=")
    return {secret, quote(secret, safe=""), secret.replace('"', '\\"').replace("/", "\\/"), packed}


@dataclass
class Marked:
    """A running Parity, its secrets by what they are, and where one was told that should not have been.

    `visits` holds what browsers were given: at home in pages, and nowhere else.
    """

    servers: TwoServers
    run: Running
    url: str
    environ: dict[str, str]
    folder: Path
    secrets: dict[str, str]
    simkl: Child
    sagetv: Child
    sage_address: str
    visits: dict[str, str] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """Its file."""
        return self.folder / "parity.db"

    def look_at(self, where: str, text: str, *but: str, is_page: bool = False) -> None:
        """Note what a text tells; names that begin with one of `but` may stand there."""
        looked_for = self.secrets if is_page else self.secrets | self.visits
        for name, secret in looked_for.items():
            if not name.startswith(but or "\0") and any(form in text for form in forms(secret)):
                self.told.setdefault(where, set()).add(name)

    def learn(self) -> None:
        """Mark what is kept in files and rows by now."""
        for name in ("secret_key", "api_key", "device_key.pem"):
            if (path := self.folder / name).exists():
                lines = path.read_text(encoding="utf-8").split("\n")
                self.secrets[name] = next(line for line in lines if line and not line.startswith("-"))
        for name, query in _ROWS.items():
            self.secrets |= {name.format(row[0]): row[1] for row in self.rows(query)}

    def rows(self, query: str) -> list[Any]:
        """What a statement answers."""
        with closing(sqlite3.connect(self.database)) as database, database:
            return database.execute(query).fetchall()

    def types(self, *words: str, **environ: str) -> str:
        """Run a command, look through what it prints, and give it back."""
        command = [sys.executable, "-m", "parity", *words]
        given = self.environ | environ
        result = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=30)
        printed = result.stdout + result.stderr
        self.look_at(f"$ {' '.join(words)}", printed)
        return printed

    def look_at_processes(self) -> None:
        """What everybody on this machine sees of them."""
        pids = [self.run.process.pid]
        for pid in pids:
            pids += children_of(pid)
            self.look_at("ps", Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " "))
        assert len(pids) >= 3

    def look_at_the_folder(self) -> None:
        """What its files are called."""
        self.look_at("ls", "\n".join(str(path) for path in self.folder.rglob("*")))


class Visitor:
    """A browser that looks at all that it is answered."""

    def __init__(self, scene: Marked, name: str) -> None:
        self.scene, self.name = scene, name
        self._session = requests.Session()

    def ask(self, method: str, path: str, *but: str, **given: Any) -> requests.Response:
        """Ask, and look through the answer; this one may tell what begins with one of `but`."""
        here = self.scene.url.rstrip("/")
        headers = {"Origin": here, "Referer": f"{here}/", **given.pop("headers", {})}
        answer = self._session.request(method, here + path, allow_redirects=False, timeout=20, headers=headers, **given)
        where = f"{self.name}: {method} {path.partition('?')[0]} {answer.status_code}"
        told = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
        self.scene.look_at(where, answer.text, *but, is_page="html" in answer.headers.get("Content-Type", ""))
        self.scene.look_at(f"{where}, its headers", str(told))
        for number, token in enumerate((*_TOKEN.findall(answer.text), *answer.cookies.values())):
            if len(token) > 20:
                self.scene.visits[f"{where}, {number}"] = token
        return answer

    def sends(self, path: str, *but: str, **form: str) -> requests.Response:
        """Send a form of ours."""
        found = _TOKEN.findall(self.ask("GET", "/logout").text)
        token = found or _TOKEN.findall(self.ask("GET", "/login?ended=unknown").text)
        return self.ask("POST", path, *but, data={**form, "csrf_token": token[0]})

    def signs_in(self, account: str, leads: str = "/", **how: str) -> None:
        """By Plex's page, or `how="code"`, until that leads on."""
        begun = self.sends("/login", **how)
        self.scene.learn()
        assert self.ask("GET", begun.headers["Location"], "code of sign-in").status_code == 200
        self.scene.servers.claim(account)
        self.scene.secrets[f"token of {account}"] = self.scene.servers.living(account)[-1]
        until(lambda: self.ask("GET", "/login/return").headers.get("Location") == leads, "it is through", 10)

    def sees(self, paths: list[str]) -> None:
        """Look at pages, one after the other."""
        for path in paths:
            self.ask("GET", path)
