"""How a command comes to its house: alone in the data folder, or as a visitor beside an instance at work."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from parity.actions.ports import House
from parity.bootstrap import build_house, log_to_stderr
from parity.cli.debugging import debugging
from parity.cli.saying import note
from parity.settings import Settings, child_environment, load
from parity.store.folder import FolderFull, FolderInUse, Lock, lock, prepare
from parity.store.revision import UnusableDatabase
from parity.store.soundness import can_be_read
from parity.store.upgrade import bring_up, is_current


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
        if not is_current(house.database):
            try:
                with lock(settings.data_dir, "an upgrade"):
                    bring_up(house.database)
            except FolderInUse as used:
                raise UnusableDatabase(
                    f"the Parity at work (process {used.holder.pid}) is of another version: restart it first"
                ) from None
        _keep_up(house, settings)
        yield house


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
        with lock(settings.data_dir, "a look"):
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
