"""What speaks for one rule or another: the paths that were told lately, and the folders of what the servers hold."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from parity.core.folders import common_folder
from parity.core.path_parts import above
from parity.core.path_proposals import Heard, Home
from parity.core.told import Touched, read_told
from parity.store.schema import arrivals, held_episodes, held_films, libraries, unseen_files

_KINDS = {"sonarr": "show", "radarr": "movie"}
_HERE = (libraries.c.machine_id, libraries.c.section_key)
_FOLLOWED = libraries.c.followed.is_(True)
_LATE = select(arrivals.c.source, arrivals.c.kind, arrivals.c.arrival).order_by(arrivals.c.id.desc())
_UNSEEN = select(unseen_files.c.source, unseen_files.c.path).where(unseen_files.c.machine_id.is_(None))
_SHOWS = select(*_HERE, func.min(held_episodes.c.file)).join_from(held_episodes, libraries)
_SHOWS = _SHOWS.where(_FOLLOWED, held_episodes.c.file.is_not(None))
_SHOWS = _SHOWS.group_by(held_episodes.c.library_id, held_episodes.c.show_key)
_FILMS = select(*_HERE, held_films.c.file).join_from(held_films, libraries)
_FILMS = _FILMS.where(_FOLLOWED, held_films.c.file.is_not(None))


def heard(connection: Connection, most: int = 500) -> list[Heard]:
    """The paths of the last messages, and those of files of Sonarr and Radarr that no server has a place for."""
    found = []
    for source, kind, packed in connection.execute(_LATE.limit(most)):
        found += [Heard(touched, source, _KINDS.get(kind)) for touched in read_told(packed).touched]
    for source, path in connection.execute(_UNSEEN.limit(most)):
        found.append(Heard(Touched(path), source, _KINDS.get(source)))
    return list(dict.fromkeys(found))


def homes(connection: Connection) -> Iterator[Home]:
    """The folders of all shows, by one of their episodes, and of all films."""
    for machine_id, section_key, file in connection.execute(_SHOWS):
        yield Home(machine_id, section_key, common_folder([file]))
    for machine_id, section_key, file in connection.execute(_FILMS):
        yield Home(machine_id, section_key, above(file))
