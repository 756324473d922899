"""The collections of which something is missing, as the commands, the API and the exports list them."""

from datetime import date

from sqlalchemy import Connection

from parity.core.film_shapes import FilmCollection
from parity.core.shapes import Listing
from parity.store.collections_view import ALL, CollectionFilter, read_collections, roster


def lacking(
    connection: Connection,
    today: date,
    wanted: CollectionFilter = ALL,
    limit: int | None = None,
    offset: int = 0,
    every: bool = False,
) -> Listing[FilmCollection]:
    """The collections in the order that is wanted, without what is there; of those in a state where one is wanted.

    Where none is, only those that lack something, with `ignored` those too of which only ignored films are lacking;
    with `every` complete ones too. Four statements, with `q` five.
    """
    lines = roster(connection, today, wanted)
    if wanted.state is None and not every:
        lines = [each for each in lines if each.state == "missing" or (wanted.ignored and each.ignored)]
    page = lines[offset:] if limit is None else lines[offset : offset + limit]
    return Listing(len(lines), read_collections(connection, today, page, wanted))
