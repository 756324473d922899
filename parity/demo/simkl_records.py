"""The nouns of the fake SIMKL: titles that it knows, rows of members' lists, and what a list was at one moment."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["movies", "shows", "anime"]

KINDS: tuple[Kind, ...] = ("movies", "shows", "anime")
STATUSES = ("plantowatch", "watching", "completed", "hold", "dropped")
SECTIONS = {"movies": "movies", "shows": "tv_shows", "anime": "anime"}
"""What the kinds are called among the activities."""


@dataclass(frozen=True, slots=True)
class SimklTitle:
    """A title of the catalogue. `ids`: those beside SIMKL's own, `{"imdb": "tt1", "tmdb": "2"}`.

    `told_ids` are the kinds that rows of lists tell: of anime often neither imdb, tmdb nor tvdb.
    """

    id: int
    kind: Kind
    title: str
    year: int | None
    ids: dict[str, str]
    anime_type: str = "tv"
    episodes: int = 10
    told_ids: tuple[str, ...] | None = None

    @property
    def is_film(self) -> bool:
        """Whether the rest of the world calls it a film."""
        return self.kind == "movies" or (self.kind == "anime" and self.anime_type == "movie")


@dataclass(frozen=True, slots=True)
class SimklRow:
    """What an account has of a title. Times are Unix seconds; `changed` is what `date_from` goes by."""

    title: int
    status: str
    added: int
    changed: int
    watched: int = 0
    last_watched: int | None = None
    rating: int | None = None
    rated: int | None = None


@dataclass(slots=True)
class Library:
    """All that is kept of one member: rows by title, and when what last changed (`movies plantowatch`)."""

    rows: dict[int, SimklRow] = field(default_factory=dict)
    stamps: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "Library":
        """The same as it is now; rows never change."""
        return Library(dict(self.rows), dict(self.stamps))

    def to_dict(self) -> dict[str, Any]:
        """For a file."""
        return {"rows": [asdict(row) for row in self.rows.values()], "stamps": self.stamps}

    @classmethod
    def from_dict(cls, saved: dict[str, Any]) -> "Library":
        """What `to_dict` made."""
        return cls({row["title"]: SimklRow(**row) for row in saved["rows"]}, saved["stamps"])


def title_from(saved: dict[str, Any]) -> SimklTitle:
    """A title as `asdict` and JSON left it."""
    told = saved["told_ids"]
    return SimklTitle(**{**saved, "told_ids": None if told is None else tuple(told)})
