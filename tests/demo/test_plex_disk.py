"""The fake Plex knows of a file only when a scan that began after it came is over."""

import pytest

from parity.demo.plex_world import PlexWorld

HOME = "/media/tv/Dark Water (2025)"


class Attic:
    """A show library with one show of one episode, a film library, and a scan that takes ten seconds."""

    def __init__(self) -> None:
        self.world = PlexWorld()
        self.tv = self.world.add_section("TV", locations=["/media/tv", "/media/more"])
        self.films = self.world.add_section("Films", "movie", locations=["/media/films"])
        self.show = self.world.add_show(self.tv, "Dark Water", 2025, folder=HOME)
        self.first = self.world.add_episode(self.show, 1, 1, file=f"{HOME}/Season 01/Dark Water S01E01.mkv")

    def numbers(self, title: str = "Dark Water") -> set[tuple[int | None, int | None]]:
        show = self.world.find_show(title)
        live = [each for each in self.world.episodes[show].values() if not each.deleted_at]
        return {(each.season, each.number) for each in live}

    def titles(self) -> set[str]:
        return {show.title for show in self.world.shows.values()}

    def told(self, kind: str) -> list[tuple[object, object]]:
        """What was told of items (title and state) or scans (event and context), in order."""
        names = {"timeline": ("title", "state"), "activity": ("event", "Activity")}[kind]
        return [(each.body[names[0]], each.body[names[1]]) for each in self.world.lines.told if each.kind == kind]


@pytest.fixture
def attic() -> Attic:
    return Attic()


@pytest.mark.parametrize("folder", [None, f"{HOME}/Season 01", f"{HOME}/Season 01/", HOME, "/media/tv"])
def test_a_scan_of_its_folder_or_one_above_finds_a_file(attic: Attic, folder: str | None) -> None:
    attic.world.put_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E02.mkv")
    assert attic.numbers() == {(1, 1)}
    attic.world.refresh(attic.tv, folder)
    assert attic.numbers() == {(1, 1), (1, 2)}
    assert attic.world.shows[attic.show].leaf_count == 2


@pytest.mark.parametrize("folder", [f"{HOME}/Season 1", f"{HOME}/Season 01/Dark Water S01E02.mkv", "/media/more"])
def test_a_scan_of_another_folder_or_of_the_file_itself_finds_nothing(attic: Attic, folder: str) -> None:
    attic.world.put_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E02.mkv")
    attic.world.refresh(attic.tv, folder)
    assert attic.numbers() == {(1, 1)}


def test_a_server_that_knows_no_folders_scans_all(attic: Attic) -> None:
    attic.world.set_server(version="1.19.5.3112-b23ab3896")
    attic.world.put_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E02.mkv")
    attic.world.refresh(attic.tv, "/media/more")
    assert attic.numbers() == {(1, 1), (1, 2)}


def test_a_file_of_two_episodes_becomes_two_items(attic: Attic) -> None:
    attic.world.put_file(attic.tv, f"{HOME}/Season 02/Dark Water S02E01-E02.mkv")
    attic.world.refresh(attic.tv)
    assert attic.numbers() == {(1, 1), (2, 1), (2, 2)}


def test_a_new_show_is_named_by_its_folder_and_matched_by_what_was_given(attic: Attic) -> None:
    attic.world.put_file(attic.tv, "/media/more/Lost (2004)/Lost S01E01.mkv", guids=["tmdb://4607"])
    attic.world.put_file(attic.tv, "/media/more/Lost (2004)/Lost S01E02.mkv", episode_title="Pilot (2)")
    attic.world.refresh(attic.tv, "/media/more/Lost (2004)")
    lost = attic.world.shows[attic.world.find_show("Lost")]
    assert (lost.year, lost.guids, lost.folder) == (2004, ["tmdb://4607"], "/media/more/Lost (2004)")
    assert attic.numbers("Lost") == {(1, 1), (1, 2)}
    assert attic.told("timeline")[:2] == [("Lost", 0), ("Lost", 5)]


def test_a_film_is_named_by_its_folder(attic: Attic) -> None:
    folder = "/media/films/Heat (1995) {edition-Uncut}"
    attic.world.put_file(attic.films, f"{folder}/Heat.mkv", guids=["tmdb://949"])
    attic.world.refresh(attic.films, folder)
    heat = attic.world.movies[attic.world.find_movie("Heat")]
    assert (heat.year, heat.edition, heat.guids, heat.media[0].files) == (
        1995, "Uncut", ["tmdb://949"], [f"{folder}/Heat.mkv"],
    )  # fmt: skip


def test_a_server_on_windows_calls_its_files_as_windows_does(attic: Attic) -> None:
    section = attic.world.add_section("Shows", locations=["O:\\Shows", "\\\\nas\\tv"])
    attic.world.put_file(section, "O:\\Shows\\Lost (2004)\\Season 01\\Lost S01E01.mkv")
    attic.world.put_file(section, "\\\\nas\\tv\\Dark\\Dark S01E01.mkv")
    attic.world.refresh(section, "O:\\Shows\\Lost (2004)\\Season 01")
    assert attic.world.shows[attic.world.find_show("Lost")].folder == "O:\\Shows\\Lost (2004)"
    assert attic.titles() == {"Dark Water", "Lost"}
    attic.world.refresh(section, "\\\\nas\\tv\\Dark")
    assert attic.titles() == {"Dark Water", "Lost", "Dark"}


def test_a_file_that_names_no_episode_is_never_seen(attic: Attic) -> None:
    attic.world.put_file(attic.tv, f"{HOME}/Season 01/trailer.mkv")
    attic.world.refresh(attic.tv)
    assert attic.numbers() == {(1, 1)}


def test_a_film_may_lie_in_the_library_s_own_folder(attic: Attic) -> None:
    attic.world.put_file(attic.films, "/media/films/Heat (1995).mkv")
    attic.world.refresh(attic.films, "/media/films")
    assert [(movie.title, movie.year) for movie in attic.world.movies.values()] == [("Heat", 1995)]


def test_a_path_in_no_folder_of_the_library_is_a_mistake_of_the_test(attic: Attic) -> None:
    with pytest.raises(ValueError, match="is in none of"):
        attic.world.put_file(attic.tv, "/media/tv-4k/Lost/Lost S01E01.mkv")


def test_a_better_file_takes_the_place_of_the_old_one(attic: Attic) -> None:
    old, new = (f"{HOME}/Season 01/Dark Water S01E01{end}.mkv" for end in ("", " 2160p"))
    attic.world.take_file(attic.tv, old)
    attic.world.put_file(attic.tv, new)
    attic.world.refresh(attic.tv, f"{HOME}/Season 01")
    episode = attic.world.episode(attic.first)
    assert [(media.files, bool(media.deleted_at)) for media in episode.media] == [([old], True), ([new], False)]
    assert not episode.deleted_at
    assert attic.world.empty_trash(attic.tv) == 1
    assert [media.files for media in attic.world.episode(attic.first).media] == [[new]]


def test_what_vanished_lies_in_the_trash_until_it_comes_back_or_the_trash_is_emptied(attic: Attic) -> None:
    path = f"{HOME}/Season 01/Dark Water S01E01.mkv"
    attic.world.take_file(attic.tv, HOME)
    assert attic.numbers() == {(1, 1)}
    attic.world.refresh(attic.tv)
    assert attic.numbers() == set()
    attic.world.put_file(attic.tv, path)
    attic.world.refresh(attic.tv)
    assert attic.numbers() == {(1, 1)}
    attic.world.take_file(attic.tv, path)
    attic.world.refresh(attic.tv)
    attic.world.refresh(attic.tv)
    assert [state for _, state in attic.told("timeline")] == [9, 5, 9]
    assert attic.world.empty_trash(attic.tv) == 1
    assert attic.world.shows == {}


def test_a_server_may_forget_at_once_what_vanished(attic: Attic) -> None:
    attic.world.set_habits(empties_trash=True)
    attic.world.take_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E01.mkv")
    attic.world.refresh(attic.tv)
    assert attic.world.shows == {}


def test_a_server_may_miss_what_lies_in_a_folder_of_which_it_knows_nothing(attic: Attic) -> None:
    attic.world.set_habits(misses_new_folders=True)
    attic.world.put_file(attic.tv, f"{HOME}/Season 02/Dark Water S02E01.mkv")
    attic.world.refresh(attic.tv, f"{HOME}/Season 02")
    assert attic.numbers() == {(1, 1)}
    attic.world.refresh(attic.tv, HOME)
    assert attic.numbers() == {(1, 1), (2, 1)}


def test_a_server_may_miss_that_a_folder_is_gone(attic: Attic) -> None:
    attic.world.set_habits(misses_gone_folders=True)
    attic.world.add_episode(attic.show, 2, 1, file=f"{HOME}/Season 02/Dark Water S02E01.mkv")
    attic.world.take_file(attic.tv, f"{HOME}/Season 02")
    attic.world.refresh(attic.tv, f"{HOME}/Season 02")
    assert attic.numbers() == {(1, 1), (2, 1)}
    attic.world.refresh(attic.tv, HOME)
    assert attic.numbers() == {(1, 1)}


def test_the_metadata_of_what_is_new_may_come_later(attic: Attic) -> None:
    attic.world.set_habits(late_metadata=60)
    path = f"{HOME}/Season 01/Dark Water S01E02.mkv"
    attic.world.put_file(attic.tv, path, episode_title="Two", episode_guids=["tmdb://72"])
    attic.world.refresh(attic.tv)
    episode = attic.world.episode(attic.world.find_episode(attic.show, 1, 2))
    assert (episode.guid, episode.guids, [state for _, state in attic.told("timeline")]) == (
        f"local://{episode.key}", [], [0],
    )  # fmt: skip
    attic.world.pass_time(60)
    assert (episode.title, episode.guids, attic.told("timeline")[-1]) == ("Two", ["tmdb://72"], ("Two", 5))


def test_files_and_habits_are_kept_in_a_file(attic: Attic) -> None:
    attic.world.set_scan_seconds(5)
    attic.world.put_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E02.mkv", episode_guids=["tmdb://72"])
    attic.world.take_file(attic.tv, f"{HOME}/Season 01/Dark Water S01E01.mkv")
    attic.world = PlexWorld.from_json(attic.world.to_json())
    attic.world.refresh(attic.tv)
    assert attic.numbers() == {(1, 1)}
    attic.world.pass_time(5)
    assert attic.numbers() == {(1, 2)}
