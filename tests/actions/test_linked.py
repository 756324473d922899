"""Links beside episodes follow the settings and the saved profiles; the key stays behind /out/."""

import json
from datetime import date
from pathlib import Path

import pytest

from parity.actions.linked import address_behind, linker
from parity.actions.ports import House
from parity.core.film_links import film_out_id
from parity.core.links import LinkShow, out_id
from parity.store import preferences
from tests.store.builders import NOW, add_episode, add_show, day
from tests.store.films import a_collection, a_film, add_collection, add_part, begin
from tests.web.houses import house_in

FIREFLY = LinkShow("Firefly", "tt0303461")
KEYED = "https://indexer.example/?q={query_url}&apikey={apikey}"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house that searches with Newznab, whose template and key were saved as a profile."""
    made = house_in(tmp_path, USENET_PROVIDER="newznab", INCLUDE_DMM_LINK="false")
    profiles = {"newznab": {"provider": "newznab", "template": KEYED, "api_key": "k3y"}}
    with made.database.writing() as connection:
        preferences.save(connection, {"link_profiles": json.dumps(profiles)}, NOW)
        show = add_show(connection, FIREFLY.title, imdb_id=FIREFLY.imdb_id)
        add_episode(connection, show, (1, 1), day(-30), owned=True)
        add_episode(connection, show, (1, 2), day(-20))
        add_episode(connection, show, (2, 1), None)
    return made


def test_a_saved_profile_fills_what_the_settings_leave_open(house: House) -> None:
    [link] = linker(house).links(FIREFLY, 1, 2)
    assert (link.label, link.url, link.needs_key) == ("Newznab", f"/out/{out_id(FIREFLY, 1, 2)}", True)


def test_an_episode_and_its_season_lead_to_the_provider_with_the_key(house: House) -> None:
    search = "https://indexer.example/?q=Firefly%20{}&apikey=k3y"
    assert address_behind(house, out_id(FIREFLY, 1, 2)) == search.format("S01E02")
    assert address_behind(house, out_id(FIREFLY, 1, None)) == search.format("S01")


@pytest.mark.parametrize(("season", "episode"), [(1, 1), (2, 1), (2, None), (9, 9)])
def test_what_is_there_or_has_no_date_leads_nowhere(house: House, season: int, episode: int | None) -> None:
    assert address_behind(house, out_id(FIREFLY, season, episode)) is None


def test_an_id_that_is_none_leads_nowhere(house: House) -> None:
    assert address_behind(house, "../etc") is None


def test_without_a_provider_and_dmm_there_are_no_links(tmp_path: Path) -> None:
    assert linker(house_in(tmp_path, INCLUDE_DMM_LINK="false")).links(FIREFLY, 1, 2) == ()


# Films


ALIENS = "https://indexer.example/?q=Aliens%201986&apikey=k3y"


@pytest.fixture
def films(house: House) -> House:
    """The same house with a collection: Alien is there, Aliens is missing, one is announced and one is ignored."""
    with house.database.writing() as connection:
        begin(connection, 8091, "Alien Collection", owned=348)
        add_part(connection, 8091, 679, title="Aliens", released_on=date(1986, 7, 18))
        add_part(connection, 8091, 1, title="Next", released_on=None, due_on=None)
        add_part(connection, 8091, 2, title="Other", hidden_by="ignored")
    return house


def test_a_film_leads_to_the_provider_with_the_key(films: House) -> None:
    [link] = linker(films).film_links("Aliens", 1986, 679, "tt0090605")
    assert (link.label, link.url, link.needs_key) == ("Newznab", f"/out/{film_out_id(679)}", True)
    assert address_behind(films, film_out_id(679)) == ALIENS


def test_an_announced_and_an_ignored_film_lead_there_too(films: House) -> None:
    assert address_behind(films, film_out_id(1)) == "https://indexer.example/?q=Next&apikey=k3y"
    assert address_behind(films, film_out_id(2)) is not None


def test_a_film_that_is_there_or_in_no_begun_collection_leads_nowhere(films: House) -> None:
    with films.database.writing() as connection:
        add_collection(connection, 399, "Predator Collection")
        add_part(connection, 399, 106)
    assert address_behind(films, film_out_id(348)) is None
    assert address_behind(films, film_out_id(106)) is None


def test_episodes_lead_where_they_did_beside_films(films: House) -> None:
    assert address_behind(films, out_id(FIREFLY, 1, 2)) == "https://indexer.example/?q=Firefly%20S01E02&apikey=k3y"


def test_a_collection_gets_links_for_what_is_not_there(films: House) -> None:
    missing, coming, have = (a_film(number, owned=number == 3) for number in (1, 2, 3))
    made = linker(films).with_film_links(a_collection(missing=(missing,), announced=(coming,), there=(have,)))
    assert [[link.label for link in f.links] for f in (*made.missing, *made.announced)] == [["Newznab"], ["Newznab"]]
    assert made.there == (have,)
