"""Connecting SIMKL on a terminal: a code, a browser that comes back, and every way in which either ends."""

import json
import socket
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from parity.cli import Commands, redirect_listener, watchlist_connect
from parity.cli.watchlist_connect import connect_command, disconnect_command
from parity.core import simkl_sign_in as rules
from parity.demo.faults import Fault
from parity.store import simkl_account
from parity.store.database import Database
from parity.store.schema import simkl_pending
from parity.store.simkl_account import SimklAccountRow
from tests.cli.conftest import Terminal
from tests.simkl_scene import FIRST, SECOND, SimklScene, scene_in

Answer = Callable[["Desk", str], object]
HERE = "127.0.0.1:0"


class Group(Commands):
    """The two commands alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["connect", "disconnect"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return {"connect": connect_command, "disconnect": disconnect_command}[cmd_name]


@dataclass
class Desk:
    """A terminal, SIMKL, and a browser: `pages` are what it was shown."""

    terminal: Terminal
    simkl: SimklScene
    patch: pytest.MonkeyPatch
    pages: list[tuple[int, str]] = field(default_factory=list)

    def __call__(self, *words: str, exits: int = 0) -> Result:
        result = CliRunner().invoke(Group("watchlist"), words)
        assert result.exit_code == exits, (result.stdout, result.stderr, result.exception)
        return result

    def visits(self, address: str) -> None:
        """The browser asks for a page of the helper."""
        try:
            with urlopen(address, timeout=5) as answer:
                self.pages.append((answer.status, answer.read().decode()))
        except HTTPError as error:
            self.pages.append((error.code, error.read().decode()))

    def comes_back(self, address: str, member: int | None = 1, /, **other: str) -> None:
        """The way from SIMKL's page back to the helper; `other` is what somebody changed of it."""
        told = self.simkl.answers(address, member)
        said = {"state": told.state, "code": told.code, "error": told.error, "iss": told.iss, **other}
        query = urlencode({name: value for name, value in said.items() if value})
        self.visits(f"{parse_qs(urlsplit(address).query)['redirect_uri'][0]}?{query}")

    def browser(self, answer: Answer) -> None:
        """What a browser does that is opened on SIMKL's page."""
        self.patch.setattr(webbrowser, "open", lambda address: answer(self, address) or True)

    def kept(self) -> SimklAccountRow | None:
        database = Database(f"sqlite:///{self.terminal.folder / 'parity.db'}")
        with database.reading() as connection:
            row = simkl_account.kept(connection)
        database.close()
        return row


@pytest.fixture
def desk(bare: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    (tmp_path / "simkl").mkdir()
    simkl = scene_in(tmp_path / "simkl")
    simkl.auth.interval = 0
    monkeypatch.setattr(rules, "SHORTEST", 0)  # nobody has a second here
    monkeypatch.setenv("SIMKL_BASE_URL", simkl.doorway.url)
    monkeypatch.setenv("SIMKL_AUTH_URL", simkl.doorway.url)
    monkeypatch.setenv("SIMKL_CLIENT_ID", SECOND)
    yield Desk(bare, simkl, monkeypatch)
    simkl.close()


def types_it(desk: Desk, after: int = 1) -> None:
    """Somebody types the code after so many looks of the terminal."""
    path = "/oauth2/token|/oauth/pin/."
    approve = lambda: desk.simkl.auth.approve(desk.simkl.code())  # noqa: E731
    desk.simkl.faults.add(Fault("call", path, times=1, skip=after, call=approve))


@pytest.mark.parametrize("app", [FIRST, SECOND])
def test_a_code_is_shown_and_who_types_it_is_connected(desk: Desk, app: str) -> None:
    desk.patch.setenv("SIMKL_CLIENT_ID", app)
    types_it(desk)
    result = desk("connect")
    lines = result.stdout.splitlines()
    assert lines[0] == f"Open {desk.simkl.doorway.url}/pin on any device and type this code:"
    assert lines[2].strip() == desk.simkl.code()
    assert lines[-1] == "SIMKL is connected as jane_doe."
    kept = desk.kept()
    assert kept is not None
    assert kept.token.value not in result.output
    gone = desk("disconnect")
    assert desk.kept() is None
    assert ("remove it there" in gone.stderr) is (app == FIRST)
    assert desk("disconnect", exits=1).stderr == "Error: SIMKL is not connected\n"


def test_as_json_nothing_else_is_on_stdout(desk: Desk) -> None:
    types_it(desk, after=0)
    result = desk("connect", "--json")
    assert json.loads(result.stdout) == {"member": "1", "name": "jane_doe"}
    assert desk.simkl.code() in result.stderr


def test_who_says_no_and_an_app_that_nobody_knows_are_one_line(desk: Desk) -> None:
    deny = lambda: desk.simkl.auth.deny(desk.simkl.code())  # noqa: E731
    desk.simkl.faults.add(Fault("call", "/oauth2/token", times=1, call=deny))
    said = desk("connect", exits=1).stderr.splitlines()[-1]
    assert said == "Error: You did not allow it at SIMKL, so nothing was connected."
    desk.patch.setenv("SIMKL_CLIENT_ID", "nobody-has-this-app")
    assert "SIMKL does not know this client id" in desk("connect", exits=1).stderr
    desk.patch.delenv("SIMKL_CLIENT_ID")
    assert "parity settings simkl_client_id YOUR_CLIENT_ID" in desk("connect", "--bind", HERE, exits=1).stderr


def test_the_callback_url_and_the_link_are_shown_and_the_browser_comes_back(desk: Desk) -> None:
    desk.browser(Desk.comes_back)
    result = desk("connect", "--bind", HERE, "--open")
    lines = [line.strip() for line in result.stdout.splitlines()]
    back, link = lines[2], lines[6]
    assert lines[0] == "Callback URL, which must stand in your SIMKL app exactly so:"
    assert back.startswith("http://127.0.0.1:")
    assert back.endswith("/callback")
    assert link.startswith(f"{desk.simkl.doorway.url}/oauth2/authorize?")
    assert parse_qs(urlsplit(link).query)["redirect_uri"] == [back]
    assert lines[-1] == "SIMKL is connected as jane_doe."
    [(status, page)] = desk.pages
    assert (status, "Success!" in page) == (200, True)
    kept = desk.kept()
    assert kept is not None
    assert kept.token.value not in result.output + page


def test_25_a_wrong_or_missing_state_is_rejected_and_the_right_answer_waited_for(desk: Desk) -> None:
    def answer(desk: Desk, address: str) -> None:
        back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        desk.visits(f"{back}?code=made-up")
        desk.visits(f"{back}?code=made-up&state=of-somebody-else")
        desk.visits(back.replace("/callback", "/favicon.ico"))
        desk.comes_back(address, iss="http://evil.example")
        desk.comes_back(address)

    desk.browser(answer)
    result = desk("connect", "--bind", HERE, "--open")
    assert [status for status, _ in desk.pages] == [400, 400, 404, 400, 200]
    assert "so it was not taken" in desk.pages[0][1]
    assert "it was not taken, and the right one is waited for" in result.stderr
    assert result.stdout.endswith("SIMKL is connected as jane_doe.\n")


@pytest.mark.parametrize(
    ("other", "member", "said"),
    [({}, None, "You did not allow it at SIMKL"), ({"code": "made-up"}, 1, "was used already, or is too old")],
)
def test_25_a_denial_and_a_used_code_are_told_in_the_browser_and_here(
    desk: Desk, other: dict[str, str], member: int | None, said: str
) -> None:
    desk.browser(lambda desk, address: desk.comes_back(address, member, **other))
    assert said in desk("connect", "--bind", HERE, "--open", exits=1).stderr
    assert said in desk.pages[0][1]
    assert desk.kept() is None


def test_25_the_address_that_the_browser_sees_can_be_given(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    def answer(desk: Desk, address: str) -> None:
        back = parse_qs(urlsplit(address).query)["redirect_uri"]
        assert back == ["https://nas.example/parity/callback"]
        told = desk.simkl.answers(address)
        said = {"state": told.state, "code": told.code, "iss": told.iss}
        desk.visits(f"http://127.0.0.1:{port}/parity/callback?{urlencode(said)}")

    desk.browser(answer)
    given = ("--callback", "https://nas.example/parity/callback")
    result = desk("connect", "--bind", f"127.0.0.1:{port}", "--open", *given)
    assert "    https://nas.example/parity/callback\n" in result.stdout
    assert desk.kept() is not None


def test_25_a_busy_port_is_one_clear_line(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        (line,) = desk("connect", "--bind", where, exits=1).stderr.splitlines()
    assert line == f"Error: {where} is busy: stop what listens there, or choose another port here and in your SIMKL app"
    assert desk.simkl.asked == []


def test_who_does_not_come_back_is_waited_for_five_minutes(desk: Desk) -> None:
    def late(desk: Desk, address: str) -> None:
        database = Database(f"sqlite:///{desk.terminal.folder / 'parity.db'}")
        with database.writing() as connection:
            connection.execute(update(simkl_pending).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        database.close()

    desk.browser(late)
    desk.patch.setattr("parity.cli.watchlist_connect._SECOND", 0.01)
    said = desk("connect", "--bind", HERE, "--open", exits=1).stderr
    assert "nobody came back from SIMKL's page within 5 minutes" in said


@pytest.mark.parametrize(
    "words",
    [
        ("--open",),
        ("--callback", "http://nas:8787"),
        *(("--bind", bind) for bind in ("8787", ":8787", "nas", "nas:x", "nas:99999")),
        *(
            ("--bind", HERE, "--callback", typed)
            for typed in (
                "nas:8787",
                "ftp://nas",
                "http://",
                "http://nas/?a=b",
                "http://a:b@nas/",
                "http://[",
                "http://n:x",
            )
        ),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_opened(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk("connect", *words, exits=2).stderr.startswith("Usage:")
    assert desk.simkl.asked == []


def test_behind_all_addresses_the_one_of_this_machine_is_shown_and_nothing_is_sent_to_find_it(desk: Desk) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.setblocking(False)
        desk.patch.setattr(redirect_listener, "_NOWHERE", listening.getsockname())
        assert redirect_listener.outward_address() == "127.0.0.1"
        with pytest.raises(BlockingIOError):
            listening.recv(1)
        desk.browser(Desk.comes_back)
        result = desk("connect", "--bind", "0.0.0.0:0", "--open")
    assert "    http://127.0.0.1:" in result.stdout
    assert "give it with --callback" in result.stderr


def test_an_answer_that_is_lost_on_the_way_to_simkl_is_not_waited_for_without_end(desk: Desk) -> None:
    def used_and_gone(desk: Desk, address: str) -> None:
        """As if what took the answer had broken off in between."""
        database = Database(f"sqlite:///{desk.terminal.folder / 'parity.db'}")
        with database.writing() as connection:
            connection.execute(update(simkl_pending).values(used=True))
        database.close()

    desk.browser(used_and_gone)
    desk.patch.setattr(watchlist_connect, "BROWSER_FOR", timedelta(0))
    desk.patch.setattr(watchlist_connect, "_AN_ANSWER", timedelta(0))
    desk.patch.setattr(watchlist_connect, "_SECOND", 0.01)
    assert "nobody came back" in desk("connect", "--bind", HERE, "--open", exits=1).stderr
