"""What a run over watched states would go by now: whose states, which libraries, and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from parity.core.library import KINDS, is_called
from parity.store.schema import libraries, preferences, watched_user

_BESIDE = ("sagetv_every",)  # it says when, not what


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library of shows or films, as Plex last named it."""

    machine_id: str
    section_key: str
    title: str
    followed: bool

    @property
    def place(self) -> str:
        """MACHINE/SECTION."""
        return f"{self.machine_id}/{self.section_key}"

    def is_called(self, name: str) -> bool:
        """Whether a person means it by this name."""
        return is_called(name, self.machine_id, self.section_key, self.title)


@dataclass(frozen=True, slots=True)
class Stand:
    """`who`: the user of Plex's home whose states are meant and their name, "" for the owner.

    `changed_at`: when a setting was last saved by which a run would do something else; None: never.
    """

    who: str
    name: str
    changed_at: datetime | None
    shelves: tuple[Shelf, ...]


def stand(connection: Connection) -> Stand:
    """How it stands. Three statements."""
    user = connection.execute(select(watched_user.c.who, watched_user.c.name)).first()
    of = preferences.c
    meant = of.name.startswith("sagetv_", autoescape=True), of.name.not_in(_BESIDE)
    changed = connection.execute(select(func.max(of.changed_at)).where(*meant)).scalar()
    rows = select(*(libraries.c[name] for name in Shelf.__dataclass_fields__)).where(
        libraries.c.kind.in_(KINDS), libraries.c.state != "gone"
    )
    shelves = tuple(Shelf(*row) for row in connection.execute(rows.order_by(libraries.c.id)))
    return Stand(user.who if user else "", user.name if user else "", changed, shelves)
