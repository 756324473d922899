"""A Parity that runs as a person starts it, with the accounts and servers of `two_servers` around it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.processes import Running, get, until
from tests.e2e.two_servers import TwoServers


@dataclass
class Living:
    """The process, and what stands around it. `url` is its own address and ends with a slash."""

    world: TwoServers
    run: Running
    url: str

    @property
    def setup_code(self) -> str:
        """The code for whoever comes from outside, as the log tells it."""
        found = until(
            lambda: re.search(r"sets it up from outside: (\S+)", self.run.said), "the log tells the setup code"
        )
        return found[1]


@contextmanager
def living(world: TwoServers, folder: Path, **environ: str) -> Iterator[Living]:
    """Start it with sign-in by Plex, and let it be well until the end of the block."""
    given = {**world.environ, "PARITY_DATA_DIR": str(folder / "data"), "PARITY_AUTH": "plex", **environ}
    with Running(given, folder, "run", "--port", "0") as run:
        url = run.line()
        assert url, run.said
        until(lambda: get(f"{url}healthz") == 200, "it is healthy")
        yield Living(world, run, url)
    assert "Traceback" not in run.said
