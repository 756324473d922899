"""`collections`: the collections of films that were begun, and what is missing of them."""

from collections.abc import Iterator
from typing import cast

import click

from parity.actions.linked import linker
from parity.cli.opening import visiting
from parity.cli.reading import RATING
from parity.cli.results import one_form, say_beside
from parity.cli.saying import count, note, say_csv, say_json, say_table
from parity.core.film_lines import COLUMNS, lines_of
from parity.core.film_shapes import CollectionState, Film, FilmCollection
from parity.core.shapes import Listing
from parity.store.collections_view import STATES, CollectionFilter, numbers
from parity.store.lacking_view import lacking

_TABLE = ("Id", "Collection", "Have", "Missing film", "Year", "TMDB", "Since", "Ignored", "Note")
Row = tuple[object, ...]


@click.command("collections")
@click.option("--all", "every", is_flag=True, help="Complete collections too.")
@click.option("--ignored", is_flag=True, help="Also list what you ignored.")
@click.option("--state", type=click.Choice(STATES), help="Only collections in this state.")
@click.option("--library", metavar="NAME", help="Only collections of which a film lies there.")
@click.option("--rating", type=RATING, help="Only films that are rated at least so.")
@click.option("--votes", type=click.IntRange(0), help="Only films that at least so many rated.")
@click.option("--no-shorts", is_flag=True, help="No films known to be short.")
@click.option("--json", "forms", flag_value="json", multiple=True, help="As JSON.")
@click.option("--csv", "forms", flag_value="csv", multiple=True, help="The missing films as CSV.")
def collections_command(
    every: bool,
    ignored: bool,
    state: str | None,
    library: str | None,
    rating: float | None,
    votes: int | None,
    no_shorts: bool,
    forms: tuple[str, ...],
) -> None:
    """List the collections of films of which something is missing."""
    form = one_form(forms)
    wanted = CollectionFilter(
        state=cast(CollectionState | None, state),
        library=library,
        rating=rating,
        votes=votes,
        shorts=not no_shorts,
        ignored=ignored,
    )
    with visiting() as house:
        with house.database.reading() as connection:
            found = lacking(connection, house.today(), wanted, every=every)
            never = numbers(connection, house.today()).collections_error
        make = linker(house)
        found = Listing(found.total, tuple(make.with_film_links(each) for each in found.items))
        say_beside(house)
        if never:
            note(f"{count(never, 'collection')} could not be checked yet: python -m parity collections --state error")
    if form == "json":
        say_json(found)
    elif form == "csv":
        say_csv(COLUMNS, lines_of(found.items))
    else:
        films = len({film.tmdb_id for each in found.items for film in each.missing if not film.ignored})
        title = f"{count(films, 'missing film')} of {count(found.total, 'collection')}"
        say_table(title, _TABLE, (row for each in found.items for row in _rows(each)))


def _rows(of: FilmCollection) -> Iterator[Row]:
    """A line for each missing film; the first tells of the collection too."""
    head: Row = (of.collection_id, of.name, f"{of.owned}/{of.released}")
    films = [_film(film) for film in of.missing] or [(of.trouble.what if of.trouble else f"({of.state})",)]
    for number, film in enumerate(films):
        yield (*(("", "", "") if number else head), *film)


def _film(film: Film) -> Row:
    lost = f"lost since {film.lost_on}" if film.lost_on else None
    return film.title, film.year, film.tmdb_id, film.available_on, film.reason, lost
