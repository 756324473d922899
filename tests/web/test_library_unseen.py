"""What Sonarr and Radarr have and Plex does not show: listed on the library page, compared and scanned by a click."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

from flask.testing import FlaskClient

from parity.actions.ports import Arr, House, NotSetUp
from parity.core.downloaded import ArrFile, Source
from parity.core.failures import Unavailable
from parity.store import refreshes, schema
from tests.store.telling import add_unseen
from tests.web.houses import ShutDoors, buttons, client_of
from tests.web.test_library import send, text_of


def test_what_sonarr_has_and_plex_does_not_is_listed_by_folder_and_scanned_by_one_click(
    house: House, client: FlaskClient
) -> None:
    assert "once it knows their addresses and keys" in text_of(client)
    with house.database.writing() as connection:
        for number in range(1, 12):
            add_unseen(connection, f"/media/tv/Andor/{number}.mkv", season=2, number=number)
        add_unseen(connection, "/films", "", machine_id=None, folder=None, sentence="No library has it.")
        connection.execute(schema.libraries.update().values(locations='["/media/tv"]'))
    page = text_of(client)
    assert "Downloaded, but not in Plex 2 folders" in page
    assert "Andor S02E01, S02E02, S02E03, S02E04, S02E05, S02E06, S02E07, S02E08 and 3 files" in page
    assert "films Sonarr · /films No library has it." in page
    assert buttons(client.get("/library").text).count("Scan its folder") == 1
    assert "Plex is asked to scan it." in send(client, "/library/unseen", source="sonarr", path="/media/tv/Andor/3.mkv")
    with house.database.reading() as connection:
        [row] = refreshes.every_open(connection)
    assert (row.folder, len(row.expects)) == ("/media/tv/Andor", 11)
    assert "not on the list any more" in send(client, "/library/unseen", source="sonarr", path="/gone.mkv")
    assert "No library has it." in send(client, "/library/unseen", source="sonarr", path="/films")


@dataclass(kw_only=True)
class Arrs(ShutDoors):
    """The ways to Sonarr, which has no file, and to Radarr, which nobody set up; `down`: Sonarr gives no answer."""

    down: bool = False

    @contextmanager
    def arr(self, source: Source, stop: threading.Event, patience: float) -> Iterator[Arr]:
        """One of them."""
        if source == "radarr":
            raise NotSetUp("RADARR_URL is not set")
        if self.down:
            raise Unavailable("Sonarr", "it does not answer")
        yield cast(Arr, self)

    def files(self) -> Iterator[ArrFile]:
        """None."""
        return iter(())

    def numbers(self, shows: Collection[int]) -> Mapping[int, int]:
        """Of no episode."""
        return {}


def test_their_files_are_compared_at_once_by_a_button(house: House) -> None:
    arrs = Arrs()
    client = client_of(replace(house, doors=lambda: arrs))
    assert "Plex shows every file that Sonarr has." in send(client, "/library/unseen/look")
    arrs.down = True
    answer = send(client, "/library/unseen/look")
    assert "it does not answer." in answer
    assert "RADARR_URL" not in answer
