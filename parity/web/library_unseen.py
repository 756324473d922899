"""What Sonarr and Radarr have and Plex does not show: comparing once more, and the click that mends most of it."""

import threading
from collections.abc import Sequence

from flask import abort, request
from flask.typing import ResponseReturnValue

from parity.actions.check_connections import plainly
from parity.actions.find_unseen import Looked, find_unseen
from parity.actions.refresh_library import NothingToScan
from parity.actions.scan_unseen import scan_unseen
from parity.cache import CacheUnusable
from parity.core.downloaded import NAMES
from parity.store.library_view import unseen
from parity.store.unseen_files import UnseenRow
from parity.web import here, plurals
from parity.web.library import BY, LONGEST_PATH, done, page
from parity.web.speech import gettext as _


@page.post("/library/unseen")
def scan_folder() -> ResponseReturnValue:
    """Ask Plex to scan the folder of the file `path` of `source`, and to look for all in it that it does not show."""
    source, path = request.form.get("source", ""), request.form.get("path", "")
    if not source or not path or len(path) > LONGEST_PATH:
        abort(422, _("Say which file."))
    with here.house().database.reading() as connection:
        files = unseen(connection)
    try:
        for one in _beside(files, source, path) or [path]:
            scan_unseen(here.house(), source, one, BY)
    except (NothingToScan, CacheUnusable) as nothing:
        return done(f"{plainly(nothing).rstrip('.')}.", "error")
    return done(_("Plex is asked to scan it."))


@page.post("/library/unseen/look")
def look() -> ResponseReturnValue:
    """Compare their files with what Plex shows, now."""
    looked = find_unseen(here.house(), threading.Event())
    told = [one for one in looked if one.outcome != "not set up"] or looked[:1]
    well = all(one.outcome == "looked" for one in told)
    return done(" ".join(_told(one) for one in told), "info" if well else "error")


def _beside(files: Sequence[UnseenRow], source: str, path: str) -> list[str]:
    """The paths of all unseen files in the folder of this one."""
    this = next((each for each in files if (each.source, each.path) == (source, path)), None)
    if this is None or this.folder is None:
        return []
    at = (source, this.machine_id, this.folder)
    return [each.path for each in files if (each.source, each.machine_id, each.folder) == at]


def _told(looked: Looked) -> str:
    """What came of comparing with one of them: what Plex does not show, and of what nobody can say."""
    if looked.outcome != "looked":
        return f"{looked.sentence.rstrip('.')}."
    name = NAMES[looked.source]
    told = []
    if looked.unseen:
        what = plurals.files(len(looked.unseen))
        told.append(_("Of %(name)s's files Plex does not show %(what)s.", name=name, what=what))
    if looked.strange:
        where = looked.strange[0].path
        told.append(_("No library holds %(where)s: a rule for paths may be missing.", where=where))
    if looked.undecided:
        what = plurals.files(looked.undecided)
        told.append(_("Whether Plex has %(what)s of %(name)s nobody can say now.", name=name, what=what))
    return " ".join([*told, *looked.silent]) or _("Plex shows every file that %(name)s has.", name=name)
