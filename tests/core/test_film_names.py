"""Under which names it is kept which film an item is."""

from dataclasses import replace

from parity.core.film_names import found_by, kept_under
from parity.core.ids import ExternalIds
from parity.core.library import PlexFilm

HERE = "server"
PLEX = "plex://movie/5d776825880197001ec90394"
NOTHING = ExternalIds()
FILM = PlexFilm("1", "local://1", "Heat", 1995, NOTHING, "", True, "/films/Heat (1995)/Heat.mkv")
IDS = ExternalIds(imdb=("tt0113277",), tmdb=(949,))


def test_ids_and_plexs_own_guid_come_before_a_name_of_this_server() -> None:
    film = replace(FILM, guid=PLEX, ids=IDS)
    assert set(kept_under(film, HERE)) == {"film:imdb:tt0113277", "film:tmdb:949", PLEX}


def test_a_film_without_ids_is_kept_under_its_own_folder_of_this_server() -> None:
    assert kept_under(FILM, HERE) == ("film:local:server|folder|/films/Heat (1995)",)
    assert not set(kept_under(FILM, HERE)) & set(found_by(FILM, "another"))


def test_films_that_lie_side_by_side_do_not_share_a_name() -> None:
    together = [replace(FILM, title=title, file=f"/films/all/{title}.mkv") for title in ("Heat", "Ronin")]
    assert [kept_under(film, HERE) for film in together] == [
        ("film:local:server|title|Heat|1995",),
        ("film:local:server|title|Ronin|1995",),
    ]


def test_what_was_decided_before_plex_gave_ids_is_still_found() -> None:
    for file in ("/films/Heat (1995)/Heat.mkv",):
        bare = replace(FILM, file=file)
        assert set(kept_under(bare, HERE)) <= set(found_by(replace(bare, guid=PLEX, ids=IDS), HERE))


def test_a_film_and_a_show_of_one_number_have_different_names() -> None:
    assert all(key.startswith(("film:", "plex://")) for key in found_by(replace(FILM, guid=PLEX, ids=IDS), HERE))


def test_another_edition_of_a_film_has_its_name() -> None:
    film = replace(FILM, guid=PLEX, ids=IDS)
    other = replace(film, rating_key="2", edition="Director's Cut", file="/films/Heat (1995) {edition-DC}/Heat.mkv")
    assert kept_under(film, HERE) == kept_under(other, HERE)
