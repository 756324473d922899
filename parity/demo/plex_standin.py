"""The stand-in for a Plex Media Server, in the recorded shapes."""

from flask import Flask, Response, request

from parity.demo.faults import Faults
from parity.demo.frame import frame
from parity.demo.packed import Shelf
from parity.demo.plex_answers import all_rows, container, listing, refusal, section_head, token_sent, who_asks
from parity.demo.plex_collections import collection_routes
from parity.demo.plex_discover import ListOfKeys, discover_routes, owner_route
from parity.demo.plex_listing import Listings, in_order, row_bytes, row_of, window
from parity.demo.plex_records import Show
from parity.demo.plex_rows import Row, season_row, section_row
from parity.demo.plex_scan_routes import scan_routes
from parity.demo.plex_section_routes import section_routes
from parity.demo.plex_settings import preferences_of, settings_of
from parity.demo.plex_watched_routes import watched_routes
from parity.demo.plex_wire import Form
from parity.demo.plex_world import PlexWorld


def create_app(world: PlexWorld, faults: Faults) -> Flask:
    """The stand-in over `world`: a server, and the account's Discover (watchlist) under the same address."""
    app = frame("plex", world, faults, refusal)
    scan_routes(app, world)
    app.before_request(lambda: _authorise(world))
    app.after_request(_protocol)
    app.url_map.converters["list_of_keys"] = ListOfKeys
    shelf, listings = Shelf(), Listings(world)
    _server_routes(app, world)
    _section_routes(app, world)
    _listing_route(app, world, shelf, listings)
    collection_routes(app, world, shelf, listings)
    _item_routes(app, world)
    section_routes(app, world)
    watched_routes(app, world)
    discover_routes(app, world.desk, world.lock, refusal)
    owner_route(app)
    return app


def _server_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/identity")
    def identity() -> Response:
        return container(
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
        return container(head, Directory=doors)


def _section_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/library/sections", endpoint="sections")
    @app.get("/library/sections/all", endpoint="sections")
    def sections() -> Response:
        with world.lock:
            rows = [section_row(section) for section in world.sections.values()]
        return container({"size": len(rows), "allowSync": False, "title1": "Plex Library"}, Directory=rows)

    @app.get("/library/sections/<int:section>/prefs")
    def section_prefs(section: int) -> Response:
        if section not in world.sections:
            return refusal(404)
        settings = settings_of(world.sections[section])
        return container({"size": len(settings)}, Setting=settings)


def _listing_route(app: Flask, world: PlexWorld, shelf: Shelf, listings: Listings) -> None:
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
            who = who_asks(world)
            rows = [row_bytes(world, item, form, who) for item in page.items]
        return listing(shelf, form, page, section_head(library, kind), rows)


def _item_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/library/metadata/<list_of_keys:keys>")
    def metadata(keys: str) -> Response:
        form = Form.of(request)
        with world.lock:
            found = [row for key in keys.split(",") if (row := _detail(world, int(key))) is not None]
        if not found:
            return refusal(404)
        return all_rows(form, {"size": len(found), "identifier": "com.plexapp.plugins.library"}, found)

    @app.get("/library/metadata/<int:keys>/allLeaves")
    def all_leaves(keys: int) -> Response:
        with world.lock:
            if keys not in world.shows:
                return refusal(404)
            who = who_asks(world)
            found = [row_of(world, episode, who) for episode in in_order(world.episodes[keys])]
        return all_rows(Form.of(request), {"size": len(found), "key": str(keys)}, found)

    @app.get("/library/metadata/<int:keys>/children")
    def children(keys: int) -> Response:
        with world.lock:
            if keys in world.shows:
                return _seasons(world, world.shows[keys])
            home = next((place for place, key in world.season_keys.items() if key == keys), None)
            if home is None or home[0] not in world.shows:
                return refusal(404)
            leaves = in_order(world.episodes[home[0]])
            who = who_asks(world)
            found = [row_of(world, episode, who) for episode in leaves if episode.season == home[1]]
        return all_rows(Form.of(request), {"size": len(found), "key": str(keys), "parentIndex": home[1]}, found)


def _seasons(world: PlexWorld, show: Show) -> Response:
    leaves, who = in_order(world.episodes[show.key]), who_asks(world)
    numbers = sorted({episode.season for episode in leaves if episode.season is not None})
    found = [season_row(world, show, n, [e for e in leaves if e.season == n], who) for n in numbers]
    all_of_them: list[Row] = []
    if request.args.get("excludeAllLeaves") != "1":
        where = f"/library/metadata/{show.key}"
        everything = {"leafCount": show.leaf_count, **world.viewings.over(who, leaves), "key": f"{where}/allLeaves"}
        all_of_them = [{**everything, "title": "All episodes"}]
    head: Row = {"size": len(found) + len(all_of_them), "key": str(show.key), "parentTitle": show.title}
    return all_rows(Form.of(request), head, found, Directory=all_of_them)


def _detail(world: PlexWorld, key: int) -> Row | None:
    item = world.item(key)
    if item is None:
        return _season(world, key)
    home = item.section if not hasattr(item, "show") else world.shows[item.show].section
    section = world.sections[home]
    row = row_of(world, item, who_asks(world))
    row |= {"librarySectionTitle": section.title, "librarySectionID": section.key}
    row["librarySectionKey"] = f"/library/sections/{section.key}"
    if isinstance(item, Show):
        row["Location"] = [{"path": item.folder}]
        if request.args.get("includePreferences") == "1":
            row["Preferences"] = {"Setting": preferences_of(item)}
    return row


def _season(world: PlexWorld, key: int) -> Row | None:
    home = next((place for place, known in world.season_keys.items() if known == key), None)
    if home is None or home[0] not in world.shows:
        return None
    leaves = [each for each in world.episodes[home[0]].values() if each.season == home[1]]
    return season_row(world, world.shows[home[0]], home[1], leaves, who_asks(world))


def _authorise(world: PlexWorld) -> Response | None:
    if request.path.startswith("/_") or request.path == "/identity":
        return None
    return None if world.accepts(token_sent()) else refusal(401)


def _protocol(answer: Response) -> Response:
    answer.headers["X-Plex-Protocol"] = "1.0"
    return answer
