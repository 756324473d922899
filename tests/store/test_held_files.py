"""Which shows lie in a folder: those in it and none beside it, however Windows or an accent spells them."""

import pytest

from parity.store import held_files
from parity.store.database import Database
from tests.store.builders import hold

LOST, SPACE = "/media/tv/Lost", "/media/tv/Lost in Space"
AMELIE_C, AMELIE_D = "/media/tv/Am\u00e9lie", "/media/tv/Ame\u0301lie"


@pytest.mark.parametrize(
    ("folder", "keys"),
    [
        (LOST, ["1"]),
        (f"{LOST}/", ["1"]),
        (f"{LOST}/Season 1", ["1"]),
        (SPACE, ["2"]),
        ("/media/tv/lost", []),
        ("/media/t", []),
        ("/media/tv", ["1", "2", "3"]),
        (r"D:\TV\Dark", ["4"]),
        (r"d:\tv\dark", ["4"]),
        ("D:/TV/Dark/Season 1", ["4"]),
        (r"D:\TV\Dark Matter", []),
        (AMELIE_C, ["3"]),
        (AMELIE_D, ["3"]),
        ("/media/tv/100%", []),
    ],
)
def test_what_lies_in_a_folder(database: Database, folder: str, keys: list[str]) -> None:
    files = (f"{LOST}/Season 1/a.mkv", f"{SPACE}/b.mkv", f"{AMELIE_D}/c.mkv", r"D:\TV\Dark\Season 1\d.mkv")
    with database.writing() as connection:
        for show, file in enumerate(files, 1):
            hold(connection, 1, str(show), str(100 + show), file=file)
        assert sorted(held_files.keys_below(connection, ("m1", "shows"), folder)) == keys
