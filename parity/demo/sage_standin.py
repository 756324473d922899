"""The stand-in for SageTV's SageX service: one address for all commands, errors with status 200, `{}` for nothing."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, request

from parity.demo.faults import Faults
from parity.demo.frame import frame, suffered
from parity.demo.sage_records import SageFile, clear_watched, set_times, set_watched
from parity.demo.sage_rows import Fields, airing, media_file
from parity.demo.sage_world import VERSION, SageWorld

_JSON = "application/json;charset=utf-8"
_SAGEX = "9.2.5.0"
_PAGES = {
    401: (
        "<html><head><title>Error 401 Unauthorized</title></head><body><h2>HTTP ERROR 401</h2></body></html>",
        "html",
    ),
    404: ("No Handler for /sagex\n", "plain"),
}
_HELP = "<head><title>Sage API - 9.2.5.0</title></head><h1>Sage API - 9.2.5.0</h1><table><tr><td>Url Format:</td></tr>"
_DEFAULT_SIZE = 50


class _Broken(Exception):
    """A command that ends in an error, which is answered with status 200."""


def create_app(world: SageWorld, faults: Faults) -> Flask:
    """The stand-in over `world`, below its base; requests are counted by their command."""
    app = frame("sagetv", world, faults, _refusal, _command)
    app.before_request(lambda: _authorise(world))

    @app.route(f"{world.base}/sagex/api", methods=["GET", "POST"])
    def sagex_api() -> Response:
        if not request.values:
            return Response(_HELP, content_type="text/html; charset=utf-8")
        with world.lock:
            try:
                return _good(_answered(world, _command()))
            except _Broken as broken:
                return _error(str(broken))

    return app


def _command() -> str:
    name = request.values.get("command") or request.values.get("c") or ""
    return name.rpartition(".")[2] if ":" not in name else name


def _answered(world: SageWorld, command: str) -> Any:
    if command in world.failing:
        raise _Broken(world.failing[command])
    if not command:
        raise _Broken("Missing Command Argument; Use 'command' or 'c' to specify the command.")
    if ":" in command:
        package = command.partition(":")[0]
        where = f"/opt/sagetv/server/sagex/services/{package}.js"
        raise _Broken(f"java.lang.RuntimeException: Invalid Service Package: {package}; Missing Service File: {where}")
    if command not in _COMMANDS:
        raise _Broken(f"Invalid Command: {command}")
    wanted, does = _COMMANDS[command]
    args = _args()
    if len(args) != wanted and not (command == "GetMediaFiles" and not args):
        few = "few" if len(args) < wanted else "many"
        raise _Broken(f"Too {few} args; Your Arg Count: {len(args)}; Required Arg Count: {wanted}")
    return does(world, args)


def _args() -> list[str]:
    args: list[str] = []
    while (value := request.values.get(str(len(args) + 1))) is not None:
        args.append(value)
    return args


# -- reading


def _get_media_files(world: SageWorld, args: Sequence[str]) -> object:
    mask = args[0] if args else "TVDB"
    letters = set(mask.replace("L", "") or "TVDB")
    found = [f for f in world.files.values() if f.kind in letters and ("L" not in mask or f.kind != "T")]
    return {"Result": [media_file(f, world.show_of(f), world.now, _fields()) for f in _page(world, found)]}


def _page(world: SageWorld, found: list[SageFile]) -> list[SageFile]:
    """As SageX cuts any array: 50 rows unless it is told otherwise, and an error beyond its end."""
    start, size = _number("start", 0), _number("size", _DEFAULT_SIZE)
    if not found or suffered("empty_page"):
        return []
    if suffered("repeat_page"):
        start = 0
    if (shift := suffered("shift")) and start:
        start = max(0, start - shift.rows)
    if world.cap is not None:
        size = min(size, world.cap)
    end = min(start + min(size, len(found)), len(found))
    if start > end:
        raise _Broken(f"{start} > {end}")
    cut = suffered("cut_page")
    return found[start:end][: -cut.rows] if cut else found[start:end]


def _get_media_file_for_id(world: SageWorld, args: Sequence[str]) -> object:
    return _one(world, world.files.get(_as_id(args[0])))


def _get_media_file_for_file_path(world: SageWorld, args: Sequence[str]) -> object:
    return _one(world, next((f for f in world.files.values() if args[0] in [path for path, _, _ in f.parts]), None))


def _one(world: SageWorld, file: SageFile | None) -> object:
    return {} if file is None else {"MediaFile": media_file(file, world.show_of(file), world.now, _fields())}


def _get_airing_for_id(world: SageWorld, args: Sequence[str]) -> object:
    file = world.by_airing(_as_id(args[0]))
    return {} if file is None else {"Airing": airing(file, world.show_of(file), world.now, _fields())}


def _of_airing(name: str) -> Callable[[SageWorld, Sequence[str]], object]:
    """A getter of an airing; of one that is not there it is 0 or false."""

    def told(world: SageWorld, args: Sequence[str]) -> object:
        file = _file_of(world, args[0])
        if file is None:
            return {"Result": name.startswith("Is") and False}
        return {"Result": airing(file, world.show_of(file), world.now)[name]}

    return told


def _of_segment(at: Callable[[tuple[str, int, int]], object]) -> Callable[[SageWorld, Sequence[str]], object]:
    def told(world: SageWorld, args: Sequence[str]) -> object:
        file, number = _file_of(world, args[0]), _as_id(args[1])
        return {"Result": at(file.parts[number]) if file is not None and 0 <= number < len(file.parts) else 0}

    return told


def _get_file_start_time(world: SageWorld, args: Sequence[str]) -> object:
    file = _file_of(world, args[0])
    return {"Result": 0 if file is None else file.start}


# -- writing: it answers nothing, whether it did something or not


def _set_watched(world: SageWorld, args: Sequence[str]) -> object:
    if file := _file_of(world, args[0]):
        set_watched(file, world.show_of(file))
    return {}


def _clear_watched(world: SageWorld, args: Sequence[str]) -> object:
    if file := _file_of(world, args[0]):
        clear_watched(file, world.show_of(file))
    return {}


def _set_watched_times(world: SageWorld, args: Sequence[str]) -> object:
    if file := _file_of(world, args[0]):
        set_times(file, world.show_of(file), _as_id(args[1]), _as_id(args[2]), world.now)
    return {}


_COMMANDS: dict[str, tuple[int, Callable[[SageWorld, Sequence[str]], object]]] = {
    "GetProperty": (2, lambda world, args: {"Result": VERSION if args[0] == "version" else args[1]}),
    "GetMediaFiles": (1, _get_media_files),
    "GetMediaFileForID": (1, _get_media_file_for_id),
    "GetMediaFileForFilePath": (1, _get_media_file_for_file_path),
    "GetAiringForID": (1, _get_airing_for_id),
    "IsWatched": (1, _of_airing("IsWatched")),
    "GetWatchedDuration": (1, _of_airing("WatchedDuration")),
    "GetLatestWatchedTime": (1, _of_airing("LatestWatchedTime")),
    "GetFileStartTime": (1, _get_file_start_time),
    "GetStartForSegment": (2, _of_segment(lambda part: part[1])),
    "GetEndForSegment": (2, _of_segment(lambda part: part[1] + part[2])),
    "GetDurationForSegment": (2, _of_segment(lambda part: part[2])),
    "SetWatched": (1, _set_watched),
    "ClearWatched": (1, _clear_watched),
    "SetWatchedTimes": (3, _set_watched_times),
}


def _file_of(world: SageWorld, argument: str) -> SageFile | None:
    """What `airing:7` or `mediafile:7` names."""
    kind, _, number = argument.partition(":")
    return world.by_airing(_as_id(number)) if kind == "airing" else world.files.get(_as_id(number))


def _as_id(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _Broken(f'java.lang.NumberFormatException: For input string: "{text}"') from None


def _fields() -> Fields:
    told = request.values.get("filter")
    return frozenset(told.split("|")) if told else None


def _number(name: str, default: int) -> int:
    return request.values.get(name, default, int)


def _authorise(world: SageWorld) -> Response | None:
    told = request.headers.get("Authorization", "")
    if request.path.startswith("/_") or not world.user:
        return None
    named = f"{world.user}:{world.password}".encode("latin-1" if world.latin else "utf-8")
    return None if told == f"Basic {b64encode(named).decode()}" else _refusal(401)


def _good(body: object) -> Response:
    if request.values.get("encoder") != "json":
        return Response('<?xml version="1.0" encoding="UTF-8"?><Result/>', content_type="text/xml; charset=utf-8")
    return Response(json.dumps(body), content_type=_JSON)


def _error(why: str) -> Response:
    body = {"sagexVersion": _SAGEX, "error": why, "exception": f"{why}\n\tat sagex.remote.api.ApiHandler"}
    return Response(json.dumps(body), content_type=_JSON)


def _refusal(status: int) -> Response:
    """Status 200 is an error too, as SageX tells nearly all of its own."""
    if status == 200:
        return _error("java.lang.NullPointerException")
    text, kind = _PAGES.get(status, ("<html><body><h2>HTTP ERROR</h2></body></html>", "html"))
    answer = Response(text, status, content_type=f"text/{kind}; charset=iso-8859-1")
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'basic realm="SageTV"'
    return answer
