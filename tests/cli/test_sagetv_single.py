"""`sagetv -m ID --position` and `--sagedata`: one video on both sides; what cannot be is refused first."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from parity.cli import parity, saying
from parity.demo.faults import Fault
from tests.cli.conftest import Terminal
from tests.cli.sage_scene import SageScene


@pytest.fixture
def scene(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[SageScene]:
    """Plex and SageTV, which have nothing yet."""
    made = SageScene(monkeypatch)
    yield made
    made.close()


def position(bare: Terminal, key: int, typed: str, exits: int = 0) -> str:
    result = bare("sagetv", "-m", "-s", "--position", typed, "--yes", str(key), exits=exits)
    return result.stdout or result.stderr.splitlines()[-1]


def test_playing_goes_on_there_on_both_sides_and_a_comparison_finds_them_alike(
    scene: SageScene, bare: Terminal
) -> None:
    plex, sage = scene.record(1)
    said = position(bare, plex, "12:30")
    assert said.splitlines() == [
        f"[{plex}] Castle – S01E01 – Episode 1  Plex: done",
        f"[{plex}] Castle – S01E01 – Episode 1  SageTV: done",
    ]
    assert (scene.in_plex(plex), scene.in_sage(sage)) == ((False, 750), (False, 750))
    before = scene.writes()
    assert bare("sagetv", "TV", "-s").stdout.endswith("Total: 1 video, 1 in sync.\n")
    assert scene.writes() == before


@pytest.mark.parametrize("more", [(), ("--yes",), ("-p",), ("-p", "--yes")])
def test_with_n_it_is_only_told(more: tuple[str, ...], scene: SageScene, bare: Terminal) -> None:
    plex, _ = scene.record(1)
    result = bare("sagetv", "-n", "-s", "-m", str(plex), "--position", "12:30", *more)
    assert "Plex: not begun → at 0:12:30" in result.stderr
    assert result.stderr.endswith("Nothing was changed: without -n it is done.\n")
    assert [line.rpartition("  ")[2] for line in result.stdout.splitlines()] == ["Plex: to do", "SageTV: to do"]
    told = bare.json("sagetv", "-n", "-s", "-m", str(plex), "--position", "12:30", *more)
    assert [each["state"] for each in told["sides"]] == ["planned", "planned"]
    assert scene.writes() == 0


def test_with_n_what_cannot_be_is_refused_and_a_side_that_stays_is_told(
    scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    plex, _ = scene.record(1)
    monkeypatch.setenv("PARITY_SAGETV_WAYS", "to-plex")
    words = ("sagetv", "-n", "-s", "-m", str(plex), "--position")
    assert "SageTV: left as it is: By the settings this side is not changed." in bare(*words, "5:00").stdout
    assert bare(*words, "30:01", exits=2).stderr.endswith("it is 0:30:00 long.\n")
    assert scene.writes() == 0


def test_it_goes_back_too_where_sagetv_was_further_or_had_it_as_watched(scene: SageScene, bare: Terminal) -> None:
    (first, further), (second, seen) = scene.record(1), scene.record(2)
    scene.sage.play(further, 1200, ago=60)
    scene.sage.mark(seen)
    position(bare, first, "5:00")
    position(bare, second, "5:00")
    assert (scene.in_sage(further), scene.in_sage(seen)) == ((False, 300), (False, 300))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("30:01", "--position 0:30:01 is past its end: it is 0:30:00 long."),
        ("9999:00:00", "is past its end: it is 0:30:00 long."),
        ("27:00", "from 0:27:00 on Plex calls it watched, and keeps no position."),
        ("0", "Plex keeps no position of 0: mark it as unwatched there, and compare again."),
    ],
)
def test_a_position_that_it_cannot_have_is_refused(typed: str, why: str, scene: SageScene, bare: Terminal) -> None:
    plex, _ = scene.record(1)
    assert position(bare, plex, typed, exits=2).endswith(why)
    assert scene.writes() == 0


def test_what_sagetv_does_not_have_or_still_records_is_refused(scene: SageScene, bare: Terminal) -> None:
    alone, (plex, sage) = scene.on_plex(1), scene.record(2)
    scene.sage.set_file(sage, recording=True)
    assert position(bare, alone, "5:00", exits=1).endswith("Castle – S01E01 – Episode 1: SageTV does not have it.")
    assert position(bare, plex, "5:00", exits=1).endswith("It is still being recorded.")
    assert scene.writes() == 0


def test_the_other_side_is_moved_though_one_fails(scene: SageScene, bare: Terminal) -> None:
    plex, sage = scene.record(1)
    scene.sage.fail("SetWatchedTimes")
    result = bare("sagetv", "-m", "-s", "--position", "5:00", "--yes", "--json", str(plex), exits=3)
    told = json.loads(result.stdout)
    assert told["position"] == 300_000
    assert [(each["side"], each["state"]) for each in told["sides"]] == [("plex", "done"), ("partner", "failed")]
    assert (scene.in_plex(plex), scene.in_sage(sage)) == ((False, 300), (False, None))


def test_a_side_that_is_not_to_be_changed_is_not(
    scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    plex, sage = scene.record(1)
    monkeypatch.setenv("PARITY_SAGETV_WAYS", "to-plex")
    assert "SageTV: left as it is: By the settings this side is not changed." in position(bare, plex, "5:00")
    assert (scene.in_plex(plex), scene.in_sage(sage)) == ((False, 300), (False, None))


def test_who_does_not_say_yes_changes_nothing(
    scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    plex, _ = scene.record(1)
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    words = ["sagetv", "-m", "-s", "--position", "5:00", str(plex)]
    for answer in ("n\n", "\n", ""):
        result = CliRunner().invoke(parity, words, input=answer)
        assert (result.exit_code, scene.writes()) == (1, 0)
        assert "Plex: not begun → at 0:05:00" in result.stderr
    assert CliRunner().invoke(parity, words, input="y\n").exit_code == 0
    assert scene.writes() == 2


def test_all_that_sagetv_tells_of_a_video_is_printed(scene: SageScene, bare: Terminal) -> None:
    plex, sage = scene.record(1)
    said = bare("sagetv", "-m", "--sagedata", str(plex)).stdout
    head, _, data = said.partition("\n")
    assert head == f"[{plex}] Castle – S01E01 – Episode 1 is SageTV's {sage}:"
    assert json.loads(data)["MediaFileID"] == sage
    told = bare.json("sagetv", "-m", "--sagedata", str(plex))
    assert (told["total"], told["items"][0]["partner_id"]) == (1, str(sage))
    assert told["items"][0]["data"]["SegmentFiles"] == ["/tv/Castle-1.mpg"]


def test_a_video_that_sagetv_does_not_have_is_named(scene: SageScene, bare: Terminal) -> None:
    alone, (plex, _) = scene.on_plex(1), scene.record(2)
    result = bare("sagetv", "-m", "--sagedata", str(alone), exits=1)
    assert (result.stdout, result.stderr.splitlines()[-1]) == (
        "",
        f"[{alone}] Castle – S01E01 – Episode 1: not in SageTV",
    )
    assert bare.json("sagetv", "-m", "--sagedata", str(alone), str(plex), exits=3)["total"] == 1


def test_a_sagetv_that_does_not_answer_is_a_failure(scene: SageScene, bare: Terminal) -> None:
    plex, _ = scene.record(1)
    scene.sage_faults.add(Fault("html"))
    assert position(bare, plex, "5:00", exits=1).startswith("Error: SageTV: ")
