"""The fake Sonarr or Radarr: shows or films with their files, that tests and the demo can change."""

import json
import threading
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from parity.core.downloaded import NAMES, Source
from parity.demo.tally import Tally

KEY = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
_DOABLE = "add_item set_item remove_item put_file take_file add_root set_key"
_KEPT = ("program", "key", "version", "name", "base", "roots", "last_id")


@dataclass(slots=True)
class ArrRecord:
    """A show or film. `files`: id to path; the season of a show's file is that of its name (S01E02), else 0.

    `linked` is how many episodes Sonarr counts as having a file, None: as many as there are files.
    """

    id: int
    title: str
    path: str
    year: int = 2010
    tvdb_id: int = 0
    tmdb_id: int = 0
    imdb_id: str | None = None
    linked: int | None = None
    files: dict[int, str] = field(default_factory=dict)


class ArrWorld:
    """All state of the stand-in for one program. Methods raise LookupError for an item that is not there.

    `base` is the path below which its owner put it ("" or "/sonarr"), `old` leaves out whole paths and statistics, and
    `bare` the file in a film's own row.
    """

    KIND: ClassVar[str] = "arr"
    DOABLE: ClassVar[frozenset[str]] = frozenset(_DOABLE.split())

    def __init__(self, program: Source = "sonarr", base: str = "") -> None:
        self.lock = threading.RLock()
        self.requests = Tally()
        self.program: Source = program
        self.name = NAMES[program]
        self.version = {"sonarr": "4.0.10.2544", "radarr": "5.14.0.9383"}[program]
        self.key = KEY
        self.base = base
        self.old = self.bare = False
        self.roots: list[str] = []
        self.last_id = 0
        self.items: dict[int, ArrRecord] = {}

    def add_item(self, title: str, path: str, **facts: object) -> int:
        """A show or film without files; `facts` are fields of `ArrRecord`. Its id."""
        with self.lock:
            number = self._next()
            self.items[number] = ArrRecord(number, title, path, **facts)  # type: ignore[arg-type]
            return number

    def set_item(self, item_id: int, **facts: object) -> None:
        """Change facts of one."""
        with self.lock:
            for name, value in facts.items():
                getattr(self.items[item_id], name)
                setattr(self.items[item_id], name, value)

    def remove_item(self, item_id: int) -> None:
        """A show or film is gone, with its files."""
        with self.lock:
            del self.items[item_id]

    def put_file(self, item_id: int, path: str) -> int:
        """A file was imported; its id. A path that begins with no slash and no drive is taken to lie in the folder."""
        with self.lock:
            record, number = self.items[item_id], self._next()
            whole = path if path.startswith(("/", "\\")) or path[1:2] == ":" else f"{record.path}/{path}"
            record.files[number] = whole
            return number

    def take_file(self, item_id: int, path: str) -> None:
        """A file was deleted."""
        with self.lock:
            files = self.items[item_id].files
            del files[next(number for number, kept in files.items() if kept.endswith(path))]

    def add_root(self, path: str) -> None:
        """A root folder."""
        with self.lock:
            self.roots.append(path)

    def set_key(self, key: str) -> None:
        """Another key holds from now on."""
        self.key = key

    def to_json(self) -> str:
        """The whole world as text for `from_json`; counters are not kept."""
        with self.lock:
            kept = {name: getattr(self, name) for name in _KEPT}
            return json.dumps({**kept, "items": [asdict(record) for record in self.items.values()]})

    @classmethod
    def from_json(cls, text: str) -> "ArrWorld":
        """A world as `to_json` wrote it."""
        kept: dict[str, Any] = json.loads(text)
        world = cls()
        for name in _KEPT:
            setattr(world, name, kept[name])
        for row in kept["items"]:
            files = {int(number): path for number, path in row["files"].items()}
            world.items[row["id"]] = ArrRecord(**{**row, "files": files})
        return world

    def _next(self) -> int:
        self.last_id += 1
        return self.last_id
