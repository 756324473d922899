"""Olive's watchlist at Plex and her list at SIMKL, as stand-ins, with a house that keeps them together."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from parity.actions.ports import House
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import ask, carry_out, undo
from parity.bootstrap.doors import Doors
from parity.bootstrap.watch_doors import Turns
from parity.core.simkl import SimklToken
from parity.core.watch import Member, Type
from parity.demo.faults import Fault, Faults
from parity.demo.plex_tv_standin import create_app as plex_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.simkl_standin import create_app as simkl_app
from parity.demo.simkl_world import CLIENT_ID, JANE, SimklWorld
from parity.http import TokenBucket
from parity.store import preferences, simkl_account, watch_base, watch_runs
from parity.store.watch_runs import ActionRow, RunRow
from tests.actions.doorways import Doorway
from tests.store.builders import NOW
from tests.web.houses import house_in

OWNER = "Olive Owner"
SIMKL_FROM = 9000


def guid(number: int, type: Type = "movie") -> str:
    """Plex's name for title `number`."""
    return f"plex://{type}/{number:024x}"


@dataclass
class BothLists:
    """Titles are numbers: film 1 is `Film 1`, at SIMKL 9001, with an id of IMDb and one of TMDB on both sides."""

    house: House
    plex: PlexTvWorld
    simkl: SimklWorld
    plex_faults: Faults
    simkl_faults: Faults
    doorways: tuple[Doorway, ...]
    at: list[datetime]
    known: set[int] = field(default_factory=set)

    # -- what people do

    def know(self, *numbers: int, type: Type = "movie", plex: bool = True, simkl: bool = True) -> None:
        """Both services know these titles, or one of them."""
        for number in set(numbers) - self.known:
            imdb, tmdb = f"tt{1_000_000 + number}", 500 + number
            title = f"{'Film' if type == 'movie' else 'Show'} {number}"
            if plex:
                self.plex.add_title(guid(number, type), title, 2000, [f"imdb://{imdb}", f"tmdb://{tmdb}"])
            if simkl:
                kind = "movies" if type == "movie" else "shows"
                self.simkl.add_title(kind, title, 2000, SIMKL_FROM + number, imdb=imdb, tmdb=tmdb)  # type: ignore[arg-type]
        self.known |= set(numbers)

    def wish(self, *numbers: int, type: Type = "movie", **where: bool) -> None:
        """Put titles on Plex's list."""
        self.know(*numbers, type=type, **where)
        for number in numbers:
            title = f"{'Film' if type == 'movie' else 'Show'} {number}"
            ids = [f"imdb://tt{1_000_000 + number}", f"tmdb://{500 + number}"]
            self.plex.wish(OWNER, guid(number, type), title, 2000, ids)

    def unwish(self, *numbers: int, type: Type = "movie") -> None:
        """Take titles off Plex's list."""
        for number in numbers:
            self.plex.unwish(OWNER, guid(number, type))

    def put(self, *numbers: int, status: str = "plantowatch", type: Type = "movie") -> None:
        """Put titles on SIMKL's list, or move them to another one."""
        self.know(*numbers, type=type)
        for number in numbers:
            self.simkl.put(SIMKL_FROM + number, status)

    def take(self, *numbers: int) -> None:
        """Remove titles at SIMKL."""
        for number in numbers:
            self.simkl.take(SIMKL_FROM + number)

    def on_both(self, *numbers: int) -> None:
        """Titles on both lists."""
        self.wish(*numbers)
        self.put(*numbers)

    # -- what Parity does

    def run(
        self,
        work: str = "sync",
        mode: str | None = None,
        source: str | None = None,
        yes: frozenset[str] | None | bool = False,
    ) -> RunRow:
        """An hour later: one run from its question to its end. `yes`: True says it to all that is held."""
        self.wait(3600)
        confirm = None if yes is True else frozenset[str]() if yes is False else yes
        return self._carried_out(ask(self.house, work, wishes=Wishes(mode, source, confirm)))  # type: ignore[arg-type]

    def run_by(self, token: str) -> RunRow:
        """A run for whoever has this token of Plex."""
        self.wait(3600)
        return self._carried_out(ask(self.house, "sync"), token)

    def undo(self, *action_ids: int) -> RunRow:
        """Take back what these actions did."""
        self.wait(3600)
        return self._carried_out(undo(self.house, action_ids))

    def actions(self, run: RunRow) -> list[ActionRow]:
        """The actions of a run."""
        with self.house.database.reading() as connection:
            return watch_runs.actions(connection, run.id)

    def told(self, run: RunRow) -> list[str]:
        """The actions as words, with their state."""
        return [f"{a.side} {a.do} {a.title}: {a.state}" for a in self.actions(run)]

    def agreed(self) -> set[str]:
        """The titles of the base."""
        with self.house.database.reading() as connection:
            return {each.title for each in watch_base.agreed(connection)}

    # -- what there is

    def on_plex(self) -> set[int]:
        """The titles on Plex's list."""
        desk = self.plex.desk(self.plex.account(OWNER).id)
        return {int(each[-24:], 16) for each in desk.listed}

    def on_simkl(self, status: str = "plantowatch") -> set[int]:
        """The titles on SIMKL's list, or on another one."""
        rows = self.simkl.library(JANE).rows.values()
        return {row.title - SIMKL_FROM for row in rows if row.status == status}

    def writes(self) -> int:
        """How many changes both services were asked for since the last look."""
        kinds = {**self.plex.requests.kinds, **{f"simkl {k}": n for k, n in self.simkl.requests.kinds.items()}}
        self.plex.requests.reset()
        self.simkl.requests.reset()
        return sum(n for kind, n in kinds.items() if kind in WRITES)

    def wait(self, seconds: float) -> None:
        """Let time pass everywhere."""
        self.at[0] += timedelta(seconds=seconds)
        self.plex.stop_clock(int(self.at[0].timestamp()))

    def connect(self, member: int = JANE) -> None:
        """Connect SIMKL, by an app of the first kind."""
        token = SimklToken("v1", CLIENT_ID, self.simkl.auth.issue(CLIENT_ID, member))
        with self.house.database.writing() as connection:
            simkl_account.keep(connection, token, Member(str(member), f"member {member}"), self.at[0])

    def gives(self, **settings: str | None) -> None:
        """Save settings."""
        with self.house.database.writing() as connection:
            preferences.save(connection, settings, self.at[0])

    def plex_suffers(self, kind: str, path: str = "", **details: object) -> Fault:
        """From now on Plex's services answer so."""
        return self.plex_faults.add(Fault(kind, path, **details))  # type: ignore[arg-type]

    def simkl_suffers(self, kind: str, path: str = "", **details: object) -> Fault:
        """From now on SIMKL answers so."""
        return self.simkl_faults.add(Fault(kind, path, **details))  # type: ignore[arg-type]

    def heal(self) -> None:
        """All is well again."""
        self.plex_faults.clear()
        self.simkl_faults.clear()

    def close(self) -> None:
        """Nobody lives here any more."""
        for doorway in self.doorways:
            doorway.move_out()
        self.house.database.close()

    def _carried_out(self, run_id: int, token: str | None = None) -> RunRow:
        carry_out(self.house, run_id, threading.Event(), token, settle=0)
        with self.house.database.reading() as connection:
            row = watch_runs.get(connection, run_id)
        assert row is not None
        return row


WRITES = frozenset({"add", "remove", "simkl add_to_list", "simkl history_remove"})


@contextmanager
def both_lists(folder: Path) -> Iterator[BothLists]:
    """Two empty lists, and a house that is connected with both."""
    at = [NOW]
    plex, simkl = PlexTvWorld(), SimklWorld(clock=lambda: at[0].timestamp())
    plex.add_account(OWNER)
    faults = Faults(), Faults()
    doorways = Doorway.of(plex_app(plex, faults[0])), Doorway.of(simkl_app(simkl, faults[1]))
    tv, there = (doorway.url for doorway in doorways)
    house = house_in(
        folder, PLEX_TV_URL=tv, PLEX_DISCOVER_URL=tv, PLEX_METADATA_URL=tv, SIMKL_BASE_URL=there, SIMKL_AUTH_URL=there
    )
    turns = Turns(TokenBucket(10_000, 10_000), TokenBucket(10_000, 10_000))
    doors = Doors(house.settings, f"sqlite:///{folder / 'cache.db'}", house.database, lambda: at[0], lambda: turns)
    made = BothLists(
        replace(house, doors=lambda: doors, now=lambda: at[0]), plex, simkl, faults[0], faults[1], doorways, at
    )
    made.wait(0)
    made.gives(plex_account_token=plex.give_token(OWNER, "client-1"), simkl_client_id=CLIENT_ID)
    made.connect()
    try:
        yield made
    finally:
        made.close()
