"""Taking over from Plex-SIMKL Watchlist Sync: signed in as before, a base that proves nothing, twice is once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from parity.actions.ports import House
from parity.actions.take_over import take_over
from parity.actions.taken_over import Report
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.store import preferences, simkl_account
from parity.store.schema import watch_agreed, watch_base
from tests.core.test_peer_simkl import CONFIG, STATE
from tests.store.builders import NOW
from tests.web.houses import house_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house without any watchlist."""
    made = house_in(tmp_path)
    yield made
    made.database.close()


def taken(house: House, *documents: object) -> Report:
    return take_over(house, [("file.json", document) for document in documents])


def saved(house: House) -> dict[str, str]:
    with house.database.reading() as connection:
        return dict(preferences.read(connection))


def base(house: House) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The row of the base, and the titles with their ids."""
    with house.database.reading() as connection:
        made = [(*row,) for row in connection.execute(select(watch_base))]
        columns = (watch_agreed.c[name] for name in ("title", "ids", "plex_keys", "simkl_keys"))
        rows = connection.execute(select(*columns))
        titles: list[tuple[object, ...]] = [(*row,) for row in rows]
    return made, titles


def test_both_files_move_in_and_doing_it_twice_is_doing_it_once(house: House) -> None:
    report = taken(house, CONFIG, STATE)
    assert (report.connected, report.agreed, len(report.settings), report.unreadable) == (True, 1, 9, 0)
    assert saved(house)["watchlist_mode"] == "two-way"
    with house.database.reading() as connection:
        kept = simkl_account.kept(connection)
    assert kept is not None
    assert (kept.token, kept.member) == (SimklToken("v1", "an-app", "simkl-access-token"), Member("", ""))
    first = base(house), saved(house)
    again = taken(house, CONFIG, STATE)
    assert (again.connected, again.agreed) == (False, None)
    assert (base(house), saved(house)) == first


def test_what_both_lists_had_is_kept_without_saying_whose_they_were(house: House) -> None:
    taken(house, STATE)
    made, titles = base(house)
    assert made == [(1, None, None, "two-way", "plex", house.now())]
    assert titles == [("The Matrix", "imdb:tt0133093 simkl:53536 tmdb:603", "[]", "[]")]


def test_the_order_of_the_files_decides_nothing_but_the_mode_of_the_base(house: House) -> None:
    mirror = {**CONFIG, "sync": {"bidirectional": {"mode": "mirror", "source_of_truth": "simkl"}}}
    taken(house, mirror, STATE)
    assert base(house)[0] == [(1, None, None, "mirror", "simkl", house.now())]


def test_a_base_that_was_made_here_is_never_written_over(house: House) -> None:
    with house.database.writing() as connection:
        row = {"id": 1, "plex_member": "1", "simkl_member": "2", "mode": "two-way", "source": "plex", "made_at": NOW}
        connection.execute(insert(watch_base).values(**row))
    before = base(house)
    report = taken(house, STATE)
    assert base(house) == before
    assert report.left_out[-1].startswith("What both lists had: Parity has compared them itself")


def test_who_is_connected_stays_connected(house: House) -> None:
    with house.database.writing() as connection:
        simkl_account.keep(connection, SimklToken("v2", "mine", "another-token"), Member("7", "Anna"), NOW)
    report = taken(house, CONFIG)
    assert report.left_out == ["simkl.access_token: SIMKL is connected already, and stays as it is."]
    with house.database.reading() as connection:
        kept = simkl_account.kept(connection)
    assert kept is not None
    assert kept.token.value == "another-token"


def test_nothing_secret_is_in_the_report(house: House) -> None:
    report = repr(taken(house, CONFIG, STATE))
    for secret in ("plex-account-token", "its-secret", "simkl-access-token"):
        assert secret not in report
