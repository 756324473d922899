"""Pictures are fetched without the key, within limits, and only when they are pictures."""

from dataclasses import replace

import pytest

from parity.core.failures import Failure, NotFound, RateLimited, Unavailable
from parity.tmdb import fetch_poster
from parity.tmdb.pictures import LIMITS
from tests.loopback import Reply, answering

JPEG = b"\xff\xd8\xff\xe0 a picture"
NAME = "abcdefgh.jpg"


def test_a_poster_is_asked_for_by_its_name_and_without_the_key() -> None:
    with answering(Reply(JPEG, headers={"Content-Type": "text/html"})) as server:
        found = fetch_poster(f"{server.url}/t/p", NAME)
    assert (found.content, found.kind) == (JPEG, "image/jpeg")
    asked = server.asked[0]
    assert asked.target == f"/t/p/w342/{NAME}"
    assert not {"Authorization", "Cookie"} & set(asked.headers)


@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (Reply(b"", 404), NotFound, f"picture {NAME} does not exist"),
        (Reply(b"", 500), Unavailable, "answered with status 500"),
        (Reply(b"", 429), RateLimited, "asked too often"),
        (Reply(b"<svg onload='x()'/>", headers={"Content-Type": "image/jpeg"}), Unavailable, "no picture"),
        (Reply(b"<html>Sign in</html>"), Unavailable, "no picture"),
        (Reply(b"", 302, {"Location": "http://192.0.2.1/a.jpg"}), Unavailable, "redirects to 192.0.2.1"),
        (Reply(JPEG, length=1000), Unavailable, "cut its answer short"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_anything_but_a_picture_is_a_failure_and_not_asked_for_again(
    reply: Reply, kind: type[Failure], said: str
) -> None:
    with answering(reply) as server, pytest.raises(kind, match=said) as caught:
        fetch_poster(server.url, NAME)
    assert type(caught.value) is kind
    assert len(server.asked) == 1


def test_a_picture_that_is_too_big_is_refused_while_it_comes() -> None:
    with answering(Reply(JPEG * 200)) as server, pytest.raises(Unavailable, match="more than 1 KB"):
        fetch_poster(server.url, NAME, replace(LIMITS, body=1024))
    assert (LIMITS.body, LIMITS.whole) == (2 * 2**20, 5)
