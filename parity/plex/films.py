"""A Plex Media Server as a library of films and of its own collections."""

from collections.abc import Iterator

from parity.core.library import Page, PlexCollection, PlexFilm
from parity.plex.asking import LISTED, TRIMMED, Asking, part
from parity.plex.film_rows import read_collection, read_film, read_member
from parity.plex.paging import pages, read_whole

_FILMS = 1


class FilmLibrary(Asking):
    """The films of one server. All methods may raise Unauthorised, RateLimited, Unavailable; NotFound where named."""

    def films(self, section_key: str) -> Iterator[Page[PlexFilm]]:
        """All films of a library, the trash included. Raises NotFound when the library is gone."""
        return self._section(section_key, _FILMS, read_film)

    def film(self, rating_key: str) -> PlexFilm:
        """One film as it stands now. Raises NotFound, also when something else than a film has this key."""
        return self._one(rating_key, "movie", read_film, f"film {rating_key}")

    def collections(self, section_key: str) -> Iterator[Page[PlexCollection]]:
        """All of Plex's own collections in a library, of every subtype. Raises NotFound when the library is gone."""
        path = f"/library/sections/{part(section_key)}/collections"
        return self._listing(path, LISTED, read_collection, f"library {section_key}")

    def members(self, collection_key: str) -> tuple[str, ...]:
        """The rating keys in one of Plex's collections, as one whole listing. Raises NotFound when it is gone.

        In the collection's own order: no other is asked for, since it says nothing about what is in there.
        """
        what = f"collection {collection_key}"
        ask = self._inside(f"/library/collections/{part(collection_key)}/children", TRIMMED, what)
        return read_whole(lambda: pages(ask, read_member, str), str, self._caller.service, f"the films of {what}")
