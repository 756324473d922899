"""What `ignore`, `unignore` and `match` do about a film or a collection of films."""

import re
from datetime import date
from typing import Literal

import click

from parity.actions import decide_film
from parity.actions.find_collection import find_collection
from parity.actions.find_item import find_film
from parity.actions.ports import House
from parity.cli.opening import visiting
from parity.cli.saying import count, plain
from parity.store.collection_filter import CollectionFilter
from parity.store.collections_view import collection, collections

Kind = Literal["film", "collection"]


def kind_of(film: bool, of_collection: bool) -> Kind | None:
    """What is meant; None for a show. Raises UsageError for both."""
    if film and of_collection:
        raise click.UsageError("--film and --collection exclude each other")
    return "film" if film else "collection" if of_collection else None


def ignore(kind: Kind, text: str, reason: str, until: date | None, new_parts: bool) -> None:
    """Ignore a film by its TMDB id, or a collection by its id or name, and say so."""
    if new_parts and kind == "film":
        raise click.UsageError("--new-parts is about a collection")
    with visiting() as house:
        if kind == "film":
            made = decide_film.ignore_film(house, _tmdb_id(text), reason, until)
        else:
            number = find_collection(house, text)
            made = decide_film.ignore_collection(house, number, reason, until, new_parts=new_parts)
        what = _name(house, kind, text)
    end = f" until {until.isoformat()}" if until else ""
    but = ", but for films that are listed later" if new_parts else ""
    click.echo(f"{what} is ignored{end}{but} (decision {made}).")


def unignore(kind: Kind, text: str) -> None:
    """Take back the ignore of exactly this film or collection, and say so."""
    with visiting() as house:
        if kind == "film":
            taken_back = decide_film.unignore_film(house, _tmdb_id(text))
        else:
            taken_back = decide_film.unignore_collection(house, find_collection(house, text))
        what = _name(house, kind, text)
    if not taken_back:
        raise click.ClickException(f"{what} was not ignored by itself; python -m parity collections --ignored")
    click.echo(f"{what} is no longer ignored ({count(taken_back, 'decision')} taken back).")


def match(text: str, tmdb_id: int | None) -> None:
    """Say which film of TMDB a film of Plex is, by its title or plex:RATINGKEY."""
    with visiting() as house:
        film = find_film(house, text)
        decide_film.match_film(house, film.id, tmdb_id)
    said = f"TMDB {tmdb_id} from now on" if tmdb_id else "matched by its ids again"
    what = plain(film.title) + (f" ({film.year})" if film.year else "")
    click.echo(f"{what} is {said}. To ask TMDB now: python -m parity scan incremental")


def _tmdb_id(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise click.UsageError(f"{plain(text)!r} is no TMDB id: python -m parity collections shows those of films")
    return int(text)


def _name(house: House, kind: Kind, text: str) -> str:
    with house.database.reading() as connection:
        if kind == "collection":
            found = collection(connection, house.today(), find_collection(house, text))
            return plain(found.name) if found else text
        every = collections(connection, house.today(), CollectionFilter(ignored=True)).items
    films = (film for each in every for film in (*each.missing, *each.announced) if film.tmdb_id == int(text))
    found_film = next(films, None)
    if found_film is None:
        return f"TMDB {text}"
    year = f" ({found_film.year})" if found_film.year else ""
    return plain(found_film.title) + year
