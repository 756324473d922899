"""The account's watchlist, as discover.provider.plex.tv lists it."""

from collections.abc import Callable, Sequence

from flask import Flask, Response, request
from werkzeug.routing import BaseConverter

from parity.demo.packed import Packed
from parity.demo.plex_records import Wish
from parity.demo.plex_rows import Row
from parity.demo.plex_wire import Form

_DEFAULT_ROWS, _MOST_ROWS = 20, 100
_TYPES = {"1": "movie", "2": "show"}


class ListOfKeys(BaseConverter):
    """Rating keys of a server, comma separated: short numbers."""

    regex = r"\d{1,20}(?:,\d{1,20})*"


class DiscoverKey(BaseConverter):
    """An item of Discover: the 24 hex digits of its plex guid."""

    regex = r"[0-9a-f]{24}"


def discover_routes(app: Flask, listed: Callable[[], Sequence[Wish]], refusal: Callable[[int], Response]) -> None:
    """Add `/library/sections/watchlist/all` and `/library/metadata/{24 hex}`; `listed` is the asker's watchlist."""
    app.url_map.converters["discover_key"] = DiscoverKey

    @app.get("/library/sections/watchlist/<any(all, available, released):kind>")
    def watchlist(kind: str) -> Response:
        wanted = _TYPES.get(request.args.get("type", ""))
        wishes = [wish for wish in listed() if wanted in (None, wish.type)]
        start, size = _paging("Start", 0), min(_paging("Size", _DEFAULT_ROWS), _MOST_ROWS)
        rows = [_row(wish) for wish in wishes[start : start + size]]
        head: Row = {
            "librarySectionID": "watchlist",
            "librarySectionTitle": "Watchlist",
            "offset": start,
            "totalSize": len(wishes),
            "identifier": "tv.plex.provider.discover",
            "size": len(rows),
        }
        return _answer(head, rows)

    @app.get("/library/metadata/<discover_key:key>")
    def discover_metadata(key: str) -> Response:
        wish = next((each for each in listed() if each.guid.endswith(f"/{key}")), None)
        if wish is None:
            return refusal(404)
        return _answer({"size": 1, "identifier": "tv.plex.provider.discover"}, [_row(wish, with_ids=True)])


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
        row["year"] = wish.year
    if with_ids:
        row["Guid"] = [{"id": each} for each in wish.guids]
    return row


def _answer(head: Row, rows: list[Row]) -> Response:
    form = Form(Form.of(request).json, True, frozenset(), frozenset())
    return Packed.of(form.container(head, [form.row(row) for row in rows])).response(form.content_type)


def _paging(name: str, default: int) -> int:
    text = request.args.get(f"X-Plex-Container-{name}") or request.headers.get(f"X-Plex-Container-{name}") or ""
    return int(text) if text.isdecimal() else default
