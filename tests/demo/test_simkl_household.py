"""The sample household's account at SIMKL is what its story says, beside Plex's watchlist."""

from datetime import UTC, date, datetime

import pytest

from parity.demo.household import build
from parity.demo.plex_world import PlexWorld
from parity.demo.simkl_household import build_simkl
from parity.demo.simkl_records import SimklTitle
from parity.demo.simkl_rows import lists
from parity.demo.simkl_world import SimklWorld
from parity.simkl.shapes import titles_of

TODAY = date(2026, 9, 14)


@pytest.fixture(scope="module")
def worlds() -> tuple[SimklWorld, PlexWorld]:
    tmdb, plex = build(TODAY)
    return build_simkl(tmdb, TODAY), plex


def titles(world: SimklWorld, status: str) -> list[str]:
    return sorted(world.titles[row.title].title for row in world.library(1).rows.values() if row.status == status)


def test_some_titles_are_on_both_lists_and_some_on_one(worlds: tuple[SimklWorld, PlexWorld]) -> None:
    simkl, plex = worlds
    wished = {wish.title for wish in plex.wishes.values()}
    planned = titles(simkl, "plantowatch")
    assert planned == sorted(
        ["Dan Da Dan", "Dan Da Dan", "Reacher", "Silo", "Spirited Away", "The Gentlemen", "Top Gun", "Zootopia 2"]
    )
    assert wished & set(planned) == {"Silo", "Reacher"}
    assert wished & {*titles(simkl, "watching"), *titles(simkl, "completed")} == {"Black Mirror", "Swapped"}
    assert titles(simkl, "dropped") == ["Quarterback"]


def test_what_plex_has_in_its_list_simkl_knows_by_an_id_of_plex_except_one(
    worlds: tuple[SimklWorld, PlexWorld],
) -> None:
    simkl, plex = worlds

    def known(title: SimklTitle) -> set[str]:
        return {f"{kind}://{value}" for kind, value in title.ids.items()}

    unknown = [
        wish.title
        for wish in plex.wishes.values()
        if not any(
            title.is_film == (wish.type == "movie") and known(title) & set(wish.guids)
            for title in simkl.titles.values()
        )
    ]
    assert unknown == ["A Show Not Owned"]


def test_what_only_simkl_has_plex_knows_except_the_seasons_of_an_anime(worlds: tuple[SimklWorld, PlexWorld]) -> None:
    simkl, plex = worlds
    known = {(wish.type, guid) for wish in plex.desk().every().values() for guid in wish.guids}
    rows = lists(simkl.library(1), simkl.titles, status="plantowatch")
    unknown = []
    for item in titles_of(rows):
        guids = {(item.type, "://".join(name.split(":"))) for name in item.ids}
        if not guids & known:
            unknown.append((item.title, item.year))
    assert unknown == [("Dan Da Dan", 2024), ("Dan Da Dan", 2025)]


def test_only_what_is_to_be_seen_again_would_lose_something(worlds: tuple[SimklWorld, PlexWorld]) -> None:
    simkl, _ = worlds
    rows = [row for row in simkl.library(1).rows.values() if row.status == "plantowatch"]
    assert [simkl.titles[row.title].title for row in rows if row.rating or row.last_watched] == ["Top Gun"]


def test_all_of_it_happened_before_today(worlds: tuple[SimklWorld, PlexWorld]) -> None:
    simkl, _ = worlds
    stamps = simkl.library(1).stamps.values()
    assert stamps
    assert max(stamps) < datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()
