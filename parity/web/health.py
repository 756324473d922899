"""`/healthz`: whether database and worker live, no library is held back and the disk has room. Needs no sign-in."""

from datetime import timedelta
from pathlib import Path

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from parity.store.folder import is_full
from parity.store.pulse import pulse_of
from parity.web import here

page = Blueprint("health", __name__)

WORKER = "worker"
LATE = timedelta(seconds=30)
LOST = timedelta(seconds=60)
_RANK = ("ok", "degraded", "down")


@page.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 when the page can do its work, 503 when it cannot; `checks` tells each part in a word."""
    pulse = pulse_of(here.house().database, WORKER)
    # A worker that never spoke gets the time since this process started, and so does one from before it.
    silent = here.now() - max(pulse.seen_at or here.grounds().started, here.grounds().started)
    checks = {
        "database": "ok" if pulse.answers else "down",
        "worker": "ok" if silent < LATE else "degraded" if silent < LOST else "down",
        "libraries": "degraded" if pulse.braked else "ok",
        "disk": "ok" if _has_room(here.grounds().given.data_dir) else "degraded",
    }
    status = max(checks.values(), key=_RANK.index)
    return jsonify(status=status, checks=checks), 503 if status == "down" else 200


def _has_room(folder: Path) -> bool:
    try:
        return not is_full(folder)
    except OSError:
        return False
