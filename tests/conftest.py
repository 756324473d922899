"""What holds for every test: UTC, nobody's own settings, no network but loopback, bounded properties."""

import gc
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.databases import in_a_hurry
from tests.order import long_ones_first
from tests.routes import built_when_asked_for
from tests.secrets_told import forgotten_afterwards

# Before anyone imports them, whichever folder comes first: their assertions are read as a test's own.
pytest.register_assert_rewrite("tests.actions.household", "tests.actions.twice")

# The first is the same engine without the frame around its pages, which takes a quarter of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "the browser tests need Chromium: apt install chromium (Debian) or chromium-browser (Ubuntu)"
REQUIRE_BROWSER = "PARITY_REQUIRE_BROWSER"
REQUIRED = (REQUIRE_BROWSER, "PARITY_REQUIRE_NGINX")
OUR_SETTINGS = ("PARITY_", "PLEX_", "TMDB_", "TVDB_", "SIMKL_", "SAGETV_", "USENET_", "DMM_", "INCLUDE_DMM_")

# The same examples in each run, so that a failure is never a matter of luck; `campaign` looks for new ones.
hypothesis.settings.register_profile(
    "default", derandomize=True, database=None, deadline=None, max_examples=60, print_blob=True
)
hypothesis.settings.register_profile("campaign", deadline=None, max_examples=5000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


gc.disable()  # until all tests are read: what is loaded meanwhile stays, and to look for garbage in it takes a third


KINDS = ("process", "browser")
LONGEST = {"running_demo", "running_with_secrets"}  # the fixtures that only they have


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Of one kind of test alone (`-m process`) only the files are read that have any: to read all takes seconds."""
    if collection_path.suffix != ".py" or config.option.markexpr not in KINDS:
        return None
    return True if f"pytest.mark.{config.option.markexpr}" not in collection_path.read_text(encoding="utf-8") else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first; with the demo on one worker, so that it is started by as few as can be."""
    items.sort(key=lambda item: LONGEST.isdisjoint(getattr(item, "fixturenames", ())))
    items[:] = long_ones_first(items, getattr(config, "workerinput", {}).get("workercount", 1))


def pytest_collection_finish() -> None:
    """What the tests are made of is never garbage: to look through it again and again takes a tenth of their time."""
    gc.freeze()
    gc.enable()


def pytest_configure() -> None:
    """Before anything is imported: UTC, and no setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith(OUR_SETTINGS) and name not in REQUIRED]:
        del os.environ[name]
    os.environ["TZ"] = "UTC"
    time.tzset()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser its tests fail if PARITY_REQUIRE_BROWSER=1, else one sentence says how to get one."""
    if item.get_closest_marker("browser") and browser() is None:
        if os.environ.get(REQUIRE_BROWSER) == "1":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what tests measured and nobody asserts: their properties named `told`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "told":
                terminalreporter.write_line(str(value))


def browser() -> str | None:
    """Path of the system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to start; only for tests marked `browser`, which do not run without it."""
    path = browser()
    assert path is not None, NO_BROWSER
    return path


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of this test's own, which is also where Parity keeps its data."""
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    monkeypatch.setenv("PARITY_DATA_DIR", str(path))
    return path


@pytest.fixture(scope="session", autouse=True)
def hasty_databases() -> Iterator[None]:
    """Databases cost next to nothing; those of other processes are as they are for everybody."""
    with in_a_hurry():
        yield


@pytest.fixture(scope="session", autouse=True)
def light_apps() -> Iterator[None]:
    """Apps are made by the hundred; those of other processes are as they are for everybody."""
    with built_when_asked_for():
        yield


@pytest.fixture(autouse=True)
def secrets_of_its_own() -> Iterator[None]:
    """What one test keeps out of the logs says nothing about the next, and costs it nothing."""
    with forgotten_afterwards():
        yield


class NetworkRefused(AssertionError):
    """A test tried to reach something that is not this machine."""


def is_here(host: object) -> bool:
    """Whether a host as given to a socket is this machine; a name is looked up by nobody, so it is not."""
    if host in (None, "", b"", "localhost"):
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """No test talks to anyone: connecting or looking up a name beyond loopback fails at once, by name."""

    def refuse(host: object) -> None:
        if not is_here(host):
            raise NetworkRefused(f"a test tried to reach {host!r}; only loopback is allowed")

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def connect_here(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refuse(address[0])
            return connect(self, address)

        return connect_here

    def look_up_here(host: Any, *rest: Any, **named: Any) -> Any:
        refuse(host)
        return look_up(host, *rest, **named)

    look_up = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield
