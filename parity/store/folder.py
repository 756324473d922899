"""The data folder: readable by its owner alone, used by one instance at a time, and known to be writable."""

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

A_LOOK, LEFT_BEHIND = 1.0, 10.0  # seconds that one who only looks, or whose parent died, may still need
LOCK = "parity.lock"
UNKNOWN = "unknown"  # what a holder does that has not said it yet
NO_VOLUME = ".no-volume"  # the image has this file where the volume belongs: a volume hides it
ROOM_NEEDED = 16 * 2**20  # bytes: what a scan may add to the write-ahead log before it is folded in


class FolderUnusable(Exception):
    """The data folder cannot be used; the text is a plain sentence with what to do."""


class FolderFull(FolderUnusable):
    """No room is left; what is in the folder can still be read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that uses the folder. `pid` is 0 when it could not be read."""

    pid: int
    command: str


@dataclass(frozen=True, slots=True)
class Lock:
    """The folder, held. It stays held for as long as any process has the descriptor open."""

    descriptor: int

    def says(self, command: str) -> None:
        """What other instances are told of this one."""
        line = f"{os.getpid()} {command}\n".encode()
        os.pwrite(self.descriptor, line, 0)
        os.ftruncate(self.descriptor, len(line))  # afterwards: a full disk may not give back what is let go


class FolderInUse(Exception):
    """Another instance works in the folder."""

    def __init__(self, folder: Path, holder: Holder) -> None:
        super().__init__(
            f"{folder} is in use by process {holder.pid} ({holder.command}): "
            "stop that one, or name another folder in PARITY_DATA_DIR"
        )
        self.holder = holder


def is_lost(folder: Path) -> bool:
    """Whether the folder is the image's own, so that it goes with its container: no volume is mounted there."""
    return (folder / NO_VOLUME).exists()


def prepare(folder: Path) -> None:
    """Make the folder, for its owner alone, and see that it can be written to.

    From here on this process makes all its files for its owner alone. Raises FolderUnusable.
    """
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o700)
        _write_once(folder)
    except OSError as trouble:
        full = trouble.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (FolderFull if full else FolderUnusable)(why_not(folder, trouble)) from None


def _write_once(folder: Path) -> None:
    probe = folder / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"\0" * 4096)
    finally:
        with suppress(OSError):
            probe.unlink()


def why_not(folder: Path, trouble: OSError) -> str:
    """One sentence: why the folder cannot be written to, and what to do."""
    other = "or name another folder in PARITY_DATA_DIR"
    match trouble.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"the disk of {folder} is full: make room, {other}"
        case errno.EROFS:
            return f"{folder} is on a read-only disk: make it writable, {other}"
        case errno.EACCES | errno.EPERM:
            return f"{folder} may not be written to by user {os.geteuid()}: give it to that user, {other}"
        case errno.ENOTDIR | errno.EEXIST:
            return f"{folder} is not a folder: move that file away, {other}"
    return f"{folder} cannot be used ({trouble.strerror}): mend that, {other}"


def is_there(path: str) -> bool:
    """Whether a file or folder is there, as this process sees it; what it may not look at is not."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def is_full(folder: Path, needed: int = ROOM_NEEDED) -> bool:
    """Whether fewer than `needed` bytes are left on the folder's disk."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < needed


@contextmanager
def lock(folder: Path, command: str, patient: bool = False) -> Iterator[Lock]:
    """Hold the folder for this instance; `command` is what another one is told. Raises FolderInUse.

    `patient`: wait for someone who only looks, and for the children of a process that is dead already.
    """
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(descriptor, patient):
            raise FolderInUse(folder, _read_holder(descriptor))
        held = Lock(descriptor)
        held.says(command)
        yield held
    finally:
        os.close(descriptor)


def _taken(descriptor: int, patient: bool) -> bool:
    start = time.monotonic()
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            wait = LEFT_BEHIND if not _lives(_read_holder(descriptor).pid) else A_LOOK
            if not patient or time.monotonic() - start > wait:
                return False
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    return pid > 0 and Path(f"/proc/{pid}").exists() if Path("/proc/self").exists() else True


def last_holder(folder: Path) -> Holder | None:
    """Who held the folder last; it may be gone. None when nobody ever did."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _read_holder(descriptor)
    finally:
        os.close(descriptor)


def _read_holder(descriptor: int) -> Holder:
    pid, _, command = os.pread(descriptor, 200, 0).decode(errors="replace").strip().partition(" ")
    return Holder(int(pid) if pid.isdigit() else 0, command or UNKNOWN)


def made_once(folder: Path, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> str:
    """The text kept in a file of the folder: made at the first call, readable by its owner alone.

    Processes that come at the same time get the same text. Raises OSError.
    """
    path = folder / name
    with suppress(FileNotFoundError):
        if kept := path.read_text(encoding="utf-8").strip():
            return kept
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if kept := file.read().strip():
            return kept
        text = make()
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    return text


def made_anew(folder: Path, name: str, text: str) -> None:
    """Put another text in the place of what `made_once` keeps, at once and for good. Raises OSError."""
    path, beside = folder / name, folder / f".{name}-{os.getpid()}"
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
