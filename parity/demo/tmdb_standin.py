"""The stand-in for api.themoviedb.org/3, in the recorded shapes, and for the pictures of image.tmdb.org."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from flask import Flask, Response, request

from parity.demo.faults import Faults
from parity.demo.frame import frame, suffered
from parity.demo.packed import Packed, Shelf, digest_of
from parity.demo.posters import poster_png
from parity.demo.tmdb_bodies import dumps, external_ids, result_row, season_body, with_parts
from parity.demo.tmdb_film_routes import film_routes, films_found
from parity.demo.tmdb_groups import group_body, group_row
from parity.demo.tmdb_records import Show
from parity.demo.tmdb_wire import Refused, cached, page_number, paged, plain, refusal
from parity.demo.tmdb_world import TmdbWorld

_PICTURES = "/t/p/"
_FEED_PAGE = 100
_WIDEST_WINDOW = timedelta(days=14)
_MOST_APPENDS = 20


def create_app(world: TmdbWorld, faults: Faults) -> Flask:
    """The stand-in over `world`; addresses stand below `/3`, pictures below `/t/p`."""
    app = frame("tmdb", world, faults, lambda status: refusal(Refused(status)))
    shelf = Shelf()
    app.before_request(lambda: _authorise(world))
    app.register_error_handler(Refused, refusal)
    _show_routes(app, world, shelf)
    _group_routes(app, world)
    _finding_routes(app, world)
    film_routes(app, world)
    _picture_route(app, world)
    return app


def _show_routes(app: Flask, world: TmdbWorld, shelf: Shelf) -> None:
    @app.get("/3/configuration")
    def configuration() -> Response:
        sizes = {"base_url": "http://image.tmdb.org/t/p/", "secure_base_url": "https://image.tmdb.org/t/p/"}
        return plain({"change_keys": ["episode", "season", "air_date"], "images": sizes})

    @app.get("/3/tv/<int:show_id>")
    def details_of(show_id: int) -> Response:
        asked = request.args.get("append_to_response", "")
        parts = [part for part in asked.split(",") if part]
        if len(parts) > _MOST_APPENDS:
            raise Refused(400, 27, "Too many append to response objects: The maximum number of remote calls is 20.")
        return _show_body(world, shelf, show_id, asked, parts)

    @app.get("/3/tv/<int:show_id>/season/<int:number>")
    def season_of(show_id: int, number: int) -> Response:
        with world.lock:
            show = _show(world, show_id)
            if number not in show.seasons:
                raise Refused(404)
            return cached(Packed.of(season_body(show, show.seasons[number])))

    @app.get("/3/tv/<int:show_id>/external_ids")
    def external_ids_of(show_id: int) -> Response:
        return plain({"id": show_id, **external_ids(_show(world, show_id))})


def _group_routes(app: Flask, world: TmdbWorld) -> None:
    @app.get("/3/tv/<int:grouped_id>/episode_groups")
    def episode_groups_of(grouped_id: int) -> Response:
        # Not `show_id`: this is no question about the show itself, which are counted by show.
        _show(world, grouped_id)
        groups = [group for group in world.groups.values() if group.show_id == grouped_id]
        return plain({"results": [group_row(group) for group in groups], "id": grouped_id})

    @app.get("/3/tv/episode_group/<group_id>")
    def episode_group(group_id: str) -> Response:
        with world.lock:
            if group_id not in world.groups:
                raise Refused(404)
            group = world.groups[group_id]
            return plain(group_body(_show(world, group.show_id), group))


def _picture_route(app: Flask, world: TmdbWorld) -> None:
    @app.get(f"{_PICTURES}w342/<name>")
    def poster(name: str) -> Response:
        with world.lock:
            there = world.has_poster(f"/{name}")
        return Response(poster_png(name), content_type="image/png") if there else Response(status=404)


def _show_body(world: TmdbWorld, shelf: Shelf, show_id: int, asked: str, parts: list[str]) -> Response:
    today = _today(world)
    with world.lock:
        show = _show(world, show_id)
        stamp = digest_of(f"{show_id}.{show.version}.{asked}.{today}".encode())
        packed = shelf.get((show_id, asked), stamp, lambda: with_parts(show, parts, today))
    return cached(packed)


def _finding_routes(app: Flask, world: TmdbWorld) -> None:
    @app.get("/3/find/<external_id>")
    def find(external_id: str) -> Response:
        return plain(_found(world, external_id, request.args.get("external_source", "")))

    @app.get("/3/search/tv")
    def search() -> Response:
        words = request.args.get("query", "").casefold().split()
        year = request.args.get("first_air_date_year", "")
        with world.lock:
            hits = [show for show in _living(world) if words and _matches(show, words, year)]
        return paged([result_row(show) for show in hits], 20)

    @app.get("/3/tv/changes")
    def changes() -> Response:
        start, end = _window(_today(world))
        with world.lock:
            ids = _changed_ids(world, start, end)
        rows: list[object] = [{"id": each, "adult": False, "softcore": False} for each in ids]
        return _feed_page(rows)


def _found(world: TmdbWorld, external_id: str, source: str) -> dict[str, object]:
    with world.lock:
        shows = [
            s for s in _living(world) if external_id == {"imdb_id": s.imdb_id, "tvdb_id": str(s.tvdb_id)}.get(source)
        ]
    stray = f"{source}/{external_id}" in world.strays
    return {
        "movie_results": films_found(world, external_id, source),
        "person_results": [],
        "tv_results": [result_row(show) for show in shows],
        "tv_episode_results": [{"id": 202650, "name": "Another Story", "media_type": "tv_episode"}] if stray else [],
        "tv_season_results": [{"id": 3572, "name": "Season 1", "media_type": "tv_season"}] if stray else [],
    }


def _matches(show: Show, words: list[str], year: str) -> bool:
    names = f"{show.name} {show.original_name or ''}".casefold()
    return all(word in names for word in words) and (show.first_air_date or "").startswith(year)


def _window(today: str) -> tuple[date, date]:
    try:
        end = date.fromisoformat(request.args.get("end_date") or today)
        start = date.fromisoformat(request.args.get("start_date") or (end - timedelta(days=1)).isoformat())
    except ValueError:
        raise Refused(400, 23, "Invalid date: Should be in the format YYYY-MM-DD.") from None
    if end - start > _WIDEST_WINDOW or start > end:
        raise Refused(422, 20, "Invalid date range: Should be a range no longer than 14 days.")
    return start, end


def _changed_ids(world: TmdbWorld, start: date, end: date) -> list[int]:
    """The distinct ids from `start` up to `end`, each day with its noise and its crowd of strangers.

    The end is left out unless it is all there is: a recorded call of one day up to an end had one day's 23 pages.
    """
    days = [start + timedelta(days=n) for n in range((end - start).days or 1)]
    ids: dict[int, None] = {}
    for day in days:
        ids.update(dict.fromkeys(world.feed.get(day.isoformat(), ())))
        ids.update(dict.fromkeys(world.noise))
        first = 10_000_000 + day.toordinal() % 5_000 * 3_000
        ids.update(dict.fromkeys(range(first, first + world.crowd)))
    return list(ids)


def _feed_page(rows: list[object]) -> Response:
    page = page_number()
    total = max(1, -(-len(rows) // _FEED_PAGE))
    if suffered("repeat_page"):
        page = max(1, page - 1)
    if cut := suffered("cut_feed"):
        total = min(total, cut.rows)
    shown = [] if suffered("empty_page") or page > total else rows[(page - 1) * _FEED_PAGE : page * _FEED_PAGE]
    body = {"results": shown, "page": page_number(), "total_pages": total, "total_results": len(rows)}
    return cached(Packed.of(dumps(body)), age=600)


def _living(world: TmdbWorld) -> Iterable[Show]:
    return [show for show in world.shows.values() if not show.deleted]


def _show(world: TmdbWorld, show_id: int) -> Show:
    show = world.shows.get(show_id)
    if show is None or show.deleted:
        raise Refused(404)
    return show


def _today(world: TmdbWorld) -> str:
    return world.today or datetime.now(UTC).date().isoformat()


def _authorise(world: TmdbWorld) -> Response | None:
    if request.path.startswith(("/_", _PICTURES)):
        return None
    header = request.headers.get("Authorization", "")
    good = request.args.get("api_key") == world.v3_key or header == f"Bearer {world.v4_token}"
    return None if good else refusal(Refused(401))
