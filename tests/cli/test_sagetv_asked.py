"""What is typed behind `sagetv`: what goes together and what does not, before anybody is asked anything."""

from typing import Any

import click
import pytest

from parity.cli import saying
from parity.cli.sagetv_asked import Asked, Typed, milliseconds
from tests.cli.conftest import Terminal

NOTHING: dict[str, Any] = {
    "ids": (),
    **dict.fromkeys(("lists", "sync", "media", "sagedata", "asks", "simulates", "yes"), False),
    **dict.fromkeys(("position", "ignore", "addtv", "addmovie", "delsec", "refresh"), None),
}


def read(*ids: str, **given: Any) -> Asked:
    return Typed(**{**NOTHING, "ids": ids, **given}).read()


@pytest.mark.parametrize("words", [(), ("-n",), ("-p",), ("-x", "5"), ("--json",), ("-h",), ("--help",)])
def test_without_work_the_help_comes(words: tuple[str, ...], bare: Terminal) -> None:
    said = bare("sagetv", *words).stdout
    assert said.startswith("Usage: python -m parity sagetv [OPTIONS] [ID]...")
    for option in ("-l, --list", "-s, --sync", "-m, --media", "--sagedata", "--position H:M:S", "-x, --ignore SECONDS"):
        assert option in said
    assert not bare.folder.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("-s",), "say which: name a library, or `all`."),
        (("-m",), "say which: name the media id of a video."),
        (("all", ""), "an empty name means nothing."),
        (("-l", "-s", "all"), "--list and --sync do not go together: choose one."),
        (("--addtv", "A", "--addmovie", "B", "/a"), "--addtv and --addmovie do not go together: choose one."),
        (("--delsec", "1", "--refresh", "1"), "--delsec and --refresh do not go together: choose one."),
        (("--refresh", "1", "-m", "5"), "--refresh and --media do not go together: choose one."),
        (("--refresh", "1", "2"), "--refresh takes nothing beside it: 2"),
        (("-n", "--delsec", "TV", "--yes"), "-n tells what --sync would do; what --delsec does cannot be tried."),
        (("-n", "--addtv", "TV", "/tv"), "-n tells what --sync would do; what --addtv does cannot be tried."),
        (("-l", "TV"), "--list takes nothing beside it: TV"),
        (("--addtv", "Sage TV"), "--addtv needs at least one folder behind the name, as Plex calls it."),
        (
            ("--addtv", "Sage TV", "/tv", "x/y"),
            "--addtv needs whole paths, as Plex's server calls them, such as /media/tv.",
        ),
        (("--addmovie", "B", "./x"), "--addmovie needs whole paths, as Plex's server calls them, such as /media/tv."),
        (("--addmovie", " ", "/films"), "--addmovie needs the name of a library."),
        (("--sagedata", "5"), "--sagedata tells of one video: it goes with --media, and without --sync."),
        (("--sagedata", "-m", "-s", "5"), "--sagedata tells of one video: it goes with --media, and without --sync."),
        (("--position", "1:00", "5"), "--position sets that of one video: it goes with --media and --sync."),
        (("--position", "1:00", "-m", "5"), "--position sets that of one video: it goes with --media and --sync."),
        (("--position", "1:00", "-m", "-s", "5", "6"), "--position is for one video, and these are several."),
        (("--position", "1:00", "-m", "-s", "5"), "no terminal on which you could be asked: --yes says yes to all."),
        (("-p", "-s", "all"), "no terminal on which you could be asked: --yes says yes to all."),
        (("-x", "-1", "all"), "-1 is not in the range 0<=x<=3600."),
        (("-x", "a minute", "all"), "'a minute' is not a valid integer range."),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: tuple[str, ...], why: str, bare: Terminal) -> None:
    result = bare("sagetv", *words, exits=2)
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].endswith(why)
    assert not bare.folder.exists()


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("45", 45), ("0:45", 45), ("90:00", 5400), ("1:02:30", 3750), ("1:59:59", 7199), ("00:00:07", 7), ("3600", 3600)],
)
def test_a_position_may_have_more_than_59_of_its_largest_part(typed: str, seconds: int) -> None:
    assert milliseconds(typed) == seconds * 1000


@pytest.mark.parametrize(
    "typed", ["", ":", "1:", ":30", "-5", "+5", "1:-5", "1.5", "1:2:3:4", "²", "٣", " 5", "5m", "1e3"]
)
def test_a_position_is_digits_and_colons(typed: str) -> None:
    with pytest.raises(click.UsageError, match="--position takes hours:minutes:seconds"):
        milliseconds(typed)


@pytest.mark.parametrize("typed", ["0:10:61", "0:90:00", "1:90:05", "10:60", "0:60"])
def test_behind_a_larger_part_more_than_59_is_a_slip(typed: str) -> None:
    with pytest.raises(click.UsageError, match="up to 59 minutes behind hours, and up to 59 seconds behind minutes"):
        milliseconds(typed)


def test_a_comparison_changes_nothing_unless_it_is_to_and_simulating_outranks_that() -> None:
    assert read("all") == Asked("compare", ("all",))
    assert read("TV", sync=True, ignore=0) == Asked("compare", ("TV",), sync=True, ignore=0)
    assert read("TV", sync=True, simulates=True, asks=True) == Asked("compare", ("TV",))
    for yes in (False, True):  # and needs no terminal, as nothing is asked
        assert read("5", media=True, sync=True, simulates=True, position="1:00", asks=True, yes=yes) == Asked(
            "position", ("5",), media=True, yes=yes, position=60_000
        )


def test_who_says_yes_to_all_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read("TV", sync=True, asks=True, yes=True) == Asked("compare", ("TV",), sync=True, yes=True)
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    assert read("TV", sync=True, asks=True) == Asked("compare", ("TV",), sync=True, asks=True)


def test_single_videos_and_libraries_are_told_apart() -> None:
    assert read("5", media=True, sagedata=True) == Asked("dump", ("5",), media=True)
    assert read("5", media=True, sync=True, position="1:00", yes=True) == Asked(
        "position", ("5",), media=True, sync=True, yes=True, position=60_000
    )
    assert read("/a", "/b", addmovie=" Sage Films ") == Asked("add", ("/a", "/b"), name="Sage Films", kind="movie")
    assert read(delsec="3", yes=True) == Asked("delete", yes=True, name="3")
    assert read(refresh="TV") == Asked("refresh", name="TV")
    assert read(lists=True) == Asked("list")
