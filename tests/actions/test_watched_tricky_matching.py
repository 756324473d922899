"""Tricky cases of SageTV and Plex, by their numbers in sagetv.md 5: which two videos are one."""

import unicodedata

import pytest

from parity.actions.path_rules import add_rule
from parity.core.paths import Rule
from tests.actions.both_players import HOUR, MINUTE, BothPlayers


@pytest.mark.parametrize(
    ("here", "there", "rule"),
    [
        ("F:\\SageTV\\Castle\\a1.mpg", "/var/media/tv/castle/A1.MPG", ("/var/media/tv", "f:/sagetv/")),
        ("\\\\NAS\\tv\\a1.mpg", "D:\\Recordings\\a1.mpg", ("D:\\Recordings", "//nas/TV")),
        ("/media/tv/a1.mpg", "\\\\nas\\share\\TV\\a1.mpg", ("\\\\NAS\\Share\\tv\\", "/media/tv")),
        ("/media/films/a1.mpg", "/var/media/films/./a1.mpg", None),
    ],
)
def test_3_a_path_of_another_system_is_translated(
    players: BothPlayers, here: str, there: str, rule: tuple[str, str] | None
) -> None:
    players.film("1", file=here, sage_file=there)
    players.film(
        "2", file="/elsewhere/x/a1.mpg", sage_file="/elsewhere/y/a1.mpg"
    )  # so that the name alone says nothing
    if rule:
        add_rule(players.house, Rule("prefix", *rule, "sagetv"))
    players.plex.watch(players.item("1"), at=players.now - HOUR)
    run = players.run()
    assert [(row.change.by, row.change.title) for row in players.changes(run)] == [("path", "1 (2000)")]
    assert (players.in_sage("1")[0], players.in_sage("2")[0]) == (True, False)
    players.settle()


def test_3_without_a_rule_a_name_will_do_where_it_is_the_only_one(players: BothPlayers) -> None:
    players.film(
        "1", file="F:\\SageTV\\Castle-HabeasCorpse-3490352-0.mpg", sage_file="/rec/castle-habeascorpse-3490352-0.mpg"
    )
    players.plex.watch(players.item("1"), at=players.now - HOUR)
    assert [row.change.by for row in players.changes(players.run())] == ["name"]
    assert players.in_sage("1")[0]
    players.settle()


def test_3_a_name_of_several_is_nobodys(players: BothPlayers) -> None:
    for number in (1, 2):
        players.film(str(number), file=f"/p/{number}/S01E01.mkv", sage_file=f"/s/{number}/S01E01.mkv")
        players.plex.watch(players.item(str(number)), at=players.now - HOUR)
    run = players.run()
    assert (players.changes(run), run.ambiguous, players.writes()) == ([], 2, 0)
    players.settle()


def test_3_a_part_of_a_name_is_no_name(players: BothPlayers) -> None:
    players.film("1", file="/p/a.mpg", sage_file="/s/Banana.mpg")
    players.plex.watch(players.item("1"), at=players.now - HOUR)
    run = players.run()
    assert (players.changes(run), run.not_in_partner, players.writes()) == ([], 1, 0)


def test_4_ids_find_what_no_file_does(players: BothPlayers) -> None:
    players.film("1", file="/p/heat.mkv", sage_file="/s/rec-77.mpg", properties={"IMDBID": "tt0113277"})
    players.plex.movies[players.item("1")].guids.append("imdb://tt0113277")
    show = players.plex.add_show(players.tv, "Castle", guids=["tvdb://83462"])
    episode = players.plex.add_episode(show, 7, 19, minutes=60)
    facts = {"MediaProviderID": "tvdb", "MediaProviderDataID": "83462", "SeasonNumber": "7", "EpisodeNumber": "19"}
    recording = players.sage.add_recording("Castle", "/s/rec-78.mpg", properties=facts)
    players.plex.watch(players.item("1"), at=players.now - HOUR)
    players.plex.watch(episode, at=players.now - HOUR)
    run = players.run()
    assert sorted((row.change.partner_key, row.change.by) for row in players.changes(run)) == sorted(
        [(str(players.recording("1")), "ids"), (str(recording), "ids")]
    )
    assert players.sage.watched(recording)
    players.settle()


def test_4_an_id_that_two_have_is_nobodys(players: BothPlayers) -> None:
    for number in (1, 2):
        facts = {"IMDBID": "tt0113277"}
        players.film(str(number), file=f"/p/{number}.mkv", sage_file=f"/s/r{number}.mpg", properties=facts)
    players.plex.movies[players.item("1")].guids.append("imdb://tt0113277")
    players.plex.watch(players.item("1"), at=players.now - HOUR)
    run = players.run()
    assert (players.changes(run), run.ambiguous, players.writes()) == ([], 1, 0)


def test_5_one_recording_in_several_files_is_one_video(players: BothPlayers) -> None:
    files = ["/media/films/long.ts", "/media/films/long-1.ts"]
    item = players.plex.add_movie(players.section, "long", 2000, minutes=60, files=files)
    more = (("/var/media/films/long-1.ts", 60.0, 30.0 * MINUTE),)
    key = players.sage.add_recording("long", "/var/media/films/long.ts", minutes=30, more=more)
    players.keys["long"] = (item, key)
    players.play_in_plex("long", 40 * MINUTE, ago=HOUR)
    run = players.run()
    assert players.told(run) == ["partner move 2400 long (2000): done"]
    assert players.in_sage("long") == (False, 40 * MINUTE)
    players.settle()
    players.play_in_sage("long", 20 * MINUTE)
    players.run()
    assert players.in_plex("long") == (0, 20 * MINUTE)
    players.settle()


def test_5_parts_that_are_videos_of_their_own_are_only_marked_and_only_together(players: BothPlayers) -> None:
    one, two = (
        players.plex.add_movie(players.section, name, 2000, minutes=30, files=[f"/media/films/{name}.ts"])
        for name in ("part 1", "part 2")
    )
    more = (("/var/media/films/part 2.ts", 0.0, 30.0 * MINUTE),)
    key = players.sage.add_recording("both", "/var/media/films/part 1.ts", minutes=30, more=more)
    players.keys["both"] = (one, key)
    players.plex.watch(one, at=players.now - 2 * HOUR)
    assert [row.change.hold for row in players.changes(players.run())] == ["parts"]
    players.settle()
    players.plex.watch(two, at=players.now - HOUR)
    players.run()
    assert players.in_sage("both")[0]
    players.settle()


def test_5_a_mark_in_sagetv_is_that_of_all_parts(players: BothPlayers) -> None:
    one, two = (
        players.plex.add_movie(players.section, name, 2000, minutes=30, files=[f"/media/films/{name}.ts"])
        for name in ("part 1", "part 2")
    )
    more = (("/var/media/films/part 2.ts", 0.0, 30.0 * MINUTE),)
    key = players.sage.add_recording("both", "/var/media/films/part 1.ts", minutes=30, more=more)
    players.keys |= {"both": (one, key), "two": (two, key)}
    players.plex.watch(one, at=players.now - HOUR)
    players.sage.mark(key)
    assert len(players.told(players.run())) == 1
    assert (players.in_plex("both"), players.in_plex("two")) == ((1, 0), (1, 0))
    players.settle()


NAMES = [
    "Amélie & Co",
    "1+1=2 #3",
    "100% ?real;",
    "Größe 🎬",
    "Crème brûlée",
    "a'b\"c <d>",
    "名探偵コナン",
    "a%20b",
    "a b+c",
]


def test_26_any_name_is_the_same_on_both_sides(players: BothPlayers) -> None:
    for number, name in enumerate(NAMES):
        here = unicodedata.normalize("NFC", f"/media/films/{number}/{name}.mkv")
        there = unicodedata.normalize("NFD", f"/var/media/films/{number}/{name}.mkv")
        players.film(name, file=here, sage_file=there)
        players.play_in_plex(name, 20 * MINUTE, ago=HOUR)
    run = players.run()
    assert {(row.change.by, row.change.state) for row in players.changes(run)} == {("path", "done")}
    assert [players.in_sage(name) for name in NAMES] == [(False, 20 * MINUTE)] * len(NAMES)
    players.settle()


def test_3_a_name_is_not_the_only_one_where_a_library_that_is_not_compared_has_it_too(players: BothPlayers) -> None:
    kids = players.plex.add_section("Kids", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media/kids"])
    players.plex.add_movie(kids, "theirs", 2000, minutes=60, files=["/media/kids/S01E01.mkv"])
    players.film("ours", file="/media/films/ours/S01E01.mkv", sage_file="/mnt/S01E01.mkv")
    players.plex.watch(players.item("ours"), at=players.now - HOUR)
    for run in (players.run(libraries=("Films",)), players.run(media=(str(players.item("ours")),))):
        assert (players.changes(run), run.ambiguous) == ([], 1)
    assert (players.in_sage("ours"), players.writes()) == ((False, 0), 0)


def test_3_what_lies_in_a_library_that_is_not_compared_is_no_other_by_its_name(players: BothPlayers) -> None:
    kids = players.plex.add_section("Kids", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media/kids"])
    players.plex.add_movie(kids, "theirs", 2000, minutes=60, files=["/media/kids/S01E01.mkv"])
    players.film("ours", file="/media/films/ours/S01E01.mkv", sage_file="/var/media/kids/S01E01.mkv")
    players.plex.watch(players.item("ours"), at=players.now - HOUR)
    for run in (players.run(libraries=("Films",)), players.run(media=(str(players.item("ours")),))):
        assert (players.changes(run), run.ambiguous, run.not_in_partner) == ([], 0, 1)
    assert (players.in_sage("ours"), players.writes()) == ((False, 0), 0)


def test_3_one_file_in_two_libraries_is_no_other(players: BothPlayers) -> None:
    twice = players.plex.add_section("All", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media"])
    players.plex.add_movie(twice, "ours", 2000, minutes=60, files=["/media/films/ours.mkv"])
    players.film("ours", file="/media/films/ours.mkv", sage_file="/rec/ours.mkv")
    players.plex.watch(players.item("ours"), at=players.now - HOUR)
    assert players.told(players.run(libraries=("Films",))) == ["partner mark ours (2000): done"]
    players.settle(libraries=("Films",))
