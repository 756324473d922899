"""Compares the files of Sonarr and Radarr with those that Plex shows; what it shows nowhere is kept and told."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from parity.actions.check_connections import plainly
from parity.actions.compare_files import Compared, compare
from parity.actions.ports import Arr, House, NotSetUp
from parity.cache import CacheUnusable
from parity.core.downloaded import NAMES, SOURCES, ArrFile, Source
from parity.core.failures import Failure, Unauthorised
from parity.core.paths import Aim
from parity.core.unseen import Library
from parity.store import libraries, scans, schedules, servers, unseen_files
from parity.store.database import Connection
from parity.store.unseen_files import UnseenRow

PATIENCE = 60.0
"""Seconds that one answer of Sonarr or Radarr may take: the list of all films is long."""
_MOST = 50
"""Shows of which the numbers of episodes are asked: with more of them unseen, something else is amiss."""

_EVERY = timedelta(hours=6)

Outcome = Literal["looked", "not set up", "refused", "silent"]
Unseen = Sequence[tuple[ArrFile, Aim]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look. But for "looked" nothing was changed, and `sentence` says why.

    `files`: how many there are; of `undecided` nobody can say whether Plex has them, where a server was `silent`: why.
    `strange` are the folders that belong to no library.
    """

    source: Source
    outcome: Outcome
    sentence: str = ""
    files: int = 0
    unseen: tuple[UnseenRow, ...] = ()
    strange: tuple[UnseenRow, ...] = ()
    undecided: int = 0
    silent: tuple[str, ...] = ()


def find_unseen(house: House, stop: threading.Event, sources: Sequence[Source] = SOURCES) -> tuple[Looked, ...]:
    """Look once, at each of them. Raises nothing that it could tell instead."""
    return tuple(_look(house, source, stop) for source in sources)


def compare_when_due(house: House, stop: threading.Event) -> None:
    """Look at each of them that is set up, every six hours, and whenever a scan has listed libraries anew.

    What was known of one whose address was taken away is forgotten.
    """
    settings, now = house.settings(), house.now()
    given = {"sonarr": settings.sonarr_url, "radarr": settings.radarr_url}
    for source in SOURCES:
        with house.database.reading() as connection:
            due = _is_due(connection, source, now)
            left = not given[source] and unseen_files.any_of(connection, source)
        if given[source] and due:
            find_unseen(house, stop, (source,))
            with house.database.writing() as connection:
                schedules.claim(connection, f"unseen {source}", now, now)
        if left:
            with house.database.writing() as connection:
                unseen_files.replace(connection, source, (), ())


def _is_due(connection: Connection, source: Source, now: datetime) -> bool:
    last = schedules.last_due(connection, f"unseen {source}")
    if last is not None and now - last >= _EVERY:
        return True
    listed = unseen_files.last_listed(connection)
    fresh = listed is not None and (last is None or listed > last)
    return fresh and scans.active(connection) is None


def _look(house: House, source: Source, stop: threading.Event) -> Looked:
    try:
        with house.doors().arr(source, stop, PATIENCE) as arr:
            compared = compare(house, source, list(arr.files()), stop)
            unseen = compared.search.unseen(compared.unknown)
            return _kept(house, source, compared, unseen, _numbers(arr, unseen))
    except (NotSetUp, CacheUnusable) as trouble:
        return Looked(source, "not set up", plainly(trouble))
    except Unauthorised as trouble:
        return Looked(source, "refused", plainly(trouble))
    except Failure as trouble:
        return Looked(source, "silent", plainly(trouble))


def _numbers(arr: Arr, unseen: Unseen) -> Mapping[int, int]:
    """The first episode in each file; they are said where they are known, and no more."""
    shows = {file.item for file, _ in unseen if file.season is not None}
    try:
        return arr.numbers(shows) if len(shows) <= _MOST else {}
    except Failure:
        return {}


def _kept(house: House, source: Source, compared: Compared, unseen: Unseen, numbers: Mapping[int, int]) -> Looked:
    now, search = house.now(), compared.search
    undecided = search.undecided(compared.unknown)
    with house.database.writing() as connection:
        names = _names(connection)
        files = tuple(_row(source, file, aim, numbers, names, now) for file, aim in unseen)
        strange = tuple(
            UnseenRow(source, folder, folder, None, None, None, None, None, _nobody_s(source, folder, count), now)
            for folder, count in sorted(search.homeless().items())
        )
        unseen_files.replace(connection, source, (*files, *strange), undecided)
    return Looked(source, "looked", "", len(search.aimed), files, strange, len(undecided), compared.silent)


def _row(
    source: Source, file: ArrFile, aim: Aim, numbers: Mapping[int, int], names: Mapping[Library, str], now: datetime
) -> UnseenRow:
    library = (aim.machine_id, aim.section_key)
    sentence = f"{names.get(library, 'Plex')} does not have this file."
    number = numbers.get(file.id)
    return UnseenRow(source, file.path, file.title, file.season, number, *library, aim.folder, sentence, now)


def _names(connection: Connection) -> dict[Library, str]:
    """What to call each library: its title, and that of its server."""
    server = {row.machine_id: row.name or "Plex" for row in servers.every(connection)}
    return {
        (place.machine_id, place.section_key): f"{place.title} on {server.get(place.machine_id, 'Plex')}"
        for place in libraries.places(connection)
    }


def _nobody_s(source: Source, folder: str, count: int) -> str:
    files = "1 file" if count == 1 else f"{count} files"
    return (
        f"No library that is followed holds {folder}, where {NAMES[source]} has {files}: add a rule for it to the "
        "paths, or follow its library."
    )
