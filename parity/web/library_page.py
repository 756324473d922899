"""What the library page is made of: one frozen value for all its sections, built from one look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import url_for

from parity.core.numbering import Number
from parity.core.refresh_shapes import Refresh
from parity.core.refreshing import scans_folders
from parity.store import library_view, notices
from parity.store.library_view import Heard, ToldServer, UnseenFile, WayIn
from parity.store.refreshes_view import refreshes_listing
from parity.web import here, library_words, scan_panel
from parity.web.blank import Blank, Step, to_topic
from parity.web.library_words import Step as TrailStep
from parity.web.speech import gettext as _

LATELY, QUEUED = 30, 100
_NAMED = 8  # files of a folder that are named


@dataclass(frozen=True, slots=True)
class Line:
    """A folder on its way, or where it has come to. `deeds`: what can be done about it (now, retry, drop)."""

    key: str
    at: datetime
    title: str
    more: str
    place: str
    path: str
    state: str
    shape: str
    why: str
    trail: tuple[TrailStep, ...] = ()
    deeds: tuple[str, ...] = ()
    refresh_id: int | None = None


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
    """A folder with files that Sonarr or Radarr has and Plex does not show. `more`: files that are not named."""

    title: str
    source: str
    files: tuple[str, ...]
    more: int
    folder: str
    machine_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """All that the page draws. `troubles` stand on top, each with its next step; `untouched`: messages in the hall.

    `blank`: why there is nothing to tell at all. `compares`: Sonarr or Radarr is known. `busy`: something moves that a
    reader would like to see move.
    """

    troubles: tuple[tuple[str, Step | None], ...]
    moving: tuple[Line, ...]
    moving_more: int
    untouched: int
    lately: tuple[Line, ...]
    unseen: tuple[UnseenFolder, ...]
    compares: bool
    cards: tuple[Card, ...]
    ways: tuple[WayIn, ...]
    blank: Blank | None = None
    busy: bool = False

    @property
    def last_come(self) -> datetime | None:
        """When something last came, or went, as it was told."""
        return next((line.at for line in self.lately if line.shape == "have"), None)


def library_page() -> LibraryPage:
    """The page as things stand. Twelve statements, however much there is."""
    with here.house().database.reading() as connection:
        servers = library_view.told_servers(connection)
        moving = refreshes_listing(connection, True, QUEUED)
        over = refreshes_listing(connection, False, LATELY)
        heard = library_view.heard(connection, LATELY)
        ways, untouched = library_view.ways_in(connection), library_view.untouched(connection)
        files = library_view.unseen(connection)
        beat = notices.last_beat(connection, "worker")
    several, progress = len(servers) > 1, _progress(servers)
    lately = [*(_line(each, several) for each in over.items), *map(_heard, heard)]
    settings = here.settings()
    return LibraryPage(
        troubles=tuple(_troubles(servers, ways, beat)),
        moving=tuple(_line(each, several, progress.get((each.server, each.library))) for each in moving.items),
        moving_more=moving.total - len(moving.items),
        untouched=untouched,
        lately=tuple(sorted(lately, key=lambda line: line.at, reverse=True)[:LATELY]),
        unseen=_folders(files),
        compares=bool(settings.sonarr_url or settings.radarr_url),
        cards=tuple(map(_card, servers)),
        ways=ways,
        blank=None if servers else _no_server(),
        busy=untouched > 0 or _scanning(servers) or any(each.state != "unmapped" for each in moving.items),
    )


def _scanning(servers: Sequence[ToldServer]) -> bool:
    return any(section.scanning for server in servers for section in server.sections)


def _no_server() -> Blank:
    said = _("No library is followed yet, so there is nobody to tell. Sign in with Plex, or scan once.")
    return Blank(said, (to_topic("servers"),))


def _troubles(
    servers: Sequence[ToldServer], ways: Sequence[WayIn], beat: datetime | None
) -> list[tuple[str, Step | None]]:
    if not servers:
        return []
    found: list[tuple[str, Step | None]] = []
    if beat is None or here.now() - beat > scan_panel.PATIENCE:
        said = _("No worker is at work. What arrives is kept, and Plex is told as soon as one starts.")
        found.append((said, None))
    if not ways and not any(library_words.listens(server.listening) for server in servers):
        said = _("Nobody tells Parity yet when something arrives. Let Sonarr, Radarr or Plex do it, by a hook.")
        found.append((said, (url_for("settings.index", _anchor="hooks"), _("Make a hook"))))
    return found


def _progress(servers: Sequence[ToldServer]) -> dict[tuple[str, str], int | None]:
    return {(server.machine_id, each.key): each.progress for server in servers for each in server.sections}


def _line(each: Refresh, several: bool, progress: int | None = None) -> Line:
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
    )


def _deeds(each: Refresh) -> tuple[str, ...]:
    if not each.open:
        return ("retry",) if each.state == "unseen" else ()
    return {"waiting": ("now", "drop"), "unmapped": ("retry", "drop")}.get(each.state, ("drop",))


def _heard(message: Heard) -> Line:
    word, shape = library_words.heard(message)
    said = message.said or message.event
    return Line(f"heard-{message.id}", message.at, said, "", message.source, "", word, shape, message.sentence or "")


def _card(server: ToldServer) -> Card:
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


def _folders(files: Sequence[UnseenFile]) -> tuple[UnseenFolder, ...]:
    by_folder = sorted(files, key=lambda each: (each.title.casefold(), each.machine_id or "", each.folder or each.path))
    groups = groupby(by_folder, key=lambda each: (each.title, each.source, each.machine_id, each.folder))
    return tuple(_folder(list(those)) for _key, those in groups)


def _folder(those: Sequence[UnseenFile]) -> UnseenFolder:
    first = those[0]
    named = tuple(_named(each) for each in those[:_NAMED])
    folder = first.folder or ""
    return UnseenFolder(
        first.title, first.source, named, len(those) - len(named), folder, first.machine_id or "", first.sentence
    )


def _named(each: UnseenFile) -> str:
    if each.season is None or each.number is None:
        return library_words.last_of(each.path)
    return Number(each.season, each.number).code
