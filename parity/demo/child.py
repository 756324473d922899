"""Starting a stand-in as a child process, and talking to its control routes."""

import json
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Protocol
from urllib.request import Request, urlopen

from parity.demo.serving import Tls

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 30.0


class World(Protocol):
    """What can be served: its kind is the stand-in's name."""

    KIND: ClassVar[str]

    def to_json(self) -> str: ...


class Child:
    """A running stand-in: `url`, its control routes as methods, and `stop()`; also a context manager."""

    def __init__(self, kind: str, world: Path, port: int = 0, latency: float = 0.0, tls: Tls | None = None) -> None:
        """Start `kind` ("plex", "sagetv" …: the `KIND` of a world) over a saved world; wait for its address.

        Raises RuntimeError when it ends before it answers.
        """
        command = [sys.executable, "-m", "parity.demo.standin", kind]
        command += ["--world", str(world), "--port", str(port), "--latency", str(latency)]
        command += ["--certificate", str(tls.certificate), "--key", str(tls.key)] if tls else []
        self._trusted = ssl.create_default_context(cafile=tls.certificate) if tls else None
        self.process = subprocess.Popen(
            command,
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            self.stop()
            raise RuntimeError(f"the stand-in for {kind} did not start")

    def do(self, method: str, **args: object) -> object:
        """Call one of the world's `DOABLE` methods; answers its result. Raises HTTPError when it refuses."""
        return self._call("/_world", {"do": method, "args": args}).get("result")

    def faults(self, rules: Sequence[Mapping[str, object]] | None = None, latency: float | None = None) -> None:
        """Replace the rules, the latency, or both; the fields of a rule are those of `faults.Fault`."""
        self._call("/_faults", {"rules": rules, "latency": latency})

    def struck(self) -> Mapping[str, object]:
        """How often each rule struck: `{"rules": [{"kind", "met", "struck"}], "latency"}`."""
        return self._call("/_faults")

    def requests(self) -> Mapping[str, object]:
        """What it was asked: `{"total", "kinds", "asked", "most_at_once"}`."""
        return self._call("/_requests")

    def forget_requests(self) -> None:
        """Count from zero again."""
        self._call("/_requests/reset", {})

    def stop(self) -> None:
        """End it, and wait until it is gone; a second call does nothing."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(_PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def _call(self, path: str, body: Mapping[str, object] | None = None) -> Mapping[str, object]:
        data = None if body is None else json.dumps(body).encode()
        asked = Request(self.url + path, data, {"Content-Type": "application/json"})
        with urlopen(asked, timeout=_PATIENCE, context=self._trusted) as answer:
            told = json.load(answer)
        return told if isinstance(told, dict) else {}


def start(world: World, port: int = 0, latency: float = 0.0, tls: Tls | None = None) -> Child:
    """Save a world in a temporary file, serve it from a child process, and remove the file again."""
    with tempfile.TemporaryDirectory(prefix="parity-demo-") as folder:
        saved = Path(folder) / "world.json"
        saved.write_text(world.to_json(), encoding="utf-8")
        return Child(world.KIND, saved, port, latency, tls)
