"""The stand-in for a Plex Media Server, in the recorded shapes."""

from collections.abc import Sequence

from flask import Flask, Response, request

from parity.demo.faults import Faults
from parity.demo.frame import frame
from parity.demo.packed import Packed, Shelf, digest_of
from parity.demo.plex_discover import ListOfKeys, discover_routes
from parity.demo.plex_listing import Item, Listings, Page, in_order, row_bytes, row_of, window
from parity.demo.plex_records import Section, Show
from parity.demo.plex_rows import Row, season_row, section_row
from parity.demo.plex_settings import preferences_of, settings_of
from parity.demo.plex_wire import Form
from parity.demo.plex_world import PlexWorld

_REASONS = {400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 500: "Internal Server Error"}
_TITLES = {1: ("movie", "All Movies"), 2: ("show", "All Shows"), 4: ("episode", "All Episodes")}


def create_app(world: PlexWorld, faults: Faults) -> Flask:
    """The stand-in over `world`: a server, and the account's Discover (watchlist) under the same address."""
    app = frame("plex", world, faults, refusal)
    app.before_request(lambda: _authorise(world))
    app.after_request(_protocol)
    app.url_map.converters["list_of_keys"] = ListOfKeys
    shelf = Shelf()
    _server_routes(app, world)
    _section_routes(app, world)
    _listing_route(app, world, shelf)
    _item_routes(app, world)
    discover_routes(app, world.wished, refusal)
    return app


def refusal(status: int, note: str = "") -> Response:
    """An error as Plex sends it: HTML, also to clients that asked for JSON."""
    reason = _REASONS.get(status, "Error")
    page = f"<html><head><title>{reason}</title></head><body><h1>{status} {reason}</h1>{note}</body></html>"
    return Response(page, status, content_type="text/html")


def _server_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/identity")
    def identity() -> Response:
        return _container(
            {
                "size": 1,
                "claimed": True,
                "machineIdentifier": world.machine_identifier,
                "version": world.version,
            }
        )

    @app.get("/")
    def root() -> Response:
        head = {
            "size": 2,
            "allowMediaDeletion": True,
            "friendlyName": world.friendly_name,
            "machineIdentifier": world.machine_identifier,
            "multiuser": True,
            "myPlex": True,
            "myPlexSigninState": "ok",
            "myPlexSubscription": True,
            "myPlexUsername": "owner@example.org",
            "ownerFeatures": "pass,sync,webhooks",
            "platform": "Linux",
            "platformVersion": "12",
            "transcoderActiveVideoSessions": 0,
            "updatedAt": world.now,
            "version": world.version,
        }
        doors = [{"count": 1, "key": name, "title": name} for name in ("library", "status")]
        return _container(head, Directory=doors)


def _section_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/library/sections", endpoint="sections")
    @app.get("/library/sections/all", endpoint="sections")
    def sections() -> Response:
        with world.lock:
            rows = [section_row(section) for section in world.sections.values()]
        return _container({"size": len(rows), "allowSync": False, "title1": "Plex Library"}, Directory=rows)

    @app.get("/library/sections/<int:section>/prefs")
    def section_prefs(section: int) -> Response:
        if section not in world.sections:
            return refusal(404)
        settings = settings_of(world.sections[section])
        return _container({"size": len(settings)}, Setting=settings)

    @app.route("/library/sections/<int:section>/refresh", methods=["GET", "POST"])
    def section_refresh(section: int) -> Response:
        if section not in world.sections:
            return refusal(404)
        world.refresh(section, request.args.get("path"))
        return Response("", content_type="text/html")


def _listing_route(app: Flask, world: PlexWorld, shelf: Shelf) -> None:
    listings = Listings(world)

    @app.get("/library/sections/<int:section>/all")
    def section_all(section: int) -> Response:
        form = Form.of(request)
        with world.lock:
            if section not in world.sections:
                return refusal(404)
            library = world.sections[section]
            kind = int(request.args.get("type") or (1 if library.type == "movie" else 2))
            page = window(listings.of(section, kind, request), request)
            if page is None:
                return refusal(400, "Missing X-Plex-Container-Size header")
            rows = [row_bytes(world, item, form) for item in page.items]
        return _listing(shelf, form, page, _section_head(library, kind), rows)


def _listing(shelf: Shelf, form: Form, page: Page, head: Row, rows: Sequence[bytes]) -> Response:
    counted = {"size": len(rows), "offset": page.start, **head}
    if page.total is not None:
        counted["totalSize"] = page.total
    raw = form.container(counted, rows)
    packed = shelf.get((form.name, request.full_path, page.start), digest_of(raw), lambda: raw)
    answer = packed.response(form.content_type)
    answer.headers["X-Plex-Container-Start"] = str(page.start)
    if page.total is not None:
        answer.headers["X-Plex-Container-Total-Size"] = str(page.total)
    return answer


def _item_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/library/metadata/<list_of_keys:keys>")
    def metadata(keys: str) -> Response:
        form = Form.of(request)
        with world.lock:
            found = [row for key in keys.split(",") if (row := _detail(world, int(key))) is not None]
        if not found:
            return refusal(404)
        return _rows(form, {"size": len(found), "identifier": "com.plexapp.plugins.library"}, found)

    @app.get("/library/metadata/<int:keys>/allLeaves")
    def all_leaves(keys: int) -> Response:
        with world.lock:
            if keys not in world.shows:
                return refusal(404)
            found = [row_of(world, episode) for episode in in_order(world.episodes[keys])]
        return _rows(Form.of(request), {"size": len(found), "key": str(keys)}, found)

    @app.get("/library/metadata/<int:keys>/children")
    def children(keys: int) -> Response:
        with world.lock:
            if keys in world.shows:
                return _seasons(world, world.shows[keys])
            home = next((place for place, key in world.season_keys.items() if key == keys), None)
            if home is None or home[0] not in world.shows:
                return refusal(404)
            leaves = in_order(world.episodes[home[0]])
            found = [row_of(world, episode) for episode in leaves if episode.season == home[1]]
        return _rows(Form.of(request), {"size": len(found), "key": str(keys), "parentIndex": home[1]}, found)


def _seasons(world: PlexWorld, show: Show) -> Response:
    leaves = in_order(world.episodes[show.key])
    numbers = sorted({episode.season for episode in leaves if episode.season is not None})
    found = [season_row(world, show, n, [e for e in leaves if e.season == n]) for n in numbers]
    all_of_them: list[Row] = []
    if request.args.get("excludeAllLeaves") != "1":
        where = f"/library/metadata/{show.key}"
        everything = {"leafCount": show.leaf_count, "viewedLeafCount": 0, "key": f"{where}/allLeaves"}
        all_of_them = [{**everything, "title": "All episodes"}]
    head: Row = {"size": len(found) + len(all_of_them), "key": str(show.key), "parentTitle": show.title}
    return _rows(Form.of(request), head, found, Directory=all_of_them)


def _detail(world: PlexWorld, key: int) -> Row | None:
    item = _item(world, key)
    if item is None:
        return None
    home = item.section if not hasattr(item, "show") else world.shows[item.show].section
    section = world.sections[home]
    row = row_of(world, item)
    row |= {"librarySectionTitle": section.title, "librarySectionID": section.key}
    row["librarySectionKey"] = f"/library/sections/{section.key}"
    if isinstance(item, Show):
        row["Location"] = [{"path": item.folder}]
        if request.args.get("includePreferences") == "1":
            row["Preferences"] = {"Setting": preferences_of(item)}
    return row


def _item(world: PlexWorld, key: int) -> Item | None:
    found: Item | None = world.shows.get(key) or world.movies.get(key)
    if found is None and world.holds_episode(key):
        return world.episode(key)
    return found


def _rows(form: Form, head: Row, rows: Sequence[Row], **more: object) -> Response:
    raw = form.container(head, [form.row(row) for row in rows], more)
    return Packed.of(raw).response(form.content_type)


def _container(head: Row, **children: object) -> Response:
    form = Form.of(request)
    return Packed.of(form.container(head, (), children)).response(form.content_type)


def _section_head(section: Section, kind: int) -> Row:
    group, title = _TITLES.get(kind, ("secondary", "All"))
    return {
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "identifier": "com.plexapp.plugins.library",
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        "mediaTagPrefix": "/system/bundle/media/flags/",
        "mediaTagVersion": 1_690_992_652,
        "nocache": True,
        "thumb": f"/:/resources/{section.type}.png",
        "title1": section.title,
        "title2": title,
        "viewGroup": group,
        "viewMode": 65_592,
    }


def _authorise(world: PlexWorld) -> Response | None:
    if request.path.startswith("/_") or request.path == "/identity":
        return None
    token = request.headers.get("X-Plex-Token") or request.args.get("X-Plex-Token")
    return None if world.accepts(token) else refusal(401)


def _protocol(answer: Response) -> Response:
    answer.headers["X-Plex-Protocol"] = "1.0"
    return answer
