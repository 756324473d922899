"""A house says what is missing before it goes out, and goes out with the settings as they stand now."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.ports import House, NotSetUp
from parity.actions.preferences import save
from parity.bootstrap import build_house
from parity.core.failures import Unauthorised, Unavailable
from parity.settings import SettingError
from parity.store.upgrade import bring_up
from tests.actions.household import Household

NOTHING = threading.Event()
WHOLE = {"PLEX_BASE_URL": "http://127.0.0.1:9", "PLEX_TOKEN": "a-token", "TMDB_API_KEY": "a-key"}


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Stand-ins with one show each."""
    home = Household(tmp_path / "data")
    home.broadcast(1, "Firefly", {1: 1}, imdb_id="tt0303461")
    home.library("TV")
    yield home
    home.close()


def house(folder: Path, **environ: str) -> House:
    made = build_house({"PARITY_DATA_DIR": str(folder), **environ})
    bring_up(made.database)
    return made


@pytest.mark.parametrize(
    ("absent", "sentence"),
    [
        (
            "PLEX_BASE_URL",
            "PLEX_BASE_URL is not set: give the address of your Plex server, such as http://192.168.1.5:32400, "
            "or sign in with Plex on the page /setup",
        ),
        (
            "PLEX_TOKEN",
            "PLEX_TOKEN is not set: give a token of your Plex server, or sign in with Plex on the page /setup",
        ),
        (
            "TMDB_API_KEY",
            "TMDB_API_KEY is not set: give the key or read token of your account at themoviedb.org",
        ),
    ],
)
def test_what_only_the_owner_can_give_is_asked_for_by_name(absent: str, sentence: str, tmp_path: Path) -> None:
    given = {name: value for name, value in WHOLE.items() if name != absent}
    with pytest.raises(NotSetUp) as refused, house(tmp_path, **given).outside(NOTHING):
        pass
    assert str(refused.value) == sentence


def test_the_way_out_leads_to_plex_and_tmdb_and_counts_what_is_asked(household: Household) -> None:
    with household.house.outside(NOTHING) as outside:
        (reached,) = outside.servers
        assert [section.title for section in reached.library.sections()] == ["TV"]
        assert outside.watchlist.read() == ()
        assert outside.catalogue.find_by_imdb("tt0303461") == (1,)
        assert dict(outside.meter.take()) == {"plex": 2, "tmdb": 1}
        assert outside.connections == 20


def test_what_was_saved_counts_at_the_next_look_and_the_environment_outranks_it(tmp_path: Path) -> None:
    made = house(tmp_path, TMDB_API_KEY="from-outside")
    assert made.settings().grace_days == 1
    save(made, {"grace_days": "3", "tmdb_api_key": "saved"})
    assert (made.settings().grace_days, made.settings().tmdb_api_key) == (3, "from-outside")


def test_a_refused_token_or_key_is_the_word_for_it(household: Household) -> None:
    household.restart(PLEX_TOKEN="wrong-token", TMDB_API_KEY="wrong-key")
    with household.house.outside(NOTHING) as outside:
        with pytest.raises(Unauthorised, match="Plex"):
            outside.servers[0].library.sections()
        with pytest.raises(Unauthorised, match="TMDB"):
            outside.catalogue.find_by_imdb("tt0303461")


def test_a_stop_ends_what_is_asked_next(household: Household) -> None:
    stop = threading.Event()
    with household.house.outside(stop) as outside:
        stop.set()
        with pytest.raises(Unavailable):
            outside.servers[0].library.sections()


def test_tmdb_s_last_answer_is_remembered_without_asking(household: Household) -> None:
    assert household.house.remembered(1) is None
    with household.house.outside(NOTHING) as outside:
        shown = outside.catalogue.show(1)
    household.tmdb_fails("status", "")
    assert household.house.remembered(1) == shown


def test_a_setting_that_cannot_be_used_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="PARITY_WORKERS"):
        build_house({"PARITY_DATA_DIR": str(tmp_path / "data"), "PARITY_WORKERS": "many"})
    assert not (tmp_path / "data").exists()


def test_the_day_is_the_owner_s(tmp_path: Path, household: Household) -> None:
    household.clock.to("2026-06-15")
    household.clock.on(hours=11)
    household.restart(TZ="Pacific/Auckland")
    assert household.house.today().isoformat() == "2026-06-16"
