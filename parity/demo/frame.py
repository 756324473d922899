"""What both stand-ins have in common: counting, latency, faults, and the control routes."""

import time
from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from flask import Flask, Response, g, jsonify, request

from parity.demo.faults import Fault, Faults
from parity.demo.tally import Tally

SEND_ONLY = "demo.send_only"
"""Key of the WSGI environment: bytes of the body that go out before the line is closed; -1: no answer."""

_PAGE = "<html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>"
_WRONG_BODIES: dict[str, tuple[str | bytes, int, dict[str, str]]] = {
    "html": (_PAGE, 200, {"Content-Type": "text/html; charset=utf-8"}),
    "garbage": (bytes(range(128, 256)) * 4, 200, {"Content-Type": "application/json;charset=utf-8"}),
    "wrong_type": ('["not", "an", "object"]', 200, {"Content-Type": "application/json;charset=utf-8"}),
    "wrong_string": ('"not an object"', 200, {"Content-Type": "application/json;charset=utf-8"}),
}


class World(Protocol):
    """What the frame needs of a world."""

    requests: Tally
    DOABLE: ClassVar[frozenset[str]]


def frame(
    name: str,
    world: World,
    faults: Faults,
    refuse: Callable[[int], Response],
    kind_of: Callable[[], str] | None = None,
) -> Flask:
    """An app without routes of its own; `refuse` makes the service's error page for a status.

    Requests are counted by their route, or by what `kind_of` calls the one that is being answered.

    Control routes, which never suffer faults and are not counted: `POST /_world {"do", "args"}` calls one of
    the world's `DOABLE` methods; `POST /_faults {"rules", "latency"}` replaces either, `GET` tells how
    often each struck; `GET /_requests` tells what was asked, `POST /_requests/reset` forgets it.
    """
    app = Flask(name, static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.before_request(lambda: _enter(world, faults, refuse, kind_of))
    app.after_request(_leave)
    app.teardown_request(lambda _: world.requests.end() if g.get("counted") else None)
    app.register_error_handler(404, lambda _: refuse(404))
    _control(app, world, faults)
    return app


def suffered(kind: str) -> Fault | None:
    """The fault of this request when it is of this kind; for the routes that know how to suffer it."""
    fault: Fault | None = g.get("fault")
    return fault if fault is not None and fault.kind == kind else None


def _enter(
    world: World, faults: Faults, refuse: Callable[[int], Response], kind_of: Callable[[], str] | None
) -> Response | None:
    if request.path.startswith("/_"):
        return None
    kind = kind_of() if kind_of else request.endpoint
    world.requests.begin(kind or "unknown", _asked_for(request.view_args or {}))
    g.counted = True
    if faults.latency:
        time.sleep(faults.latency)
    g.fault = faults.strike(request.path, _query_text())
    return None if g.fault is None else _strike(g.fault, refuse)


def _asked_for(args: Mapping[str, object]) -> str | None:
    """The things that the address names, for the tally: shows by their keys alone, "film 603", "collection 2344"."""
    for name in ("show_id", "keys"):
        if name in args:
            return str(args[name])
    return next((f"{kind} {args[f'{kind}_id']}" for kind in ("film", "collection") if f"{kind}_id" in args), None)


def _query_text() -> str:
    paging = [(n, v) for n, v in request.headers.items() if n.lower().startswith("x-plex-container-")]
    return "&".join([request.query_string.decode(), *(f"{name}={value}" for name, value in paging)])


def _strike(fault: Fault, refuse: Callable[[int], Response]) -> Response | None:
    if fault.kind == "slow":
        time.sleep(fault.seconds)
    if fault.kind == "call" and fault.call is not None:
        fault.call()
    if fault.kind == "closed":
        request.environ[SEND_ONLY] = -1
        return Response(b"")
    if fault.kind == "status":
        answer = refuse(fault.status)
        if fault.retry_after is not None:
            answer.headers["Retry-After"] = str(fault.retry_after)
        return answer
    return Response(*_WRONG_BODIES[fault.kind]) if fault.kind in _WRONG_BODIES else None


def _leave(answer: Response) -> Response:
    if suffered("truncated"):
        request.environ[SEND_ONLY] = len(answer.get_data()) // 2
    if suffered("lost"):
        request.environ[SEND_ONLY] = -1
    return answer


def _control(app: Flask, world: World, faults: Faults) -> None:
    app.add_url_rule("/_world", view_func=lambda: _change(world), methods=["POST"], endpoint="_world")
    app.add_url_rule("/_faults", view_func=lambda: _bend(faults), methods=["POST"], endpoint="_faults")

    @app.get("/_faults")
    def _struck() -> Response:
        rules = [{"kind": rule.kind, "met": rule.met, "struck": rule.struck} for rule in faults.rules]
        return jsonify({"rules": rules, "latency": faults.latency})

    @app.get("/_requests")
    def _requests() -> Response:
        return jsonify(world.requests.to_dict())

    @app.post("/_requests/reset")
    def _reset() -> Response:
        world.requests.reset()
        return jsonify(world.requests.to_dict())


def _change(world: World) -> Response:
    wanted = _body()
    name, args = str(wanted.get("do")), wanted.get("args") or {}
    if name not in world.DOABLE or not isinstance(args, Mapping):
        return _bad(f"cannot do {name}")
    try:
        return jsonify({"result": getattr(world, name)(**args)})
    except (TypeError, ValueError, LookupError, AttributeError) as trouble:
        return _bad(f"{name}: {trouble}")


def _bend(faults: Faults) -> Response:
    wanted = _body()
    rules = wanted.get("rules")
    try:
        faults.replace(rules if isinstance(rules, list) else None, wanted.get("latency"))
    except ValueError as trouble:
        return _bad(str(trouble))
    return jsonify({"rules": len(faults.rules), "latency": faults.latency})


def _body() -> Mapping[str, object]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _bad(why: str) -> Response:
    answer = jsonify({"error": why})
    answer.status_code = 400
    return answer
