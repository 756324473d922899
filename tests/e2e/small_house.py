"""A small house in this process, whose rows a test writes itself, for states that the demo is not in."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, select

from parity.actions import decide
from parity.actions.decide import Target
from parity.actions.ports import House
from parity.bootstrap.doors import Doors
from parity.core.shapes import ACTIVE
from parity.demo.faults import Faults
from parity.demo.serving import Served, serve
from parity.demo.tmdb_standin import create_app as tmdb_app
from parity.demo.tmdb_world import TmdbWorld
from parity.store import notices, scans, schema
from parity.store.database import Database
from parity.web import here
from tests.store.builders import NOW, add_episode, add_library, add_scan, add_scan_item, add_show, day
from tests.web.houses import KEY, app_of, house_in

LONG = "The " + "Unbelievably" * 5 + " Long Winded Title of a Show That Goes On and On (and On Again)"


@dataclass
class SmallHouse:
    """Its database, and the page over it."""

    house: House
    app: Flask
    served: Served
    _tmdb: list[Served] = field(default_factory=list)

    @property
    def database(self) -> Database:
        """Where its rows are."""
        return self.house.database

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"{self.served.url}/"

    def hang_up(self) -> None:
        """From now on nobody answers."""
        self.served.stop()

    def answer_again(self) -> None:
        """At the same address as before."""
        self.served = serve(self.app, self.served.port)

    def let_out(self, tmdb: TmdbWorld) -> None:
        """Its only way out leads to this TMDB; Plex gives no answer."""
        self._tmdb.append(serve(tmdb_app(tmdb, Faults())))
        settings = replace(
            self.house.settings(),
            tmdb_base_url=f"{self._tmdb[-1].url}/3",
            tmdb_api_key=tmdb.v3_key,
            tmdb_rate=2000,
            plex_base_url="http://127.0.0.1:9",
        )
        doors = Doors(lambda: settings, settings.cache_url, self.database, self.house.now)
        here.keep(self.app, replace(self.house, doors=lambda: doors), KEY)

    def move_scan(self, **columns: object) -> None:
        """The scan at work is further on."""
        with self.database.writing() as connection:
            connection.execute(schema.scans.update().where(schema.scans.c.state.in_(ACTIVE)).values(**columns))

    def end_scan(self, state: str = "done", note: str | None = None) -> None:
        """The scan at work is over."""
        with self.database.writing() as connection:
            row = scans.active(connection)
            assert row is not None
            scans.finish(connection, row.id, state, note, NOW)

    def decide_some(self) -> None:
        """A show and an episode are ignored, and a policy is set."""
        decide.ignore(self.house, Target(2), "seen it at a friend's")
        decide.ignore(self.house, Target(1, 1, 2), LONG, day(40))
        decide.set_policy(self.house, 1, "from 1")

    def lose_database(self, folder: Path) -> None:
        """What lies where the database was, in this house's folder, cannot be opened."""
        self.database.close()
        (folder / "parity.db").rename(folder / "lost.db")
        (folder / "parity.db").mkdir()

    def close(self) -> None:
        """Everyone goes home."""
        for served in (self.served, *self._tmdb):
            served.stop()
        self.database.close()


def small_house(folder: Path) -> SmallHouse:
    """A house in which nothing was scanned yet."""
    house = house_in(folder, PLEX_BASE_URL="http://plex.example", PLEX_TOKEN="token", TMDB_API_KEY="key")
    app = app_of(house)
    return SmallHouse(house, app, serve(app))


def fill(connection: Connection) -> None:
    """An ongoing show with a title that is too long, an ended one, something coming, and a scan with troubles."""
    long = add_show(connection, LONG, year=2019, tmdb_id=90001, imdb_id="tt0303461", status="Returning Series")
    add_episode(connection, long, (1, 2), day(-9), title=LONG)
    add_episode(connection, long, (1, 3), day(9), title=LONG)
    short = add_show(connection, "Firefly", year=2002, tmdb_id=1437, imdb_id="tt0303461", status="Ended")
    for number in range(1, 15):
        add_episode(connection, short, (1, number), day(-100))
    add_show(connection, "Lost in Translation", standing="unmatched", status="Ended")
    _name_copies(connection)
    scan = add_scan(connection, "partial", note="interrupted at 2 of 3", total=3, done=2)
    add_scan_item(connection, scan, 0, LONG, outcome="trouble", message="TMDB did not answer")


def _name_copies(connection: Connection) -> None:
    """Plex calls the shows as they are called here: a decision reads their names anew."""
    shown, copy = schema.shows.c, schema.items.c
    of_show = shown.id == copy.show_id
    names = {"title": select(shown.title).where(of_show), "year": select(shown.year).where(of_show)}
    connection.execute(schema.items.update().values({name: found.scalar_subquery() for name, found in names.items()}))


def notify(connection: Connection) -> None:
    """A notice of each kind."""
    notices.put(connection, "tmdb", "TMDB refuses the key: check TMDB_API_KEY.", NOW - timedelta(hours=3))
    add_library(connection, "Anime", state="held", notice="Plex lists 12 episodes where there were 240.")
    add_library(connection, "Kids", state="gone", notice="Plex no longer has this library.")


def fall_ill(connection: Connection) -> None:
    """Nothing new can be learned of Firefly, and a show is there whose episodes are numbered in another way."""
    told = {"trouble": "TMDB did not answer", "trouble_since": NOW - timedelta(hours=3)}
    connection.execute(schema.shows.update().where(schema.shows.c.title == "Firefly").values(**told))
    add_show(connection, "Bleach", standing="suspect", reason="numbered by TheTVDB", status="Ended")


def scan_on(connection: Connection) -> None:
    """A scan is at work."""
    add_scan(connection, "running", total=80, done=20, current=LONG)
