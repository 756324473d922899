"""`plex unseen`: what Sonarr and Radarr have as a file and no server shows."""

import sys
import threading
from collections.abc import Sequence

import click

from parity.actions.find_unseen import Looked, find_unseen
from parity.actions.ports import House, NotSetUp
from parity.actions.refresh_library import NothingToScan
from parity.actions.scan_unseen import scan_unseen
from parity.cli.opening import visiting
from parity.cli.saying import count, note, say_json, say_table
from parity.store.unseen_files import UnseenRow


@click.command("unseen")
@click.option("--scan", is_flag=True, help="Ask Plex to scan the folders of what it does not show.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def unseen_command(scan: bool, as_json: bool) -> None:
    """Compare the files of Sonarr and Radarr with those of Plex, and list what Plex does not show.

    Exit status: 0 done, 3 when one of them or a Plex server gave no answer, 1 when none did.
    """
    with visiting() as house:
        looked = [one for one in find_unseen(house, threading.Event()) if one.outcome != "not set up"]
        if not looked:
            raise NotSetUp("SONARR_URL and RADARR_URL are not set: give the address of one of them, and its API key")
        unseen = [row for one in looked for row in one.unseen]
        asked = _scanned(house, unseen) if scan else 0
    _say(looked, unseen, as_json)
    if scan:
        note(f"{count(asked, 'scan')} asked for: the worker sees to {'it' if asked == 1 else 'them'}.")
    sys.exit(_status(looked))


def _say(looked: Sequence[Looked], unseen: Sequence[UnseenRow], as_json: bool) -> None:
    if as_json:
        strange = [row for one in looked for row in one.strange]
        say_json({"total": len(unseen), "items": unseen, "strange_folders": strange})
    else:
        rows = [(row.source, row.title, row.path, row.sentence) for row in unseen]
        say_table(f"{count(len(rows), 'file')} not in Plex", ("Source", "Title", "File", "Where"), rows)
    for one in looked:
        for sentence in _notes(one):
            note(f"Note: {sentence}")


def _notes(looked: Looked) -> list[str]:
    if looked.outcome != "looked":
        return [f"{looked.sentence}. What was known of it stays."]
    undecided = [f"{trouble}. What was known of its files stays." for trouble in looked.silent]
    if looked.undecided and not undecided:
        files = count(looked.undecided, "file")
        undecided = [f"Of {files} nobody can say: their library is held back, silent or was never listed."]
    return [*(row.sentence for row in looked.strange), *undecided]


def _scanned(house: House, unseen: Sequence[UnseenRow]) -> int:
    ids: set[int] = set()
    for row in unseen:
        try:
            ids.update(scan_unseen(house, row.source, row.path, "cli"))
        except NothingToScan as trouble:
            note(f"Note: {trouble}")
    return len(ids)


def _status(looked: Sequence[Looked]) -> int:
    answered = [one for one in looked if one.outcome == "looked"]
    if not answered:
        return 1
    return 0 if len(answered) == len(looked) and not any(one.silent for one in answered) else 3
