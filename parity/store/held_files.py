"""Which shows and films have files below a folder, by what was last listed."""

from sqlalchemy import Connection, and_, func, select, union

from parity.store.schema import held_episodes, held_films, libraries


def keys_below(connection: Connection, place: tuple[str, str], folder: str, most: int = 20) -> list[str]:
    """Rating keys of the shows and films of a library (machine id, section) with a file below this folder.

    Of more than `most` none: the folder is that of the library itself.
    """
    begins = folder.rstrip("/\\")
    here = and_(libraries.c.machine_id == place[0], libraries.c.section_key == place[1])
    found = [
        select(key.label("key"))
        .join(libraries, libraries.c.id == table.c.library_id)
        .where(here, func.substr(table.c.file, 1, len(begins)) == begins)
        for table, key in ((held_episodes, held_episodes.c.show_key), (held_films, held_films.c.rating_key))
    ]
    keys = list(connection.execute(union(*found).limit(most + 1)).scalars())
    return keys if len(keys) <= most else []
