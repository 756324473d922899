"""Reads the listings of one library until they can be believed (RULES R9), and asks about what is no longer in them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from parity.actions.ports import Library
from parity.actions.work import Work
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.core.library import Page, PlexCollection, PlexFilm, PlexShow
from parity.core.listing import ASK_AT_MOST, Tally
from parity.store.held import Staging

Row = TypeVar("Row")


class NotWhole(Exception):
    """A listing that could not be believed, twice. The text says why."""


def list_shows(work: Work, library: Library, section_key: str) -> list[PlexShow]:
    """All shows of a library, each with its own order. Raises NotWhole or a failure."""
    return _whole(work, lambda: library.shows(section_key), lambda show: show.rating_key)


def list_films(work: Work, library: Library, section_key: str) -> list[PlexFilm]:
    """All film items of a library, the trash included. Raises NotWhole or a failure."""
    return _whole(work, lambda: library.films(section_key), lambda film: film.rating_key)


def list_collections(work: Work, library: Library, section_key: str) -> list[PlexCollection]:
    """All of Plex's own collections in a library. Raises NotWhole or a failure."""
    return _whole(work, lambda: library.collections(section_key), lambda each: each.rating_key)


def stage_episodes(work: Work, library: Library, section_key: str, staging: Staging) -> None:
    """Put all episodes of a library into the staging area. Raises NotWhole or a failure."""
    for attempt in (1, 2):
        staging.clear()
        flaw = _read(work, library.episodes(section_key), lambda e: e.rating_key, staging.add)
        if flaw is None:
            return
        if attempt == 2:
            raise NotWhole(flaw)


def ask_about(absent: Sequence[str], ask: Callable[[str], object]) -> dict[str, str]:
    """What Plex says of items that a listing no longer has: found, not found, or none (no answer, or not asked)."""
    answers = dict.fromkeys(absent, "none")
    for key in absent[:ASK_AT_MOST]:
        try:
            ask(key)
            answers[key] = "found"
        except NotFound:
            answers[key] = "not found"
        except (Unavailable, RateLimited):
            break  # it will not answer the others either; unknown is not nothing
    return answers


def _whole(work: Work, pages: Callable[[], Iterator[Page[Row]]], key_of: Callable[[Row], str]) -> list[Row]:
    for attempt in (1, 2):
        rows: list[Row] = []
        flaw = _read(work, pages(), key_of, rows.extend)
        if flaw is None:
            return rows
        if attempt == 2:
            raise NotWhole(flaw)
    raise AssertionError("unreachable")


def _read(
    work: Work,
    pages: Iterator[Page[Row]],
    key_of: Callable[[Row], str],
    take: Callable[[Sequence[Row]], object],
) -> str | None:
    tally = Tally()
    for page in pages:
        work.go_on()
        tally.add(page, [key_of(row) for row in page.rows])
        take(page.rows)
    return tally.flaw
