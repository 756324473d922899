"""`scan`: here in the foreground, through an instance that is at work, or handed to it with --queue."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

from parity.actions.find_collection import find_collection
from parity.actions.find_item import find_show
from parity.actions.ports import House
from parity.actions.scan_control import AlreadyRunning, Request, cancel, pause, recover, resume, start
from parity.actions.scan_run import run_to_end
from parity.cli.interrupting import interruptions
from parity.cli.opening import alone, visiting
from parity.cli.progress import Progress
from parity.cli.saying import count, note, say_json
from parity.core.shapes import Scan
from parity.store import libraries, scans
from parity.store.folder import FolderInUse
from parity.store.scans import ScanRow
from parity.store.scans_view import one_scan
from parity.store.summary_view import all_notices

LOOK_EVERY = 0.3
STEERING = {"pause": pause, "resume": resume, "cancel": cancel}
Begin = Callable[[House], int]  # the id of the scan that is to be followed


@click.command("scan")
@click.argument("mode", type=click.Choice(["full", "incremental", "refresh", *STEERING]))
@click.option(
    "--show", "shows", multiple=True, metavar="ID", help="Only this show: id, plex:[MACHINE_ID/]RATINGKEY or title."
)
@click.option(
    "--library", "names", multiple=True, metavar="NAME", help="Only this library: title, [MACHINE_ID/]SECTION_ID."
)
@click.option(
    "--collection", "collections", multiple=True, metavar="ID", help="Only this collection of films: id or name."
)
@click.option("--accept-shrink", is_flag=True, help="Believe a library that lost most of what it held.")
@click.option("--queue", is_flag=True, help="Hand it to the worker and do not wait.")
@click.option("--json", "as_json", is_flag=True, help="Print the scan as JSON.")
def scan_command(
    mode: str,
    shows: tuple[str, ...],
    names: tuple[str, ...],
    collections: tuple[str, ...],
    accept_shrink: bool,
    queue: bool,
    as_json: bool,
) -> None:
    """Compare Plex with TMDB: full, incremental or refresh; or pause, resume or cancel the scan under way.

    Exit status: 0 done, 3 in part, 4 all libraries held back, 1 not at all.
    """
    if mode in STEERING:
        if shows or names or collections or accept_shrink:
            raise click.UsageError(f"{mode} speaks of the scan under way: it takes no shows, collections or libraries.")
        ended = _queue(_steer(mode)) if queue else _run(_steer(mode, ("queued", "running")), _steer(mode), ends=mode)
    else:
        request = _request(mode, shows, names, collections, accept_shrink)
        ended = _queue(_start(request)) if queue else _run(_start_or_go_on(request), _start(request))
    if as_json:
        say_json(ended.scan)
    else:
        _tell(ended.scan)
    for sentence in ended.notices:
        note(f"Note: {sentence}")
    sys.exit(0 if queue or ended.row.state == _REACHED.get(mode) else status_of(ended.row, ended.held))


@dataclass(frozen=True, slots=True)
class Ended:
    """A scan as it was left, how many libraries the brake holds, and what the owner should know."""

    row: ScanRow
    scan: Scan
    held: int
    notices: tuple[str, ...]


def status_of(row: ScanRow, held: int) -> int:
    """The exit status of a scan that ended (RULES R18); `held` libraries are held by the brake."""
    if row.state == "partial":
        return 4 if 0 < row.listed_libraries <= held else 3
    return 0 if row.state == "done" else 1


def _request(
    mode: str, shows: tuple[str, ...], names: tuple[str, ...], collections: tuple[str, ...], accept_shrink: bool
) -> Request:
    if (shows or collections) and names:
        raise click.UsageError("--show and --library exclude each other: a show is read wherever it lies.")
    if shows and collections:
        raise click.UsageError("--show and --collection exclude each other: scan one after the other.")
    with visiting() as house:
        ids = tuple(find_show(house, text) for text in shows)
        found = tuple(find_collection(house, text) for text in collections)
    mode = "show" if ids else "collection" if found else mode
    return Request(mode, ids, names, "person", accept_shrink, found)


def _start(request: Request) -> Begin:
    return lambda house: start(house, request)


def _start_or_go_on(request: Request) -> Begin:
    """Where nobody else is at work: a scan of this kind that was interrupted goes on where it stood."""

    def begin(house: House) -> int:
        try:
            return start(house, request)
        except AlreadyRunning as running:
            if not _is_left_over(house, running.scan_id, request):
                raise click.ClickException(
                    f"scan {running.scan_id} was left over, and nobody works on it: "
                    "scan resume goes on with it, scan cancel ends it"
                ) from None
            note(f"Scan {running.scan_id} was left over; it goes on where it stood.")
            return running.scan_id

    return begin


def _steer(word: str, goes_on: tuple[str, ...] = ()) -> Begin:
    """`goes_on`: states in which a scan is to be resumed although it does not rest: nobody works on it."""

    def begin(house: House) -> int:
        with house.database.reading() as connection:
            row = scans.active(connection)
        if row is None:
            raise click.ClickException("no scan is under way")
        if not STEERING[word](house, row.id) and not (word == "resume" and row.state in goes_on):
            raise click.ClickException(f"scan {row.id} is {row.state}: there is nothing to {word}")
        return row.id

    return begin


def _queue(begin: Begin) -> Ended:
    with visiting() as house:
        return _read(house, begin(house))


def _run(here: Begin, there: Begin, ends: str = "") -> Ended:
    try:
        with alone("scan", level="WARNING") as (house, _):
            recover(house)
            return _work_on(house, here(house))
    except FolderInUse:
        with visiting() as house:
            return _look_on(house, there(house), _REACHED.get(ends))


def _work_on(house: House, scan_id: int) -> Ended:
    with interruptions(lambda: _cancel(house, scan_id)) as stop, Progress() as progress:
        run_to_end(house, scan_id, stop, progress.show)
    return _read(house, scan_id)


def _look_on(house: House, scan_id: int, until: str | None) -> Ended:
    """An instance is at work: it gets the row, we look on."""
    note(f"Parity is at work in the background and takes scan {scan_id}.")
    with interruptions(lambda: _cancel(house, scan_id)) as stop, Progress() as progress:
        while _goes_on(house, scan_id, progress, until) and not stop.wait(LOOK_EVERY):
            continue
    return _read(house, scan_id)


def _goes_on(house: House, scan_id: int, progress: Progress, until: str | None) -> bool:
    with house.database.reading() as connection:
        row = scans.get(connection, scan_id)
    if row is not None:
        progress.show(row)
    return row is not None and row.active and row.state != until


def _is_left_over(house: House, scan_id: int, request: Request) -> bool:
    with house.database.reading() as connection:
        row = scans.get(connection, scan_id)
    if row is None or row.state == "paused" or row.mode != request.mode:
        return False
    wishes = {
        "shows": list(request.shows),
        "libraries": list(request.libraries),
        "accept_shrink": request.accept_shrink,
    }
    return row.wishes == (wishes | {"collections": list(request.collections)} if request.collections else wishes)


def _cancel(house: House, scan_id: int) -> None:
    note("Cancelling after the show at work; what was found so far is kept. Ctrl-C again ends at once.")
    cancel(house, scan_id)


def _read(house: House, scan_id: int) -> Ended:
    with house.database.reading() as connection:
        row, scan = scans.get(connection, scan_id), one_scan(connection, house.now(), scan_id)
        held, notices = libraries.held_count(connection), all_notices(connection)
    if row is None or scan is None:
        raise click.ClickException(f"scan {scan_id} is gone")
    return Ended(row, scan, held, tuple(notice.sentence for notice in notices))


def _tell(scan: Scan) -> None:
    if scan.state == "queued":
        click.echo(f"Scan {scan.id} waits for the worker.")
        return
    head = f"Scan {scan.id} ({scan.mode}): {_STATES[scan.state]}"
    click.echo(f"{head} after {scan.seconds or 0:.0f} s, {count(scan.done, 'title')} of {scan.total} checked.")
    changes = scan.changes
    click.echo(
        f"{changes.new_missing} newly missing, {changes.resolved} resolved, "
        f"{count(changes.new_shows, 'new show')}, {changes.removed_shows} gone."
    )
    if scan.note:
        click.echo(scan.note)
    for error in scan.errors:
        click.echo(f"  {error.show}: {error.message}")


_REACHED = {"pause": "paused", "cancel": "cancelled"}
_STATES = {
    "running": "stopped, and goes on at the next start",
    "paused": "paused",
    "done": "done",
    "partial": "done in part",
    "cancelled": "cancelled",
    "failed": "failed",
}
