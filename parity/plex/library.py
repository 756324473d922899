"""A Plex Media Server as a library of shows: lists in few large pages, never item by item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from parity.core.failures import NotFound
from parity.core.library import Page, PlexEpisode, PlexShow, Section, Server
from parity.http import Caller
from parity.plex.answers import Container, read_container
from parity.plex.paging import Read, pages, read_whole, window
from parity.plex.reading import number, record, records, text
from parity.plex.rows import (
    SHOW_ORDERING,
    preference,
    read_episode,
    read_order,
    read_section,
    read_server,
    read_show,
)

Noun = TypeVar("Noun", PlexShow, PlexEpisode)

PAGE_SIZE = 1000
BATCH_SIZE = 100
_SHOWS, _EPISODES = 2, 4
# Wishes, not guarantees (plex.md 2.0). Guid, Media and Part stay: they carry the ids, the trash and the file.
_TRIMMED: dict[str, str | int] = {
    "excludeElements": "Actor,Collection,Country,Director,Field,Genre,Image,Label,Mood,Producer,Rating,"
    "Review,Role,Similar,Style,UltraBlurColors,Writer",
    "excludeFields": "summary,tagline,thumb,art,theme,parentThumb,parentTheme,grandparentThumb,"
    "grandparentArt,grandparentTheme,audienceRatingImage,ratingImage",
}
LISTED: dict[str, str | int] = {
    "includeGuids": 1,
    # What is added while the pages are read then comes last and shifts no row before it (RULES R9).
    "sort": "addedAt:asc",
    **_TRIMMED,
}


class PlexLibrary:
    """One server. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def server(self) -> Server:
        """Who answers. Proves the token too, which `/identity` would not: that one answers anybody."""
        container = self._ask("/")
        found = read_server(container.fields)
        if found is None:
            raise container.senseless()
        return found

    def sections(self) -> tuple[Section, ...]:
        """All libraries, of every kind."""
        container = self._ask("/library/sections")
        rows = container.rows("Directory")
        found = tuple(section for row in rows if (section := read_section(row)) is not None)
        if len(found) < len(rows):  # a library that cannot be read must not look like one that is gone
            raise container.senseless()
        return found

    def section_order(self, key: str) -> str | None:
        """The library's own `showOrdering`; None when it has no such preference. Raises NotFound."""
        container = self._ask(f"/library/sections/{_part(key)}/prefs", what=f"library {key}")
        return preference(container.fields, SHOW_ORDERING)

    def shows(self, section_key: str) -> Iterator[Page[PlexShow]]:
        """All shows of a library. Raises NotFound when the library is gone."""
        return self._section(section_key, _SHOWS, read_show)

    def episodes(self, section_key: str) -> Iterator[Page[PlexEpisode]]:
        """All episodes of a library, the trash included. Raises NotFound when the library is gone."""
        return self._section(section_key, _EPISODES, read_episode)

    def leaves(self, rating_key: str) -> tuple[PlexEpisode, ...]:
        """All episodes of one show, as one whole listing. Raises NotFound when the show is gone."""
        path, what = f"/library/metadata/{_part(rating_key)}/allLeaves", f"show {rating_key}"

        def ask(start: int) -> Container:
            container = self._ask(path, LISTED | window(start, PAGE_SIZE), what)
            # Rows of this listing need not say whose they are.
            fields = {"grandparentRatingKey": rating_key, **container.fields}
            return replace(container, fields=fields, total=_total(container))

        return read_whole(lambda: pages(ask, read_episode, _key), _key, self._caller.service, f"the episodes of {what}")

    def show(self, rating_key: str) -> PlexShow:
        """One show as it stands now. Raises NotFound, also when something else than a show has this key."""
        what = f"show {rating_key}"
        container = self._ask(f"/library/metadata/{_part(rating_key)}", {"includeGuids": 1, **_TRIMMED}, what)
        row = record(next(iter(container.rows()), None))
        found = read_show(row)
        if found is None:
            raise container.senseless()
        if text(row.get("type")) not in ("show", ""):
            raise NotFound(self._caller.service, what)
        return found

    def orders(self, rating_keys: Sequence[str]) -> dict[str, str]:
        """The shows' own `showOrdering` by rating key; "" is the library's default.

        Absent are shows that Plex does not have, or whose preferences it does not tell.
        """
        found: dict[str, str] = {}
        for at in range(0, len(rating_keys), BATCH_SIZE):
            found |= self._orders(rating_keys[at : at + BATCH_SIZE])
        return found

    def _orders(self, keys: Sequence[str]) -> dict[str, str]:
        path = f"/library/metadata/{','.join(map(_part, keys))}"
        try:
            container = self._ask(path, {"includePreferences": 1, **_TRIMMED, **window(0, BATCH_SIZE)}, "these shows")
        except NotFound:
            # Whether one lost key spoils the whole batch is nowhere written; the others must not suffer.
            half = len(keys) // 2
            return self._orders(keys[:half]) | self._orders(keys[half:]) if half else {}
        told = ((text(row.get("ratingKey")), read_order(row)) for row in records(container.rows()))
        return {key: order for key, order in told if key in keys and order is not None}

    def _section(self, key: str, kind: int, read: Read[Noun]) -> Iterator[Page[Noun]]:
        path, what = f"/library/sections/{_part(key)}/all", f"library {key}"
        return pages(
            lambda start: self._ask(path, {"type": kind, **LISTED, **window(start, PAGE_SIZE)}, what),
            read,
            _key,
        )

    def _ask(self, path: str, params: Mapping[str, str | int] | None = None, what: str | None = None) -> Container:
        return read_container(self._caller.get(path, params), what)


def _key(item: PlexShow | PlexEpisode) -> str:
    return item.rating_key


def _total(container: Container) -> int | None:
    """Some servers send a show in one piece and say only its size; exactly one page full may be a cut."""
    if container.total is not None or container.paged:
        return container.total
    size = number(container.fields.get("size"))
    return None if size == PAGE_SIZE else size


def _part(key: str) -> str:
    return quote(key, safe="")
