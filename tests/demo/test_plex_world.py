"""What can happen to the fake Plex, and what of it shows in which row."""

from collections.abc import Callable

import pytest

from parity.demo.plex_world import PlexWorld
from tests.demo.served import Plex

Stamps = tuple[int, int, int]


def stamps(world: PlexWorld) -> Stamps:
    section = world.sections[1]
    return section.updated_at, section.scanned_at, section.content_changed_at


def show_row(plex: Plex) -> object:
    return plex.page(0, 1, kind=2)["Metadata"][0]


@pytest.mark.parametrize("change", ["trash", "swap", "renumber", "add", "remove", "retitle"])
def test_a_silent_change_moves_the_sections_stamps_but_not_the_shows_row(plex: Plex, change: str) -> None:
    world, row, before = plex.world, show_row(plex), stamps(plex.world)
    changes: dict[str, Callable[[], object]] = {
        "trash": lambda: world.trash_episode(plex.first),
        "swap": lambda: world.swap_episode(plex.first, 1, 3),
        "renumber": lambda: world.renumber_episode(plex.first, 2, 1),
        "add": lambda: world.add_episode(plex.show, 1, 3),
        "remove": lambda: world.remove_episode(plex.first),
        "retitle": lambda: world.set_episode(plex.first, title="Other"),
    }
    changes[change]()
    assert show_row(plex) == row
    assert all(new > old for new, old in zip(stamps(world), before, strict=True))


def test_the_most_silent_change_moves_nothing_but_the_row_itself(plex: Plex) -> None:
    plex.world.set_stamps(False)
    before = stamps(plex.world)
    plex.world.trash_episode(plex.first)
    assert stamps(plex.world) == before
    assert "deletedAt" in plex.page(0, 1)["Metadata"][0]


def test_a_touching_change_moves_the_shows_row_along(plex: Plex) -> None:
    before = plex.world.shows[plex.show].updated_at
    plex.world.add_episode(plex.show, 2, 1, touch=True)
    show = plex.world.shows[plex.show]
    assert (show.leaf_count, show.child_count) == (3, 2)
    assert show.updated_at > before


def test_a_trashed_episode_stays_listed_with_a_mark_on_item_and_media(plex: Plex) -> None:
    plex.world.trash_episode(plex.first)
    row = plex.page(0, 1)["Metadata"][0]
    assert row["deletedAt"] == row["Media"][0]["deletedAt"]
    plex.world.untrash_episode(plex.first)
    plex.world.trash_episode(plex.first, media_only=True)
    row = plex.page(0, 1)["Metadata"][0]
    assert ("deletedAt" in row, "deletedAt" in row["Media"][0]) == (False, True)
    assert plex.page(0, 1)["totalSize"] == 2


def test_an_offline_disk_marks_every_episode_and_comes_back(plex: Plex) -> None:
    plex.world.take_offline(1)
    assert ["deletedAt" in row for row in plex.page(0, 9)["Metadata"]] == [True, True]
    plex.world.bring_back(1)
    assert ["deletedAt" in row for row in plex.page(0, 9)["Metadata"]] == [False, False]


def test_a_swap_leaves_the_number_of_rows_and_changes_a_key(plex: Plex) -> None:
    new = plex.world.swap_episode(plex.first, 1, 9)
    assert plex.keys(0, 9) == [str(plex.second), str(new)]


def test_a_rematched_show_changes_its_guids_and_its_episodes_rows(plex: Plex) -> None:
    plex.page(0, 9)
    plex.world.rematch_show(plex.show, "plex://show/0000000000000000000000ff", ["tmdb://8"], "Other")
    row = plex.page(0, 1, kind=2, includeGuids=1)["Metadata"][0]
    assert (row["guid"], row["Guid"]) == ("plex://show/0000000000000000000000ff", [{"id": "tmdb://8"}])
    assert plex.page(0, 1)["Metadata"][0]["grandparentTitle"] == "Other"


def test_two_episodes_can_share_one_file_and_one_can_have_two_parts_or_versions(plex: Plex) -> None:
    file = "/media/tv/Dark Water (2025)/S01E03-E04.mkv"
    shared = [plex.world.add_episode(plex.show, 1, n, file=file) for n in (3, 4)]
    parts = plex.world.add_episode(plex.show, 1, 5, files=["/a-pt1.mkv", "/a-pt2.mkv"])
    plex.world.add_media(parts, "/optimised.mp4", proxy_type=42)
    rows = {row["ratingKey"]: row["Media"] for row in plex.page(0, 9)["Metadata"]}
    assert [rows[str(key)][0]["Part"][0]["file"] for key in shared] == [file, file]
    assert [part["file"] for part in rows[str(parts)][0]["Part"]] == ["/a-pt1.mkv", "/a-pt2.mkv"]
    assert rows[str(parts)][1]["proxyType"] == 42
    assert len({media["id"] for versions in rows.values() for media in versions}) == 6


def test_a_library_can_be_renamed_and_removed(plex: Plex) -> None:
    plex.world.rename_section(1, "Series")
    assert plex.container("/library/sections")["Directory"][0]["title"] == "Series"
    plex.world.remove_section(1)
    assert "Directory" not in plex.container("/library/sections")
    assert plex.get("/library/sections/1/all", X_Plex_Container_Size=1).status_code == 404
    assert plex.get(f"/library/metadata/{plex.first}").status_code == 404


def test_a_removed_library_leaves_its_key_unused(plex: Plex) -> None:
    second = plex.world.add_section("Second")
    plex.world.remove_section(1)
    assert plex.world.add_section("Third") not in {1, second}


def test_a_removed_show_takes_its_episodes_along(plex: Plex) -> None:
    plex.world.remove_show(plex.show)
    assert (plex.page(0, 9)["totalSize"], plex.page(0, 9, kind=2)["totalSize"]) == (0, 0)


def test_a_world_comes_back_from_its_file_and_answers_alike(plex: Plex) -> None:
    world = plex.world
    world.trash_episode(plex.second)
    world.add_movie(world.add_section("Movies", "movie"), "Film", 2000)
    world.wish(world.shows[plex.show].guid)
    world.season_key(plex.show, 1)
    back = PlexWorld.from_json(world.to_json())
    assert (back.sections, back.shows, back.episodes) == (world.sections, world.shows, world.episodes)
    assert (back.movies, back.wishes, back.season_keys) == (world.movies, world.wishes, world.season_keys)
    assert back.to_json() == world.to_json()
    assert back.add_episode(plex.show, 1, 3) == world.add_episode(plex.show, 1, 3)


def test_what_is_not_there_cannot_be_changed(plex: Plex) -> None:
    with pytest.raises(LookupError):
        plex.world.trash_episode(999_999)
    with pytest.raises(LookupError):
        plex.world.find_show("Unheard Of")
    with pytest.raises(AttributeError):
        plex.world.set_show(plex.show, colour="red")
    assert plex.world.find_episode(plex.world.find_show("Dark Water"), 1, 2) == plex.second
