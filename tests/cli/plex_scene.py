"""What `plex` commands meet: a stand-in for plex.tv with an account, people who type codes there, and servers."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from parity.core import sign_in as rules
from parity.core.account import Account, Token
from parity.demo.faults import Fault, Faults
from parity.demo.plex_tv_standin import create_app
from parity.demo.plex_tv_world import PlexTvWorld
from parity.store import accounts
from parity.store.database import Connection, Database
from tests.actions.doorways import Doorway
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

ANNA, BERT = "Anna", "Bert"
POLL, USER, SIGN_OUT, RESOURCES = r"/pins/\d+", "/api/v2/user$", "/users/signout", "/resources"
AT_ONCE = timedelta(milliseconds=10)


class PlexScene:
    """The accounts of Anna and Bert, and no server at first. The settings of the terminal lead there."""

    def __init__(self, household: Household, patch: pytest.MonkeyPatch) -> None:
        self.household, self.world, self.faults = household, PlexTvWorld(), Faults()
        for name in (ANNA, BERT):
            self.world.add_account(name)
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        self.neighbours: list[Neighbour] = []
        for name in ("PLEX_TV_URL", "PLEX_CLIENTS_URL", "PLEX_APP_URL"):
            patch.setenv(name, self.doorway.url)
        # How long Plex is left alone between two questions; nobody has that long here.
        patch.setattr(rules, "QUICK", AT_ONCE)
        patch.setattr(rules, "_AFTER_SILENCE", AT_ONCE)

    @property
    def no_data(self) -> str:
        """What is said of a fault of the kind "html"."""
        return f"Plex account: {urlsplit(self.doorway.url).netloc} answered with a web page instead of data"

    def on_look(self, do: Callable[[], object], after: int = 0) -> None:
        """Do this when a terminal asks about its code, after so many looks."""
        self.faults.add(Fault("call", POLL, times=1, skip=after, call=do))

    def types_the_code(self, who: str = ANNA, after: int = 0) -> None:
        """Somebody will type the code that stands on a terminal, after so many looks of it."""
        self.on_look(lambda: self.world.claim(self.world.waiting_codes()[-1], who), after)

    def account(self, who: str = ANNA) -> Account:
        """An account as Parity keeps it."""
        kept = self.world.account(who)
        return Account(kept.id, kept.uuid, kept.title)

    def signs_in(self, terminal: "Terminal", expires_at: datetime | None = None, dead: bool = False) -> None:
        """Anna is signed in there, checked just now."""
        kind, value = "jwt" if expires_at else "classic", self.world.give_token(ANNA, "the terminal's")
        token = Token(kind, value, expires_at)  # type: ignore[arg-type]
        write(terminal, lambda connection: accounts.keep(connection, self.account(), token, datetime.now(UTC)))
        if dead:
            write(terminal, lambda connection: accounts.checked(connection, token, True, datetime.now(UTC)))

    def server(self, name: str, owned: bool = True) -> Neighbour:
        """A server that answers here, and that Anna may use."""
        made = Neighbour(self.household, name)
        self.neighbours.append(made)
        self.offer(made.id, name, made.url, made.world.token, owned)
        return made

    def offer(self, machine_id: str, name: str, url: str, token: str, owned: bool = True) -> None:
        """plex.tv names a server to Anna."""
        self.world.add_server(machine_id, name, ANNA if owned else BERT, [{"uri": url, "local": True}], token=token)
        if not owned:
            self.world.share(machine_id, ANNA, token)

    def secrets_in(self, texts: Iterable[str]) -> list[str]:
        """Which of the tokens of this scene can be read there."""
        told, tokens = "\n".join(texts), [token for one in self.world.servers.values() for token in one.tokens.values()]
        known = [*self.world.living_tokens(ANNA), *self.world.living_tokens(BERT), *tokens]
        assert known
        return [secret for secret in known if secret in told]

    def close(self) -> None:
        """Everyone goes home."""
        for one in self.neighbours:
            one.move_out()
        self.doorway.move_out()


def write(terminal: "Terminal", *steps: Callable[[Connection], object]) -> None:
    """Change the database of a terminal."""
    terminal("missing")
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        for step in steps:
            step(connection)
    database.close()
