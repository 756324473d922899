"""The setup as rows: what a step keeps, what is read of the servers, and an end that comes once, even cut off."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from parity.actions import choose_libraries, look_round, scan_control, set_up
from parity.actions.choose_libraries import NothingChosen
from parity.actions.ports import House
from parity.core.account import Account
from parity.core.failures import Unavailable
from parity.core.sign_in import Over
from parity.settings import SettingError
from parity.store import accounts, install, libraries, servers
from parity.store import look_round as seen
from parity.store.database import Database
from parity.store.schema import scans
from tests.store.builders import NOW
from tests.web.plex_at_home import (
    ATTIC,
    CELLAR,
    GIVEN,
    KAYLEE,
    SERVER_TOKEN,
    TOKEN,
    PlexAtHome,
    house_with,
    offer,
    section,
    sign_in,
)

ATTIC_ROW: dict[str, object] = {"name": "Attic", "followed": True, "address": "http://attic:32400", "token": "t"}


@pytest.fixture
def plex() -> PlexAtHome:
    """Two servers."""
    return PlexAtHome(offered=(offer(ATTIC, "Attic"), offer(CELLAR, "Cellar", owned=False)))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> Iterator[House]:
    """A house that nobody set up yet."""
    made = house_with(tmp_path, plex)
    yield made
    made.database.close()


def follow(house: House, machine_id: str = ATTIC, **values: object) -> None:
    with house.database.writing() as connection:
        servers.put(connection, machine_id, NOW, {**ATTIC_ROW, **values})


def scans_in(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(scans)).scalar_one())


def test_the_facts_are_what_is_there(house: House, tmp_path: Path) -> None:
    assert set_up.facts(house, True).current == "sign_in"
    sign_in(house)
    follow(house)
    set_up.go_on(house, "sign_in")
    found = set_up.facts(house, True)
    assert (found.account, found.followed, found.passed, found.current) == (True, 1, "sign_in", "servers")
    with house.database.writing() as connection:
        kept = accounts.kept(connection)
        assert kept is not None
        accounts.checked(connection, kept.token, True, NOW)
    assert set_up.facts(house, True).current == "sign_in"


def test_who_goes_back_keeps_what_was_passed_and_after_the_end_nothing_is_noted(house: House) -> None:
    for step in ("sign_in", "servers", "libraries", "servers", "sign_in"):
        set_up.go_on(house, step)
    assert set_up.facts(house, True).passed == "libraries"
    set_up.finish(house)
    set_up.go_on(house, "times")
    assert set_up.facts(house, True).passed == ""


def test_what_plex_offers_is_kept_without_any_token(house: House) -> None:
    sign_in(house)
    assert look_round.look_for_servers(house) == 2
    with house.database.reading() as connection:
        kept = seen.offers(connection)
        raw = " ".join(connection.exec_driver_sql("SELECT value FROM preferences").scalars())
    assert kept is not None
    assert [(one.name, one.owned, one.near) for one in kept.offers] == [("Attic", True, True), ("Cellar", False, True)]
    assert kept.plex_id == KAYLEE.id
    assert SERVER_TOKEN not in raw
    assert TOKEN not in raw


def test_a_server_goes_by_its_new_name_as_soon_as_plex_tells_it(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    follow(house)
    follow(house, "f00d" * 10, name="Not told of")
    plex.offered = (offer(ATTIC, "Loft"), offer(CELLAR, "Cellar", owned=False))
    look_round.look_for_servers(house)
    with house.database.reading() as connection:
        rows = {row.machine_id: (row.name, row.address, row.token) for row in servers.every(connection)}
    kept = ("http://attic:32400", "t")
    assert rows[ATTIC] == ("Loft", *kept)
    assert rows["f00d" * 10] == ("Not told of", *kept)
    assert CELLAR not in rows


def test_servers_are_read_beside_each_other_and_a_silent_one_spoils_nothing(house: House, plex: PlexAtHome) -> None:
    follow(house)
    follow(house, CELLAR, name="Cellar", address="http://cellar:32400")
    plex.down = {"http://cellar:32400"}
    answered, troubles = look_round.read_libraries(house)
    assert answered == 1
    assert troubles == ("Cellar: Plex: nobody answers at http://cellar:32400",)
    found = {shelf.name: len(shelf.libraries) for shelf in choose_libraries.shelves(house)}
    assert found == {"Attic": 4, "Cellar": 0}


def test_to_read_libraries_again_changes_nothing_that_is_followed(house: House, plex: PlexAtHome) -> None:
    follow(house)
    with house.database.writing() as connection:
        libraries.remember_section(connection, ATTIC, section("1", "TV"), "TV")
    look_round.read_libraries(house)
    plex.libraries[ATTIC] = (section("1", "Series"),)
    look_round.read_libraries(house)
    with house.database.reading() as connection:
        rows = {row.section_key: row for row in libraries.of_server(connection, ATTIC)}
    assert (rows["1"].title, rows["1"].followed_as, rows["2"].followed) == ("Series", "TV", False)


def test_the_server_of_the_settings_is_known_by_its_address(tmp_path: Path) -> None:
    house = house_with(tmp_path, PlexAtHome(), **GIVEN)
    assert choose_libraries.shelves(house) == ()
    assert look_round.read_libraries(house) == (1, ())
    assert [shelf.machine_id for shelf in choose_libraries.shelves(house)] == [CELLAR]
    with house.database.reading() as connection:
        assert seen.given(connection, "http://elsewhere") is None


def test_who_has_films_alone_follows_films_alone(house: House) -> None:
    follow(house)
    look_round.read_libraries(house)
    choose_libraries.choose_libraries(house, {f"{ATTIC}/2"})
    assert len(house.settings().plex_library_name) == 1


@pytest.mark.parametrize("chosen", [set(), {"9/9"}])
def test_without_a_library_nothing_is_chosen(chosen: set[str], house: House) -> None:
    follow(house)
    look_round.read_libraries(house)
    with pytest.raises(NothingChosen):
        choose_libraries.choose_libraries(house, chosen)
    assert house.settings().plex_library_name == ()


def test_a_key_that_can_be_none_is_refused_unasked(house: House, plex: PlexAtHome) -> None:
    plex.tmdb = AssertionError("nobody may be asked")
    for text in ("", "   ", "a\tb", "x" * 10_001):
        with pytest.raises(SettingError):
            set_up.save_key(house, text)
    plex.tmdb = Unavailable("TMDB", "no answer")
    assert set_up.save_key(house, "a-key-of-mine").outcome == "silent"
    assert house.settings().tmdb_api_key is None


def test_only_the_account_that_sets_it_up_may_have_it(house: House) -> None:
    sign_in(house, Account(8, "uuid-8", "Simon"))
    assert isinstance(set_up.own(house, KAYLEE.id, True), Over)
    assert isinstance(set_up.own(house, None, True), Over)


def test_a_scan_that_is_at_work_already_is_no_hindrance(house: House) -> None:
    scan_control.start(house, scan_control.Request("incremental"))
    assert set_up.finish(house) is None
    assert set_up.facts(house, True).set_up
    assert scans_in(house) == 1


def test_of_two_who_finish_at_once_one_starts_the_scan(house: House) -> None:
    found: list[int | None] = []
    both = [threading.Thread(target=lambda: found.append(set_up.finish(house))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(10)
    assert sorted(found, key=str) == [1, None]
    assert scans_in(house) == 1


def test_an_end_that_is_cut_off_is_no_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_anything: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(set_up, "enqueue", killed)
        with pytest.raises(KeyboardInterrupt):
            set_up.finish(house)
    assert (set_up.facts(house, True).set_up, scans_in(house)) == (False, 0)
    again = replace(house, database=Database(str(house.database.url)))
    assert set_up.finish(again) == 1
    with again.database.reading() as connection:
        assert install.is_set_up(connection)
    again.database.close()
