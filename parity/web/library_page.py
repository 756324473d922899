"""What the library page is made of: one frozen value for all its sections, built from one look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from parity.store import heals, library_view, notices
from parity.store.library_view import ToldServer, WayIn
from parity.store.refreshes_view import refreshes_listing
from parity.web import here, library_words, scan_panel
from parity.web.blank import Blank, Step, to_topic
from parity.web.library_lines import Card, Line, UnseenFolder, card, heard_line, line, unseen_folders
from parity.web.speech import gettext as _

LATELY, QUEUED = 30, 100


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """All that the page draws. `troubles` stand on top, each with its next step; `untouched`: messages in the hall.

    `reading`: shows and films about which something came or went, so that they are read again.
    `blank`: why there is nothing to tell at all. `compares`: Sonarr or Radarr is known. `busy`: something moves that a
    reader would like to see move.
    """

    troubles: tuple[tuple[str, Step | None], ...] = ()
    moving: tuple[Line, ...] = ()
    moving_more: int = 0
    untouched: int = 0
    reading: int = 0
    lately: tuple[Line, ...] = ()
    unseen: tuple[UnseenFolder, ...] = ()
    compares: bool = False
    cards: tuple[Card, ...] = ()
    ways: tuple[WayIn, ...] = ()
    blank: Blank | None = None
    busy: bool = False

    @property
    def last_come(self) -> datetime | None:
        """When something last came, or went, as it was told."""
        return next((each.at for each in self.lately if each.shape == "have"), None)


def library_page() -> LibraryPage:
    """The page as things stand. Thirteen statements, however much there is."""
    with here.house().database.reading() as connection:
        servers = library_view.told_servers(connection)
        moving = refreshes_listing(connection, True, QUEUED)
        over = refreshes_listing(connection, False, LATELY)
        heard = library_view.heard(connection, LATELY)
        ways, untouched = library_view.ways_in(connection), library_view.untouched(connection)
        files = library_view.unseen(connection)
        reading = heals.waiting(connection)
        beat = notices.last_beat(connection, "worker")
    several, progress = len(servers) > 1, _progress(servers)
    lately = [*(line(each, several) for each in over.items), *map(heard_line, heard)]
    settings = here.settings()
    return LibraryPage(
        troubles=tuple(_troubles(servers, ways, beat)),
        moving=tuple(line(each, several, progress.get((each.server, each.library))) for each in moving.items),
        moving_more=moving.total - len(moving.items),
        untouched=untouched,
        reading=reading,
        lately=tuple(sorted(lately, key=lambda each: each.at, reverse=True)[:LATELY]),
        unseen=unseen_folders(files),
        compares=bool(settings.sonarr_url or settings.radarr_url),
        cards=tuple(map(card, servers)),
        ways=ways,
        blank=None if servers else _no_server(),
        busy=untouched + reading > 0 or _scanning(servers) or any(each.state != "unmapped" for each in moving.items),
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
        found.append((said, (url_for("hook_settings.index"), _("Make a hook"))))
    return found


def _progress(servers: Sequence[ToldServer]) -> dict[tuple[str, str], int | None]:
    return {(server.machine_id, each.key): each.progress for server in servers for each in server.sections}
