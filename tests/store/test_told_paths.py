"""What was told lately is listed with what has no place first, and once a folder."""

from parity.core.told import Told, Touched
from parity.store import arrivals, told_paths
from parity.store.database import Connection, Database
from parity.store.told_paths import ToldPath
from tests.store.builders import NOW
from tests.store.telling import add_hook, add_refresh, add_unseen, ago


def tell(connection: Connection, source: str, seconds: float, *touched: Touched) -> None:
    arrivals.add(connection, source, Told("sonarr", "Download", "It came.", touched), None, ago(seconds))


def test_what_no_server_has_a_place_for_stands_first_and_each_folder_once(database: Database) -> None:
    nowhere = {"machine_id": "", "section_key": "", "source": "sonarr"}
    with database.writing() as connection:
        tell(connection, "sonarr", 50, Touched("/tv/Dark/1.mkv"), Touched("/tv/Dark/2.mkv"), Touched("/in/Lost/2.mkv"))
        tell(connection, "script", 40, Touched("/tv/Andor", folder=True), Touched("/tv/Dark", folder=True))
        add_refresh(connection, "unmapped", folder="/in/Lost/1.mkv", **nowhere)
        add_refresh(connection, "unmapped", folder="/in/Old/1.mkv", ended_at=NOW, **nowhere)
        add_unseen(connection, "/films/Ran.mkv", machine_id=None, folder=None)
        add_unseen(connection, "/tv/Andor/1.mkv")
        found = told_paths.lately(connection, 9)
        assert told_paths.lately(connection, 2) == found[:2]
    assert found == [
        ToldPath("/in/Lost/1.mkv", "sonarr", ago(30), lost=True),
        ToldPath("/films/Ran.mkv", "sonarr", NOW, lost=True),
        ToldPath("/tv/Andor", "script", ago(40), lost=False),
        ToldPath("/tv/Dark", "script", ago(40), lost=False),
        ToldPath("/tv/Dark/1.mkv", "sonarr", ago(50), lost=False),
    ]


def test_who_may_tell_is_named(database: Database) -> None:
    with database.writing() as connection:
        for name in ("sonarr", "radarr"):
            add_hook(connection, name)
        assert told_paths.tellers(connection) == ["radarr", "sonarr"]
