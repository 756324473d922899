"""How SageTV is asked: who asks travels in a header alone, and what is no answer is the failure that it is."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from urllib.parse import quote

import pytest

from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.demo.faults import Faults
from parity.demo.sage_standin import create_app
from parity.demo.sage_world import VERSION, SageWorld
from parity.http import redact
from parity.sagetv import SageTv, sagetv_caller
from parity.sagetv.calling import address_of
from tests.actions.doorways import Doorway
from tests.loopback import FakeTime, Reply, answering, as_json
from tests.sagetv.castle import CASTLE
from tests.sagetv.conftest import NOW, Opening, Service


def named(asked: Mapping[str, str]) -> str:
    """The user and password that came along."""
    return b64decode(asked["Authorization"].removeprefix("Basic ")).decode()


@pytest.mark.parametrize(
    ("user", "password"),
    [("sage", "frey"), ("s@ge", "a:b/c%41@d"), ("säge", "fréy🦊"), ("sage", ""), ("a b", "+&=#?")],
)
def test_whatever_user_and_password_hold_they_come_along(user: str, password: str) -> None:
    world = SageWorld(now=NOW)
    world.set_user(user, password)
    doorway = Doorway.of(create_app(world, Faults()))
    caller = sagetv_caller(world.address(doorway.url), interrupt=FakeTime())
    assert SageTv(caller).version() == VERSION
    caller.close()
    doorway.move_out()


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ("http://sage:fr@ey@host:8080", "sage:fr@ey"),
        ("http://sage:fr/ey@host:8080", "sage:fr/ey"),
        ("http://sage:f:rey@host:8080", "sage:f:rey"),
        ("http://sage:100%@host:8080", "sage:100%"),
        ("http://sage:fr%40ey@host:8080", "sage:fr@ey"),
        ("http://sage@host:8080", "sage:"),
    ],
)
def test_a_password_may_stand_in_the_address_as_it_is(given: str, who: str) -> None:
    address = address_of(given)
    assert address.url == "http://host:8080"
    assert address.credentials == (f"Basic {b64encode(who.encode()).decode()}",)


@pytest.mark.parametrize("path", ["", "/", "/tv", "/tv/", "/tv/sagex/api", "/sagex/api"])
def test_an_address_may_go_on_and_may_already_lead_to_the_service(path: str) -> None:
    prefix = "/tv" if path.startswith("/tv") else ""
    assert address_of(f"https://sage:frey@host{path}").url == f"https://host{prefix}"
    assert address_of(f"http://host:8080{path}").credentials == ()


def test_nothing_of_who_asks_is_in_an_address_a_failure_or_a_log() -> None:
    password = "open:sesame/now@100%é"
    world = SageWorld(now=NOW)
    world.set_user("olive", password)
    with answering(Reply(b"no", 401)) as server:
        caller = sagetv_caller(world.address(server.url), interrupt=FakeTime())
        with pytest.raises(Unauthorised) as refused:
            SageTv(caller).videos()
        caller.close()
    header = server.asked[0].headers["Authorization"]
    assert named(server.asked[0].headers) == f"olive:{password}"
    told = [asked.target for asked in server.asked] + [str(refused.value), repr(refused.value)]
    for secret in (password, header.removeprefix("Basic "), quote(password, safe="")):
        assert not any(secret in text for text in told)
        assert secret not in redact(f"asked with {secret} at noon")


def test_an_old_server_that_reads_passwords_as_latin_is_understood_from_then_on() -> None:
    world = SageWorld(now=NOW)
    world.set_user("säge", "fréy")
    world.latin = True
    doorway = Doorway.of(create_app(world, Faults()))
    caller = sagetv_caller(world.address(doorway.url), interrupt=FakeTime())
    for _ in range(3):
        assert SageTv(caller).version() == VERSION
    assert world.requests.total == 4
    caller.close()
    doorway.move_out()


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (
            401,
            Unauthorised,
            "the user or password was refused; SAGETV_URL takes them as user:password@ before the host",
        ),
        (403, Unauthorised, "the user of SAGETV_URL may not use its SageX service"),
        (404, Unavailable, "has no SageX service at that address; does SAGETV_URL lead to SageTV's web server"),
        (500, Unavailable, "answered with status 500"),
        (200, Unavailable, "answered with an error: java.lang.NullPointerException"),
        (429, RateLimited, ""),
    ],
)
def test_an_error_is_the_failure_that_it_means(sage: Service, status: int, kind: type[Failure], words: str) -> None:
    sage.suffers("status", status=status)
    for ask in (sage.asks.version, sage.asks.videos, lambda: sage.asks.video("7"), lambda: sage.asks.dump("7")):
        with pytest.raises(kind) as failed:
            ask()
        assert words in failed.value.detail


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("html", "answered with a web page instead of data; does SAGETV_URL lead to SageTV's web server"),
        ("garbage", "answered with something that is not data"),
        ("truncated", "cut its answer short"),
        ("wrong_type", "answered with something that is not SageTV's"),
        ("wrong_string", "answered with something that is not SageTV's"),
        ("closed", "broke"),
    ],
)
def test_what_is_no_answer_of_sagetv_is_no_list(sage: Service, kind: str, words: str) -> None:
    sage.world.add_recording("Castle", "/tv/castle.mpg")
    sage.suffers(kind)
    with pytest.raises(Unavailable, match=words):
        sage.asks.videos()


def test_who_asks_nothing_gets_a_page_of_help_which_is_no_answer(opened: Opening) -> None:
    asks, _ = opened(Reply(b"<head><title>Sage API - 9.2.5.0</title></head>", headers={"Content-Type": "text/html"}))
    with pytest.raises(Unavailable, match=r"a web page instead of data; does SAGETV_URL lead"):
        asks.version()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            "java.lang.Error: \x1b[31mno\nat sagex",
            "answered with an error: java.lang.Error: [31mno",
        ),
        ("x" * 5000, f"answered with an error: {'x' * 160}…"),
        ({"message": "no"}, "answered with an error"),
        (None, "answered with an error"),
    ],
)
def test_an_error_in_a_good_answer_is_told_in_one_line(opened: Opening, error: object, words: str) -> None:
    asks, _ = opened(as_json({"sagexVersion": "9.2.5.0", "error": error, "exception": "java…"}))
    with pytest.raises(Unavailable) as failed:
        asks.videos()
    assert failed.value.detail.endswith(words)


@pytest.mark.parametrize("told", [{}, {"Result": False}, {"Result": None}, {"Result": {}}, {"MediaFile": {}}])
def test_what_is_not_a_list_is_not_an_empty_list(opened: Opening, told: object) -> None:
    asks, _ = opened(as_json(told))
    with pytest.raises(Unavailable, match="did not answer with a list of recordings"):
        asks.videos()


def test_an_empty_list_is_one(opened: Opening) -> None:
    asks, server = opened(as_json({"Result": []}))
    assert asks.videos() == ()
    assert server.asked[0].path == "/sagex/api"
    query = server.asked[0].query
    assert (query["c"], query["1"], query["start"], query["size"]) == ("GetMediaFiles", "TVDB", "0", "250")
    assert query["encoder"] == "json"


@pytest.mark.parametrize("told", [{"Result": 9}, {"Result": " "}, {}, {"Result": None}])
def test_a_version_that_is_not_told_is_no_failure(opened: Opening, told: object) -> None:
    asks, _ = opened(as_json(told))
    assert asks.version() == "SageTV"


def test_what_is_not_there_is_not_found(sage: Service) -> None:
    for key in ("4711", "", "abc", "٣", "-1", "1 2"):
        for ask in (sage.asks.video, sage.asks.dump):
            with pytest.raises(NotFound):
                ask(key)
    assert set(sage.asked()) == {"GetMediaFileForID"}


@pytest.mark.parametrize("row", [None, [], {}, {**CASTLE, "MediaFileID": 4711}, {**CASTLE, "MediaFileID": "3517255"}])
def test_another_recording_is_not_the_one_that_was_asked_for(opened: Opening, row: object) -> None:
    asks, _ = opened(as_json({"MediaFile": row}))
    with pytest.raises(Unavailable, match="answered with something else than recording 3517255"):
        asks.video("3517255")


def test_all_that_is_told_of_one_is_handed_on_as_it_is(opened: Opening) -> None:
    asks, server = opened(as_json({"MediaFile": CASTLE}))
    assert asks.dump("3517255") == json.loads(json.dumps(CASTLE))
    assert "filter" not in server.asked[0].query


def test_a_question_is_asked_again_where_the_service_was_out_of_breath(sage: Service) -> None:
    sage.world.add_recording("Castle", "/tv/castle.mpg")
    fault = sage.suffers("status", status=503, times=2)
    assert len(sage.asks.videos()) == 1
    assert fault.struck == 2
