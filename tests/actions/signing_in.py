"""A house that somebody signs in to, with a fake Plex behind its door and a clock that can be moved."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from parity.actions.ports import House
from parity.actions.sign_in import Arrived, Waiting, begin, check
from parity.core.account import Account
from parity.core.roles import Role
from parity.core.sign_in import Over
from parity.store import accounts, install, people, pins
from parity.store.schema import pins as pin_rows
from tests.plex_tv import FakePlexTv, PlexTvDoors
from tests.store.builders import NOW
from tests.web.houses import new_house_in


@dataclass
class Stage:
    """A house with an open door to plex.tv, and a clock."""

    house: House
    doors: PlexTvDoors
    at: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def plex(self) -> FakePlexTv:
        """What answers at plex.tv."""
        return self.doors.plex

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.at[0] += timedelta(seconds=seconds)

    def signs_in(self, account: Account, purpose: pins.Purpose = "enter", **known: bool) -> Waiting | Arrived | Over:
        """Begin, claim at Plex, look."""
        key = begin(self.house, purpose, strong=True)
        self.plex.claim(account)
        return check(self.house, key, near=known.get("near", False), code_ok=known.get("code_ok", False))

    def owned_by(self, account: Account) -> None:
        """It is set up and somebody's."""
        with self.house.database.writing() as connection:
            install.set_up(connection, NOW)
            people.make_owner(connection, account, NOW)

    def allow(self, account: Account, role: Role) -> None:
        """The owner lets somebody in."""
        with self.house.database.writing() as connection:
            people.set_role(connection, people.came(connection, account, NOW).id, role, NOW)

    def kept(self) -> accounts.AccountRow | None:
        """The account that Parity acts for."""
        with self.house.database.reading() as connection:
            return accounts.kept(connection)

    def kept_token(self) -> str:
        """Its token."""
        row = self.kept()
        return row.token.value if row else ""

    def waited_for(self) -> int:
        """How many PINs somebody may still come with."""
        with self.house.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(pin_rows).where(~pin_rows.c.used)).scalar_one()

    def owner(self) -> str:
        """The owner's name, "" when it is nobody's."""
        with self.house.database.reading() as connection:
            owner = people.owner(connection)
        return owner.name if owner else ""


def stage_in(folder: Path, **environ: str) -> Stage:
    """Nobody has signed in yet, and it is nobody's."""
    made = Stage(new_house_in(folder, **environ), PlexTvDoors())
    made.plex.now = lambda: made.at[0]
    made.house = replace(made.house, doors=lambda: made.doors, now=lambda: made.at[0])
    return made


def waiting(outcome: object) -> Waiting:
    """It is not over and nobody came."""
    assert isinstance(outcome, Waiting), outcome
    return outcome


def arrived(outcome: object) -> Arrived:
    """Somebody came in."""
    assert isinstance(outcome, Arrived), outcome
    return outcome


def over(outcome: object) -> str:
    """Why nobody came in."""
    assert isinstance(outcome, Over), outcome
    return outcome.reason
