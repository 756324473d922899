"""What `doctor` says of SageTV: not set up, well, refused, or not SageTV at all; never the password."""

import os
from collections.abc import Iterator

import pytest

from parity.demo.faults import Fault
from parity.demo.sage_world import VERSION
from tests.cli.conftest import Terminal
from tests.cli.sage_scene import SageScene


@pytest.fixture
def scene(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[SageScene]:
    """SageTV, beside a Plex server."""
    made = SageScene(monkeypatch)
    yield made
    made.close()


def sagetv(terminal: Terminal, exits: int) -> str:
    (said,) = (
        check["message"] for check in terminal.json("doctor", exits=exits)["checks"] if check["name"] == "sagetv"
    )
    return str(said)


def test_it_is_named_with_its_version(scene: SageScene, terminal: Terminal) -> None:
    assert sagetv(terminal, exits=0) == f"answers. It is {VERSION}."


def test_nothing_is_to_mend_where_it_is_not_set_up(
    scene: SageScene, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAGETV_URL")
    said = sagetv(terminal, exits=0)
    assert said.startswith("SAGETV_URL is not set: ")
    assert said.endswith("such as http://192.168.1.5:8080, with user:password@ before the host")


def test_a_wrong_password_is_told_without_it(
    scene: SageScene, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGETV_URL", scene.address("sage", "a-wrong:p@ss/word"))
    result = terminal("doctor", exits=1)
    assert "MEND  sagetv: SageTV: " in result.stdout
    assert "the user or password was refused; SAGETV_URL takes them as user:password@ before the host" in result.stdout
    assert not [
        secret for secret in ("a-wrong:p@ss/word", "a-wrong%3Ap%40ss%2Fword", "c2FnZ") if secret in result.output
    ]


@pytest.mark.parametrize("kind", ["html", "garbage", "closed"])
def test_what_does_not_answer_like_it_is_to_mend(kind: str, scene: SageScene, terminal: Terminal) -> None:
    scene.sage_faults.add(Fault(kind))
    assert sagetv(terminal, exits=1).startswith("SageTV: ")


def test_another_program_at_the_address_is_not_taken_for_it(
    scene: SageScene, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGETV_URL", os.environ["PLEX_BASE_URL"])
    said = sagetv(terminal, exits=1)
    assert said.startswith("SageTV: the user or password was refused, and not as SageTV does it: another program may")
    assert said.endswith(
        "does SAGETV_URL lead to SageTV's web server, and is the plugin SageX Services installed there?"
    )
