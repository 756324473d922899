"""What the library page lists: folders on their way, servers, files that Plex does not show; each ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from parity.core.numbering import Number
from parity.core.refresh_shapes import Refresh
from parity.core.refreshing import scans_folders
from parity.store.library_view import Heard, ToldServer
from parity.store.unseen_files import UnseenRow
from parity.web import library_words
from parity.web.library_words import Step
from parity.web.speech import gettext as _

_NAMED = 8  # files of a folder that are named


@dataclass(frozen=True, slots=True)
class Line:
    """A folder on its way, or where it has come to. `deeds`: what can be done about it (now, retry, drop).

    `strange`: the one whose message named a path that no library has.
    """

    key: str
    at: datetime
    title: str
    more: str
    place: str
    path: str
    state: str
    shape: str
    why: str
    trail: tuple[Step, ...] = ()
    deeds: tuple[str, ...] = ()
    refresh_id: int | None = None
    strange: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A server. `state`, `shape` and `why` say how it stands; `halted`: it can be tried again at once."""

    server: ToldServer
    state: str
    shape: str
    why: str
    halted: bool
    listening: bool
    whole_only: bool


@dataclass(frozen=True, slots=True)
class UnseenFolder:
    """A folder with files that Sonarr or Radarr has and Plex does not show. `path` is that of the first of them there.

    `more`: files that are not named. One without a server (`machine_id` "") is a folder of which no library is known.
    """

    title: str
    source: str
    path: str
    files: tuple[str, ...]
    more: int
    folder: str
    machine_id: str
    sentence: str


def line(each: Refresh, several: bool, progress: int | None = None) -> Line:
    """A folder; `several`: there are several servers; `progress`: of the scan of its library, in per cent."""
    word, shape = library_words.state(each)
    place = each.library_title or each.library
    return Line(
        key=f"refresh-{each.id}",
        at=each.ended_at or each.told_at,
        title=library_words.title(each),
        more=library_words.more(each.messages - 1),
        place=_("%(library)s on %(server)s", library=place, server=each.server_name) if several and place else place,
        path=each.folder if each.open or each.state == "unseen" else "",
        state=word,
        shape=shape,
        why=library_words.why(each),
        trail=() if each.state == "dropped" else library_words.trail(each, progress),
        deeds=_deeds(each),
        refresh_id=each.id,
        strange=each.source if each.state == "unmapped" else None,
    )


def _deeds(each: Refresh) -> tuple[str, ...]:
    if not each.open:
        return ("retry",) if each.state == "unseen" else ()
    return ("now", "drop") if each.state == "waiting" else ("drop",)


def heard_line(message: Heard) -> Line:
    """A message that no scan followed."""
    word, shape = library_words.heard(message)
    said = (message.said or message.event).rstrip(".")
    return Line(f"heard-{message.id}", message.at, said, "", message.source, "", word, shape, message.sentence or "")


def card(server: ToldServer) -> Card:
    """A server."""
    word, shape, why = library_words.standing(server)
    return Card(
        server,
        word,
        shape,
        why,
        halted=server.player.paused is not None or server.player.failures > 0,
        listening=library_words.listens(server.listening),
        whole_only=not scans_folders(server.version),
    )


def unseen_folders(files: Sequence[UnseenRow]) -> tuple[UnseenFolder, ...]:
    """The folders of these files, by title."""
    by_folder = sorted(files, key=lambda each: (each.title.casefold(), each.machine_id or "", each.folder or each.path))
    groups = groupby(by_folder, key=lambda each: (each.title, each.source, each.machine_id, each.folder))
    return tuple(_folder(list(those)) for _key, those in groups)


def _folder(those: Sequence[UnseenRow]) -> UnseenFolder:
    first = those[0]
    named = tuple(_named(each) for each in those[:_NAMED]) if first.machine_id else ()
    return UnseenFolder(
        title=first.title or library_words.last_of(first.path),
        source=first.source,
        path=first.path,
        files=named,
        more=max(0, len(those) - _NAMED) if named else 0,
        folder=first.folder or first.path,
        machine_id=first.machine_id or "",
        sentence=first.sentence,
    )


def _named(each: UnseenRow) -> str:
    if each.season is None or each.number is None:
        return library_words.last_of(each.path)
    return Number(each.season, each.number).code
