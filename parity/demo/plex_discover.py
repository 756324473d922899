"""The account's watchlist and what may be put on it, as discover. and metadata.provider.plex.tv tell of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from flask import Flask, Response, request
from werkzeug.routing import BaseConverter

from parity.demo.frame import suffered
from parity.demo.packed import Packed
from parity.demo.plex_records import Wish
from parity.demo.plex_rows import Row
from parity.demo.plex_tv_wire import one
from parity.demo.plex_wire import Form
from parity.demo.plex_wishes import Desk

_DEFAULT_ROWS = 20
_TYPES = {"1": "movie", "2": "show"}
_PROVIDER: Row = {"identifier": "tv.plex.provider.discover"}
Refusal = Callable[[int], Response]
Desks = Callable[[], Desk]


class ListOfKeys(BaseConverter):
    """Rating keys of a server, comma separated: short numbers."""

    regex = r"\d{1,20}(?:,\d{1,20})*"


class DiscoverKey(BaseConverter):
    """An item of Discover: the 24 hex digits of its plex guid."""

    regex = r"[0-9a-f]{24}"


def discover_routes(app: Flask, desk: Desks, lock: AbstractContextManager[object], refusal: Refusal) -> None:
    """Add the watchlist, its two actions, and what is known of titles; `desk` is the asker's Discover."""
    app.url_map.converters["discover_key"] = DiscoverKey
    _list_route(app, desk, lock)
    _action_routes(app, desk, lock, refusal)
    _title_routes(app, desk, lock, refusal)
    _search_route(app, desk, lock)


def owner_route(app: Flask) -> None:
    """Add what plex.tv says of whose token it is, for the stand-in of a server, which knows but its owner."""

    @app.get("/api/v2/user")
    def user() -> Response:
        return one("user", {"id": 1001, "uuid": f"{1001:016x}", "title": "The owner", "username": "owner"})


def _list_route(app: Flask, desk: Desks, lock: AbstractContextManager[object]) -> None:
    @app.get("/library/sections/watchlist/<any(all, available, released):kind>")
    def watchlist(kind: str) -> Response:
        wanted = _TYPES.get(request.args.get("type", ""))
        with lock:
            asker = desk()
            wishes = _sorted([wish for wish in asker.listed.values() if wanted in (None, wish.type)])
        start, size = _paging("Start", 0), min(_paging("Size", _DEFAULT_ROWS), asker.most)
        shown, total = _window(wishes, start, size)
        head: Row = {
            "librarySectionID": "watchlist",
            "librarySectionTitle": "Watchlist",
            "offset": start,
            **({} if total is None else {"totalSize": total}),
            **_PROVIDER,
            "size": len(shown),
        }
        return _answer(head, [_row(wish) for wish in shown])


def _action_routes(app: Flask, desk: Desks, lock: AbstractContextManager[object], refusal: Refusal) -> None:
    @app.put("/actions/addToWatchlist")
    def add() -> Response:
        with lock:
            asker, title = _meant(desk)
            if title is None:
                return refusal(404)
            if title.guid in asker.listed:
                return refusal(409)
            asker.put_on(title)
        return _answer({"size": 0, **_PROVIDER}, [])

    @app.put("/actions/removeFromWatchlist")
    def remove() -> Response:
        with lock:
            asker, title = _meant(desk)
            if title is None or title.guid not in asker.listed:
                return refusal(404)
            asker.take_off(title)
        return _answer({"size": 0, **_PROVIDER}, [])


def _title_routes(app: Flask, desk: Desks, lock: AbstractContextManager[object], refusal: Refusal) -> None:
    @app.get("/library/metadata/<discover_key:key>")
    def discover_metadata(key: str) -> Response:
        with lock:
            title = desk().find(key)
        if title is None or not title.described:
            return refusal(404)
        return _answer({"size": 1, **_PROVIDER}, [_row(title, with_ids=True)])

    @app.get("/library/metadata/<discover_key:key>/userState")
    def user_state(key: str) -> Response:
        with lock:
            asker = desk()
            title = asker.find(key)
        if title is None:
            return refusal(404)
        wish = asker.listed.get(title.guid)
        state: Row = {"ratingKey": key, "type": title.type, "viewCount": 0}
        if wish is not None:
            state = {**state, "watchlistedAt": wish.at}
        return _answer({"size": 1, **_PROVIDER}, [], UserState=state)

    @app.get("/library/metadata/matches")
    def matches() -> Response:
        kind, _, value = request.args.get("title", "").partition("-")
        with lock:
            known = [each for each in desk().every().values() if each.described]
        asked = f"{kind}://{value}"
        hits = [each for each in known if each.type == request.args.get("type") and asked in each.guids]
        with_ids = request.args.get("includeGuids") == "1"
        return _answer({"size": len(hits), **_PROVIDER}, [_row(each, with_ids) for each in hits])


def _search_route(app: Flask, desk: Desks, lock: AbstractContextManager[object]) -> None:
    @app.get("/library/search")
    def search() -> Response:
        words, kinds = request.args.get("query", "").casefold(), request.args.get("searchTypes", "").split(",")
        wanted = {"movie" if kind == "movies" else "show" for kind in kinds if kind in ("movies", "tv")}
        with lock:
            known = [each for each in desk().every().values() if each.described and each.type in wanted]
        hits = [each for each in known if words and words in each.title.casefold()]
        rows = [{"score": 0.5, "Metadata": _row(each)} for each in hits[: int(request.args.get("limit", "30"))]]
        found = {"id": "external", "title": "More Ways To Watch", "size": len(rows), "SearchResult": rows}
        body = {"suggestedTerms": [], **_PROVIDER, "size": 1, "SearchResults": [found]}
        return Response(json.dumps({"MediaContainer": body}), content_type="application/json")


def _meant(desk: Desks) -> tuple[Desk, Wish | None]:
    asker = desk()
    return asker, asker.find(request.args.get("ratingKey", ""))


def _sorted(wishes: list[Wish]) -> list[Wish]:
    field, _, way = request.args.get("sort", "watchlistedAt:desc").partition(":")
    if field == "titleSort":
        wishes.sort(key=lambda wish: wish.title.casefold())
    return wishes[::-1] if way == "desc" else wishes


def _window(wishes: Sequence[Wish], start: int, size: int) -> tuple[Sequence[Wish], int | None]:
    """The rows of a page and the total, both as trouble would have them."""
    if suffered("repeat_page"):
        start = 0
    moved = fault.rows if (fault := suffered("shift")) and start > 0 else 0
    first, total = max(0, start - moved), len(wishes) + moved
    shown = wishes[first : first + size]
    if fault := suffered("cut_page"):
        shown = shown[: -fault.rows]
    if fault := suffered("total_disagrees"):
        total += fault.rows
    return [] if suffered("empty_page") else shown, None if suffered("no_total") else total


def _row(wish: Wish, with_ids: bool = False) -> Row:
    key = wish.guid.rpartition("/")[2]
    row: Row = {
        "guid": wish.guid,
        "ratingKey": key,
        "key": f"/library/metadata/{key}" + ("/children" if wish.type == "show" else ""),
        "type": wish.type,
        "title": wish.title,
        "slug": wish.title.casefold().replace(" ", "-"),
        "userState": False,
    }
    if wish.year is not None:
        row = {**row, "year": wish.year}
    if with_ids:
        row = {**row, "Guid": [{"id": each} for each in wish.guids]}
    return row


def _answer(head: Row, rows: list[Row], **more: Mapping[str, object]) -> Response:
    form = Form(Form.of(request).json, True, frozenset(), frozenset())
    return Packed.of(form.container(head, [form.row(row) for row in rows], more)).response(form.content_type)


def _paging(name: str, default: int) -> int:
    text = request.args.get(f"X-Plex-Container-{name}") or request.headers.get(f"X-Plex-Container-{name}") or ""
    return int(text) if text.isdecimal() else default
