"""Every failure of a request becomes a sentence: JSON below /api, a toast for htmx, a page elsewhere.

One of the two places that catch everything: what is not foreseen is a bug, logged under a reference.
"""

import logging
import secrets
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Response, jsonify, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.scan_control import AlreadyRunning
from parity.store.ailing import ailment_of
from parity.web import here, hx, limits
from parity.web.failure_page import failure_page, sentence_for
from parity.web.speech import gettext as _
from parity.web.way_back import page_of_form

_log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Let no failure leave the house as a traceback."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(NoSuchThing, lambda error: answer(404, str(error)))
    app.register_error_handler(Refused, lambda error: answer(422, str(error)))
    app.register_error_handler(AlreadyRunning, _already_running)
    app.register_error_handler(CSRFError, _too_old)
    app.register_error_handler(Exception, _of_bug)


def answer(status: int, sentence: str, code: str | None = None, reference: str = "", **more: object) -> Response:
    """The failure in the form that whoever asks can read. `code` is for programs, `more` too.

    `reference`: under which the log tells more.
    """
    word = code or HTTPStatus(status).phrase.lower().replace(" ", "_")
    if request.path.startswith("/api/"):
        known = {"reference": reference} if reference else {}
        response = jsonify(error={"code": word, "message": sentence, **known, **more})
    elif hx.wants_fragment():
        response = hx.fragment(hx.toast(sentence))
    else:
        response = Response(render_template("error.html", failure=failure_page(status, sentence, reference)))
    response.status_code = status
    if status == 429:
        limits.say_when(response)
    return response


def _of_http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        return _of_bug(error.original_exception)  # it was met while another failure was being told
    status = error.code or 500
    if error.response is not None or status < 400:
        found: Any = error.get_response()
        return Response(found.get_data(), found.status, found.headers)
    page = None if request.path.startswith("/api/") or status != 405 else page_of_form()
    if page is not None:
        return cast(Response, redirect(page, 303))
    response = answer(status, _told(error) or sentence_for(status, error.name))
    if error.code == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


def _told(error: HTTPException) -> str | None:
    """What a view said on purpose, or what is wrong with the fields of the request."""
    if error.code == 429:
        return None  # the library names its rule
    data: dict[str, Any] = getattr(error, "data", None) or {}
    if "messages" in data:
        return "; ".join(_fields(data["messages"]))
    is_own = error.description != type(error).description
    return error.description if is_own else None


def _fields(messages: Any, path: str = "") -> list[str]:
    """`limit: must be at least 1` for each field, from the nested form of the validator."""
    if isinstance(messages, dict):
        inner = (_fields(value, str(name)) for name, value in messages.items())
        return [line for lines in inner for line in lines]
    said = " ".join(str(line) for line in messages) if isinstance(messages, list) else str(messages)
    return [f"{path}: {said}" if path else said]


def _already_running(error: AlreadyRunning) -> Response:
    sentence = f"Scan {error.scan_id} is already running."
    return answer(409, sentence, "already_running", scan_id=error.scan_id)


def _too_old(error: CSRFError) -> Response:
    return answer(400, _("This page was open for too long: reload it and try again."))


def _of_bug(error: BaseException) -> Response:
    reference = secrets.token_hex(4)
    here.without_database()
    ailment = ailment_of(error)
    if ailment is not None:
        rule = request.url_rule or "(no route)"  # not the path, which may hold a feed's token
        _log.error("%s %s %s: %s (reference %s)", ailment, request.method, rule, error, reference)
        return answer(503, ailment, "database", reference)
    _log.error("A request met a bug (reference %s)", reference, exc_info=error)
    sentence = _("Something went wrong; the log knows more under the reference %(reference)s.", reference=reference)
    return answer(500, sentence, "bug", reference)
