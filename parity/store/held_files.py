"""Which shows and films have files below a folder, by what was last listed."""

from collections.abc import Collection
from unicodedata import normalize

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, or_, select, union

from parity.core.folders import common_folder
from parity.core.path_parts import parts
from parity.store.schema import held_episodes, held_films, items, libraries


def keys_below(connection: Connection, place: tuple[str, str], folder: str, most: int = 20) -> list[str]:
    """Rating keys of the shows and films of a library (machine id, section) with a file below this folder.

    Of more than `most` none: the folder is that of the library itself. Of 100,000 files that takes some 20 ms, which
    is less than a request, so that no index is kept for it.
    """
    here = and_(libraries.c.machine_id == place[0], libraries.c.section_key == place[1])
    found = [
        select(key.label("key"))
        .join(libraries, libraries.c.id == table.c.library_id)
        .where(here, _below(table, folder))
        for table, key in ((held_episodes, held_episodes.c.show_key), (held_films, held_films.c.rating_key))
    ]
    keys = list(connection.execute(union(*found).limit(most + 1)).scalars())
    return keys if len(keys) <= most else []


def known(connection: Connection, place: tuple[str, str], keys: Collection[str]) -> set[str]:
    """Those of these rating keys that a library (machine id, section) was known to hold at the last look."""
    here = and_(libraries.c.machine_id == place[0], libraries.c.section_key == place[1])
    found = [
        select(key.label("key"))
        .join(libraries, libraries.c.id == table.c.library_id)
        .where(here, key.in_(sorted(keys)))
        for table, key in ((held_episodes, held_episodes.c.show_key), (held_films, held_films.c.rating_key))
    ]
    return set(connection.execute(union(*found)).scalars()) if keys else set()


def _below(table: Table, folder: str) -> ColumnElement[bool]:
    """Whether a file lies below a folder, in whichever way its letters with accents are written."""
    file: ColumnElement[str] = table.c.file
    begins = folder.rstrip("/\\") + "/"
    if parts(folder).windows:
        file, begins = func.lower(func.replace(file, "\\", "/")), begins.replace("\\", "/")
    spelled = {begins, normalize("NFC", begins), normalize("NFD", begins)}
    lower = func.lower if parts(folder).windows else literal
    return or_(*(func.substr(file, 1, len(one)) == lower(one) for one in sorted(spelled)))


def folders_of(connection: Connection, show_id: int | None, film_id: int | None) -> list[tuple[tuple[str, str], str]]:
    """In which libraries (machine id, section) and folders the copies of a show or film lie.

    Of a show that of all its seasons in one library, as far as their folders have one in common.
    """
    at = (libraries.c.machine_id, libraries.c.section_key)
    if show_id is not None:
        of = and_(items.c.library_id == held_episodes.c.library_id, items.c.rating_key == held_episodes.c.show_key)
        query = select(*at, items.c.rating_key, held_episodes.c.file).join_from(held_episodes, items, of)
        query = query.where(items.c.show_id == show_id, items.c.gone_at.is_(None), held_episodes.c.live.is_(True))
        query = query.join(libraries, libraries.c.id == held_episodes.c.library_id)
    else:
        query = select(*at, held_films.c.rating_key, held_films.c.file).join_from(held_films, libraries)
        query = query.where(held_films.c.film_id == film_id, held_films.c.live.is_(True))
    files: dict[tuple[str, str, str], list[str]] = {}
    for machine_id, section_key, key, file in connection.execute(query):
        if file:
            files.setdefault((machine_id, section_key, key), []).append(file)
    return [((machine, section), common_folder(paths)) for (machine, section, _), paths in files.items()]
