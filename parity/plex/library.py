"""A Plex Media Server as a library of shows and, beneath, of films."""

from collections.abc import Iterator, Sequence

from parity.core.failures import NotFound
from parity.core.library import Page, PlexEpisode, PlexShow, Server
from parity.plex.asking import LISTED, TRIMMED, key_of, part
from parity.plex.events import TellingLibrary
from parity.plex.films import FilmLibrary
from parity.plex.paging import pages, read_whole, window
from parity.plex.reading import records, text
from parity.plex.rows import (
    SHOW_ORDERING,
    preference,
    read_episode,
    read_order,
    read_server,
    read_show,
)
from parity.plex.scanning import ScannedLibrary
from parity.plex.sections import SectionLibrary

BATCH_SIZE = 100
_SHOWS, _EPISODES = 2, 4


class PlexLibrary(SectionLibrary, FilmLibrary, ScannedLibrary, TellingLibrary):
    """One server. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named."""

    def server(self) -> Server:
        """Who answers. Proves the token too, which `/identity` would not: that one answers anybody."""
        container = self._ask("/")
        found = read_server(container.fields)
        if found is None:
            raise container.senseless()
        return found

    def section_order(self, key: str) -> str | None:
        """The library's own `showOrdering`; None when it has no such preference. Raises NotFound."""
        container = self._ask(f"/library/sections/{part(key)}/prefs", what=f"library {key}")
        return preference(container.fields, SHOW_ORDERING)

    def shows(self, section_key: str) -> Iterator[Page[PlexShow]]:
        """All shows of a library. Raises NotFound when the library is gone."""
        return self._section(section_key, _SHOWS, read_show)

    def episodes(self, section_key: str) -> Iterator[Page[PlexEpisode]]:
        """All episodes of a library, the trash included. Raises NotFound when the library is gone."""
        return self._section(section_key, _EPISODES, read_episode)

    def leaves(self, rating_key: str) -> tuple[PlexEpisode, ...]:
        """All episodes of one show, as one whole listing. Raises NotFound when the show is gone."""
        what = f"show {rating_key}"
        # Rows of this listing need not say whose they are.
        ask = self._inside(
            f"/library/metadata/{part(rating_key)}/allLeaves", LISTED, what, grandparentRatingKey=rating_key
        )
        return read_whole(
            lambda: pages(ask, read_episode, key_of), key_of, self._caller.service, f"the episodes of {what}"
        )

    def show(self, rating_key: str) -> PlexShow:
        """One show as it stands now. Raises NotFound, also when something else than a show has this key."""
        return self._one(rating_key, "show", read_show, f"show {rating_key}")

    def orders(self, rating_keys: Sequence[str]) -> dict[str, str]:
        """The shows' own `showOrdering` by rating key; "" is the library's default.

        Absent are shows that Plex does not have, or whose preferences it does not tell.
        """
        found: dict[str, str] = {}
        for at in range(0, len(rating_keys), BATCH_SIZE):
            found |= self._orders(rating_keys[at : at + BATCH_SIZE])
        return found

    def _orders(self, keys: Sequence[str]) -> dict[str, str]:
        path = f"/library/metadata/{','.join(map(part, keys))}"
        try:
            container = self._ask(path, {"includePreferences": 1, **TRIMMED, **window(0, BATCH_SIZE)}, "these shows")
        except NotFound:
            # Whether one lost key spoils the whole batch is nowhere written; the others must not suffer.
            half = len(keys) // 2
            return self._orders(keys[:half]) | self._orders(keys[half:]) if half else {}
        told = ((text(row.get("ratingKey")), read_order(row)) for row in records(container.rows()))
        return {key: order for key, order in told if key in keys and order is not None}
