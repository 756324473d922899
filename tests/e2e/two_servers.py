"""Plex accounts with two servers between them and TMDB, as child processes: what signing in and following need.

Olive owns both servers, "Attic" and "Cellar". Vera may use Attic, and so may Holly, who lives in Olive's home and has
a PIN. Sam owns "Shed", which nobody can reach; Nils has no server at all.

Both servers have a library "TV Shows". With grace 1 and specials off, over both together: "Northern Lights" lacks only
S01E04 (Attic has 1 and 2, Cellar 2 and 3), "Quiet Hours" (Cellar) S01E02, "Paper Boats" (Attic) nothing. Attic alone
would lack S01E03 and S01E04 of "Northern Lights".
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from parity.demo.child import Child, start
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import Tls
from parity.demo.tmdb_world import V3_KEY, TmdbWorld

OLIVE, VERA, SAM, NILS, HOLLY = "Olive Owner", "Vera Viewer", "Sam Stranger", "Nils Nothing", "Holly Home"
HOLLY_S_PIN = "4321"
ATTIC, CELLAR, SHED = "a77c" * 10, "ce11" * 10, "5bed" * 10
"""Machine ids."""
OPENS = {
    ("Attic", OLIVE): "attic-opens-for-olive",
    ("Attic", VERA): "attic-opens-for-vera",
    ("Attic", HOLLY): "attic-opens-for-holly",
    ("Cellar", OLIVE): "cellar-opens-for-olive",
    ("Shed", SAM): "shed-opens-for-sam",
}
"""What each server accepts from whom; no account's own token is among it."""
NORTHERN, BOATS, QUIET = 501, 502, 503
"""TMDB ids."""
NOWHERE = "http://127.0.0.1:9"
"""An address where nobody answers."""


@dataclass
class TwoServers:
    """The running stand-ins."""

    tv: Child
    attic: Child
    cellar: Child
    tmdb: Child

    @property
    def environ(self) -> dict[str, str]:
        """Settings that lead to the stand-ins; nothing is signed in, followed or keyed yet."""
        family = ("PLEX_TV_URL", "PLEX_CLIENTS_URL", "PLEX_APP_URL", "PLEX_DISCOVER_URL", "PLEX_METADATA_URL")
        return dict.fromkeys(family, self.tv.url) | {
            "TMDB_BASE_URL": f"{self.tmdb.url}/3",
            "TMDB_IMAGE_URL": f"{self.tmdb.url}/t/p",
        }

    @property
    def given(self) -> dict[str, str]:
        """The same, with Attic and the key of TMDB given by the environment."""
        return self.environ | {
            "PLEX_BASE_URL": self.attic.url,
            "PLEX_TOKEN": OPENS["Attic", OLIVE],
            "TMDB_API_KEY": V3_KEY,
        }

    def claim(self, who: str, code: str | None = None) -> None:
        """Sign in as somebody with this code; without one, with the newest that waits."""
        self.tv.do("claim", code=code or self.waiting()[-1], account=who)

    def waiting(self) -> Sequence[str]:
        """The codes that wait for somebody, the newest last."""
        codes = self.tv.do("waiting_codes")
        assert isinstance(codes, list)
        return codes

    def living(self, who: str) -> Sequence[str]:
        """The tokens of an account that live, the newest last."""
        tokens = self.tv.do("living_tokens", account=who)
        assert isinstance(tokens, list)
        return tokens

    def share(self, server: str, who: str) -> None:
        """Let somebody use "Attic" or "Cellar"."""
        token = self.tv.do("share", server=server, account=who, token=f"{server.casefold()}-shared-with-{who}")
        self._server(server).do("allow_token", token=token)

    def unshare(self, server: str, who: str) -> None:
        """Take it away from somebody who may use it."""
        listed = f"{server.casefold()}-shared-with-{who}"
        self.tv.do("unshare", server=server, account=who)
        self._server(server).do("drop_token", token=OPENS.get((server, who), listed))

    def _server(self, name: str) -> Child:
        return {"Attic": self.attic, "Cellar": self.cellar}[name]


@contextmanager
def two_servers(cellar_tls: Tls | None = None, tmdb_key: str = V3_KEY) -> Iterator[TwoServers]:
    """Start all four, and stop them at the end; Cellar over https when a certificate is given."""
    with ExitStack() as doors:
        attic = doors.enter_context(start(attic_world()))
        cellar = doors.enter_context(start(cellar_world(), tls=cellar_tls))
        tv = doors.enter_context(start(plex_tv_world(attic.url, cellar.url)))
        tmdb = doors.enter_context(start(tmdb_world(tmdb_key)))
        yield TwoServers(tv, attic, cellar, tmdb)


def plex_tv_world(attic_url: str, cellar_url: str) -> PlexTvWorld:
    """The accounts. Attic is found at the second of two addresses, Cellar also through a relay (by another name)."""
    world = PlexTvWorld()
    for title in (OLIVE, VERA, SAM, NILS):
        world.add_account(title)
    world.add_account(HOLLY, pin=HOLLY_S_PIN, restricted=True, home=OLIVE)
    attic = [{"uri": NOWHERE, "local": True}, {"uri": attic_url, "local": True}]
    relay = cellar_url.replace("127.0.0.1", "localhost")
    cellar = [{"uri": cellar_url, "local": True}, {"uri": relay, "relay": True}]
    world.add_server(ATTIC, "Attic", OLIVE, attic, OPENS["Attic", OLIVE])
    world.add_server(CELLAR, "Cellar", OLIVE, cellar, OPENS["Cellar", OLIVE])
    world.add_server(SHED, "Shed", SAM, [{"uri": NOWHERE, "local": True}], OPENS["Shed", SAM])
    world.add_player("phone-of-olive", "Olive's phone", OLIVE)
    for guest in (VERA, HOLLY):
        world.share(ATTIC, guest, OPENS["Attic", guest])
    world.wish(OLIVE, _guid(NORTHERN), "Northern Lights", 2024, [f"tmdb://{NORTHERN}"])
    world.set_limits(polling_gap=0.4)
    return world


def account(title: str) -> int:
    """The number of an account at plex.tv."""
    return plex_tv_world(NOWHERE, NOWHERE).account(title).id


def account_uuid(title: str) -> str:
    """What plex.tv calls an account in addresses."""
    return plex_tv_world(NOWHERE, NOWHERE).account(title).uuid


def attic_world() -> PlexWorld:
    """Shows and films."""
    world = _server(ATTIC, "Attic", OPENS["Attic", OLIVE])
    for guest in (VERA, HOLLY):
        world.allow_token(OPENS["Attic", guest])
    shows = world.add_section("TV Shows", locations=["/attic/tv"])
    _shelve(world, shows, NORTHERN, "Northern Lights", (1, 2))
    _shelve(world, shows, BOATS, "Paper Boats", (1, 2, 3))
    films = world.add_section("Movies", "movie", "tv.plex.agents.movie", "Plex Movie", ["/attic/films"])
    world.add_movie(films, "The Long Ferry", 2019, ["tmdb://601"])
    return world


def cellar_world() -> PlexWorld:
    """More of one show of the attic, and one that the attic has not."""
    world = _server(CELLAR, "Cellar", OPENS["Cellar", OLIVE])
    shows = world.add_section("TV Shows", locations=["/cellar/tv"])
    _shelve(world, shows, NORTHERN, "Northern Lights", (2, 3))
    _shelve(world, shows, QUIET, "Quiet Hours", (1,))
    return world


def tmdb_world(key: str = V3_KEY) -> TmdbWorld:
    """All three shows, as light as can be."""
    world = TmdbWorld()
    world.v3_key = key
    for show, name, aired in ((NORTHERN, "Northern Lights", 4), (BOATS, "Paper Boats", 3), (QUIET, "Quiet Hours", 2)):
        world.add_show(show, name, status="Ended", first_air_date="2024-01-01", weight=0)
        world.add_season(show, 1, [f"2024-01-{day:02}" for day in range(1, aired + 1)])
    return world


def _server(machine_id: str, name: str, token: str) -> PlexWorld:
    world = PlexWorld(machine_id)
    world.set_server(friendly_name=name, token=token)
    return world


def _shelve(world: PlexWorld, section: int, show: int, title: str, numbers: tuple[int, ...]) -> None:
    key = world.add_show(section, title, 2024, _guid(show), [f"tmdb://{show}"])
    for number in numbers:
        world.add_episode(key, 1, number)
    world.settle(key)


def _guid(show: int) -> str:
    return f"plex://show/{show:024x}"
