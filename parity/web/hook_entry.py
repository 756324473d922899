"""The door of the hooks: which hook a request may come in by, and how much of it is read."""

import hmac
import json
from urllib.parse import urlsplit

from flask import Response, jsonify, request

from parity.store import hooks
from parity.store.hooks import HookRow, Kind
from parity.web import here, limits

LARGEST_JSON = 1_000_000
LARGEST_PLEX = 2_000_000
"""Bytes; Plex sends a picture along."""


class Turned(Exception):
    """A request goes no further: with this status, for this reason, and to be sent again after so many seconds."""

    def __init__(self, status: int, sentence: str, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait


def turned(refusal: Turned) -> Response:
    """The answer, which a program shows to whoever set it up."""
    response = jsonify(error={"message": str(refusal)})
    response.status_code = refusal.status
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Parity", charset="UTF-8"'
    if refusal.status == 405:
        response.headers["Allow"] = "POST, PUT"
    if refusal.wait:
        response.headers["Retry-After"] = str(refusal.wait)
    return response


def opened_by(secret: str | None, *kinds: Kind) -> tuple[HookRow, list[HookRow]]:
    """The hook of these kinds that this secret is of, else the password that came along; and all of them.

    Raises Turned. Only wrong secrets are counted, and how long it takes to find one wrong tells nothing of the others.
    """
    given = secret if secret is not None else _password()
    if given is None:
        raise Turned(401, "Sign in with any user name and the secret of a hook as the password.")
    with here.house().database.reading() as connection:
        rows = [row for row in hooks.every(connection) if row.kind in kinds]
    tried, found = given.encode("utf-8", "replace"), None
    for row in rows:
        if hmac.compare_digest(row.secret.encode(), tried):
            found = row
    if found is not None:
        return found, rows
    if wait := limits.wrong_secret():
        raise Turned(429, "Too many wrong secrets came from this address: wait a minute.", wait)
    raise Turned(401, "This secret is of no hook here, or no longer: Settings, Hooks shows those that there are.")


def posted_only() -> None:
    """Somebody opened the address in a browser, to see whether it is the right one. Raises Turned."""
    if request.method not in ("POST", "PUT"):
        raise Turned(405, "This is the address of a hook: what a program posts to it is heard.")


def body(most: int = LARGEST_JSON) -> bytes:
    """What was posted. Raises RequestEntityTooLarge."""
    request.max_content_length = most
    return request.get_data()


def field(name: str, most: int) -> str | None:
    """One field of the form that was posted; None when there is none of this name. Raises RequestEntityTooLarge."""
    request.max_content_length = most
    return request.form.get(name)


def parsed(text: str | bytes) -> object:
    """The JSON that was posted. Raises Turned."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Turned(400, "What was posted is no JSON.") from None


def _password() -> str | None:
    """Browsers send a password along by themselves, also when a page of another site leads them here."""
    try:
        given = request.authorization
    except ValueError:  # werkzeug means to give None, but does not for what is not ASCII
        given = None
    if given is None or given.type != "basic":
        return None
    if _comes_from_a_foreign_page():
        raise Turned(403, "This came from a page of another site.")
    return given.password or ""


def _comes_from_a_foreign_page() -> bool:
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    try:
        return origin is not None and urlsplit(origin).netloc != request.host
    except ValueError:  # a bracket that does not close
        return True
