"""The demo as a person starts it, in a session of its own, and the strings behind its stage."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from parity.core.shapes import ACTIVE
from tests.cli.processes import ROOT, Running, until

KEY = "demo"


class Demo(Running):
    """`python -m parity demo` on a free port, until the end of the block."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "demo.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "parity", "demo", "--port", "0"],
                cwd=ROOT,
                env={**os.environ, "TMPDIR": str(folder), "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._tmdb = ""
        self.url = self.line()
        assert self.url, self.said

    def settle(self) -> None:
        """Wait until its first scan is done."""
        until(lambda: self._is_scanned(), "the demo's first scan is done", 30)
        self._tmdb = self._worker_setting("TMDB_BASE_URL").removesuffix("/3")

    def api(self, path: str) -> Any:
        """What the JSON API answers."""
        return _call(f"{self.url}api/v1/{path}{'&' if '?' in path else '?'}apikey={KEY}")

    def slow(self, seconds: float, shows: str = r"\d+") -> None:
        """TMDB takes so long about these shows (a regex of their ids); 0: all are quick again."""
        rules = [{"kind": "slow", "path": f"/tv/({shows})$", "seconds": seconds}] if seconds else []
        _call(f"{self._tmdb}/_faults", {"rules": rules})

    def tmdb(self, do: str, **args: object) -> None:
        """Change something at TMDB: one of `TmdbWorld.DOABLE`."""
        _call(f"{self._tmdb}/_world", {"do": do, "args": args})

    def rest(self) -> None:
        """All is quick, and no scan is at work."""
        self.slow(0)
        for scan in self._at_work():
            with suppress(HTTPError):  # 409: it ended by itself in between
                _call(f"{self.url}api/v1/scans/{scan['id']}/cancel?apikey={KEY}", {})
        until(lambda: not self._at_work(), "no scan is at work")

    def _at_work(self) -> list[Any]:
        return [scan for scan in self.api("scans?limit=1")["items"] if scan["state"] in ACTIVE]

    def _is_scanned(self) -> bool:
        assert self.process.poll() is None, self.said
        try:
            scans = self.api("scans")["items"]
        except OSError:
            return False
        return bool(scans) and scans[0]["state"] == "done"

    def _worker_setting(self, name: str) -> str:
        # The demo keeps the addresses of its stand-ins to itself; its worker was told them.
        told = Path(f"/proc/{self.children()['worker']}/environ").read_text(encoding="utf-8")
        return dict(line.split("=", 1) for line in told.split("\0") if line)[name]


def _call(url: str, body: Mapping[str, object] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=10) as answer:
        return json.load(answer)
