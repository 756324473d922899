"""What can happen to libraries, shows and episodes of the fake Plex server, loudly or silently."""

from collections.abc import Iterable, Sequence

from parity.demo.plex_films import PlexFilms
from parity.demo.plex_records import NEW_AGENT, Episode, Media, Movie, Section, Show, Wish
from parity.demo.plex_wishes import mark_watched

DOABLE = """add_section rename_section remove_section set_prefs set_stamps set_ordering_in_rows
add_show set_show remove_show rematch_show settle add_episode set_episode add_media remove_episode
trash_episode untrash_episode swap_episode renumber_episode take_offline bring_back wish unwish mark_watched"""


class PlexShows(PlexFilms):
    """Changes to episodes are silent unless `touch` is given: the show's own row (leafCount, childCount, updatedAt)
    stays as it was, only the section's `contentChangedAt`, `updatedAt` and `scannedAt` move. With `stamps` False not
    even those. Methods raise LookupError for what is not there.
    """

    # -- sections

    def add_section(
        self,
        title: str,
        type: str = "show",
        agent: str = NEW_AGENT,
        scanner: str = "Plex TV Series",
        locations: Sequence[str] = (),
        prefs: dict[str, str] | None = None,
    ) -> int:
        """A new, empty library; answers its key."""
        with self.lock:
            key = len(self.sections) + 1
            while key in self.sections:
                key += 1
            places = list(locations) or [f"/media/{title}"]
            section = Section(key, type, title, agent, scanner, f"{key:08x}-0000-4000-8000-00000000demo", places)
            section.prefs = dict(prefs or {})
            section.created_at = self.now
            self.sections[key] = section
            self._stamp(key)
            return key

    def rename_section(self, section: int, title: str) -> None:
        """Give a library another title."""
        with self.lock:
            self.sections[section].title = title
            self._stamp(section)

    def remove_section(self, section: int) -> None:
        """Drop a library with all that is in it."""
        with self.lock:
            del self.sections[section]
            for key in [show.key for show in self.shows.values() if show.section == section]:
                self._forget_show(key)
            self._forget_films(section)
            self._tick()

    def set_prefs(self, section: int, **prefs: str) -> None:
        """Set a library's preferences, such as `showOrdering="tvdbAiring"`."""
        with self.lock:
            self.sections[section].prefs.update(prefs)
            self._stamp(section)

    def set_stamps(self, moving: bool) -> None:
        """Whether changes move the section's stamps; False is the most silent server there is."""
        self.stamps = moving

    def set_ordering_in_rows(self, shown: bool) -> None:
        """Whether a show's own row tells its `showOrdering`, or only its preferences do."""
        with self.lock:
            self.ordering_in_rows = shown
            for key in self.shows:
                self._drop_rows(key)

    # -- shows

    def add_show(
        self,
        section: int,
        title: str,
        year: int | None = None,
        guid: str | None = None,
        guids: Sequence[str] = (),
        folder: str | None = None,
        show_ordering: str | None = None,
        originally_available_at: str | None = None,
    ) -> int:
        """A new show without episodes; answers its rating key. `guid` defaults to a `plex://show/…`."""
        with self.lock:
            key = self._new_key()
            place = folder or f"{self.sections[section].locations[0]}/{title}" + (f" ({year})" if year else "")
            show = Show(
                key,
                section,
                title,
                year,
                guid or f"plex://show/{key:024x}",
                list(guids),
                place,
                show_ordering,
            )
            show.originally_available_at = originally_available_at
            show.added_at = show.updated_at = self.now
            self.shows[key], self.episodes[key] = show, {}
            self._stamp(section)
            return key

    def set_show(self, show: int, touch: bool = True, **facts: object) -> None:
        """Change fields of a show's row, such as `title`, `year`, `show_ordering`, `folder`."""
        with self.lock:
            record = self.shows[show]
            for name, value in facts.items():
                getattr(record, name)
                setattr(record, name, value)
            self._changed_show(show, touch)

    def rematch_show(
        self, show: int, guid: str, guids: Sequence[str] = (), title: str | None = None, touch: bool = True
    ) -> None:
        """Let Plex take this show for another one."""
        self.set_show(show, touch, guid=guid, guids=list(guids), **({"title": title} if title else {}))

    def remove_show(self, show: int) -> None:
        """Drop a show with its episodes."""
        with self.lock:
            section = self.shows[show].section
            self._forget_show(show)
            self._stamp(section)

    # -- episodes

    def add_episode(
        self,
        show: int,
        season: int | None,
        number: int | None,
        title: str | None = None,
        originally_available_at: str | None = None,
        guids: Sequence[str] = (),
        file: str | None = None,
        files: Sequence[str] = (),
        guid: str | None = None,
        touch: bool = False,
        added_at: int | None = None,
        minutes: int | None = None,
    ) -> int:
        """Add one episode; answers its rating key. `file` may be another episode's (one file, two episodes);
        `files` are the parts of one version; `added_at` is in seconds since 1970, by default the server's now."""
        with self.lock:
            key, home = self._new_key(), self.shows[show]
            path = file or f"{home.folder}/Season {season or 0:02}/S{season or 0:02}E{number or 0:02} {key}.mkv"
            media = [Media(key * 10, list(files) or [path])]
            own = guid or f"plex://episode/{key:024x}"
            name = title or f"Episode {number}"
            made = Episode(key, show, season, number, name, originally_available_at, own, list(guids), media)
            made.added_at, made.updated_at = self.now if added_at is None else added_at, self.now
            made.duration = made.duration if minutes is None else minutes * 60_000
            self.episodes[show][key] = made
            self._home[key] = show
            self._changed_episode(made, touch)
            return key

    def set_episode(self, episode: int, touch: bool = False, **facts: object) -> None:
        """Change fields of an episode: `title`, `season`, `number`, `guids`, `originally_available_at` …"""
        with self.lock:
            record = self.episode(episode)
            for name, value in facts.items():
                getattr(record, name)
                setattr(record, name, value)
            self._changed_episode(record, touch)

    def add_media(self, episode: int, file: str, proxy_type: int | None = None) -> None:
        """Another version of an episode; `proxy_type` 42 makes it an optimised one."""
        with self.lock:
            record = self.episode(episode)
            record.media.append(Media(episode * 10 + len(record.media), [file], None, proxy_type))
            self._changed_episode(record, False)

    def remove_episode(self, episode: int, touch: bool = False) -> None:
        """Drop an episode for good (trash emptied)."""
        with self.lock:
            record = self.episode(episode)
            del self.episodes[record.show][episode], self._home[episode]
            self._changed_episode(record, touch)

    def trash_episode(self, episode: int, media_only: bool = False, touch: bool = False) -> None:
        """Its file vanished, the trash is not emptied: still listed and counted, with `deletedAt`."""
        with self.lock:
            record = self.episode(episode)
            record.deleted_at = None if media_only else self.now
            for media in record.media:
                media.deleted_at = self.now
            self._changed_episode(record, touch)

    def untrash_episode(self, episode: int, touch: bool = False) -> None:
        """Its file is back."""
        with self.lock:
            record = self.episode(episode)
            record.deleted_at = None
            for media in record.media:
                media.deleted_at = None
            self._changed_episode(record, touch)

    def swap_episode(self, episode: int, season: int, number: int, title: str | None = None) -> int:
        """Remove one episode and add another of the same show in one go, so that no count moves."""
        with self.lock:
            show = self.episode(episode).show
            self.remove_episode(episode)
            return self.add_episode(show, season, number, title)

    def renumber_episode(self, episode: int, season: int | None, number: int | None, touch: bool = False) -> None:
        """Let Plex take the same file for another number."""
        self.set_episode(episode, touch, season=season, number=number)

    def take_offline(self, section: int) -> None:
        """The disk behind a library is gone: every episode or film `deletedAt`."""
        with self.lock:
            for episode in self._keys_of(section):
                self.trash_episode(episode)
            for movie in self._films_of(section):
                self.trash_movie(movie)

    def bring_back(self, section: int) -> None:
        """The disk is back."""
        with self.lock:
            for episode in self._keys_of(section):
                self.untrash_episode(episode)
            for movie in self._films_of(section):
                self.untrash_movie(movie)

    # -- wishes

    def wish(self, guid: str, title: str | None = None, year: int | None = None, guids: Sequence[str] = ()) -> None:
        """Put a plex guid on the account's watchlist; facts default to those of the item that has it here."""
        with self.lock:
            here: Iterable[Show | Movie] = [*self.shows.values(), *self.movies.values()]
            known = next((item for item in here if item.guid == guid), None)
            facts = (known.title, known.year, known.guids) if known else (title or guid, year, list(guids))
            self.wishes[guid] = Wish(guid, guid.split("/")[2], *facts, at=self.now)

    def unwish(self, guid: str) -> None:
        """Take it off the watchlist again."""
        with self.lock:
            del self.wishes[guid]

    def mark_watched(self, guid: str) -> None:
        """The owner watched it: a film leaves the watchlist by itself, a show stays."""
        with self.lock:
            mark_watched(self.wishes, guid)
