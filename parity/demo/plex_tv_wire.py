"""How plex.tv is spoken to: `X-Plex-…` as headers or parameters; JSON when asked for, else XML."""

import json
from collections.abc import Sequence

from flask import Response, request

from parity.demo.plex_rows import Row
from parity.demo.plex_tv_records import Refused
from parity.demo.plex_wire import element

_CODES = {401: ("User could not be authenticated", 1001), 429: ("API rate limit exceeded", 1003)}


def said(name: str) -> str:
    """What the caller says of itself: `said("Token")` is `X-Plex-Token`; empty when nothing."""
    return request.headers.get(f"X-Plex-{name}") or request.args.get(f"X-Plex-{name}") or ""


def client() -> str:
    """Which client asks. Raises Refused when it does not say."""
    identifier = said("Client-Identifier")
    if not identifier:
        raise Refused(400, "X-Plex-Client-Identifier is missing", 1000)
    return identifier


def one(tag: str, row: Row, status: int = 200) -> Response:
    """One thing: an object, or an element of this tag."""
    return _answer(row, element(tag, _without_none(row)), status)


def several(outer: str, tag: str, rows: Sequence[Row], nested: str, each: str) -> Response:
    """Several things: a bare list, or elements of `tag` in `outer`, their list `nested` as elements of `each`."""
    inner = ""
    for row in rows:
        children = row[nested]
        assert isinstance(children, list)
        inside = "".join(element(each, child) for child in children)
        plain = element(tag, {name: value for name, value in _without_none(row).items() if name != nested})
        inner += f"{plain.removesuffix('/>')}><{nested}>{inside}</{nested}></{tag}>"
    return _answer(rows, f"<{outer}>{inner}</{outer}>", 200)


def error(refused: Refused) -> Response:
    """The body of an error."""
    facts = {"code": refused.code, "message": refused.message, "status": refused.status}
    row = {name: value for name, value in facts.items() if value is not None}
    return _answer({"errors": [row]}, f"<errors>{element('error', row)}</errors>", refused.status)


def refusal(status: int) -> Response:
    """The body of an error of which only the status is known."""
    message, code = _CODES.get(status, ("Something went wrong", None))
    return error(Refused(status, message, code))


def _without_none(row: Row) -> Row:
    return {name: "" if value is None else value for name, value in row.items()}


def _answer(body: object, xml: str, status: int) -> Response:
    if "json" in request.headers.get("Accept", ""):
        return Response(json.dumps(body), status, content_type="application/json; charset=utf-8")
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}', status, content_type="application/xml; charset=utf-8"
    )
