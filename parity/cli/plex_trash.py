"""`plex trash`: what lies in the trash of a library, and emptying it."""

import sys
import threading
from collections.abc import Sequence

import click

from parity.actions.trash import NoSuchLibrary, Trash, look_into
from parity.cli.opening import visiting
from parity.cli.saying import count, note, say_json, say_table
from parity.core.numbering import Number


@click.command("trash")
@click.argument("library")
@click.option("--empty", is_flag=True, help="Empty it, where nothing speaks against that.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def trash_command(library: str, empty: bool, as_json: bool) -> None:
    """List what lies in the trash of LIBRARY: a title, a section id or MACHINE_ID/SECTION_ID.

    With --empty Plex forgets it for ever, unless more lies there than PARITY_EMPTY_TRASH_MOST, the library is being
    scanned or held back, or one of PARITY_REFRESH_ANCHORS is not there.

    Exit status: 0 done, 4 when --empty left it alone, 3 when one of several servers gave no answer, 1 when none did.
    """
    with visiting() as house:
        try:
            found = look_into(house, library, empty, threading.Event())
        except NoSuchLibrary as nothing:
            raise click.ClickException(str(nothing)) from None
    if as_json:
        say_json({"total": sum(len(one.items) for one in found), "libraries": found})
    for one in found:
        if one.trouble is not None:
            note(f"Note: {_where(one)}: {one.trouble}")
            continue
        if not as_json:
            _say(one)
        if one.refusal is not None:
            note(f"Note: {one.refusal}" if empty else f"Note: It could not be emptied now. {one.refusal}")
    sys.exit(_status(found, empty))


def _say(trash: Trash) -> None:
    rows = [(one.title, _code(one.season, one.number), ", ".join(one.files)) for one in trash.items]
    what = count(len(rows), "item")
    said = f"{what} thrown away for ever" if trash.emptied else f"{what} in the trash"
    say_table(f"{_where(trash)}: {said}", ("Title", "Episode", "Files"), rows)


def _code(season: int | None, number: int | None) -> str:
    return "" if season is None or number is None else Number(season, number).code


def _where(trash: Trash) -> str:
    return f"{trash.title} on {trash.server_name or 'Plex'}"


def _status(found: Sequence[Trash], empty: bool) -> int:
    silent = sum(one.trouble is not None for one in found)
    if silent == len(found):
        return 1
    if empty and any(one.refusal for one in found):
        return 4
    return 3 if silent else 0
