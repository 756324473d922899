"""The trash of a library: listed as it is, and emptied only where nothing speaks against it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.trash import NoSuchLibrary, Trash, Trashed, look_into
from parity.demo.faults import Fault
from parity.store import libraries
from tests.actions.household import Household


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """A show of six episodes, that was scanned once."""
    home = Household(tmp_path_factory.mktemp("trash") / "data")
    home.broadcast(700, "Harbour Lights", {1: 6})
    home.own("Harbour Lights", 700, {1: range(1, 7)})
    home.scan("full")
    yield home
    home.close()


@pytest.fixture
def home(house: Household, tmp_path: Path) -> Iterator[Household]:
    """The same with two of its files in the trash; whatever was done is put right afterwards."""
    files = [held(house, number) for number in (5, 6)]
    for file in files:
        house.plex.take_file(1, file)
    house.plex.refresh(1)
    house.restart(PARITY_EMPTY_TRASH_MOST="2", PARITY_REFRESH_ANCHORS="")
    yield house
    house.plex_faults.clear()
    house.plex.set_scan_seconds(0)
    house.plex.end_scans()
    for file in files:
        house.plex.put_file(1, file)
    house.plex.refresh(1)
    house.plex.emptied.clear()


def held(home: Household, number: int) -> str:
    """The file of an episode."""
    show = home.plex.find_show("Harbour Lights")
    return home.plex.episode(home.plex.find_episode(show, 1, number)).media[0].files[0]


def look(home: Household, *, empty: bool = False, name: str = "TV") -> Trash:
    (found,) = look_into(home.house, name, empty, home.stop)
    return found


def kept(home: Household, refused: str) -> bool:
    """Whether the trash is refused to be emptied, with these words, and is as it was."""
    found = look(home, empty=True)
    return refused in (found.refusal or "") and not found.emptied and home.plex.emptied == [] and len(found.items) == 2


def test_what_lies_there_is_listed_and_stays(home: Household) -> None:
    found = look(home, name="tv")
    assert (found.title, found.server_name, found.refusal, found.emptied) == ("TV", "Demo Server", None, False)
    assert found.items == tuple(Trashed(f"Episode {n}", 1, n, (held(home, n),)) for n in (5, 6))
    assert home.plex.emptied == []


def test_it_is_emptied_by_a_persons_word_alone(home: Household) -> None:
    found = look(home, empty=True)
    assert (found.emptied, len(found.items), home.plex.emptied) == (True, 2, [1])
    again = look(home, empty=True)
    assert (again.emptied, again.items, again.refusal, home.plex.emptied) == (False, (), None, [1])


def test_much_of_it_is_left_alone(home: Household) -> None:
    home.restart(PARITY_EMPTY_TRASH_MOST="1")
    assert kept(home, "2 items lie in it, and 1 is the most.")


def test_nothing_is_emptied_while_the_library_is_scanned(home: Household) -> None:
    home.plex.set_scan_seconds(600)
    home.plex.refresh(1)
    assert kept(home, "the library is being scanned")


def test_what_changes_while_it_is_listed_is_left_alone(home: Household) -> None:
    def scanned() -> None:
        home.plex.refresh(1)

    home.plex_faults.add(Fault("call", r"/library/sections/1/all", times=1, call=scanned))
    assert kept(home, "changed while it was looked at")


def test_nothing_is_emptied_while_a_disk_is_away(home: Household, tmp_path: Path) -> None:
    home.restart(PARITY_REFRESH_ANCHORS=str(tmp_path / "mounted"))
    assert kept(home, "is its disk mounted?")


def test_the_trash_of_a_library_that_is_held_back_stays(home: Household) -> None:
    with home.house.database.writing() as connection:
        row = libraries.at(connection, home.plex.machine_identifier, "1")
        assert row is not None
        libraries.set_state(connection, row.id, "held", "half of it is gone")
    assert kept(home, "held back")
    with home.house.database.writing() as connection:
        libraries.set_state(connection, row.id, "ok", None)


def test_of_a_server_that_is_silent_nothing_is_said_but_that(home: Household) -> None:
    home.plex_faults.add(Fault("closed"))
    found = look(home, empty=True)
    assert found.trouble
    assert (found.items, found.emptied, found.refusal) == ((), False, None)


def test_a_library_that_nobody_follows_is_not_looked_into(home: Household) -> None:
    with pytest.raises(NoSuchLibrary, match="No followed library is called Attic"):
        look(home, name="Attic")
