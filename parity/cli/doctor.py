"""`doctor`: looks at every setting and connection and says what to mend."""

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import click

from parity.actions.check_connections import (
    PATIENCE,
    Checked,
    check_plex,
    check_radarr,
    check_sagetv,
    check_simkl,
    check_sonarr,
    check_tvdb,
    check_watchlist,
    see_tmdb,
)
from parity.actions.ports import House
from parity.cli.opening import visiting
from parity.cli.provenance import examined
from parity.cli.saying import plain, say_json
from parity.cli.troubles import in_one_line, known_troubles
from parity.store import notices
from parity.store.folder import is_full
from parity.store.soundness import flaw_of

STALE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, and in words."""

    name: str
    ok: bool
    message: str


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def doctor_command(as_json: bool) -> None:
    """Check settings, folder, database, worker, account and services. Exit status 1 when something is to mend."""
    found = list(_examine())
    well = all(finding.ok for finding in found)
    if as_json:
        say_json({"ok": well, "checks": found})
    else:
        for finding in found:
            click.echo(f"{'ok  ' if finding.ok else 'MEND'}  {finding.name}: {plain(finding.message)}")
    sys.exit(0 if well else 1)


def _examine() -> Iterator[Finding]:
    try:
        with visiting(level="ERROR") as house:
            yield Finding("start", True, "settings, data folder and database can be used")
            for name, check in _CHECKS.items():
                yield _try(name, check, house)
            yield from _plex(house)
            yield _try("tmdb", _tmdb, house)
            for name, ask in _OPTIONAL.items():
                yield _optional(name, ask(house))
    except known_troubles() as trouble:
        yield Finding("start", False, in_one_line(trouble))


def _try(name: str, check: Callable[[House], Finding], house: House) -> Finding:
    try:
        return check(house)
    except known_troubles() as trouble:
        return Finding(name, False, in_one_line(trouble))


def _disk(house: House) -> Finding:
    folder = house.settings().data_dir
    full = is_full(folder)
    return Finding("disk", not full, f"the disk of {folder} {'is full: make room' if full else 'has room'}")


def _account(house: House) -> Finding:
    return Finding("account", *examined(house))


def _database(house: House) -> Finding:
    flaw = flaw_of(house.database)
    return Finding("database", flaw is None, flaw or "whole")


def _worker(house: House) -> Finding:
    with house.database.reading() as connection:
        beat = notices.last_beat(connection, "worker")
    if beat is None or house.now() - beat > STALE:
        seen = f"last seen {beat:%Y-%m-%d %H:%M:%S} UTC" if beat else "never seen"
        return Finding("worker", True, f"not at work ({seen}); `run` or `worker` starts it")
    return Finding("worker", True, "at work")


def _plex(house: House) -> Iterator[Finding]:
    """One finding for each server."""
    checked = check_plex(house)
    for one in checked.each or (checked,):
        name, seen = f"plex {one.name}" if checked.each else "plex", one.plex
        said = f"{seen.name}, version {seen.version}, {_libraries(len(seen.libraries))}" if seen else one.detail
        yield Finding(name, one.outcome == "works", said)


def _libraries(number: int) -> str:
    return f"{number} {'library' if number == 1 else 'libraries'}"


def _tmdb(house: House) -> Finding:
    with house.doors().catalogue(threading.Event(), PATIENCE) as catalogue:
        see_tmdb(catalogue)
    return Finding("tmdb", True, "answers, and takes the key")


def _optional(name: str, checked: Checked) -> Finding:
    """Nothing is to mend where it is not set up: not everybody has it."""
    works = f"answers. {checked.detail}" if checked.detail else "answers, and takes the key"
    said = works if checked.outcome == "works" else checked.detail
    return Finding(name, checked.outcome in ("works", "not set up"), said)


_CHECKS: dict[str, Callable[[House], Finding]] = {
    "disk": _disk,
    "database": _database,
    "account": _account,
    "worker": _worker,
}
_OPTIONAL: dict[str, Callable[[House], Checked]] = {
    "tvdb": check_tvdb,
    "sonarr": check_sonarr,
    "radarr": check_radarr,
    "simkl": check_simkl,
    "plex watchlist": check_watchlist,
    "sagetv": check_sagetv,
}
