"""`plex refresh`: Plex is asked to scan a library or a folder, and waited for if wished."""

import sys
from collections.abc import Sequence

import click

from parity.actions.ports import House
from parity.actions.refresh_library import Ask, NothingToScan, ask, wait_until_done
from parity.cli.interrupting import interruptions
from parity.cli.opening import visiting
from parity.cli.saying import note, plain, say_json
from parity.core.refresh_shapes import Refresh
from parity.store.folder import FolderInUse, lock
from parity.store.refreshes import RefreshRow
from parity.store.refreshes_view import one_refresh

BY = "command line"
UNTIL_ASKED = 20.0
"""Seconds for which a command waits that is only to see Plex asked, where nobody else would ask."""
_WORDS = {
    "waiting": "waits",
    "asked": "was asked for; Plex has not begun",
    "scanning": "is scanned by Plex",
    "proving": "is scanned; Parity looks whether all of it shows",
    "unmapped": "is in no library",
    "done": "is scanned, and all of it shows",
    "unseen": "was scanned, and not all of it shows",
    "dropped": "was dropped",
}


@click.command("refresh")
@click.argument("library")
@click.option("--path", help="Only the folder in which this file or folder lies.")
@click.option("--server", metavar="NAME|ID", help="Only on this server.")
@click.option("--wait", is_flag=True, help="Until the scan is over, and what is expected is there.")
@click.option("--timeout", type=click.FloatRange(0, 86400), metavar="S", help="Wait no longer than so many seconds.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def refresh_command(
    library: str, path: str | None, server: str | None, wait: bool, timeout: float | None, as_json: bool
) -> None:
    """Ask Plex to scan LIBRARY: a title, a section id or MACHINE_ID/SECTION_ID.

    Exit status: 0 done; with --wait also 3 when some of it did not show, 1 when a scan goes on still or nothing showed.
    """
    if timeout is not None and not wait:
        raise click.UsageError("--timeout says how long to --wait.")
    with visiting() as house:
        try:
            ids = ask(house, Ask(library=library, path=path, server=server), BY)
        except NothingToScan as nothing:
            raise click.ClickException(str(nothing)) from None
        _see_to_it(house, ids, wait, timeout)
        with house.database.reading() as connection:
            found = [one for one in (one_refresh(connection, i) for i in ids) if one is not None]
    if as_json:
        say_json({"total": len(found), "items": found})
    else:
        for one in found:
            click.echo(_told(one))
    if wait and (late := [one for one in found if one.open]):
        raise click.ClickException(_still(late, house))
    sys.exit(_status(found) if wait else 0)


def _see_to_it(house: House, ids: Sequence[int], wait: bool, timeout: float | None) -> None:
    """Wait as long as was asked for; where nobody is at work, at least until Plex is asked."""
    if not wait and _somebody_works(house):
        return
    told: set[str] = set()

    def on_progress(rows: Sequence[RefreshRow]) -> None:
        for row in rows:
            if row.sentence and row.sentence not in told:
                note(row.sentence)
                told.add(row.sentence)
        if not wait and all(row.state != "waiting" for row in rows):
            stop.set()

    with interruptions(lambda: stop.set()) as stop:
        wait_until_done(house, ids, timeout if wait else UNTIL_ASKED, stop, on_progress)


def _somebody_works(house: House) -> bool:
    try:
        with lock(house.settings().data_dir, "a look"):
            return False
    except FolderInUse:
        return True


def _still(late: Sequence[Refresh], house: House) -> str:
    at = house.now().astimezone(house.settings().tz)
    waits = [_where(one) for one in late if one.state == "waiting"]
    scans = [_where(one) for one in late if one.state != "waiting"]
    parts = [
        f"{doing} at {at:%H:%M:%S}: {'; '.join(of)}" for doing, of in (("scanning", scans), ("waiting", waits)) if of
    ]
    return plain(f"still {', and '.join(parts)}")


def _told(one: Refresh) -> str:
    because = f" {one.sentence}" if one.sentence else ""
    return plain(f"{_where(one)} {_WORDS[one.state]}.{because}")


def _where(one: Refresh) -> str:
    return f"{one.folder or 'all of it'} ({one.library_title or one.library} on {one.server_name})"


def _status(found: Sequence[Refresh]) -> int:
    """Of those that are over: 0 when all is done, 3 when some is, else 1."""
    done = sum(one.state == "done" for one in found)
    return 0 if done == len(found) else 3 if done else 1
