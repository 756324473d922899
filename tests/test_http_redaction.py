"""Nothing secret leaves by a log."""

import io
import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest

from parity.core.failures import Unavailable
from parity.http import Caller, RedactingFilter, RetryPolicy, redact, register_secret
from tests.loopback import answering, as_json


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger whose handler is filtered, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger(f"tests.{uuid4().hex}")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("GET /3/tv/1?api_key=0123abcd&page=2 HTTP/1.1", "GET /3/tv/1?api_key=***&page=2 HTTP/1.1"),
        ("/photo?X-Plex-Token=xyz-123", "/photo?X-Plex-Token=***"),
        ("/api/v1/missing?apikey=abc", "/api/v1/missing?apikey=***"),
        ("access_token=abc; refreshToken=def", "access_token=***; refreshToken=***"),
        ("client_secret=abc,pin=1234", "client_secret=***,pin=***"),
        ("{'X-Plex-Token': 'abc', 'Accept': 'x'}", "{'X-Plex-Token': '***', 'Accept': 'x'}"),
        ('{"authToken": "abc", "id": 1}', '{"authToken": "***", "id": 1}'),
        ("X-Plex-Token: abc\r\nAccept: x", "X-Plex-Token: ***\r\nAccept: x"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: ***"),
        ("sent with Bearer abcdefgh.ijk", "sent with Bearer ***"),
        ("the token eyJhbGciOi.eyJhdWQi.c2ln was refused", "the token *** was refused"),
        ("Cookie: parity_session=abc.def; theme=dark", "Cookie: ***"),
        ("{'Set-Cookie': 'parity_session=abc.def; Path=/'}", "{'Set-Cookie': 'parity_session=***; Path=/'}"),
        ("sent parity_session=abc.def; theme=dark", "sent parity_session=***; theme=dark"),
        ("http://me:pass@nas:8080/sagex", "http://***@nas:8080/sagex"),
        ("redis://:pass@redis:6379/0", "redis://***@redis:6379/0"),
    ],
)
def test_tokens_keys_and_passwords_are_cut(text: str, clean: str) -> None:
    assert redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "Breaking Bad S01E02: 3 of 10 shows, key=/library/metadata/5, ratingKey=7",
        "http://192.168.1.5:32400/library/sections?type=2&includeGuids=1",
        "pinned=1&tokens are fine",
        "me@example.org asked for https://plex.tv/link",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact(text) == text


def test_a_registered_secret_is_cut_wherever_it_stands_also_as_part_of_an_address() -> None:
    secret = f"top/{uuid4().hex}"
    register_secret(secret)
    assert redact(f"said {secret}, sent %2F: {secret.replace('/', '%2F')}") == "said ***, sent %2F: ***"


def test_a_registered_secret_is_cut_in_the_forms_that_others_give_it() -> None:
    secret = f'"über" {uuid4().hex}\\'
    register_secret(secret)
    packed = b64encode(secret.encode()).decode()
    for form in (json.dumps({"said": secret}), repr([secret]), f"Basic {packed}", f"?state={packed.rstrip('=')}&x"):
        assert secret[8:40] not in redact(form)
        assert packed[:40] not in redact(form)


def test_what_is_secret_for_a_while_is_cut_and_never_too_many_of_them() -> None:
    secrets = [uuid4().hex for _ in range(301)]
    for secret in secrets:
        register_secret(secret, passing=True)
    assert [redact(secret) for secret in secrets[1:]] == ["***"] * 300
    assert redact(secrets[0]) == secrets[0]


def test_of_two_secrets_that_begin_alike_the_longer_one_is_cut_whole() -> None:
    secret = uuid4().hex
    register_secret(secret)
    register_secret(f"{secret}-and-more")
    assert redact(f"<{secret}-and-more>") == "<***>"


@pytest.mark.parametrize("value", [None, "", "abc"])
def test_what_is_too_short_for_a_secret_does_not_blacken_words(value: str | None) -> None:
    register_secret(value)
    assert redact("abc of nothing") == "abc of nothing"


def test_a_log_line_is_cleaned_with_its_arguments(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.warning("asked %s with %s", "http://a/?token=abc", {"X-Plex-Token": "def"})
    assert written.getvalue() == "asked http://a/?token=*** with {'X-Plex-Token': '***'}\n"


def test_a_traceback_is_cleaned(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    try:
        raise ValueError("Max retries exceeded with url: /3/tv/1?api_key=0123abcd")
    except ValueError:
        logger.exception("it failed", stack_info=True)
    assert "0123abcd" not in written.getvalue()
    assert "ValueError: Max retries exceeded with url: /3/tv/1?api_key=***" in written.getvalue()


def test_a_log_call_with_too_few_arguments_loses_nothing_and_breaks_nothing(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    logger.warning("%s and %s: token=abc", "one")
    assert written.getvalue() == "%s and %s: token=*** ('one',)\n"


def test_what_the_libraries_say_while_calling_is_clean_too(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    theirs = logging.getLogger("urllib3.connectionpool")
    level = theirs.level
    theirs.setLevel(logging.DEBUG)
    theirs.addHandler(logger.handlers[0])
    secret = uuid4().hex
    register_secret(secret)
    try:
        with answering(as_json({})) as server:
            with closing(Caller("TMDB", server.url, params={"api_key": secret, "k": secret})) as caller:
                caller.get("/tv/1")
            refusing = Caller("TMDB", "http://127.0.0.1:1", params={"k": secret}, policy=RetryPolicy(attempts=1))
            with closing(refusing), pytest.raises(Unavailable):
                refusing.get("/tv/1")
    finally:
        theirs.removeHandler(logger.handlers[0])
        theirs.setLevel(level)
    assert "GET /tv/1?api_key=***&k=*** HTTP/1.1" in written.getvalue()
    assert secret not in written.getvalue()
