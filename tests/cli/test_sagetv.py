"""`sagetv` on a terminal: what differs is told, and with --sync done; a failure is told as one, and writes nothing."""

import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from click.testing import CliRunner

from parity.cli import parity, saying
from parity.demo.faults import Fault
from parity.store.database import Database
from parity.store.folder import lock
from parity.store.watched_runs import RUNS
from tests.cli.conftest import Terminal
from tests.cli.sage_scene import SageScene


@pytest.fixture
def scene(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[SageScene]:
    """Both have four episodes: one watched in Plex, one in SageTV, one begun in SageTV; a fifth is in Plex alone."""
    made = SageScene(monkeypatch)
    (first, _), (_, second), (_, third), _ = (made.record(number) for number in (1, 2, 3, 4))
    made.on_plex(5)
    made.plex.watch(first, at=made.ago(1))
    made.sage.mark(second)
    made.sage.play(third, 600, ago=86_400)
    yield made
    made.close()


def stood(scene: SageScene) -> object:
    return scene.plex.viewings.written(), {key: scene.in_sage(key) for key in scene.sage.files}


def test_a_comparison_tells_each_video_and_changes_nothing(scene: SageScene, bare: Terminal) -> None:
    before = stood(scene)
    result = bare("sagetv", "tv")
    assert f"TV on {scene.plex.friendly_name}: 5 videos\n" in result.stdout
    assert [
        line.rpartition(" [")[2] for line in result.stdout.splitlines() if line.startswith("  ") and ": Castle" in line
    ] == [
        "SageTV out of sync]",
        "Plex out of sync]",
        "Plex out of sync]",
        "OK]",
        "not in SageTV]",
    ]
    assert "      SageTV: not begun → watched\n" in result.stdout
    assert "      It was played in SageTV, and never begun in Plex.\n" in result.stdout
    assert result.stdout.endswith(
        "Total: 5 videos, 1 in sync, 2 Plex out of sync, 1 SageTV out of sync, 1 not in SageTV; 3 still to do.\n"
    )
    assert "Nothing was changed: --sync does it." in result.stderr
    assert "Reading SageTV …" in result.stderr
    assert bare("sagetv", "all", "-n", "-s").stdout == result.stdout
    assert (stood(scene), scene.writes()) == (before, 0)


def test_a_sync_brings_both_together_and_the_second_does_nothing(scene: SageScene, bare: Terminal) -> None:
    result = bare("sagetv", "all", "-s")
    assert "SageTV: mark as watched … done\n" in result.stdout
    assert "Plex: go on at 0:10:00 … done\n" in result.stdout
    assert result.stdout.endswith("1 not in SageTV; 3 updated.\n")
    assert scene.writes() == 3
    again = bare("sagetv", "all", "--sync")
    assert again.stdout.endswith("Total: 5 videos, 4 in sync, 1 not in SageTV.\n")
    assert scene.writes() == 3


def test_the_json_has_the_run_its_changes_and_what_has_no_partner(scene: SageScene, bare: Terminal) -> None:
    told = bare.json("sagetv", str(scene.section))
    assert (told["run"]["work"], told["run"]["state"], told["run"]["started_by"]) == ("plan", "done", "terminal")
    assert (told["run"]["in_sync"], told["run"]["videos"], told["total"]) == (1, 5, 3)
    assert [(each["side"], each["do"], each["state"]) for each in told["changes"]] == [
        ("partner", "mark", "planned"),
        ("plex", "mark", "planned"),
        ("plex", "move", "planned"),
    ]
    assert told["changes"][2]["after"] == {"watched": False, "position": 600_000, "at": None}
    (alone,) = told["alone"]
    assert (alone["file"], alone["why"], alone["library"]) == (
        "/tv/Castle-5.mpg",
        "not in partner",
        f"TV on {scene.plex.friendly_name}",
    )


def test_single_videos_are_named_by_what_a_comparison_calls_them(scene: SageScene, bare: Terminal) -> None:
    key = min(scene.plex.episodes[scene.show].values(), key=lambda each: each.key).key
    result = bare("sagetv", "-m", "-s", str(key))
    assert result.stdout.startswith(f"TV on {scene.plex.friendly_name}: 1 video\n")
    assert result.stdout.endswith("Total: 1 video, 1 SageTV out of sync; 1 updated.\n")
    assert scene.writes() == 1
    assert "the video 999999 does not exist" in bare("sagetv", "-m", "999999", exits=1).stderr


def test_a_library_that_is_not_there_is_an_error_that_names_those_there_are(scene: SageScene, bare: Terminal) -> None:
    scene.plex.rename_section(scene.section, "Series")
    line = bare("sagetv", "TV", exits=1).stderr.splitlines()[-1]
    assert line.startswith("Error: Plex has no library TV: it has Series.")


def test_positions_within_so_many_seconds_count_as_none(scene: SageScene, bare: Terminal) -> None:
    said = bare("sagetv", "TV", "-s", "-x", "601").stdout
    assert "go on at" not in said
    assert scene.writes() == 2


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("status", status=500), "answered with status 500"),
        (Fault("status", status=401), "was refused"),
        (Fault("garbage"), ""),
        (Fault("html"), ""),
        (Fault("truncated"), ""),
    ],
)
def test_a_sagetv_that_does_not_answer_as_it_should_is_a_failure_and_nothing_is_written(
    fault: Fault, said: str, scene: SageScene, bare: Terminal
) -> None:
    scene.sage_faults.add(fault)
    before = stood(scene)
    result = bare("sagetv", "all", "-s", exits=1)
    line = result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert line.startswith("Error: SageTV: ")
    assert said in line
    assert stood(scene) == before


def test_a_plex_that_refuses_is_a_failure(scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEX_TOKEN", "a-wrong-token-of-mine")
    result = bare("sagetv", "all", "-s", exits=1)
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "a-wrong-token-of-mine" not in result.output
    assert scene.writes() == 0


def test_each_change_is_asked_about_and_only_a_yes_is_done(
    scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    result = CliRunner().invoke(parity, ["sagetv", "TV", "-s", "-p"], input="n\ny\nq\n")
    assert result.exit_code == 0, result.output
    assert (
        "SageTV: mark as watched? (y yes, n no, a yes to all that follow, q no to all that follow) [n]: "
        in result.stderr
    )
    assert result.stdout.count("left as it is: You said no to it.") == 2
    assert result.stdout.endswith("; 1 updated, 2 not done.\n")
    assert scene.writes() == 1


def test_who_is_gone_has_said_no(scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    result = CliRunner().invoke(parity, ["sagetv", "TV", "-s", "-p"], input="")
    assert (result.exit_code, scene.writes()) == (0, 0)
    assert result.stdout.endswith("; 3 not done.\n")


class CtrlC(BytesIO):
    """A keyboard on which these lines are typed, and then Ctrl-C."""

    def read1(self, size: int | None = -1, /) -> bytes:
        typed = self.readline()
        if not typed:
            signal.raise_signal(signal.SIGINT)
        return typed


@pytest.mark.parametrize(("typed", "done"), [(b"", 0), (b"y\n", 1)])
def test_ctrl_c_at_a_question_ends_the_run_with_its_totals(
    typed: bytes, done: int, scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    before = signal.getsignal(signal.SIGINT)
    result = CliRunner().invoke(parity, ["sagetv", "TV", "-s", "-p"], input=CtrlC(typed))
    assert (result.exit_code, scene.writes()) == (3, done), result.output
    totals = result.stdout.splitlines()[-1]
    assert totals.startswith("Total: 5 videos, ")
    assert totals.endswith(f"; {2 - done} still to do{', 1 updated' if done else ''}, 1 not done.")
    assert "It was stopped before it was through; what is left is done by the next run." in result.stderr
    assert signal.getsignal(signal.SIGINT) == before
    assert bare("sagetv", "TV", "-s").stdout.endswith(f"; {3 - done} updated.\n")  # nothing is at work any more


def test_what_was_taken_away_waits_for_a_yes_and_is_done_with_it(scene: SageScene, bare: Terminal) -> None:
    bare("sagetv", "TV", "-s")
    (second,) = (each.key for each in scene.plex.episodes[scene.show].values() if each.number == 2)
    scene.plex.unwatch(second)
    said = bare("sagetv", "TV", "-s", exits=4).stdout
    assert "[SageTV out of sync, waits for your yes]" in said
    assert said.endswith("1 waiting for your yes (--yes says it to all).\n")
    assert bare("sagetv", "TV", exits=4).stdout == said
    assert bare("sagetv", "TV", "-s", "--yes").stdout.endswith("; 1 updated.\n")


def test_what_waits_is_asked_about_too_where_each_change_is(
    scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare("sagetv", "TV", "-s")
    (second,) = (each.key for each in scene.plex.episodes[scene.show].values() if each.number == 2)
    scene.plex.unwatch(second)
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    result = CliRunner().invoke(parity, ["sagetv", "TV", "-s", "-p"], input="y\n")
    assert (result.exit_code, result.stdout.endswith("; 1 updated.\n")) == (0, True), result.output
    assert "SageTV: take mark and position away? (" in result.stderr


def test_one_video_that_fails_is_named_and_the_others_are_done(scene: SageScene, bare: Terminal) -> None:
    scene.sage.fail("SetWatched")
    result = bare("sagetv", "TV", "-s", exits=3)
    assert "SageTV: mark as watched … failed: " in result.stdout
    assert result.stdout.endswith("; 2 updated, 1 failed.\n")


def test_while_a_run_is_at_work_a_second_one_is_told_so(scene: SageScene, bare: Terminal) -> None:
    bare("missing")
    database = Database(f"sqlite:///{bare.folder / 'parity.db'}")
    with database.writing() as connection:
        assert RUNS.add(connection, "sync", "person", {}, datetime.now(UTC))
    database.close()
    for words in (("TV",), ("TV", "-s"), ("-m", "--sagedata", "1")):
        assert "already" in bare("sagetv", *words, exits=1).stderr.splitlines()[-1]
    assert scene.writes() == 0


def test_it_works_beside_an_instance_at_work(scene: SageScene, bare: Terminal) -> None:
    bare("missing")
    with lock(bare.folder, "run"):
        assert bare("sagetv", "TV", "-s").stdout.endswith("; 3 updated.\n")


def test_without_sagetv_it_says_what_to_set(scene: SageScene, bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGETV_URL")
    assert "SAGETV_URL is not set" in bare("sagetv", "all", exits=1).stderr.splitlines()[-1]
