"""What can happen to the films and to Plex's own collections on the fake Plex server."""

from collections.abc import Sequence
from copy import deepcopy

from parity.demo.plex_records import Collection, Media, Movie
from parity.demo.plex_state import PlexState

DOABLE = """add_movie set_movie add_movie_version remove_movie trash_movie untrash_movie swap_movie
add_collection set_collection set_members remove_collection"""


class PlexFilms(PlexState):
    """Each change moves the stamps of the section, as far as they move at all. Raises LookupError as PlexWorld does."""

    # -- films

    def add_movie(
        self,
        section: int,
        title: str,
        year: int | None,
        guids: Sequence[str] = (),
        *,
        guid: str | None = None,
        edition: str = "",
        files: Sequence[str] | None = None,
        minutes: int | None = None,
        originally_available_at: str | None = None,
        added_at: int | None = None,
    ) -> int:
        """A new film, or one more edition of one; answers its rating key.

        `guid` defaults to a `plex://movie/…`; a library of an old agent gives its own and no `guids`. `files` are the
        parts of its one version; `added_at` is in seconds since 1970, by default the server's now.
        """
        with self.lock:
            key = self._new_key()
            media = [Media(key * 10, list(files or [self._file(section, title, year, edition)]))]
            made = Movie(key, section, title, year, guid or f"plex://movie/{key:024x}", list(guids), media, edition)
            made.originally_available_at = originally_available_at
            made.duration = made.duration if minutes is None else minutes * 60_000
            made.added_at = self.now if added_at is None else added_at
            self.movies[key] = made
            self._changed_movie(made)
            return key

    def set_movie(self, movie: int, **facts: object) -> None:
        """Change fields of a film: `title`, `year`, `guid`, `guids`, `edition`, `duration` …"""
        with self.lock:
            record = self.movies[movie]
            for name, value in facts.items():
                getattr(record, name)
                setattr(record, name, value)
            self._changed_movie(record)

    def add_movie_version(self, movie: int, file: str, proxy_type: int | None = None) -> None:
        """Another version of a film, such as one in 4K; `proxy_type` 42 makes it an optimised one."""
        with self.lock:
            record = self.movies[movie]
            record.media.append(Media(movie * 10 + len(record.media), [file], None, proxy_type))
            self._changed_movie(record)

    def remove_movie(self, movie: int) -> None:
        """Drop a film for good (trash emptied)."""
        with self.lock:
            record = self.movies.pop(movie)
            self._changed_movie(record)

    def trash_movie(self, movie: int, media_only: bool = False) -> None:
        """Its files vanished, the trash is not emptied: still listed and counted, with `deletedAt`."""
        with self.lock:
            self._mark(self.movies[movie], None if media_only else self.now, self.now)

    def untrash_movie(self, movie: int) -> None:
        """Its files are back."""
        with self.lock:
            self._mark(self.movies[movie], None, None)

    def swap_movie(self, movie: int) -> int:
        """Let the same film come back as a new item, which no collection holds; answers its new rating key."""
        with self.lock:
            made = deepcopy(self.movies[movie])
            self.remove_movie(movie)
            made.key = self._new_key()
            made.media = [Media(made.key * 10 + n, each.files) for n, each in enumerate(made.media)]
            made.added_at, made.deleted_at = self.now, None
            self.movies[made.key] = made
            self._changed_movie(made)
            return made.key

    # -- collections

    def add_collection(
        self, section: int, title: str, members: Sequence[int], *, smart: bool = False, subtype: str = "movie"
    ) -> int:
        """A new collection of these rating keys; answers its own."""
        with self.lock:
            key = self._new_key()
            made = Collection(key, section, title, list(members), smart, subtype, len(members))
            made.added_at = self.now
            self.collections[key] = made
            self._changed_collection(made)
            return key

    def set_collection(self, collection: int, **facts: object) -> None:
        """Change fields of a collection: `title`, `subtype`, `counted` …"""
        with self.lock:
            record = self.collections[collection]
            for name, value in facts.items():
                getattr(record, name)
                setattr(record, name, value)
            self._changed_collection(record)

    def set_members(self, collection: int, members: Sequence[int]) -> None:
        """Let it hold these instead. A smart one's own row does not show it: its rule takes in others."""
        with self.lock:
            record = self.collections[collection]
            record.members = list(members)
            if record.smart:
                self._stamp(record.section)
            else:
                self._changed_collection(record)

    def remove_collection(self, collection: int) -> None:
        """Drop a collection; its films stay."""
        with self.lock:
            self._stamp(self.collections.pop(collection).section)

    # -- within

    def _file(self, section: int, title: str, year: int | None, edition: str) -> str:
        name = title + (f" ({year})" if year else "") + (f" {{edition-{edition}}}" if edition else "")
        return f"{self.sections[section].locations[0]}/{name}/{name}.mkv"

    def _mark(self, movie: Movie, item: int | None, versions: int | None) -> None:
        movie.deleted_at = item
        for media in movie.media:
            media.deleted_at = versions
        self._changed_movie(movie)

    def _changed_movie(self, movie: Movie) -> None:
        self._drop_rows(movie.key)
        self._stamp(movie.section)
        movie.updated_at = self.now

    def _changed_collection(self, collection: Collection) -> None:
        self._stamp(collection.section)
        collection.updated_at = self.now

    def _films_of(self, section: int) -> list[int]:
        return [movie.key for movie in self.movies.values() if movie.section == section]

    def _forget_films(self, section: int) -> None:
        for key in self._films_of(section):
            del self.movies[key]
            self._drop_rows(key)
        self.collections = {key: each for key, each in self.collections.items() if each.section != section}
