"""A rule is proposed when something speaks for it, only when it leads into a library, and never two for one folder."""

from parity.core.path_proposals import Heard, Home, Proposal, propose
from parity.core.paths import Place, Rule
from parity.core.told import Touched

TV = Place("attic", "1", "show", "TV", ("/data/tv",))
UHD = Place("attic", "2", "show", "TV 4K", ("/data/tv-4k",))
FILMS = Place("attic", "3", "movie", "Films", ("/data/films",))
AWAY = Place("cellar", "1", "show", "Serien", ("O:\\Serien",))
DARK = Home("attic", "1", "/data/tv/Dark (2017)")


def sonarr(path: str) -> Heard:
    return Heard(Touched(path), "sonarr", "show")


def radarr(path: str) -> Heard:
    return Heard(Touched(path), "radarr", "movie")


def said(*found: Proposal) -> list[tuple[str, str, str, str, int]]:
    return [(one.rule.matches, one.rule.becomes, one.because, one.common, one.serves) for one in found]


def test_a_show_that_lies_in_both_tells_what_the_folder_above_is_called() -> None:
    paths = [sonarr("/series/Dark (2017)/S01/1.mkv"), sonarr("/series/New/S01/1.mkv")]
    (found,) = propose(paths, (), (TV, UHD, FILMS), [DARK])
    assert said(found) == [("/series", "/data/tv", "item", "Dark (2017)", 2)]
    assert (found.example, found.becomes) == ("/series/Dark (2017)/S01/1.mkv", "/data/tv/Dark (2017)/S01/1.mkv")
    assert (found.place, found.rule.machine_id) == (TV, "")


def test_folders_between_the_library_and_the_show_belong_to_the_rule_or_to_both() -> None:
    deep = Home("attic", "1", "/data/tv/A-F/Dark (2017)")
    assert said(*propose([sonarr("/m/A-F/Dark (2017)/1.mkv")], (), (TV,), [deep])) == [
        ("/m", "/data/tv", "item", "Dark (2017)", 1)
    ]
    assert said(*propose([sonarr("/m/x/Dark (2017)/1.mkv")], (), (TV,), [deep])) == [
        ("/m/x", "/data/tv/A-F", "item", "Dark (2017)", 1)
    ]


def test_a_show_in_two_libraries_speaks_for_the_one_of_the_same_name_or_for_none() -> None:
    twice = [DARK, Home("attic", "2", "/data/tv-4k/Dark (2017)")]
    assert said(*propose([sonarr("/tv-4k/Dark (2017)/1.mkv")], (), (TV, UHD), twice)) == [
        ("/tv-4k", "/data/tv-4k", "item", "Dark (2017)", 1)
    ]
    assert propose([sonarr("/in/Dark (2017)/1.mkv")], (), (TV, UHD), twice) == ()


def test_more_shows_in_one_library_outweigh_one_in_another() -> None:
    homes = [DARK, Home("attic", "2", "/data/tv-4k/Dark (2017)"), Home("attic", "1", "/data/tv/Lost")]
    found = propose([sonarr("/in/Dark (2017)/1.mkv"), sonarr("/in/Lost/1.mkv")], (), (TV, UHD), homes)
    assert said(*found) == [("/in", "/data/tv", "item", "Dark (2017)", 2)]


def test_a_folder_of_the_same_name_will_do_when_nothing_is_there_yet() -> None:
    assert said(*propose([radarr("D:\\Media\\Films\\Dune\\Dune.mkv")], (), (TV, FILMS), [])) == [
        ("D:\\Media\\Films", "/data/films", "name", "Films", 1)
    ]
    twins = Place("attic", "4", "movie", "Old", ("/more/films",))
    assert propose([radarr("/m/films/Dune/Dune.mkv")], (), (FILMS, twins), []) == ()


def test_the_only_library_of_a_kind_is_the_one_that_is_meant() -> None:
    assert said(*propose([sonarr("/in/Dark/Season 1/1.mkv")], (), (TV, FILMS), [])) == [
        ("/in", "/data/tv", "only", "", 1)
    ]
    assert said(*propose([radarr("/in/Dune (2021)/1.mkv")], (), (TV, FILMS), [])) == [
        ("/in", "/data/films", "only", "", 1)
    ]
    assert propose([sonarr("/in/Dark/Season 1/1.mkv")], (), (TV, UHD), []) == ()
    assert propose([Heard(Touched("/in/Dark/1.mkv"), "script")], (), (TV,), []) == ()
    assert propose([sonarr("/Dark/Season 1/1.mkv")], (), (TV,), []) == ()


def test_each_server_gets_a_rule_of_its_own() -> None:
    homes = [DARK, Home("cellar", "1", "O:/Serien/Dark (2017)")]
    found = propose([sonarr("/series/Dark (2017)/1.mkv")], (), (TV, AWAY), homes)
    assert [(one.rule.machine_id, one.rule.becomes) for one in found] == [
        ("attic", "/data/tv"),
        ("cellar", "O:\\Serien"),
    ]


def test_nothing_is_proposed_for_what_has_a_home_or_would_get_none() -> None:
    known = Rule("prefix", "/in", "/data/tv")
    assert propose([sonarr("/in/Dark (2017)/1.mkv")], (known,), (TV,), [DARK]) == ()
    astray = Rule("prefix", "/in", "/elsewhere")
    assert propose([sonarr("/in/Dark (2017)/1.mkv")], (astray,), (TV,), []) == ()


def test_a_film_never_leads_into_a_library_of_shows() -> None:
    assert propose([radarr("/in/Dark (2017)/1.mkv")], (), (TV,), [DARK]) == ()
