"""The library page's words: what a folder is at, why it waits, which way it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal

from parity.core.refresh_shapes import Refresh
from parity.store.library_view import Heard, Listening, ToldServer
from parity.web import here, plurals
from parity.web.speech import gettext as _
from parity.web.words import clock, duration

HEALS_WITHIN = timedelta(minutes=15)
"""After so long nobody waits any more for a list to be read again."""
Mark = Literal["done", "now", "failed", "ahead"]
_SHAPES = {"done": "have", "unseen": "missing", "unmapped": "error", "dropped": "ignored"}


_COUNT = {"waiting": 1, "unmapped": 1, "asked": 2, "scanning": 2, "proving": 3, "unseen": 3}
"""How many steps are made in these states."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from a message to the list. `note`: how long after the first, or how far it is."""

    key: str
    word: str
    mark: Mark
    at: datetime | None = None
    note: str = ""


def state(refresh: Refresh) -> tuple[str, str]:
    """What it is at, in words, and the shape of that."""
    words = {
        "waiting": _("waits"),
        "asked": _("Plex is asked"),
        "scanning": _("Plex scans"),
        "proving": _("is it there?"),
        "unmapped": _("in no library"),
        "done": _("gone from Plex") if refresh.takes_away else _("in Plex") if refresh.expects else _("scanned"),
        "unseen": _("still in Plex") if refresh.takes_away else _("not in Plex"),
        "dropped": _("dropped"),
    }
    return words[refresh.state], _SHAPES.get(refresh.state, "upcoming")


def why(refresh: Refresh) -> str:
    """Why it is where it is, in a sentence; "" where the state says it all."""
    if refresh.sentence:
        return refresh.sentence
    if refresh.state == "waiting":
        return _waits(refresh.due_at)
    sentences = {
        "asked": _("Plex was asked; its scan has not begun yet."),
        "proving": _("The scan is over. Parity looks whether it shows."),
        "unmapped": _("No library of any server has this folder. Say under Paths what Plex calls it."),
    }
    return sentences.get(refresh.state, "")


def _waits(due_at: datetime | None) -> str:
    left = round((due_at - here.now()).total_seconds()) if due_at else 0
    if left <= 0:
        return _("Plex is asked next.")
    return _("More may be arriving: Plex is asked in %(time)s.", time=duration(left))


def trail(refresh: Refresh, progress: int | None = None) -> tuple[Step, ...]:
    """The way it has come and has to go. Where nothing is expected it ends with the scan."""
    moments = _moments(refresh)
    reached = [key for key, at in moments.items() if at is not None]
    following = next((key for key, at in moments.items() if at is None), "")
    words, scans = _steps(refresh), refresh.state == "scanning" and progress is not None
    notes = {key: _after(refresh.told_at, at) for key, at in moments.items()}
    notes |= {"scanned": f"{progress} %"} if scans else {}
    return tuple(
        Step(key, words[key], _mark(refresh, key, reached, following), at, notes[key]) for key, at in moments.items()
    )


def _moments(refresh: Refresh) -> dict[str, datetime | None]:
    """When each step was made. One that begins again has those of its last round still: they do not count."""
    made = {"told": refresh.told_at, "asked": refresh.asked_at, "scanned": refresh.scanned_at}
    if refresh.expects:
        made |= {"seen": refresh.seen_at}
    if refresh.expects or refresh.healed_at:
        made |= {"healed": refresh.healed_at}
    counts = _COUNT.get(refresh.state, len(made))
    return {key: at if place < counts else None for place, (key, at) in enumerate(made.items())}


def _steps(refresh: Refresh) -> dict[str, str]:
    return {
        "told": _("Told"),
        "asked": {"waiting": _("Waits"), "unmapped": _("No library")}.get(refresh.state, _("Plex asked")),
        "scanned": _("Scanning") if refresh.state == "scanning" else _("Scanned"),
        "seen": _("Gone from Plex") if refresh.takes_away else _("In Plex"),
        "healed": _("List right"),
    }


def _mark(refresh: Refresh, key: str, reached: Sequence[str], following: str) -> Mark:
    if key in reached:
        return "done"
    if key != following:
        return "ahead"
    if refresh.state in ("unmapped", "unseen"):
        return "failed"
    ended = refresh.ended_at
    if ended is None:
        return "now"
    healing = refresh.state == "done" and here.now() - ended < HEALS_WITHIN
    return "now" if healing else "ahead"


def _after(told_at: datetime, at: datetime | None) -> str:
    if at is None or at == told_at:
        return ""
    seconds = round((at - told_at).total_seconds())
    return f"+{duration(seconds)}" if seconds > 0 else _("at once")


def title(refresh: Refresh) -> str:
    """What is on its way, as it was told; else the folder's own name, or that of the library."""
    if refresh.said:
        return refresh.said.rstrip(".")
    if refresh.reach == "section" or not refresh.folder:
        return _("All of %(library)s", library=refresh.library_title or refresh.library)
    return last_of(refresh.folder)


def last_of(path: str) -> str:
    """The last name in a path, of a Windows one too."""
    kind = PureWindowsPath if "\\" in path else PurePosixPath
    return kind(path).name or path


def heard(message: Heard) -> tuple[str, str]:
    """What became of a message that no scan followed, and the shape of that."""
    words = {
        "queued": (_("read again"), "have"),
        "ignored": (_("ignored, as you wished"), "ignored"),
        "unmapped": (_("in no library"), "error"),
    }
    return words.get(message.outcome, (_("heard"), "announced"))


def standing(server: ToldServer) -> tuple[str, str, str]:
    """How it stands with a server: a word, the shape of that, and a sentence about it or ""."""
    player, now = server.player, here.now()
    if player.paused:
        return _("paused"), "error", player.paused
    if player.retry_at is not None and player.retry_at > now:
        said = _("It gave no answer. It is tried again at %(time)s.", time=clock(player.retry_at))
        return _("no answer"), "error", said
    if server.trouble:
        return _("no answer"), "error", server.trouble
    if not player.told:
        return _("not told"), "ignored", _("What arrives is not passed on to it, as you wished.")
    return _("told what arrives"), "have", ""


def listens(listening: Listening | None) -> bool:
    """Whether a server is listened to just now."""
    if listening is None or listening.state == "silent":
        return False
    return listening.lease_until is not None and listening.lease_until > here.now()


def way(kind: str) -> str:
    """What tells by a hook of this kind."""
    words = {"plex": _("Plex"), "arr": _("Sonarr or Radarr"), "path": _("another program, by paths")}
    return words.get(kind, kind)


def more(number: int) -> str:
    """That so many messages beyond the first led to it; "" for none."""
    return _("and %(what)s more", what=plurals.messages(number)) if number > 0 else ""
