"""Which files of Sonarr and Radarr no server shows: what is looked for, where, and what was found of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from parity.core.downloaded import ArrFile
from parity.core.path_parts import beyond, parts
from parity.core.paths import Aim

Library = tuple[str, str]
"""Machine id and section key."""
Key = str
"""What the spellings of one path have in common, its names parted by _BETWEEN: tuples would take twice the room."""
_BETWEEN = "\0"
_FEW = 20  # items in one folder: of more it is none of a single show or film


class Search:
    """The files, each with where it should be; what is told of Plex's files ticks them off.

    A file counts as there as soon as one server shows it. Upper and lower case are one here: who is in doubt says
    nothing.
    """

    def __init__(self, files: Iterable[tuple[ArrFile, tuple[Aim, ...]]]) -> None:
        self.aimed = {file.path: (file, aims) for file, aims in files}
        self._wanted: dict[Library, dict[Key, tuple[str, ...]]] = defaultdict(dict)
        self._folders: dict[Library, dict[Key, set[str]]] = defaultdict(dict)
        self._seen: set[str] = set()
        for file, aims in self.aimed.values():
            for aim in aims:
                key = key_of(aim.file or aim.folder)
                wanted = self._wanted[_library(aim)]
                wanted[key] = (*wanted.get(key, ()), file.path)
                self._folders[_library(aim)].setdefault(_item_folder(file, key), set())

    @property
    def libraries(self) -> list[Library]:
        """Where any of the files should be."""
        return list(self._wanted)

    def see(self, library: Library, file: str, item: str) -> None:
        """Plex shows this file in a library, as one of an item: a show or film, by its rating key."""
        key = key_of(file)
        self._seen.update(self._wanted.get(library, {}).get(key, ()))
        folders = self._folders.get(library, {})
        while key := key.rpartition(_BETWEEN)[0]:
            if key in folders:
                folders[key].add(item)

    def left(self, library: Library) -> list[ArrFile]:
        """The files that should be in this library and were seen nowhere."""
        found = dict.fromkeys(path for listed in self._wanted[library].values() for path in listed)
        return [self.aimed[path][0] for path in found if path not in self._seen]

    def neighbours(self, library: Library, file: ArrFile) -> frozenset[str]:
        """The items of a library that have a file in the folder of this file's show or film."""
        found: set[str] = set()
        for aim in self.aimed[file.path][1]:
            if _library(aim) == library:
                found |= self._folders[library][_item_folder(file, key_of(aim.file or aim.folder))]
        return frozenset(found) if len(found) <= _FEW else frozenset()

    def unseen(self, unknown: frozenset[Library]) -> list[tuple[ArrFile, Aim]]:
        """The files that should be somewhere and are nowhere. `unknown` libraries may have what should be there."""
        return [
            (file, aims[0])
            for file, aims in self.aimed.values()
            if aims and file.path not in self._seen and not any(_library(aim) in unknown for aim in aims)
        ]

    def undecided(self, unknown: frozenset[Library]) -> list[str]:
        """The files of which nobody can say whether they are there, because one of the libraries is unknown."""
        return [
            path
            for path, (_, aims) in self.aimed.items()
            if path not in self._seen and any(_library(aim) in unknown for aim in aims)
        ]

    def homeless(self) -> Counter[str]:
        """How many files belong to no library at all, by the folder above those of their shows and films."""
        return Counter(_above(file) for file, aims in self.aimed.values() if not aims)


def key_of(path: str) -> Key:
    """What all spellings of this path have in common; upper and lower case are one."""
    return _BETWEEN.join(parts(path).key(ignore_case=True))


def _library(aim: Aim) -> Library:
    return aim.machine_id, aim.section_key


def _item_folder(file: ArrFile, key: Key) -> Key:
    """The folder of the show or film, as the server of this key calls it."""
    names = beyond(file.path, file.folder) if file.folder else None
    return key.rsplit(_BETWEEN, len(names or ("",)))[0]


def _above(file: ArrFile) -> str:
    folder = parts(file.folder or file.path)
    return type(folder)(folder.root, folder.names[:-1], folder.windows, folder.separator).text
