"""The names under which it is kept which film an item of a library is (RULES R8)."""

from parity.core.folders import show_folder
from parity.core.ids import is_plex_guid
from parity.core.library import PlexFilm
from parity.core.matching import words_of


def kept_under(film: PlexFilm, machine_id: str) -> tuple[str, ...]:
    """Plex's ids and guid; without any of them a name for this server only."""
    keys = tuple(f"film:{key}" for key in film.ids.keys())  # noqa: SIM118 - a method of its own, not a dict's
    if is_plex_guid(film.guid):
        keys = (*keys, film.guid)
    return keys or _local(film, machine_id)[:1]


def found_by(film: PlexFilm, machine_id: str) -> tuple[str, ...]:
    """All names by which a decision may be found: one that was made before Plex gave ids is not lost when it does."""
    return tuple(dict.fromkeys((*kept_under(film, machine_id), *_local(film, machine_id))))


def _local(film: PlexFilm, machine_id: str) -> tuple[str, ...]:
    """Names within one server: its folder, where it has one of its own; title and year only where it has not."""
    folder = show_folder([film.file]) if film.file else None
    title, last = words_of(film.title), (folder or "").rpartition("/")[2]
    if folder and title and title in words_of(last):  # many films may lie side by side in one folder
        return (f"film:local:{machine_id}|folder|{folder}",)
    return () if film.ids else (f"film:local:{machine_id}|title|{film.title}|{film.year or ''}",)
