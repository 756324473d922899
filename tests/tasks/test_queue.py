"""Messages are signed, odd addresses are told in one line, and a task's bug ends in the log."""

import pickle
import re
from pathlib import Path

import pytest

from tasks.queue import QueueUnusable, open_queue, watched


def test_a_message_comes_through_to_whoever_has_the_same_secret(tmp_path: Path) -> None:
    sender, receiver = (open_queue(f"sqlite:///{tmp_path / 'queue.db'}", "secret") for _ in range(2))
    given: list[int] = []
    note = sender.task(name="note")(given.append)
    receiver.task(name="note")(given.append)
    note(7)
    receiver.execute(receiver.dequeue())
    assert given == [7]


def test_a_message_with_another_signature_is_not_read(tmp_path: Path) -> None:
    stranger, receiver = (open_queue(f"sqlite:///{tmp_path / 'queue.db'}", secret) for secret in ("theirs", "ours"))
    stranger.task(name="note")(print)(7)
    receiver.task(name="note")(print)
    with pytest.raises(ValueError, match="ignature"):
        receiver.dequeue()
    assert receiver.pending_count() == 0


class Harm:
    """What a pickle can do to whoever reads it."""

    done: list[str] = []

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Harm.done.append, ("harm",)


def test_a_bare_pickle_in_the_queue_is_never_loaded(tmp_path: Path) -> None:
    queue = open_queue(f"sqlite:///{tmp_path / 'queue.db'}", "secret")
    queue.storage.enqueue(pickle.dumps(Harm()))
    with pytest.raises(ValueError, match="eparator|ignature"):
        queue.dequeue()
    assert Harm.done == []


def test_nothing_is_kept_of_a_task_that_is_done(tmp_path: Path) -> None:
    queue = open_queue(f"sqlite:///{tmp_path / 'queue.db'}", "secret")
    assert queue.task(name="note")(lambda: 7)() is None
    queue.execute(queue.dequeue())
    assert (queue.pending_count(), queue.result_count()) == (0, 0)


@pytest.mark.parametrize(
    ("url", "package"), [("redis://:hush@nas/0", "redis"), ("postgresql://parity:hush@nas/parity", "psycopg")]
)
def test_an_address_whose_package_is_not_installed_says_which_and_keeps_its_password(url: str, package: str) -> None:
    with pytest.raises(QueueUnusable) as refused:
        open_queue(url, "secret")
    assert str(refused.value) == (
        f"PARITY_QUEUE_URL needs the package {package}: pip install {package}, or leave the setting out"
    )


def test_a_bug_is_logged_under_a_reference_that_is_handed_on(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    with watched("scan 3", told.append):
        stumble()
    assert [bool(re.fullmatch("[0-9a-f]{8}", reference)) for reference in told] == [True]
    assert caplog.messages == [f"scan 3 met a bug (reference {told[0]})"]
    assert "no such season" in caplog.text


def stumble() -> None:
    raise KeyError("no such season")


def test_what_goes_well_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    with watched("scan 3", told.append):
        pass
    assert (told, caplog.messages) == ([], [])
