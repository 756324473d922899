"""The ways in for programs that tell what arrived: Plex, Sonarr and Radarr, and what calls autoscan or autopulse.

A message becomes one row, which a worker works off; nobody outside is asked. What nobody knows yet is answered with
200: Sonarr and Radarr stop telling whoever refuses a message.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from parity.actions.hooks import hear, take
from parity.core.hook_arr import read_arr
from parity.core.hook_body import Unreadable, words
from parity.core.hook_path import read_a_train, read_paths
from parity.core.hook_plex import read_plex
from parity.core.told import Told
from parity.store import hooks
from parity.store.arrival_state import state_of
from parity.store.hooks import HookRow
from parity.web import here
from parity.web.hook_answers import event_of
from parity.web.hook_entry import LARGEST_PLEX, Turned, body, field, opened_by, parsed, posted_only, turned

page = Blueprint("hooks", __name__)
page.register_error_handler(Turned, turned)
page.register_error_handler(RequestEntityTooLarge, lambda _: turned(Turned(413, "This is more than any hook takes.")))

_Read = TypeVar("_Read", bound=Told | None)
_METHODS = ["GET", "POST", "PUT"]


@page.route("/hooks/plex", methods=_METHODS)
@page.route("/hooks/plex/<secret>", methods=_METHODS)
def plex(secret: str | None = None) -> ResponseReturnValue:
    """A webhook of Plex; what imitates it may post bare JSON. Who plays what is not kept, nor another's server."""
    hook, _ = opened_by(secret, "plex")
    posted_only()
    payload = field("payload", LARGEST_PLEX)
    message = parsed(body() if payload is None else payload)
    with here.house().database.reading() as connection:
        servers = hooks.our_servers(connection)
    told = _read(lambda: read_plex(message, servers))
    if told is not None and told.item is not None:
        take(here.house(), hook, told, message)
    elif told is not None:
        hear(here.house(), hook)
    return _heard()


@page.route("/hooks/arr", methods=_METHODS)
@page.route("/hooks/arr/<secret>", methods=_METHODS)
def arr(secret: str | None = None) -> ResponseReturnValue:
    """A webhook of Sonarr or Radarr."""
    hook, _ = opened_by(secret, "arr")
    posted_only()
    return _of_arr(hook, parsed(body()))


@page.route("/hooks/path/<secret>", methods=_METHODS)
def told(secret: str) -> ResponseReturnValue:
    """Paths in the address, for who cannot send a password."""
    return _of_any(opened_by(secret, "path")[0], "manual")


@page.route("/triggers/manual", methods=_METHODS)
def manual() -> ResponseReturnValue:
    """autoscan's own way, and with `path` autopulse's; whoever opens it in a browser finds a form.

    Sonarr and Radarr are often led here instead of to an address of their own, and are understood too.
    """
    hook, _ = opened_by(None, "arr", "path")
    if request.method != "GET" and request.is_json and not _named():
        return _of_arr(hook, parsed(body()))
    if request.method == "GET" and not _named():
        return render_template("hooks/manual.html", said="")
    return _of_any(hook, "manual")


@page.route("/triggers/a-train/<drive>", methods=_METHODS)
def a_train(drive: str) -> ResponseReturnValue:
    """What came and went in a drive, by folders."""
    hook, _ = opened_by(None, "arr", "path")
    posted_only()
    return _of_drive(hook, parsed(body()), words(f"a-train {drive}", 60))


@page.route("/triggers/<name>", methods=_METHODS)
def named(name: str) -> ResponseReturnValue:
    """The trigger of a hook by its name; the secret of any hook of these kinds opens it.

    It takes what Sonarr and Radarr post, folders of A-Train, or paths in the address.
    """
    _, rows = opened_by(None, "arr", "path")
    hook = next((row for row in rows if row.name == name.casefold()), None)
    if hook is None:
        raise Turned(404, "There is no hook of this name: Settings, Hooks shows those that there are.")
    return _of_any(hook, hook.name)


@page.get("/status/<int(max=2147483647):arrival_id>")
def status(arrival_id: int) -> ResponseReturnValue:
    """How far a message has come, in autopulse's words."""
    opened_by(None, "arr", "path")
    return jsonify(_event(arrival_id))


def _of_any(hook: HookRow, event: str) -> ResponseReturnValue:
    """Paths in the address, whatever is posted along; without them what Sonarr, Radarr or A-Train post."""
    posted = b"" if _named() or request.method not in ("POST", "PUT") else body()
    if not posted.strip():
        return _of_paths(hook, event)
    message = parsed(posted)
    drive = isinstance(message, dict) and "eventType" not in message and {"created", "deleted"} & message.keys()
    return _of_drive(hook, message, event) if drive else _of_arr(hook, message)


def _of_arr(hook: HookRow, message: object) -> Response:
    take(here.house(), hook, _read(lambda: read_arr(message)), message)
    return _heard()


def _of_drive(hook: HookRow, message: object, event: str) -> Response:
    take(here.house(), hook, _read(lambda: read_a_train(message, event)), message)
    return _heard()


def _of_paths(hook: HookRow, event: str) -> ResponseReturnValue:
    """What stands in the address. Who only asks whether we are here changes nothing."""
    if request.method == "HEAD":
        return _heard()
    folders, files = request.args.getlist("dir"), request.args.getlist("path")
    told = _read(lambda: read_paths(folders, files, event))
    made = take(here.house(), hook, told, {"dir": folders, "path": files})
    if files:
        return _fresh(jsonify(_event(made)))
    if request.method == "GET" and "text/html" in request.accept_mimetypes.values():
        return _fresh(Response(render_template("hooks/manual.html", said=told.said)))
    return _heard()


def _named() -> bool:
    return "dir" in request.args or "path" in request.args


def _event(arrival_id: int) -> dict[str, object]:
    with here.house().database.reading() as connection:
        state = state_of(connection, arrival_id)
    if state is None:
        raise Turned(404, "There is no message of this number, or it is not kept any more.")
    return event_of(state)


def _read(reader: Callable[[], _Read]) -> _Read:
    try:
        return reader()
    except Unreadable as refused:
        raise Turned(400, str(refused)) from None


def _heard() -> Response:
    return _fresh(Response("", mimetype="text/plain"))


def _fresh(response: Response) -> Response:
    """Nobody may answer the next one in our place."""
    response.headers["Cache-Control"] = "no-store"
    return response
