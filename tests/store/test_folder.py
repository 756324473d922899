"""The data folder is private, has one user at a time, and says plainly when it cannot be used."""

import errno
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parity.store.folder import (
    FolderInUse,
    FolderUnusable,
    Holder,
    is_full,
    last_holder,
    lock,
    made_once,
    prepare,
    why_not,
)


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The umask of the tests, put back afterwards."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "a" / "data")
    assert mode(tmp_path / "a" / "data") == 0o700
    assert list((tmp_path / "a" / "data").iterdir()) == []


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    prepare(tmp_path)
    assert mode(tmp_path) == 0o700


def test_files_made_afterwards_are_for_their_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "file").touch()
    assert mode(tmp_path / "file") == 0o600


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(FolderUnusable) as refused:
        prepare(tmp_path / "data")
    assert str(refused.value) == (
        f"{tmp_path}/data is not a folder: move that file away, or name another folder in PARITY_DATA_DIR"
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk of /data is full: make room"),
        (errno.EROFS, "/data is on a read-only disk: make it writable"),
        (errno.EACCES, f"/data may not be written to by user {os.geteuid()}: give it to that user"),
        (errno.EIO, "/data cannot be used (Input/output error): mend that"),
    ],
)
def test_each_reason_why_a_folder_cannot_be_used_is_a_plain_sentence(number: int, sentence: str) -> None:
    trouble = OSError(number, os.strerror(number))
    assert why_not(Path("/data"), trouble) == f"{sentence}, or name another folder in PARITY_DATA_DIR"


def test_a_disk_is_full_when_less_is_left_than_is_needed(tmp_path: Path) -> None:
    assert is_full(tmp_path, needed=10**18)
    assert not is_full(tmp_path, needed=0)


def test_a_folder_in_use_is_refused_with_the_process_that_uses_it(tmp_path: Path) -> None:
    with (
        lock(tmp_path, "run"),
        pytest.raises(FolderInUse, match=rf"in use by process {os.getpid()} \(run\): stop that one") as refused,
        lock(tmp_path, "worker"),
    ):
        pass
    assert (refused.value.holder.pid, refused.value.holder.command) == (os.getpid(), "run")


def test_a_folder_is_free_again_when_its_user_is_done(tmp_path: Path) -> None:
    with lock(tmp_path, "run"):
        pass
    with lock(tmp_path, "worker"):
        assert (tmp_path / "parity.lock").read_text() == f"{os.getpid()} worker\n"


def test_an_instance_can_say_later_what_it_is(tmp_path: Path) -> None:
    assert last_holder(tmp_path) is None
    with lock(tmp_path, "run") as held:
        held.says("run http://127.0.0.1:8000/")
        assert last_holder(tmp_path) == Holder(os.getpid(), "run http://127.0.0.1:8000/")


def test_a_lock_whose_text_is_garbage_still_holds(tmp_path: Path) -> None:
    with lock(tmp_path, "run"):
        (tmp_path / "parity.lock").write_bytes(b"\xff\xfe")
        with pytest.raises(FolderInUse, match=re.escape("process 0 (unknown)")), lock(tmp_path, "worker"):
            pass


@pytest.mark.process
def test_a_process_that_is_killed_lets_go_of_the_folder_when_its_children_are_gone_too(
    tmp_path: Path,
) -> None:
    child = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with lock(tmp_path, "run") as held:
        heir = subprocess.Popen(child, stdin=subprocess.PIPE, pass_fds=(held.descriptor,))
    with pytest.raises(FolderInUse), lock(tmp_path, "worker"):
        pass
    heir.kill()
    heir.communicate()
    with lock(tmp_path, "worker"):
        pass


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    key = made_once(tmp_path, "api_key")
    assert re.fullmatch(r"[\w-]{43}", key)
    assert made_once(tmp_path, "api_key") == key
    assert mode(tmp_path / "api_key") == 0o600


def test_a_key_file_that_a_power_cut_left_empty_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "api_key").touch()
    assert made_once(tmp_path, "api_key", lambda: "new") == "new"
    assert made_once(tmp_path, "api_key", lambda: "newer") == "new"


def test_all_who_ask_for_a_key_at_the_same_time_get_the_same_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: made_once(tmp_path, "secret_key"), range(40)))) == 1
