"""Fifty shows, scanned, decided upon, and then turned upside down; what each work comes to when nobody disturbs it."""

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from parity.actions.decide import Target, ignore, match, set_policy
from parity.actions.find_item import find_show
from parity.actions.scan_run import run_to_end
from parity.demo.child import Child, start
from parity.store.schema import decision_keys, decisions
from parity.store.upgrade import bring_up
from tests.tasks.nursery import Nursery
from tests.tasks.points import AGAIN, FIRST, INCREMENTAL
from tests.tasks.scene import End, Scene
from tests.tasks.worlds import SAID, upheaval, worlds

QUICK = 0.02
MODES = {FIRST: "full", AGAIN: "full", INCREMENTAL: "incremental"}


@dataclass
class Town:
    """The stand-ins after the upheaval, and data folders from before it: `new`, `scanned`.

    `ends` and `counts`: what each work comes to when nobody disturbs it, and what it asks.
    """

    folder: Path
    tmdb: Child
    plex: Child
    environ: Mapping[str, str]
    nursery: Nursery
    ends: dict[str, End] = field(default_factory=dict)
    counts: dict[str, Mapping[str, int]] = field(default_factory=dict)

    @contextmanager
    def scene(self, folder: Path, work: str) -> Iterator[Scene]:
        """A data folder in which this work is queued, and stand-ins that count from zero."""
        with self.idle(folder, "new" if work == FIRST else "scanned") as scene:
            scene.queue(MODES[work])
            yield scene

    @contextmanager
    def idle(self, folder: Path, template: str = "scanned") -> Iterator[Scene]:
        """A data folder with nothing to do, and stand-ins that count from zero."""
        shutil.copytree(self.folder / template, folder)
        self.tmdb.forget_requests()
        with self.at(folder) as scene:
            yield scene

    @contextmanager
    def at(self, folder: Path) -> Iterator[Scene]:
        """A data folder as it is."""
        scene = Scene(folder, self.environ, self.nursery)
        try:
            yield scene
        finally:
            scene.house.database.close()

    @contextmanager
    def slow(self, seconds: float = 0.1) -> Iterator[None]:
        """TMDB takes its time for each answer meanwhile: a scan over everything is at work for some seconds."""
        self.tmdb.faults(latency=seconds)
        try:
            yield
        finally:
            self.tmdb.faults(latency=QUICK)

    def asked(self) -> Mapping[str, int]:
        """How often TMDB was asked about each show, and for ids and titles at all, since a scene began."""
        told = self.tmdb.requests()
        shows, kinds = told["asked"], told["kinds"]
        assert isinstance(shows, dict)
        assert isinstance(kinds, dict)
        return {**shows, **{kind: kinds[kind] for kind in ("find", "search") if kind in kinds}}

    def asked_too_often(self, work: str) -> dict[str, int]:
        """What TMDB was asked about more than twice as often as when nobody disturbs this work."""
        usual = self.counts[work]
        return {what: times for what, times in self.asked().items() if times > 2 * usual.get(what, 0)}


@contextmanager
def founded(folder: Path) -> Iterator[Town]:
    """A town in this folder, with its stand-ins at work."""
    made_tmdb, made_plex = worlds()
    with ExitStack() as doors:
        tmdb, plex = doors.enter_context(start(made_tmdb)), doors.enter_context(start(made_plex))
        environ = {
            "PLEX_BASE_URL": plex.url,
            "PLEX_TOKEN": made_plex.token,
            "TMDB_BASE_URL": f"{tmdb.url}/3",
            "TMDB_IMAGE_URL": f"{tmdb.url}/t/p",
            "TMDB_API_KEY": made_tmdb.v3_key,
            "TMDB_RATE": "2000",
            "TMDB_CONNECTIONS": "2",
        }
        town = Town(folder, tmdb, plex, environ, doors.enter_context(Nursery()))
        _live_there(town)
        upheaval(tmdb, plex, made_plex)
        for work in MODES:
            with town.scene(folder / work, work) as scene:
                run_to_end(scene.house, scene.scan_id, threading.Event())
                town.ends[work], town.counts[work] = scene.end(), town.asked()
        tmdb.faults(latency=QUICK)
        yield town


def _live_there(town: Town) -> None:
    """Make the folder of an earlier scan with decisions in it, and a new one with the same decisions."""
    for name in ("scanned", "new"):
        (town.folder / name).mkdir()
    with town.at(town.folder / "scanned") as scanned, town.at(town.folder / "new") as new:
        bring_up(scanned.house.database)
        bring_up(new.house.database)
        scanned.queue("full")
        run_to_end(scanned.house, scanned.scan_id, threading.Event())
        _decide(scanned)
        with scanned.house.database.reading() as old, new.house.database.writing() as fresh:
            for table in (decisions, decision_keys):
                for row in old.execute(table.select()).mappings():
                    fresh.execute(table.insert().values(**row))


def _decide(scene: Scene) -> None:
    house = scene.house

    def show(rank: int) -> int:
        return find_show(house, f"Show {rank:05}")

    match(house, find_show(house, "Somebody said"), SAID)
    ignore(house, Target(show(11)), "It goes away.")
    ignore(house, Target(show(31), 1, 6), "It goes away too.")
    ignore(house, Target(show(24), 1))
    set_policy(house, show(22), "from 2")
