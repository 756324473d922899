"""The door of the API: a key and nothing else opens it. Who is signed in in a browser is nobody here."""

import hmac

from flask import Response, abort, request

from parity.store import access_keys
from parity.web import here, limits
from parity.web.errors import answer

READING = ("GET", "HEAD", "OPTIONS")


def check_key() -> Response | None:
    """The answer to who has no right key for this request; None for who has."""
    given = request.headers.get("X-Api-Key") or request.args.get("apikey", "")
    if limits.tried_too_many_keys():
        return answer(429, "Too many wrong keys came from this address: wait a minute.")
    if not given:
        abort(401, "Send the API key in the header X-Api-Key.")
    scope = _scope_of(given)
    if scope is None:
        limits.wrong_key()
        abort(401, "This API key opens nothing, or no longer: Settings, Keys shows those that do.")
    if scope == "read" and request.method not in READING:
        abort(403, "This key may only read: make one that may change things under Settings, Keys.")
    if request.method not in READING and _has_body() and not request.is_json:
        abort(415, "Send the body as JSON, with the header Content-Type: application/json.")  # else it would be ignored
    try:
        request.get_json(silent=True)
    except RecursionError:
        abort(400, "The body is nested too deeply.")
    return None


def _has_body() -> bool:
    return bool(request.content_length) or "chunked" in request.headers.get("Transfer-Encoding", "")


def _scope_of(given: str) -> str | None:
    """What a key may do, None when it is not one of ours."""
    main = here.grounds().api_key
    if main and hmac.compare_digest(given.encode(), main.encode()):
        return "manage"
    with here.house().database.reading() as connection:
        key = access_keys.by_secret(connection, "api", given)
    if key is None:
        return None
    access_keys.note_use(here.house().database, key, here.now())
    return key.scope
