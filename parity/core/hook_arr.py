"""What Sonarr and Radarr post when something was imported, renamed or deleted (features: both shapes of "Download")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from parity.core.hook_body import NONE, Body, Unreadable, beneath, bodies, body, number, path, unique, words
from parity.core.ids import ExternalIds, union
from parity.core.told import Told, Touched

_IMDB = re.compile(r"tt[0-9]{1,12}")
_OF_OTHERS = ("artist", "album", "trackFiles", "author", "book", "bookFiles")
_NAMED = 3
"""Episodes that a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """Under which names a program tells what both tell."""

    kind: Literal["sonarr", "radarr"]
    owner: str
    folder: str
    file: str
    files: str
    renamed: str


_SONARR = _Dialect("sonarr", "series", "path", "episodeFile", "episodeFiles", "renamedEpisodeFiles")
_RADARR = _Dialect("radarr", "movie", "folderPath", "movieFile", "movieFiles", "renamedMovieFiles")


@dataclass(frozen=True, slots=True)
class _Message:
    """One message; `folder` is that of the show or film, "" when it is not told."""

    dialect: _Dialect
    event: str
    told: Body

    @property
    def owner(self) -> Body:
        return body(self.told.get(self.dialect.owner))

    @property
    def folder(self) -> str:
        return path(self.owner.get(self.dialect.folder))

    @property
    def title(self) -> str:
        return words(self.owner.get("title")) or ("A show" if self.dialect is _SONARR else "A film")

    @property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        pairs = [
            (number(e.get("seasonNumber")), number(e.get("episodeNumber"))) for e in bodies(self.told.get("episodes"))
        ]
        return tuple(dict.fromkeys((season, each) for season, each in pairs if season is not None and each is not None))

    def file(self, told: Body, of: str = "path", within: str = "relativePath") -> str:
        """Where a file lies: old versions tell only where within the folder."""
        return path(told.get(of)) or beneath(self.folder, told.get(within))

    def what(self) -> str:
        """The show with its episodes, or the film."""
        codes = [f"S{season:02}E{each:02}" for season, each in self.numbers]
        more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
        return f"{self.title} {', '.join(codes[:_NAMED])}{more}".rstrip()


def read_arr(message: object) -> Told:
    """What follows from a message of Sonarr or Radarr, of any version, of an event that is not known yet too.

    Lidarr and Readarr are heard, and nothing follows. Raises Unreadable for what none of them sends.
    """
    if not isinstance(message, dict):
        raise Unreadable("A JSON object was expected.")
    event = words(message.get("eventType"), 60)
    if not event:
        raise Unreadable("It names no eventType.")
    if any(name in message for name in _OF_OTHERS):
        return Told("path", event, "It is about music or books, which nobody looks after here.")
    said = _Message(_dialect_of(message), event, message)
    return _READERS.get(event.lower(), _heard)(said)


def _dialect_of(message: Body) -> _Dialect:
    """By what it is about; what is about nothing, such as its health, by the name that the program goes by."""
    if any(name in message for name in ("movie", "remoteMovie", "movieFile", "renamedMovieFiles")):
        return _RADARR
    if any(name in message for name in ("series", "episodes", "episodeFile", "episodeFiles", "renamedEpisodeFiles")):
        return _SONARR
    return _RADARR if "radarr" in words(message.get("instanceName")).lower() else _SONARR


def _came(message: _Message) -> Told:
    """One file, or with "Import Complete" all files of one import, which may have been told one by one before."""
    dialect, told = message.dialect, message.told
    each = [body(told.get(dialect.file)), *bodies(told.get(dialect.files))]
    files = unique(message.file(one) for one in each)
    former = unique(message.file(one) for one in bodies(told.get("deletedFiles")))
    upgrade = told.get("isUpgrade") is True or bool(former)
    touched = _touched(files, former) if files else (*_touched((), former), _whole(message))
    verb = "were" if len(message.numbers) > 1 else "was"
    where = " in the place of an older file" if upgrade else ""
    return _told(message, f"{message.what()} {verb} imported{where}.", touched, upgrade)


def _renamed(message: _Message) -> Told:
    """Files have other names, and perhaps lie in another folder."""
    each = bodies(message.told.get(message.dialect.renamed))
    former = unique(message.file(one, "previousPath", "previousRelativePath") for one in each)
    files = unique(message.file(one) for one in each)
    touched = _touched(files, former) or (_whole(message),)
    return _told(message, f"Files of {message.title} have other names now.", touched)


def _file_went(message: _Message) -> Told:
    """A file was deleted; for what took its place a message of its own follows."""
    if words(message.told.get("deleteReason")).lower() == "upgrade":
        return _told(message, f"A file of {message.what()} made way for another one.")
    files = unique(message.file(one) for one in [body(message.told.get(message.dialect.file))])
    return _told(message, f"A file of {message.what()} was deleted.", _touched((), files) or (_whole(message),))


def _all_went(message: _Message) -> Told:
    """A show or film was taken off the program's list, perhaps with its files."""
    if message.told.get("deletedFiles") is not True:
        return _told(message, f"{message.title} was taken off the list, its files stay.")
    return _told(message, f"{message.title} was deleted with its files.", (_whole(message, gone=True),))


def _heard(message: _Message) -> Told:
    if message.event.lower() == "test":
        return _told(message, "A test: the message arrived.")
    return _told(message, f"{message.event}: nothing has to be scanned for it.")


_READERS: dict[str, Callable[[_Message], Told]] = {
    "download": _came,
    "rename": _renamed,
    "episodefiledelete": _file_went,
    "moviefiledelete": _file_went,
    "seriesdelete": _all_went,
    "moviedelete": _all_went,
}


def _whole(message: _Message, gone: bool = False) -> Touched:
    """The folder, where no file is told. Raises Unreadable when that is not told either."""
    folder = path(message.told.get("destinationPath")) or message.folder
    if folder:
        return Touched(folder, folder=True, gone=gone)
    file = path(message.owner.get("filePath"))
    if file:
        return Touched(file, gone=gone)
    raise Unreadable(f"{message.event} names neither a file nor a folder.")


def _touched(files: tuple[str, ...], former: tuple[str, ...]) -> tuple[Touched, ...]:
    """What came and what went; of two that changed their names both came."""
    went = [file for file in former if file not in files]
    return (*(Touched(file) for file in files), *(Touched(file, gone=True) for file in went))


def _told(message: _Message, said: str, touched: tuple[Touched, ...] = (), upgrade: bool = False) -> Told:
    numbers = message.numbers if touched else ()
    return Told(message.dialect.kind, message.event, said, touched, _ids(message), numbers, upgrade)


def _ids(message: _Message) -> ExternalIds:
    named = (message.owner, body(message.told.get("remoteMovie")) if message.dialect is _RADARR else NONE)
    return union(
        ExternalIds(
            tuple(imdb for imdb in (words(one.get("imdbId")),) if _IMDB.fullmatch(imdb)),
            tuple(i for i in (number(one.get("tmdbId")),) if i),
            tuple(i for i in (number(one.get("tvdbId")),) if i),
        )
        for one in named
    )
