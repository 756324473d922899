"""Takes the listing of a film library in: read whole, judged, then swapped in at once (RULES R9-R11)."""

from collections.abc import Sequence

from parity.actions.adopt import Place
from parity.actions.adopt_films import adopt_films
from parity.actions.follow import Followed
from parity.actions.inventory import Taken, accepted, hold, not_taken
from parity.actions.list_library import NotWhole, ask_about, list_films
from parity.actions.ports import Library
from parity.actions.reckon_films import reckon_films
from parity.actions.work import Work
from parity.core.failures import Failure, Unauthorised
from parity.core.library import PlexFilm
from parity.core.listing import is_gone, shrunk
from parity.store import films, held_films, libraries
from parity.store.held_films import HeldFilm


def take_films(work: Work, followed: Followed) -> Taken:
    """Read and judge the list of films of a library, then make it the inventory in one transaction."""
    row = followed.row
    try:
        library = work.reach.library(row.machine_id)
        seen = list_films(work, library, row.section_key)
        with work.house.database.reading() as connection:
            kept = held_films.of_library(connection, row.id)
    except (NotWhole, Failure) as trouble:
        return not_taken(work, followed, trouble)
    before = sum(item.live for item in kept.values())
    fall = shrunk("films", before, sum(film.live for film in seen), work.house.settings().brake_share)
    if fall is not None and not accepted(work):
        return hold(work, followed, fall)
    try:
        fates = _fates(library, seen, kept)
    except Unauthorised as trouble:
        return not_taken(work, followed, trouble)
    still = next((kept[key].title for key, gone in fates.items() if gone is False), None)
    if still is not None:
        return not_taken(work, followed, NotWhole(f"Plex still has {still}, which its list left out"))
    _swap(work, followed, seen, fates)
    return Taken("whole")


def _fates(library: Library, seen: Sequence[PlexFilm], kept: dict[str, HeldFilm]) -> dict[str, bool | None]:
    listed = {film.rating_key for film in seen}
    absent = [key for key in kept if key not in listed]
    answers = ask_about(absent, library.film) if absent else {}
    return {key: is_gone(answer, kept[key].absences + 1) for key, answer in answers.items()}


def _swap(work: Work, followed: Followed, seen: Sequence[PlexFilm], fates: dict[str, bool | None]) -> None:
    row, now, today = followed.row, work.house.now(), work.house.today()
    with work.house.database.writing() as connection:
        kept = held_films.of_library(connection, row.id)
        there = films.there(connection)
        book, place = work.book.read(connection), Place(row.machine_id, row.section_key)
        film_ids = adopt_films(connection, place, seen, kept, book, today)
        was = {item.film_id for item in kept.values()}
        held_films.write(connection, row.id, kept, [(film, film_ids[film.rating_key]) for film in seen])
        held_films.miss(connection, row.id, fates)
        left, came = there - (after := films.there(connection)), after - there
        # An item that turned out to be another film did not leave: whatever it was thought to be never was there.
        moved = {kept[film.rating_key].film_id for film in seen if film.rating_key in kept} - set(film_ids.values())
        films.note_left(connection, (left & was) - moved, came, today)
        names = {film_ids[film.rating_key]: (film.title, film.year) for film in reversed(seen)}
        films.name(connection, {film_id: names[film_id] for film_id in came & names.keys()})
        stamps = followed.stamps
        libraries.listed_whole(connection, row.id, followed.section.agent, row.own_order, stamps, work.scan.id, now)
        if left or came or moved:
            reckon_films(work.house, connection, book)
