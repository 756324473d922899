"""Plex's own collections over the wire: those of a library, and what lies in one."""

from flask import Flask, Response, request

from parity.demo.packed import Shelf
from parity.demo.plex_answers import all_rows, listing, refusal, section_head, who_asks
from parity.demo.plex_listing import Listings, row_bytes, row_of, window
from parity.demo.plex_wire import Form
from parity.demo.plex_world import PlexWorld

COLLECTION = 18


def collection_routes(app: Flask, world: PlexWorld, shelf: Shelf, listings: Listings) -> None:
    """Add the routes. What is empty has no `Metadata` at all."""

    @app.get("/library/sections/<int:section>/collections")
    def collections(section: int) -> Response:
        form, wanted = Form.of(request), request.args.get("subtype")
        with world.lock:
            if section not in world.sections:
                return refusal(404)
            listed = [world.collections[item.key] for item in listings.of(section, COLLECTION, request)]
            page = window([each for each in listed if wanted in (None, each.subtype)], request)
            if page is None:
                return refusal(400, "Missing X-Plex-Container-Size header")
            rows = [row_bytes(world, item, form, who_asks(world)) for item in page.items]
            head = section_head(world.sections[section], COLLECTION)
        return listing(shelf, form, page, head, rows)

    @app.get("/library/collections/<int:keys>/children", endpoint="collection_children")
    @app.get("/library/collections/<int:keys>/items", endpoint="collection_children")
    def children(keys: int) -> Response:
        # The page asked for; all in one piece when none was.
        return _members(world, shelf, keys)


def _members(world: PlexWorld, shelf: Shelf, key: int) -> Response:
    form = Form.of(request)
    with world.lock:
        if key not in world.collections:
            return refusal(404)
        collection = world.collections[key]
        held = world.members_of(collection)
        page = window(held, request)
        head = {"key": str(key), "librarySectionID": collection.section, "title2": collection.title}
        if page is None:
            who = who_asks(world)
            return all_rows(form, {"size": len(held), **head}, [row_of(world, item, who) for item in held])
        rows = [row_bytes(world, item, form, who_asks(world)) for item in page.items]
    return listing(shelf, form, page, head, rows)
