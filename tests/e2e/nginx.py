"""A real nginx over https in front of an app, with the configurations of docs/proxies as they stand there."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

from tests.certificates import self_made_files
from tests.cli.processes import ROOT, until

REQUIRED = "PARITY_REQUIRE_NGINX"
ABSENT = "the tests behind a reverse proxy need nginx: apt install nginx-light (Debian and Ubuntu)"
NAMES = ("parity.example.org", "home.example.org", "localhost")
# Everything that nginx would write outside its folder, and nothing that needs to be root.
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/nginx-*.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, without following anything."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """One address at which nginx serves the app: `url` ends with a slash, `prefix` is the path or ""."""

    url: str
    port: int
    prefix: str
    trust: ssl.SSLContext

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: str | None = None
    ) -> Answer:
        """Ask for a path of the server, as it is: nothing is put before it."""
        line = http.client.HTTPSConnection("localhost", self.port, timeout=10, context=self.trust)
        try:
            line.request(method, path, body, dict(headers or {}))
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            line.close()


class Nginx:
    """nginx in front of the app on `app_port` of this machine, until the end of the block.

    `root` and `path` are its two addresses, https://localhost:PORT/ and https://localhost:PORT/parity/.
    """

    def __init__(self, folder: Path, app_port: int) -> None:
        command = _command(folder)
        self._folder = folder
        trust = _certify(folder)
        self.root = self._site("nginx-root.conf", app_port, "", trust)
        self.path = self._site("nginx-path.conf", app_port, "/parity", trust)
        nothing = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)

    @property
    def said(self) -> str:
        """What it wrote about troubles."""
        return (self._folder / "error.log").read_text(encoding="utf-8")

    def _site(self, name: str, app_port: int, prefix: str, trust: ssl.SSLContext) -> Site:
        port = _free_port()
        text = (ROOT / "docs" / "proxies" / name).read_text(encoding="utf-8")
        for documented, here in (
            ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
            ("/etc/nginx/parity.", f"{self._folder}/parity."),
            ("http://127.0.0.1:8000", f"http://127.0.0.1:{app_port}"),
        ):
            assert documented in text, (name, documented)
            text = text.replace(documented, here)
        (self._folder / name).write_text(text, encoding="utf-8")
        return Site(f"https://localhost:{port}{prefix}/", port, prefix, trust)

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.said
        for site in (self.root, self.path):
            try:
                socket.create_connection(("127.0.0.1", site.port), timeout=1).close()
            except OSError:
                return False
        return True

    def __enter__(self) -> "Nginx":
        until(self._listens, "nginx listens")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, where: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def complaint(folder: Path, site: str) -> str:
    """What nginx does not understand of a configuration; "" when it understands all."""
    command = _command(folder)
    (folder / "nginx-site.conf").write_text(site, encoding="utf-8")
    run = subprocess.run([*command, "-t", "-q"], capture_output=True, text=True, timeout=10)
    return run.stderr if run.returncode else ""


def _command(folder: Path) -> list[str]:
    """How to start nginx on the sites of a folder. Where there is no nginx the test ends here."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(ABSENT, pytrace=False)
        pytest.skip(ABSENT)
    main = folder / "main.conf"
    main.write_text(MAIN.format(folder=folder), encoding="utf-8")
    return [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(main)]


def _certify(folder: Path) -> ssl.SSLContext:
    """Make a certificate for this machine, parity.crt and parity.key; whoever has the context trusts it."""
    made = self_made_files(folder, *NAMES, "127.0.0.1")
    made.certificate.rename(folder / "parity.crt")
    made.key.rename(folder / "parity.key")
    return ssl.create_default_context(cafile=str(folder / "parity.crt"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
