"""A Plex Media Server as one of its users watches it: what they have watched, and how to change that (plex.md 2.9)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, partial

from parity.core.failures import NotFound, Unauthorised
from parity.core.library import Page, PlexShow
from parity.core.watched import Video
from parity.http import Caller
from parity.plex.answers import Container
from parity.plex.asking import LISTED, PAGE_SIZE, TRIMMED, Asking, heard, key_of, part
from parity.plex.paging import pages, read_whole, window
from parity.plex.reading import record, text
from parity.plex.rows import SHOW_ORDERING, preference, read_show
from parity.plex.viewing_rows import PLAYED_FROM, Viewed, read_played_from, read_viewed

_LIBRARY = "com.plexapp.plugins.library"
_KINDS = {"show": 4, "movie": 1}
_SHOWS = 2
_AS_AIRED = ("", "aired", "tvdbAiring", "tmdbAiring")
"""Orders of a show in which its episodes have the numbers that others know them by."""


class PlexViewing(Asking):
    """A `PlexViewer`. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named.

    Whose state it is, the caller's token says. `machine_id`: which server this is, None to ask it. What was asked of
    the server itself and of its shows is remembered for as long as this lives. `theirs`: the token is not the one that
    the server is otherwise asked with, so that this is no way to mend a refusal.
    """

    def __init__(self, caller: Caller, machine_id: str | None = None, *, theirs: bool = False) -> None:
        super().__init__(caller)
        self._theirs = theirs
        self._known_id = machine_id
        self._series: dict[str, tuple[int, ...]] = {}
        """The ids at TheTVDB of shows, by their rating keys; none for one that counts its episodes in another order."""
        self._orders: dict[str, str] = {}
        """The orders of libraries, by their keys."""

    def videos(self, section_key: str, kind: str) -> tuple[Video, ...]:
        """All episodes ("show") or films ("movie") of a library, those in the trash too. NotFound: no such library."""
        if kind == "show":
            self._series |= self._shows_of(section_key)
        found = self._whole(section_key, kind)
        return tuple(each.of_series(self._series.get(each.show_key, ())) for each in found)

    def video(self, key: str) -> Video:
        """One episode or film as it stands now. NotFound, also when something else has this key."""
        what = f"item {key}"
        container = self._ask(f"/library/metadata/{part(key)}", {"includeGuids": 1, **TRIMMED}, what)
        row = record(next(iter(container.rows()), None))
        section = text(row.get("librarySectionID") or container.fields.get("librarySectionID"))
        found = read_viewed(row, container.fields, self._place(section), self._played_from)
        if found is None:
            raise container.senseless()
        if text(row.get("type")) not in ("episode", "movie") or found.rating_key != key:
            raise NotFound(self._caller.service, what)
        return found.of_series(self._series_of(found.show_key, section) if found.show_key else ())

    def mark(self, video: Video) -> None:
        """It was watched to its end: one time more, and its position goes. NotFound."""
        self._tell("/:/scrobble", video)

    def clear(self, video: Video) -> None:
        """It was never begun: its count, its position and its date go. NotFound."""
        self._tell("/:/unscrobble", video)

    def move(self, video: Video, position: int, at: datetime | None) -> None:
        """Playing goes on from here. Plex stamps it with its own now, and takes no notice of 0. NotFound."""
        told: dict[str, str | int] = {
            "ratingKey": video.key,
            "key": f"/library/metadata/{part(video.key)}",
            "identifier": _LIBRARY,
            "state": "stopped",  # "playing" would make a player that is not there
            "time": position,
            "duration": video.duration or 0,
        }
        with self._as_them():
            heard(self._caller.post("/:/timeline", params=told), f"item {video.key}")

    def _tell(self, path: str, video: Video) -> None:
        told = {"key": video.key, "identifier": _LIBRARY}
        # Each one counts: were it sent again because only its answer was lost, it would have been watched twice.
        with self._as_them():
            heard(self._caller.put(path, told, once=True), f"item {video.key}")

    def _ask(self, path: str, params: Mapping[str, str | int] | None = None, what: str | None = None) -> Container:
        with self._as_them():
            return super()._ask(path, params, what)

    @contextmanager
    def _as_them(self) -> Iterator[None]:
        try:
            yield
        except Unauthorised:
            if not self._theirs:
                raise
            words = (
                "it refuses the token of the person whose watched state this is: choose in Settings whose it is, "
                "or where SAGETV_PLEX_TOKEN says it, give another token there"
            )
            raise Unauthorised(self._caller.service, words) from None

    def _whole(self, section_key: str, kind: str) -> tuple[Viewed, ...]:
        what, path = f"library {section_key}", f"/library/sections/{part(section_key)}/all"
        place, share = self._place(section_key), self._played_from
        read = partial(read_viewed, place=place, played_from=share)

        def listing() -> Iterator[Page[Viewed]]:
            wishes: Mapping[str, str | int] = {"type": _KINDS[kind], **LISTED}
            return pages(lambda start: self._ask(path, {**wishes, **window(start, PAGE_SIZE)}, what), read, _key_of)

        return read_whole(listing, _key_of, self._caller.service, what)

    def _shows_of(self, section_key: str) -> dict[str, tuple[int, ...]]:
        what = f"library {section_key}"
        shows = read_whole(
            lambda: self._section(section_key, _SHOWS, read_show), key_of, self._caller.service, f"the shows of {what}"
        )
        return {show.rating_key: self._series_in(show, section_key) for show in shows}

    def _series_of(self, show_key: str, section_key: str) -> tuple[int, ...]:
        if show_key not in self._series:
            try:
                show = self._one(show_key, "show", read_show, f"show {show_key}")
            except NotFound:
                return ()
            self._series[show_key] = self._series_in(show, section_key)
        return self._series[show_key]

    def _series_in(self, show: PlexShow, section_key: str) -> tuple[int, ...]:
        if not show.ids.tvdb or (show.order or self._order_of(section_key)) not in _AS_AIRED:
            return ()
        return show.ids.tvdb

    def _order_of(self, section_key: str) -> str:
        """The library's own order; "" where it has none, and for who may not ask."""
        if section_key not in self._orders:
            try:
                fields = self._ask(f"/library/sections/{part(section_key)}/prefs", what=f"library {section_key}").fields
                self._orders[section_key] = preference(fields, SHOW_ORDERING) or ""
            except (Unauthorised, NotFound):
                self._orders[section_key] = ""
        return self._orders[section_key]

    def _place(self, section_key: str) -> str:
        return f"{self._machine_id}/{section_key}"

    @cached_property
    def _machine_id(self) -> str:
        if self._known_id is not None:
            return self._known_id
        container = self._ask("/")
        found = text(container.fields.get("machineIdentifier"))
        if not found:
            raise container.senseless()
        return found

    @cached_property
    def _played_from(self) -> int:
        """From which share on it is watched. Who may not ask (Unauthorised), or a server without (NotFound): 90 %.

        All else is trouble here as anywhere: a wrong share would let a position become a mark.
        """
        try:
            return read_played_from(self._ask("/:/prefs", what="the preferences").fields)
        except (Unauthorised, NotFound):
            return PLAYED_FROM


def _key_of(viewed: Viewed) -> str:
    return viewed.rating_key
