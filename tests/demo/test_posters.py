"""The sample household has posters, drawn from their names."""

import struct
import zlib
from datetime import date

from parity.core.pictures import is_picture_name, picture_of
from parity.demo.household import build
from parity.demo.posters import HEIGHT, WIDTH, poster_png
from tests.demo.served import Tmdb

NAMES = [f"poster-{number:02}.png" for number in range(60)]


def test_a_poster_is_a_whole_png_of_the_right_size_and_light() -> None:
    for name in NAMES:
        drawn = poster_png(name)
        assert struct.unpack(">II", drawn[16:24]) == (WIDTH, HEIGHT) == (342, 513)
        assert len(drawn) <= 30_000
        body = drawn[drawn.index(b"IDAT") + 4 : drawn.index(b"IEND") - 8]
        pixels = zlib.decompress(body)
        assert len(pixels) == HEIGHT * (WIDTH + 1)
        assert max(pixels) < 180


def test_each_name_has_a_poster_of_its_own_which_stays() -> None:
    drawn = {poster_png(name) for name in NAMES}
    assert len(drawn) == len(NAMES)
    poster_png.cache_clear()
    assert {poster_png(name) for name in NAMES} == drawn


def test_nearly_all_shows_of_the_household_have_one() -> None:
    tmdb, _ = build(date(2026, 11, 21))
    paths = [show.poster_path for show in tmdb.shows.values()]
    posters = [path for path in paths if path is not None]
    assert paths.count(None) == 3
    assert len(set(posters)) == len(posters) == len(paths) - 3
    assert all(is_picture_name(path.removeprefix("/")) for path in posters)


def test_the_stand_in_serves_posters_of_its_shows_to_everybody(tmdb: Tmdb) -> None:
    tmdb.world.set_show(7, poster_path="/abcdefgh.png")
    answer = tmdb.session.get(f"{tmdb.url}/t/p/w342/abcdefgh.png")
    assert answer.status_code == 200
    assert picture_of(answer.content) is not None
    assert tmdb.session.get(f"{tmdb.url}/t/p/w342/otherone.png").status_code == 404
