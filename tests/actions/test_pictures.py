"""Posters are fetched once, kept, rested from when they cannot be had, and let go when no show names them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from parity.actions import pictures
from parity.actions.clock import keep_up
from parity.actions.pictures import Gallery, forget_pictures
from parity.core.failures import NotFound, Unavailable
from parity.core.pictures import Picture
from parity.store.database import Database
from tests.actions.household import Household
from tests.cli.processes import until
from tests.store.builders import NOW, add_show, new_database, statements
from tests.web.houses import house_of

NAMES = [f"poster-{number:02}.jpg" for number in range(12)]
JPEG = Picture(b"\xff\xd8\xff\xe0 a picture", "image/jpeg")
Answering = Callable[[str], Picture]


@dataclass
class Town:
    """A gallery, what it asked for, and the clock."""

    folder: Path
    database: Database
    answer: Answering = lambda name: JPEG
    asked: list[str] = field(default_factory=list)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.house = house_of(self.database, self.folder, clock=lambda: self.now, fetch_poster=self._fetch)
        self.gallery = Gallery(self.house, self.folder)

    def _fetch(self, name: str) -> Picture:
        self.asked.append(name)
        return self.answer(name)

    def kept(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("pictures/*"))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A house whose shows have the posters `NAMES`."""
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        for name in NAMES:
            add_show(connection, name, poster=f"/{name}")
    yield Town(tmp_path, database)
    database.close()


def unavailable(name: str) -> Picture:
    raise Unavailable("TMDB", "no answer")


def absent(name: str) -> Picture:
    raise NotFound("TMDB", f"picture {name}")


def test_a_poster_is_fetched_once_and_kept_for_every_process(town: Town) -> None:
    for _ in range(2):
        assert town.gallery.poster(NAMES[0]) == JPEG
    assert Gallery(town.house, town.folder).poster(NAMES[0]) == JPEG
    assert (town.asked, town.kept()) == ([NAMES[0]], [NAMES[0]])


def test_a_look_costs_one_statement(town: Town) -> None:
    for name, cost in ((NAMES[0], 1), (NAMES[0], 1), ("no-such-one.jpg", 1), ("../../parity.db", 0)):
        with statements(town.database) as sent:
            town.gallery.poster(name)
        assert len(sent) == cost


def test_nobody_is_asked_for_what_no_show_names(town: Town) -> None:
    (town.folder / "pictures").mkdir()
    (town.folder / "pictures" / "no-such-one.jpg").write_bytes(JPEG.content)
    for name in ("no-such-one.jpg", "../parity.db", "poster-00.svg", ""):
        assert town.gallery.poster(name) is None
    assert town.asked == []


def test_a_kept_file_that_is_no_picture_is_fetched_anew(town: Town) -> None:
    town.gallery.poster(NAMES[0])
    (town.folder / "pictures" / NAMES[0]).write_bytes(b"")
    assert town.gallery.poster(NAMES[0]) == JPEG
    assert (town.folder / "pictures" / NAMES[0]).read_bytes() == JPEG.content


def test_a_poster_that_does_not_exist_is_asked_for_again_after_ten_minutes(town: Town) -> None:
    town.answer = absent
    for _ in range(3):
        assert town.gallery.poster(NAMES[0]) is None
    assert town.gallery.poster(NAMES[1]) is None
    assert town.asked == NAMES[:2]
    town.answer = lambda name: JPEG
    for minutes, found in ((9, None), (10, JPEG)):
        town.now = NOW + timedelta(minutes=minutes)
        assert town.gallery.poster(NAMES[0]) == found


def test_a_dead_service_is_not_asked_for_every_poster_of_a_page(town: Town) -> None:
    town.answer = unavailable
    assert [town.gallery.poster(name) for name in NAMES] == [None] * len(NAMES)
    assert town.asked == NAMES[:1]
    town.answer, town.now = lambda name: JPEG, NOW + timedelta(seconds=30)
    assert town.gallery.poster(NAMES[1]) == JPEG
    assert town.gallery.poster(NAMES[0]) is None
    town.now = NOW + timedelta(minutes=10)
    assert town.gallery.poster(NAMES[0]) == JPEG


def test_a_folder_that_cannot_be_written_to_keeps_nothing_and_shows_all(town: Town) -> None:
    (town.folder / "pictures").write_text("a file where the folder belongs")
    for _ in range(2):
        assert town.gallery.poster(NAMES[0]) == JPEG
    assert town.asked == [NAMES[0]] * 2


def test_a_full_disk_keeps_nothing_and_shows_all(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "is_full", lambda folder: True)
    assert town.gallery.poster(NAMES[0]) == JPEG
    assert town.kept() == []


def test_requests_for_one_poster_at_a_time_share_one_fetch(town: Town) -> None:
    gate, inside = threading.Event(), threading.Event()

    def slow(name: str) -> Picture:
        inside.set()
        assert gate.wait(5)
        return JPEG

    town.answer = slow
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(town.gallery.poster, NAMES[0]) for _ in range(4)]
        assert inside.wait(5)
        gate.set()
        assert [one.result(5) for one in waiting] == [JPEG] * 4
    assert town.asked == NAMES[:1]


def test_four_posters_are_fetched_at_once_and_no_more(town: Town) -> None:
    gate, lock = threading.Event(), threading.Lock()
    inside: set[str] = set()
    most = 0

    def slow(name: str) -> Picture:
        nonlocal most
        with lock:
            inside.add(name)
            most = max(most, len(inside))
        assert gate.wait(5)
        with lock:
            inside.remove(name)
        return JPEG

    town.answer = slow
    with ThreadPoolExecutor(len(NAMES)) as pool:
        waiting = [pool.submit(town.gallery.poster, name) for name in NAMES]
        until(lambda: len(inside) == 4, "four are under way")
        gate.set()
        assert [one.result(5) for one in waiting] == [JPEG] * len(NAMES)
    assert most == 4


def test_after_a_bug_the_poster_can_be_asked_for_again(town: Town) -> None:
    def stumble(name: str) -> Picture:
        raise ZeroDivisionError

    town.answer = stumble
    with pytest.raises(ZeroDivisionError):
        town.gallery.poster(NAMES[0])
    town.answer = lambda name: JPEG
    assert town.gallery.poster(NAMES[0]) == JPEG


def test_pictures_that_no_show_names_are_let_go_with_drafts_left_behind(town: Town) -> None:
    assert forget_pictures(town.house) == 0
    town.gallery.poster(NAMES[0])
    for name in ("formerly-here.jpg", f".{NAMES[0]}.0a1b2c3d"):
        (town.folder / "pictures" / name).write_bytes(JPEG.content)
    assert [forget_pictures(town.house) for _ in range(2)] == [2, 0]
    assert town.kept() == [NAMES[0]]


def test_a_new_day_lets_go_of_pictures_and_a_scan_brings_the_names(household: Household) -> None:
    household.broadcast(1, "Show", {1: 2}, poster_path="/abcdefgh.png")
    household.own("Show", 1, {1: [1]})
    household.scan()
    gallery = Gallery(household.house, household.folder)
    found = gallery.poster("abcdefgh.png")
    assert found is not None
    assert found.kind == "image/png"
    stray = household.folder / "pictures" / "strayone.png"
    stray.write_bytes(found.content)
    keep_up(household.house)
    assert stray.exists()
    household.clock.on(days=1)
    keep_up(household.house)
    assert not stray.exists()
    assert (household.folder / "pictures" / "abcdefgh.png").exists()
