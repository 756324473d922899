"""How one Plex server is asked: for lists in few large, trimmed pages, never item by item."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from parity.core.activity import Filed
from parity.core.failures import NotFound, Unauthorised
from parity.core.library import Page, PlexCollection, PlexEpisode, PlexFilm, PlexShow
from parity.http import Answer, Caller
from parity.plex.answers import Container, failure_of, read_container
from parity.plex.paging import Ask, Read, pages, window
from parity.plex.reading import number, record, text

Item = PlexShow | PlexEpisode | PlexFilm | PlexCollection | Filed
Noun = TypeVar("Noun", PlexShow, PlexEpisode, PlexFilm, PlexCollection, Filed)

PAGE_SIZE = 1000
# Wishes, not guarantees (plex.md 2.0). Guid, Media and Part stay: they carry the ids, the trash and the file.
TRIMMED: dict[str, str | int] = {
    "excludeElements": "Actor,Collection,Country,Director,Field,Genre,Image,Label,Mood,Producer,Rating,"
    "Review,Role,Similar,Style,UltraBlurColors,Writer",
    "excludeFields": "summary,tagline,thumb,art,theme,parentThumb,parentTheme,grandparentThumb,"
    "grandparentArt,grandparentTheme,audienceRatingImage,ratingImage",
}
LISTED: dict[str, str | int] = {
    "includeGuids": 1,
    # What is added while the pages are read then comes last and shifts no row before it (RULES R9).
    "sort": "addedAt:asc",
    **TRIMMED,
}


class Asking:
    """One server, and the ways of asking that shows and films share."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def _ask(self, path: str, params: Mapping[str, str | int] | None = None, what: str | None = None) -> Container:
        return read_container(self._caller.get(path, params), what)

    @contextmanager
    def _as_owner(self) -> Iterator[None]:
        """What only the server's owner may ask: that it is refused does not say that the token is (plex.md 2.7)."""
        try:
            yield
        except Unauthorised:
            self._ask("/")  # a token that no door takes is refused here too
            words = "only its owner may ask for this, and the token is somebody else's: sign in as the owner"
            raise Unauthorised(self._caller.service, words) from None

    def _section(self, key: str, kind: int, read: Read[Noun]) -> Iterator[Page[Noun]]:
        """All items of one type in a library. Raises NotFound when the library is gone."""
        return self._listing(f"/library/sections/{part(key)}/all", {"type": kind, **LISTED}, read, f"library {key}")

    def _listing(self, path: str, wishes: Mapping[str, str | int], read: Read[Noun], what: str) -> Iterator[Page[Noun]]:
        return pages(lambda start: self._ask(path, {**wishes, **window(start, PAGE_SIZE)}, what), read, key_of)

    def _one(self, rating_key: str, kind: str, read: Read[Noun], what: str) -> Noun:
        """One item as it stands now. Raises NotFound, also when something else than a `kind` has this key."""
        container = self._ask(f"/library/metadata/{part(rating_key)}", {"includeGuids": 1, **TRIMMED}, what)
        row = record(next(iter(container.rows()), None))
        found = read(row, container.fields)
        if found is None:
            raise container.senseless()
        if text(row.get("type")) not in (kind, ""):
            raise NotFound(self._caller.service, what)
        return found

    def _inside(self, path: str, wishes: Mapping[str, str | int], what: str, **shared: str) -> Ask:
        """Pages of what lies in one item; `shared` is what its rows need not say, the container's own word goes first.

        Some servers send all in one piece and say only its size.
        """

        def ask(start: int) -> Container:
            container = self._ask(path, {**wishes, **window(start, PAGE_SIZE)}, what)
            return replace(container, fields={**shared, **container.fields}, total=_total(container))

        return ask


def heard(answer: Answer, what: str) -> None:
    """Something was asked to be done with `what`. Raises the failure that the status stands for; no more is said."""
    failure = failure_of(answer, what)
    if failure is not None:
        raise failure


def key_of(item: Item) -> str:
    """What tells the rows of a listing apart."""
    return item.rating_key


def part(key: str) -> str:
    """A key as one part of a path: one from outside cannot lead elsewhere."""
    return quote(key, safe="")


def _total(container: Container) -> int | None:
    """The total, or the size of what came in one piece; exactly one page full may be a cut."""
    if container.total is not None or container.paged:
        return container.total
    size = number(container.fields.get("size"))
    return None if size == PAGE_SIZE else size
