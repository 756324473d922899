"""A Plex Media Server as something that can be asked to scan, and that tells how far it is (plex.md 2.5-2.7)."""

from parity.core.activity import Activity, Filed, Session
from parity.core.failures import NotFound
from parity.plex.activity_rows import read_activity, read_filed, read_session, read_trashed
from parity.plex.answers import Container
from parity.plex.asking import LISTED, TRIMMED, Asking, heard, key_of, part
from parity.plex.paging import pages, read_whole, window
from parity.plex.reading import first, text

_KINDS = {"show": 4, "movie": 1}  # what a library holds whose files are looked at: episodes or films
_CAME, _CHANGED = 200, 100


class ScannedLibrary(Asking):
    """Scans of one server. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named.

    What only the owner may ask is Unauthorised too with another account's token, and then says so.
    """

    def scan(self, section_key: str, folder: str | None = None) -> None:
        """Ask for a scan of a section, or of one folder of it as the server calls it. NotFound: no such section.

        That it was asked says nothing yet of what it will find, nor when.
        """
        path = f"/library/sections/{part(section_key)}/refresh"
        with self._as_owner():
            heard(self._caller.get(path, None if folder is None else {"path": folder}), f"library {section_key}")

    def activities(self) -> tuple[Activity, ...]:
        """What the server works at."""
        with self._as_owner():
            rows = self._ask("/activities").rows("Activity")
        return tuple(activity for row in rows if (activity := read_activity(row)) is not None)

    def sessions(self) -> tuple[Session, ...]:
        """Who plays what."""
        with self._as_owner():
            rows = self._ask("/status/sessions").rows()
        return tuple(session for row in rows if (session := read_session(row)) is not None)

    def newest(self, section_key: str, kind: str) -> tuple[Filed, ...]:
        """The 200 episodes or films that came last and the 100 that were changed last, each once. NotFound.

        Those changed too: a better file for an episode that is there already does not come, it changes.
        """
        came = self._listed_first(section_key, kind, "addedAt:desc", _CAME)
        changed = self._listed_first(section_key, kind, "updatedAt:desc", _CHANGED)
        return tuple({each.rating_key: each for each in (*came, *changed)}.values())

    def filed(self, rating_key: str) -> tuple[Filed, ...]:
        """All episodes of a show or season, or the one episode or film, with their files. NotFound."""
        what = f"item {rating_key}"
        path = f"/library/metadata/{part(rating_key)}"
        container = self._ask(path, TRIMMED, what)
        kind = text(first(container.rows()).get("type"))
        if kind == "show":
            return self._leaves(f"{path}/allLeaves", what, grandparentRatingKey=rating_key)
        if kind == "season":
            return self._leaves(f"{path}/children", what)
        if kind not in ("episode", "movie"):
            raise NotFound(self._caller.service, what)
        return _read(container)

    def refresh_item(self, rating_key: str) -> None:
        """Ask for the metadata of just this item to be read again. NotFound."""
        self._tell(f"/library/metadata/{part(rating_key)}/refresh", f"item {rating_key}")

    def analyze_item(self, rating_key: str) -> None:
        """Ask for the files of this item to be looked into again: length, streams. NotFound."""
        self._tell(f"/library/metadata/{part(rating_key)}/analyze", f"item {rating_key}")

    def trash(self, section_key: str, kind: str) -> tuple[Filed, ...]:
        """What lies in the trash of a section, single versions too, each with the files that lie there. NotFound.

        No filter for it is known for sure, so that this reads the whole library.
        """
        what = f"library {section_key}"
        path, wishes = f"/library/sections/{part(section_key)}/all", {"type": _KINDS[kind], **LISTED}
        rows = read_whole(
            lambda: self._listing(path, wishes, read_trashed, what),
            key_of,
            self._caller.service,
            f"the trash of {what}",
        )
        return tuple(row for row in rows if not row.live)

    def empty_trash(self, section_key: str) -> None:
        """Let the server forget for ever what lies in the trash of a section. NotFound."""
        self._tell(f"/library/sections/{part(section_key)}/emptyTrash", f"library {section_key}")

    def _listed_first(self, section_key: str, kind: str, sort: str, count: int) -> tuple[Filed, ...]:
        path = f"/library/sections/{part(section_key)}/all"
        wishes = {"type": _KINDS[kind], "sort": sort, **TRIMMED, **window(0, count)}
        return _read(self._ask(path, wishes, f"library {section_key}"))

    def _leaves(self, path: str, what: str, **shared: str) -> tuple[Filed, ...]:
        ask = self._inside(path, LISTED, what, **shared)
        return read_whole(lambda: pages(ask, read_filed, key_of), key_of, self._caller.service, f"the files of {what}")

    def _tell(self, path: str, what: str) -> None:
        with self._as_owner():
            heard(self._caller.put(path), what)


def _read(container: Container) -> tuple[Filed, ...]:
    return tuple(filed for row in container.rows() if (filed := read_filed(row, container.fields)) is not None)
