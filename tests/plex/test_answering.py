"""Who answers at an address, without showing anything to them."""

from pathlib import Path

import pytest

from parity.core.account import Answering
from parity.core.failures import Failure, Unavailable
from parity.plex.answering import who_answers
from tests.certificates import self_made
from tests.loopback import Reply, answering, as_json

IDENTITY = {"MediaContainer": {"size": 0, "claimed": True, "machineIdentifier": "machine-1", "version": "1.43.0"}}


def test_a_server_says_which_one_it_is_and_how_long_it_took() -> None:
    ticks = iter([10.0, 10.0421])
    with answering(as_json(IDENTITY)) as server:
        assert who_answers(server.url, True, 2.0, clock=lambda: next(ticks)) == Answering("machine-1", "1.43.0", 42)
    asked = server.asked[0]
    assert (asked.method, asked.target) == ("GET", "/identity")
    assert not {name for name in asked.headers if name.lower().startswith(("x-plex", "authorization", "cookie"))}


def test_a_server_with_a_certificate_of_its_own_is_heard_when_that_is_allowed(tmp_path: Path) -> None:
    tls, _ = self_made(tmp_path)
    with answering(as_json(IDENTITY), tls) as server:
        assert who_answers(server.url, False, 2.0).machine_id == "machine-1"
        with pytest.raises(Unavailable, match="cannot be trusted"):
            who_answers(server.url, True, 2.0)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<html>", 401), "answered with status 401: there is no Plex server at that address"),
        (as_json({}, 429), "was asked too often"),
        (Reply(b"<html>It works!</html>"), "answered with a web page instead of data"),
        (as_json({"MediaContainer": {"size": 0}}), "answered with data that names no server"),
        (as_json({"machineIdentifier": "m"}), "answered with data of another shape"),
        (as_json({"MediaContainer": {"machineIdentifier": "m" * 300_000}}), "answered with more than 256 KB"),
        (Reply(b'{"Media', length=90), "cut its answer short"),
        (Reply(b"", 302, {"Location": "https://elsewhere.example/"}), "redirects to elsewhere.example"),
    ],
)
def test_who_is_no_plex_server_is_told_in_one_sentence_and_asked_once(reply: Reply, words: str) -> None:
    with answering(reply) as server, pytest.raises(Failure, match=words):
        who_answers(server.url, True, 2.0)
    assert len(server.asked) == 1


def test_nobody_is_waited_for_longer_than_that(silent: str) -> None:
    with pytest.raises(Unavailable, match=r"did not answer within 0\.05 s"):
        who_answers(silent, True, 0.05)


@pytest.mark.parametrize("address", ["", "plex", "ftp://127.0.0.1", "http://[half", "http://127.0.0.1:99999"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(Unavailable):
        who_answers(address, True, 0.05)
