"""`/movies/export.csv` and `.json`: the list of collections as a file, as the filters of its page leave it."""

import json
from collections.abc import Sequence

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from parity.actions.linked import linker
from parity.core.film_lines import COLUMNS, lines_of
from parity.core.film_shapes import FilmCollection
from parity.core.shapes import Listing, as_json
from parity.core.spreadsheet import csv_of
from parity.store.collections_view import collections
from parity.web import here
from parity.web.movie_list import wish

page = Blueprint("movie_exports", __name__)


@page.get("/movies/export.csv")
def csv() -> ResponseReturnValue:
    """A line for each missing film of the collections that fit."""
    return _file(csv_of(COLUMNS, lines_of(_fitting())), "text/csv", "csv")


@page.get("/movies/export.json")
def json_file() -> ResponseReturnValue:
    """The collections that fit, each with what is missing, as the API tells them."""
    found = _fitting()
    text = json.dumps(as_json(Listing(len(found), tuple(found))), ensure_ascii=False, indent=2)
    return _file(text, "application/json", "json")


def _fitting() -> Sequence[FilmCollection]:
    with here.house().database.reading() as connection:
        found = collections(connection, here.today(), wish().filter)
    make = linker(here.house(), here.settings())
    return [make.with_film_links(each) for each in found.items]


def _file(text: str, kind: str, ending: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="missing-movies-{here.today()}.{ending}"'
    return response
