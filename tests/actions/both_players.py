"""A Plex server and a SageTV as stand-ins, with a house that keeps what was watched on both alike.

Plex calls /media what SageTV calls /var/media, and a rule says so. `a` is the first video of both, a film of an hour.
"""

from dataclasses import dataclass, field
from typing import Any

from parity.actions import watched_run
from parity.actions.path_rules import add_rule
from parity.actions.ports import House
from parity.actions.preferences import save
from parity.actions.watched_watcher import Watcher
from parity.actions.watched_wishes import Wishes
from parity.core.paths import Rule
from parity.core.watched_change import Change
from parity.core.watched_shapes import RunWork
from parity.demo.faults import Faults
from parity.demo.plex_world import PlexWorld
from parity.demo.sage_standin import create_app as sage_app
from parity.demo.sage_world import SageWorld
from parity.store import watched_runs
from parity.store.watched_runs import ChangeRow, RunRow
from tests.actions.doorways import Doorway
from tests.actions.household import Household

MINUTE, HOUR, DAY = 60, 3600, 86_400
WRITES = ("SetWatched", "SetWatchedTimes", "ClearWatched")
OTHERS = Rule("prefix", "/var/media", "/media", "sagetv")


@dataclass
class BothPlayers:
    """Videos are names. Positions are in seconds, `ago` in seconds before now."""

    home: Household
    sage: SageWorld
    sage_faults: Faults
    doorway: Doorway
    section: int
    tv: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return self.home.house

    @property
    def plex(self) -> PlexWorld:
        return self.home.plex

    # -- what there is

    def film(
        self, name: str = "a", minutes: float = 60, sage_file: str = "", file: str = "", on_air: float = 0, **facts: Any
    ) -> None:
        """A film that both have, a recording in SageTV; as long as `minutes` there, or as `on_air` says."""
        files = [file] if file else None
        key = self.plex.add_movie(self.section, name, 2000, minutes=int(minutes), files=files)
        path = sage_file or "/var" + self.plex.movies[key].media[0].files[0]
        lasts = on_air or minutes
        made = self.sage.add_recording(name, path, minutes=lasts, on_air=self.now - 40 * DAY, **facts)
        self.keys[name] = (key, made)

    def item(self, name: str = "a") -> int:
        """Plex's key of a video."""
        return self.keys[name][0]

    def recording(self, name: str = "a") -> int:
        """SageTV's key of a video."""
        return self.keys[name][1]

    # -- what people do

    @property
    def now(self) -> int:
        """The time on all clocks, in seconds since 1970."""
        return int(self.home.clock.at.timestamp())

    def wait(self, seconds: float) -> None:
        """Time passes on all clocks."""
        self.home.clock.on(seconds=seconds)
        self.plex.now = self.now
        self.sage.set_now(self.now)

    def play_in_plex(self, name: str, seconds: float, ago: float = 0) -> None:
        """Somebody plays it in Plex up to here."""
        key = self.item(name)
        if self.plex.viewings.is_played(self.plex.playables(key)[0].duration, int(seconds * 1000)):
            self.plex.watch(key, at=int(self.now - ago))
        else:
            self.plex.begin(key, int(seconds * 1000), at=int(self.now - ago))

    def play_in_sage(self, name: str, seconds: float, ago: float = 0) -> None:
        """Somebody plays it in SageTV up to here, which begins anew what was watched."""
        self.sage.place(self.recording(name), seconds, ago)

    def mark_in_sage(self, name: str = "a") -> None:
        """Somebody marks it there by hand, of which SageTV keeps no date."""
        self.sage.mark(self.recording(name))

    def seen_in_sage(self, name: str, ago: float) -> None:
        """Somebody watched it there to its end."""
        self.play_in_sage(name, self.sage.files[self.recording(name)].end / 1000, ago)

    # -- what Parity does

    def settings(self, **saved: str) -> None:
        """Change settings."""
        save(self.house, saved)

    def run(self, work: RunWork = "sync", watcher: Watcher | None = None, **wishes: Any) -> RunRow:
        """Ten minutes later: one run from its question to its end."""
        self.wait(600)
        run_id = watched_run.ask(self.house, work, wishes=Wishes(**wishes))
        watched_run.carry_out(self.house, run_id, self.home.stop, watcher)
        return self.row(run_id)

    def row(self, run_id: int) -> RunRow:
        """A run as it stands."""
        with self.house.database.reading() as connection:
            row = watched_runs.RUNS.get(connection, run_id)
        assert row is not None
        return row

    def changes(self, run: RunRow) -> list[ChangeRow]:
        """The changes of a run."""
        with self.house.database.reading() as connection:
            return watched_runs.changes(connection, run.id)

    def told(self, run: RunRow) -> list[str]:
        """The changes as words, with what became of them."""
        return [_words(row.change) for row in self.changes(run)]

    # -- what there is after that

    def writes(self) -> int:
        """How many changes both players were asked for since the last look."""
        kinds = self.sage.requests.kinds
        found = sum(self.plex.view_writes().values()) + sum(kinds.get(name, 0) for name in WRITES)
        self.plex.forget_view_writes()
        self.sage.requests.reset()
        return found

    def in_plex(self, name: str = "a") -> tuple[int, int]:
        """How often it was watched in Plex, and the position in seconds."""
        viewing = self.plex.viewings.of(self.plex.viewer(None), self.item(name))
        return (viewing.views, viewing.offset // 1000) if viewing is not None else (0, 0)

    def in_sage(self, name: str = "a") -> tuple[bool, int]:
        """Whether it is watched in SageTV, and where watching ended, in seconds."""
        key = self.recording(name)
        return self.sage.watched(key), (self.sage.position(key) or 0) // 1000

    def settle(self, **wishes: Any) -> None:
        """Nothing more is done, however often they are compared."""
        self.writes()
        self.run(**wishes)
        self.run(**wishes)
        assert self.writes() == 0

    def close(self) -> None:
        """Everyone goes home."""
        self.doorway.move_out()


def both_players(household: Household) -> BothPlayers:
    """The two, with a library of films and one of shows that are compared."""
    sage = SageWorld(now=household.clock.at.timestamp())
    faults = Faults()
    doorway = Doorway.of(sage_app(sage, faults))
    section = household.plex.add_section("Films", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media/films"])
    tv = household.plex.add_section("TV", locations=["/media/tv"])
    made = BothPlayers(household, sage, faults, doorway, section, tv)
    made.wait(0)
    made.settings(sagetv_url=sage.address(doorway.url))
    add_rule(household.house, OTHERS)
    return made


def _words(change: Change) -> str:
    at = f" {change.position // 1000}" if change.do == "move" else ""
    hold = f" ({change.hold})" if change.hold else ""
    return f"{change.side} {change.do or 'nothing'}{at} {change.title}: {change.state}{hold}"
