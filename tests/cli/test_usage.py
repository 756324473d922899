"""What is typed wrong is told with the usage; what is set wrong, in one line."""

import os
import re
import sqlite3
import sys
from contextlib import ExitStack, closing
from uuid import uuid4

import pytest

from parity.cli import COMMANDS, opening
from parity.store.database import Database
from parity.store.folder import lock
from parity.store.revision import revisions
from parity.store.upgrade import bring_up
from tests.cli.conftest import Terminal


def test_the_version_names_plexapi_s_too(bare: Terminal) -> None:
    said = bare("--version").stdout
    assert re.fullmatch(r"Parity \d+\.\d+\.\d+ \(plexapi \d+\.\d+\.\d+, Python 3\.\d+\.\d+\)\n", said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str, bare: Terminal) -> None:
    said = bare(command, "--help").stdout
    assert said.startswith(f"Usage: python -m parity {command} ")
    assert not bare.folder.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("scan",),
        ("scan", "everything"),
        ("missing", "--nope"),
        ("missing", "--group", "some"),
        ("upcoming", "--days", "many"),
        ("run", "--port", "70000"),
        ("why", "Firefly", "episode two"),
        ("ignore", "Firefly", "S1E"),
        ("ignore", "Firefly", "--until", "tomorrow"),
        ("match", "Firefly", "0"),
        ("specials", "Firefly", "perhaps"),
        ("decisions", "undo", "first"),
        ("import", "/nowhere/config.json"),
    ],
)
def test_wrong_usage_is_answered_with_the_usage(words: tuple[str, ...], bare: Terminal) -> None:
    result = bare(*words, exits=2)
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: python -m parity ")
    assert not bare.folder.exists()


@pytest.mark.parametrize("command", ["run", "worker", "missing", "doctor"])
def test_a_setting_that_cannot_be_used_is_one_line(
    command: str, bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARITY_GRACE_DAYS", "soon")
    result = bare(command, exits=1)
    assert (result.stdout + result.stderr).count("PARITY_GRACE_DAYS: 'soon' is not a whole number; use 0 to 7") == 1
    assert len((result.stdout + result.stderr).splitlines()) == 1


def test_a_name_that_is_no_setting_is_told_with_the_nearest_one(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARITY_GRACE_DAY", "2")
    assert bare.refusal("missing") == "Error: PARITY_GRACE_DAY: is not a setting; did you mean PARITY_GRACE_DAYS?"


def test_a_folder_that_is_a_file_is_one_line(bare: Terminal) -> None:
    bare.folder.write_text("not a folder")
    assert bare.refusal("missing") == (
        f"Error: {bare.folder} is not a folder: move that file away, or name another folder in PARITY_DATA_DIR"
    )


@pytest.mark.parametrize("command", ["run", "worker"])
def test_a_second_instance_is_refused_with_the_first_one_s_process(command: str, bare: Terminal) -> None:
    bare("missing")
    with lock(bare.folder, "run http://127.0.0.1:8000/"):
        said = bare.refusal(command)
    assert re.fullmatch(
        rf"Error: {bare.folder} is in use by process \d+ \(run http://127.0.0.1:8000/\): "
        "stop that one, or name another folder in PARITY_DATA_DIR",
        said,
    )


@pytest.mark.parametrize("command", ["run", "worker", "missing"])
def test_a_database_from_the_future_is_refused_and_left_alone(command: str, bare: Terminal) -> None:
    bare("missing")
    path = bare.folder / "parity.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = path.read_bytes()
    assert bare.refusal(command) == (
        f"Error: {path} was written by a newer Parity (schema 9999, this one ends at {revisions()[-1]}): "
        "start that version again, or put back a copy from before the update"
    )
    assert path.read_bytes() == before


def test_a_visitor_beside_an_instance_of_another_version_does_not_touch_its_database(bare: Terminal) -> None:
    bare("missing")
    path = bare.folder / "parity.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()
    before = path.read_bytes()
    with lock(bare.folder, "run"):
        said = bare.refusal("missing")
    assert re.fullmatch(r"Error: the Parity at work \(process \d+\) is of another version: restart it first", said)
    assert path.read_bytes() == before


@pytest.mark.parametrize("who", ["an upgrade", "run"])
def test_a_visitor_waits_while_another_one_makes_the_database(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    bare.folder.mkdir()
    rests = []
    with ExitStack() as other:
        other.enter_context(lock(bare.folder, who))
        database = Database(f"sqlite:///{bare.folder / 'parity.db'}")

        def rest() -> None:
            rests.append(1)
            if len(rests) == 2:
                bring_up(database)
                other.close()

        monkeypatch.setattr(opening, "rest", rest)
        assert bare("missing").stdout.startswith("0 missing episodes of 0 shows")
        database.close()
    assert len(rests) == 2


def test_a_visitor_does_not_wait_for_ever(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.folder.mkdir()
    monkeypatch.setattr(opening, "rest", lambda: None)
    with lock(bare.folder, "an upgrade"):
        said = bare.refusal("missing")
    assert re.fullmatch(r"Error: process \d+ still makes the database ready: try again when it has ended", said)


def test_everything_that_is_kept_is_for_its_owner_alone(scanned: Terminal) -> None:
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in scanned.folder.iterdir()}
    assert set(modes.values()) == {"0o600"}
    assert {"parity.db", "cache.db", "parity.lock", "client_id"} <= set(modes)
    assert oct(scanned.folder.stat().st_mode & 0o777) == "0o700"


def test_a_proxy_that_nobody_named_cannot_say_who_comes_in(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARITY_AUTH", "proxy")
    for number in ("0", "1"):
        monkeypatch.setenv("PARITY_TRUSTED_PROXIES", number)
        assert bare.refusal("run", "--port", "0") == (
            "Error: PARITY_AUTH: is proxy, but it is not said from where the proxy may name people; "
            "give its address as PARITY_PROXY_NETWORKS: whoever asks from there is believed to be whom they name"
        )


def test_on_a_full_disk_what_was_known_can_still_be_read(scanned: Terminal) -> None:
    def no_room() -> None:
        (scanned.folder / f".probe-{os.getpid()}").symlink_to("/dev/full")

    no_room()
    said = scanned("missing")
    assert "Firefly" in said.stdout
    assert said.stderr.startswith(f"Note: the disk of {scanned.folder} is full: make room")
    no_room()
    assert f"Error: the disk of {scanned.folder} is full" in scanned("run", exits=1).stderr


def test_a_traceback_that_somebody_asked_for_tells_no_secret(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    word = uuid4().hex
    monkeypatch.setenv("PLEX_TOKEN", word)
    bare("--debug", "settings")
    try:
        raise ValueError(f"odd answer to {word}")
    except ValueError as trouble:
        sys.excepthook(ValueError, trouble, trouble.__traceback__)
    told = capsys.readouterr().err
    assert told.startswith("Traceback (most recent call last):\n")
    assert told.endswith("ValueError: odd answer to ***\n")
