"""`GET collections, collections/<id>`: what is missing from the collections of films that were begun."""

from typing import Any

from flask import Response, abort

from parity.actions import scan_control
from parity.actions.linked import linker
from parity.actions.scan_control import Request
from parity.core.film_shapes import FilmCollection
from parity.core.shapes import Listing
from parity.store.collections_view import CollectionFilter, collection
from parity.store.lacking_view import lacking
from parity.web import here
from parity.web.api.answering import Started, answer, room
from parity.web.api.asking import CollectionsQuery
from parity.web.api.schemas import listing_of, schema_of

films = room("films", "Collections of films, and what is missing of them.")


@films.get("/collections")
@films.arguments(CollectionsQuery, location="query")
@films.response(200, listing_of(FilmCollection))
def get_collections(query: dict[str, Any]) -> Response:
    """The collections of which something is missing, by name; with `all` or a `state` others too."""
    limit, offset, every = (query.pop(name) for name in ("limit", "offset", "all"))
    with here.house().database.reading() as connection:
        page = lacking(connection, here.today(), CollectionFilter(**query), limit, offset, every)
    make = linker(here.house(), here.settings())
    return answer(Listing(page.total, tuple(make.with_film_links(each) for each in page.items)))


@films.get("/collections/<int(max=2147483647):collection_id>")
@films.response(200, schema_of(FilmCollection))
def get_collection(collection_id: int) -> Response:
    """One collection with every part, ignored ones and those that are there too."""
    return answer(linker(here.house(), here.settings()).with_film_links(known_collection(collection_id)))


@films.post("/collections/<int(max=2147483647):collection_id>/rescan")
@films.response(202, schema_of(Started))
def post_rescan_collection(collection_id: int) -> Response:
    """Ask about one collection and its films."""
    known_collection(collection_id)
    wish = Request("collection", collections=(collection_id,))
    return answer(Started(scan_control.start(here.house(), wish)), 202)


def known_collection(collection_id: int) -> FilmCollection:
    """The collection of this id, with all its parts. Aborts with 404 where there is none to see."""
    with here.house().database.reading() as connection:
        found = collection(connection, here.today(), collection_id)
    if found is None:
        abort(404, f"There is no collection {collection_id}.")
    return found
