"""The disk of the fake Plex server: files come and go there, and the server knows only what it scanned."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from parity.demo.plex_files import DiskFile, is_beneath, location_of, named, numbered, plain, top_folder
from parity.demo.plex_news import CREATED, DELETED, DONE, Held
from parity.demo.plex_players import PlexPlayers
from parity.demo.plex_records import Episode, Movie, Show, pack

DOABLE = "put_file take_file"
Holders = dict[str, list[Held]]


class PlexDisk(PlexPlayers):
    """Files that tests and the demo lay down. Items that were added directly count as files that are there."""

    def __init__(self, *facts: Any, **named_facts: Any) -> None:
        super().__init__(*facts, **named_facts)
        self.disk: list[DiskFile] = []
        self.taken: set[tuple[int, str]] = set()
        """Files of items that are not there any more, by library."""

    def put_file(
        self,
        section: int,
        path: str,
        *,
        title: str | None = None,
        year: int | None = None,
        guids: Sequence[str] = (),
        season: int | None = None,
        number: int | None = None,
        episode_title: str | None = None,
        originally_available_at: str | None = None,
        episode_guids: Sequence[str] = (),
    ) -> None:
        """Lay a file on the disk of a library. It becomes an item when a scan that began later is over.

        What is not given is read from the names, as Plex does: "/tv/Lost (2004)/Season 01/Lost S01E02-E03.mkv".
        In a show library, what names no episode is never seen. `guids` are those of the film, or of the show if that
        is new; `episode_guids` the episode's. Raises ValueError for a path in none of the library's folders.
        """
        with self.lock:
            home = self.sections[section]
            folder = top_folder(path, location_of(path, home.locations))
            heading, told_year, edition = named(path, folder)
            read_season, numbers = numbered(path) if home.type == "show" else (None, [])
            self.disk.append(
                DiskFile(
                    section, path, folder, title or heading, year or told_year, list(guids),
                    read_season if season is None else season, numbers if number is None else [number],
                    episode_title, originally_available_at, list(episode_guids), edition,
                )
            )  # fmt: skip
            self.taken.discard((section, plain(path)))

    def take_file(self, section: int, path: str) -> None:
        """Let a file vanish, or with a folder all below it. Plex notices by a scan."""
        with self.lock:
            known = {each.path for each in self.disk if each.section == section} | set(self._holders(section))
            for file in known:
                if plain(file) == plain(path) or is_beneath(file, path):
                    self.taken.add((section, plain(file)))
            self.disk = [each for each in self.disk if (each.section, plain(each.path)) not in self.taken]

    # -- scanning

    def _walk(self, section: int, folder: str | None) -> list[DiskFile]:
        """What a scan that begins now will have seen."""
        return [each for each in self.disk if each.section == section and is_beneath(each.path, folder)]

    def _take_in(self, section: int, folder: str | None, seen: Sequence[DiskFile], at: float) -> None:
        """What a scan knows when it is over: what came, and what is gone."""
        holders = self._holders(section)
        known = [path for path in holders if is_beneath(path, folder)]
        if known or folder is None or not self.habits.misses_new_folders:
            for file in seen:
                self._found(file, holders, at)
        gone = [path for path in known if (section, plain(path)) in self.taken]
        if len(gone) < len(known) or seen or folder is None or not self.habits.misses_gone_folders:
            for path in gone:
                for item in holders[path]:
                    self._lost(item, path)

    def _holders(self, section: int) -> Holders:
        found: Holders = defaultdict(list)
        shows = [show.key for show in self.shows.values() if show.section == section]
        items: list[Held] = [episode for key in shows for episode in self.episodes[key].values()]
        items += [movie for movie in self.movies.values() if movie.section == section]
        for item in items:
            for media in item.media:
                for path in media.files:
                    found[path].append(item)
        return found

    def _found(self, file: DiskFile, holders: Holders, at: float) -> None:
        held = holders.get(file.path, [])
        for item in held:
            if any(media.deleted_at and file.path in media.files for media in item.media):
                self._back(item, file.path)
        if self.sections[file.section].type == "movie":
            if not held:
                self._new_film(file, at)
            return
        there = {(item.season, item.number) for item in held if isinstance(item, Episode)}
        for number in file.numbers:
            if (file.season, number) not in there:
                self._new_episode(file, number, at)

    def _new_film(self, file: DiskFile, at: float) -> None:
        same = (file.section, file.title, file.year, file.edition)
        for movie in self.movies.values():
            if (movie.section, movie.title, movie.year, movie.edition) == same:
                self.add_movie_version(movie.key, file.path)
                movie.deleted_at = None
                self._tell_of(movie, DONE)
                return
        key = self.add_movie(file.section, file.title, file.year, file.ids, edition=file.edition, files=[file.path])
        made = self.movies[key]
        self._later(made, at, lambda **facts: self.set_movie(key, **facts))

    def _new_episode(self, file: DiskFile, number: int, at: float) -> None:
        show = self._show_of(file, at)
        for episode in self.episodes[show.key].values():
            if (episode.season, episode.number) == (file.season, number):
                self.add_media(episode.key, file.path)
                episode.deleted_at = None
                self._tell_of(episode, DONE)
                return
        key = self.add_episode(
            show.key, file.season, number, file.name, file.aired, file.own_ids, file=file.path, touch=True
        )
        self._later(self.episode(key), at, lambda **facts: self.set_episode(key, **facts))

    def _show_of(self, file: DiskFile, at: float) -> Show:
        for show in self.shows.values():
            here = show.section == file.section
            if here and (plain(show.folder) == plain(file.folder) if file.folder else show.title == file.title):
                return show
        key = self.add_show(file.section, file.title, file.year, guids=file.ids, folder=file.folder or None)
        self._later(self.shows[key], at, lambda **facts: self.set_show(key, **facts))
        return self.shows[key]

    def _later(self, item: Held | Show, at: float, change: Callable[..., None]) -> None:
        """Tell that it came; and take its facts away for as long as its metadata takes."""
        self._tell_of(item, CREATED)
        if not self.habits.late_metadata:
            self._tell_of(item, DONE)
            return
        facts = {"title": item.title, "guid": item.guid, "guids": list(item.guids)}
        change(
            guid=f"local://{item.key}", guids=[], title=f"item {item.key}" if isinstance(item, Episode) else item.title
        )

        def ready() -> None:
            if self.item(item.key) is item:
                change(**facts)
                self._tell_of(item, DONE)

        self._unready.append((at + self.habits.late_metadata, ready))

    def _back(self, item: Held, path: str) -> None:
        for media in item.media:
            if path in media.files:
                media.deleted_at = None
        item.deleted_at = None
        self._moved(item)
        self._tell_of(item, DONE)

    def _lost(self, item: Held, path: str) -> None:
        lost = [media for media in item.media if path in media.files and not media.deleted_at]
        for media in lost:
            media.deleted_at = self.now
        if not lost:
            return
        if all(media.deleted_at for media in item.media):
            item.deleted_at = item.deleted_at or self.now
        self._moved(item)
        if item.deleted_at:
            self._tell_of(item, DELETED)
        if self.habits.empties_trash:
            self._throw_away(item)

    def _throw_away(self, item: Held) -> bool:
        """Forget what of it lies in the trash; whether there was anything."""
        left = [media for media in item.media if not media.deleted_at and not item.deleted_at]
        if left == item.media:
            return False
        item.media = left
        if left:
            self._moved(item)
        elif isinstance(item, Movie):
            self.remove_movie(item.key)
        else:
            self.remove_episode(item.key, touch=True)
            if not self.episodes[item.show]:
                self.remove_show(item.show)
        return True

    def _moved(self, item: Held) -> None:
        if isinstance(item, Movie):
            self._changed_movie(item)
        else:
            self._changed_episode(item, True)

    def kept(self) -> dict[str, Any]:
        """The disk too."""
        return super().kept() | {"disk": [pack(each) for each in self.disk], "taken": sorted(self.taken)}

    def restore(self, kept: dict[str, Any]) -> None:
        """As it was written down."""
        super().restore(kept)
        self.disk = [DiskFile(*row) for row in kept["disk"]]
        self.taken = {(section, path) for section, path in kept["taken"]}
