"""A watchlist over the stand-in of Plex's services, and what may be done to both ends of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from parity.demo.faults import Fault, Faults
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.serving import serve
from parity.http import Limits, RetryPolicy
from parity.plex.account_list import AccountList
from parity.plex.calling import Addresses
from parity.plex.open_list import open_plex_list
from tests.plex.scripted import Asked, Reply, Scripted, refusal

AT_ONCE = RetryPolicy(attempts=1, limited=1)
IMPATIENT = Limits(connect=2.0, read=5.0, whole=5.0)


def film(number: int) -> str:
    return f"plex://movie/{number:024x}"


def show(number: int) -> str:
    return f"plex://show/{number:024x}"


@dataclass
class Desk:
    """The list of Olive, at a plex.tv that can be made to misbehave; `asked` counts what went out."""

    opened: AccountList
    world: PlexTvWorld
    faults: Faults
    stop: threading.Event
    url: str
    asked: list[str]

    def wish(self, *guids: str) -> None:
        for guid in guids:
            number = int(guid[-24:], 16)
            kind = "movie" if guid.startswith("plex://movie") else "show"
            self.world.wish(
                "Olive Owner", guid, f"{kind} {number}", 2000, [f"imdb://tt{number:07d}", f"tmdb://{number}"]
            )

    def know(self, guid: str, *ids: str) -> None:
        self.world.add_title(guid, f"Title {int(guid[-24:], 16)}", 1999, ids)

    def suffer(self, kind: str, path: str = "", **details: int) -> Fault:
        return self.faults.add(Fault(kind, path, **details))  # type: ignore[arg-type]

    def listed(self) -> list[str]:
        """The guids on the list, the last wished first."""
        return list(self.world.desk(self.world.account("Olive Owner").id).listed)[::-1]


@contextmanager
def desk_of_olive() -> Iterator[Desk]:
    world, faults, stop, asked = PlexTvWorld(), Faults(), threading.Event(), list[str]()
    world.add_account("Olive Owner")
    world.add_account("Vera Viewer")
    token = world.give_token("Olive Owner", "client-1")
    with (
        serve(create_app(world, faults)) as served,
        open_plex_list(
            Addresses(served.url, served.url, served.url),
            token,
            "client-1",
            limits=IMPATIENT,
            policy=AT_ONCE,
            interrupt=stop,
            on_request=asked.append,
        ) as opened,
    ):
        yield Desk(opened, world, faults, stop, served.url, asked)


@contextmanager
def scripted_list(app: Scripted) -> Iterator[AccountList]:
    """A list that is asked for at a server that answers what a test says."""
    with (
        serve(app) as served,
        open_plex_list(
            Addresses(served.url, served.url, served.url), "token", "client-1", limits=IMPATIENT, policy=AT_ONCE
        ) as opened,
    ):
        yield opened


ACCOUNT = Reply(
    200, b'<user id="7" title="me@example.org" username="olive" authToken=""/>', {"Content-Type": "text/xml"}
)
Row = dict[str, object]


def answers(**by_end: object) -> Scripted:
    """A server that answers the account, and by the last part of the path; callables are asked."""

    def answer(asked: Asked) -> object:
        if asked.path.endswith("/user"):
            return ACCOUNT
        found = by_end.get(asked.path.rpartition("/")[2].removesuffix("Watchlist"), refusal(404))
        return found(asked) if callable(found) else found

    return Scripted(answer)


def row(guid: str, **more: object) -> Row:
    return {"guid": guid, "ratingKey": guid[-24:], "type": guid.split("/")[2], "title": "T", **more}


def xml(text: str) -> Reply:
    return Reply(200, text.encode(), {"Content-Type": "text/xml"})


def state(**facts: object) -> Reply:
    told = "".join(f' {name}="{value}"' for name, value in facts.items())
    return xml(f'<MediaContainer size="1"><UserState{told}/></MediaContainer>')
