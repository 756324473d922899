"""How a command comes to its house: alone in the data folder, or as a visitor beside an instance at work."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from parity.actions.ports import House
from parity.bootstrap import build_house, log_to_stderr
from parity.cli.debugging import debugging
from parity.cli.saying import note
from parity.settings import Settings, child_environment, load
from parity.store.folder import UNKNOWN, FolderFull, FolderInUse, Lock, lock, prepare
from parity.store.revision import UnusableDatabase
from parity.store.soundness import can_be_read
from parity.store.upgrade import bring_up, is_current, is_unmade

_UPGRADE, _LOOK = "an upgrade", "a look"
_PASSING = (_UPGRADE, _LOOK, UNKNOWN)
"""Who holds the folder for a moment only; who just took it has not said yet who it is."""
_RESTS = 300


def start_up(environ: Mapping[str, str], level: str | None = None) -> Settings:
    """Settings read, logs on stderr, data folder ready. Raises SettingError and FolderUnusable."""
    settings = load(environ, {})
    log_to_stderr(settings, "DEBUG" if debugging() else level)
    prepare(settings.data_dir)
    return settings


@contextmanager
def alone(
    command: str, environ: Mapping[str, str] | None = None, level: str | None = None
) -> Iterator[tuple[House, Lock]]:
    """The house for an instance: nobody else uses the folder, the database is up to date. Raises FolderInUse."""
    environ = child_environment({}) if environ is None else environ
    settings = start_up(environ, level)
    with lock(settings.data_dir, command) as held, _house(environ) as house:
        bring_up(house.database)
        yield house, held


@contextmanager
def visiting(level: str | None = "WARNING") -> Iterator[House]:
    """The house for a command that looks, or writes a row. Raises UnusableDatabase."""
    environ = child_environment({})
    settings, full = _look_in(environ, level)
    with _house(environ) as house:
        if full:
            if not can_be_read(house.database):
                raise full
            note(f"Note: {full}. This is what was known before.")
            yield house
            return
        _bring_up(house, settings)
        _keep_up(house, settings)
        yield house


def _bring_up(house: House, settings: Settings) -> None:
    """Make or upgrade the database; another command that does so just now is waited for. Raises UnusableDatabase."""
    for _ in range(_RESTS):
        if is_current(house.database):
            return
        try:
            with lock(settings.data_dir, _UPGRADE):
                return bring_up(house.database)
        except FolderInUse as used:
            holder = used.holder
        made = holder.command not in _PASSING and not is_unmade(house.database)  # who begins anew makes it just now
        if made and not is_current(house.database):
            raise UnusableDatabase(f"the Parity at work (process {holder.pid}) is of another version: restart it first")
        rest()
    raise UnusableDatabase(f"process {holder.pid} still makes the database ready: try again when it has ended")


def rest() -> None:
    """A tenth of a second."""
    time.sleep(0.1)


def _look_in(environ: Mapping[str, str], level: str | None) -> tuple[Settings, FolderFull | None]:
    """The settings, and that the disk is full, which keeps nobody from reading."""
    try:
        return start_up(environ, level), None
    except FolderFull as full:
        return load(environ, {}), full


def _keep_up(house: House, settings: Settings) -> None:
    """Where nobody is at work, a new day or another wish takes effect when somebody looks."""
    from parity.actions.clock import keep_up

    try:
        with lock(settings.data_dir, _LOOK):
            keep_up(house)
    except FolderInUse:
        return  # whoever is at work sees to it, by the settings that hold there


@contextmanager
def _house(environ: Mapping[str, str]) -> Iterator[House]:
    house = build_house(environ)
    try:
        yield house
    finally:
        house.database.close()
