"""What was matched by names tells which folders are one; a rule is proposed when it would lead to the same files."""

from parity.core.paths import Place, Rule
from parity.core.watched import Video
from parity.core.watched_folders import Alike, alike, propose_folders
from parity.core.watched_matching import pair_up
from tests.core.watched_videos import as_it_is, plex, sage

TV = Place("attic", "1", "show", "Recordings", ("/media/recordings",))
AWAY = Place("cellar", "1", "show", "Serien", ("O:\\Serien",))


def found(left: list[Video], right: list[Video], *places: Place) -> tuple[Alike, ...]:
    return alike(pair_up(left, right, as_it_is).pairs, places or (TV,))


def test_the_folders_of_files_of_one_name_are_one_as_far_as_they_are_called_alike() -> None:
    held = [plex("1", "/media/recordings/Castle/a.mpg"), plex("2", "/media/recordings/b.mpg")]
    other = [sage("7", "F:\\SageTV\\Castle\\a.mpg"), sage("8", "F:\\SageTV\\b.mpg")]
    assert found(held, other) == (
        Alike("attic", "F:\\SageTV", "/media/recordings", 2, "F:\\SageTV\\Castle\\a.mpg", held[0].files[0]),
    )


def test_the_folder_of_a_library_is_never_left_though_both_have_one_of_its_name() -> None:
    (one,) = found([plex("1", "/media/recordings/a.mpg")], [sage("7", "/var/recordings/a.mpg")])
    assert (one.told, one.held) == ("/var/recordings", "/media/recordings")


def test_what_was_matched_by_path_or_ids_or_lies_in_no_library_says_nothing() -> None:
    held = [
        plex("1", "/media/recordings/a.mpg"),
        plex("2", "/media/recordings/b.mkv", ids=["imdb:tt1"]),
        plex("3", "/elsewhere/c.mpg"),
    ]
    other = [sage("7", "/media/recordings/a.mpg"), sage("8", "/v/b.mpg", ids=["imdb:tt1"]), sage("9", "/v/w/c.mpg")]
    assert len(pair_up(held, other, as_it_is).pairs) == 3
    assert found(held, other) == ()


def test_most_files_decide_what_a_folder_is_called_and_as_many_for_either_decide_nothing() -> None:
    names = ("a", "b", "c")
    other = [sage(name, f"/var/tv/{name}.mpg") for name in names]
    most = [plex(name, f"/media/recordings/{'old' if name == 'c' else 'new'}/{name}.mpg") for name in names]
    assert [(one.held, one.files) for one in found(most, other)] == [("/media/recordings/new", 2)]
    assert found(most[1:], other[1:]) == ()


def test_a_rule_is_proposed_for_the_source_alone_and_only_till_it_is_there() -> None:
    kept = found([plex("1", "/media/recordings/a.mpg")], [sage("7", "/var/tv/a.mpg")])
    (offer,) = propose_folders(kept, "sagetv", [], [TV])
    assert offer.rule == Rule("prefix", "/var/tv", "/media/recordings", source="sagetv")
    assert (offer.place, offer.common, offer.because, offer.serves) == (TV, "a.mpg", "item", 1)
    assert (offer.example, offer.becomes) == ("/var/tv/a.mpg", "/media/recordings/a.mpg")
    assert propose_folders(kept, "sagetv", [offer.rule], [TV]) == ()
    assert propose_folders(kept, "sagetv", [Rule("prefix", "/var", "/media/recordings/x/..")], [TV]) != ()


def test_of_several_servers_a_rule_is_for_the_one_that_has_the_files() -> None:
    kept = found([plex("1", "O:\\Serien\\a.mpg", place="cellar/1")], [sage("7", "/var/tv/a.mpg")], TV, AWAY)
    (offer,) = propose_folders(kept, "sagetv", [], [TV, AWAY])
    assert (offer.rule.machine_id, offer.place) == ("cellar", AWAY)
    assert propose_folders(kept, "sagetv", [], [TV]) == ()


def test_a_rule_that_another_would_keep_from_its_turn_is_not_proposed() -> None:
    kept = found([plex("1", "/media/recordings/a.mpg")], [sage("7", "/var/tv/a.mpg")])
    first = Rule("regex", "^/var/(.*)", "/x/$1", turn=lambda path: "/x/y")
    assert propose_folders(kept, "sagetv", [first], [TV]) == ()
