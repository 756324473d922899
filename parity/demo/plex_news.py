"""How the fake Plex server behaves, and what it tells of its items to those who listen."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from parity.demo.plex_lines import Lines, News
from parity.demo.plex_records import Episode, Movie, Show
from parity.demo.plex_shows import PlexShows

DOABLE = "set_habits"
CREATED, DONE, DELETED = 0, 5, 9
"""States of an item in the timeline."""
Held = Episode | Movie
Due = tuple[float, Callable[[], None]]
"""When something happens, and what."""


@dataclass(slots=True)
class Habits:
    """How this server behaves; times in seconds."""

    scan_seconds: float = 0.0
    """How long a scan takes; 0: it is over before it is answered."""
    context_late: float = 0.0
    """How long an activity is told without saying of which library."""
    ids_as_text: bool = True
    """Whether events and activities name libraries and items as texts or as numbers."""
    misses_new_folders: bool = False
    """A scan of a folder of which no item is known finds nothing; that of a folder above does."""
    misses_gone_folders: bool = False
    """A scan of a folder in which no file is left notices nothing; that of a folder above does."""
    stamps_folders: bool = True
    """A scan of a folder moves the `scannedAt` of its library too."""
    owner_only: bool = False
    """What is asked of scans, activities, sessions and events is refused to tokens that were let in besides its own."""
    old_agents: bool = False
    """It has none of the agents and scanners that came with 2020."""
    empties_trash: bool = False
    """What vanished is forgotten at once instead of staying in the trash."""
    late_metadata: float = 0.0
    """How long what is new has no ids and no title of its own."""
    doubles: bool = False
    """Everything is told twice."""
    out_of_order: bool = False
    """What happens at one time is told last things first."""
    ping_seconds: float = 10.0
    silent: bool = False
    """Lines stay open and nothing is told, not even that they live."""


class PlexNews(PlexShows):
    """The server with its habits. `lines.told` holds what happened last, whether anybody listened or not."""

    def __init__(self, *facts: Any, **named_facts: Any) -> None:
        super().__init__(*facts, **named_facts)
        self.habits = Habits()
        self.lines = Lines()
        self._unready: list[Due] = []
        """What is new and waits for its metadata."""
        self._counted = 0

    def set_habits(self, **facts: float | bool) -> None:
        """Change what `Habits` names, such as `late_metadata=3` or `silent=True`. Raises AttributeError."""
        with self.lock:
            for name, value in facts.items():
                getattr(self.habits, name)
                setattr(self.habits, name, value)
        self.lines.stir()

    def as_id(self, number: int) -> int | str:
        """The key of a library or item in an event or activity."""
        return str(number) if self.habits.ids_as_text else number

    def _tell_of(self, item: Held | Show, state: int) -> None:
        kind, section = (4, self.shows[item.show].section) if isinstance(item, Episode) else (1, item.section)
        body: dict[str, object] = {
            "identifier": "com.plexapp.plugins.library",
            "sectionID": self.as_id(section),
            "itemID": self.as_id(item.key),
            "type": 2 if isinstance(item, Show) else kind,
            "title": item.title,
            "state": state,
            "updatedAt": self.now,
        }
        if isinstance(item, Episode):
            parent = self.season_key(item.show, item.season or 0)
            body |= {"parentItemID": self.as_id(parent), "rootItemID": self.as_id(item.show)}
        body |= {"metadataState": word} if (word := {CREATED: "created", DELETED: "deleted"}.get(state)) else {}
        self.lines.tell(News("timeline", "TimelineEntry", body))

    def _uuid(self) -> str:
        self._counted += 1
        return f"{self._counted:08x}-0000-4000-8000-{self.now:012x}"

    def kept(self) -> dict[str, Any]:
        """The habits too."""
        return super().kept() | {"habits": asdict(self.habits)}

    def restore(self, kept: dict[str, Any]) -> None:
        """As it was written down."""
        super().restore(kept)
        self.habits = Habits(**kept["habits"])
