"""The way out to the two lists: Plex's watchlist and SIMKL's."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import cache

from parity.actions.ports import Heard, NotSetUp
from parity.actions.watch_ports import PlexList, SimklList
from parity.bootstrap.keys import keys_of
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.http import Limits, TokenBucket
from parity.settings import Settings

WITHOUT_PLEX = "Nobody has signed in with Plex: sign in on the page /setup, or give PLEX_ACCOUNT_TOKEN"


@dataclass(frozen=True, slots=True)
class Turns:
    """How often SIMKL is asked and changed, by all of a process: it shuts out who comes too often."""

    reads: TokenBucket
    writes: TokenBucket


@cache
def polite() -> Turns:
    """What SIMKL allows, and a little less."""
    from parity.simkl.calling import reading_turns, writing_turns  # only who looks at the lists goes this way

    return Turns(reading_turns(), writing_turns())


class WatchDoors:
    """Opens them for who looks at both. `turns` are SIMKL's."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        account_token: Callable[[], str | None],
        turns: Callable[[], Turns] = polite,
    ) -> None:
        self._settings = settings
        self._account_token = account_token
        self._turns = turns

    def plex(
        self, stop: threading.Event, limits: Limits, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        """The watchlist of the account that `token` opens, else of the one that is known. Raises NotSetUp."""
        from parity.plex.calling import Addresses  # as above
        from parity.plex.open_list import open_plex_list

        settings = self._settings()
        opening = token or self.token_of(settings)
        if not opening:
            raise NotSetUp(WITHOUT_PLEX)
        addresses = Addresses(settings.plex_tv_url, settings.plex_discover_url, settings.plex_metadata_url)
        return open_plex_list(
            addresses,
            opening,
            keys_of(settings).client_id,
            limits=limits,
            interrupt=stop,
            on_request=_named("plex", heard),
        )

    @contextmanager
    def simkl(
        self,
        token: SimklToken,
        renew: Callable[[SimklToken], SimklToken],
        stop: threading.Event,
        limits: Limits,
        heard: Heard | None = None,
        member: Member | None = None,
    ) -> Iterator[SimklList]:
        """The lists of the account that `token` opens, and whose it is; `renew` answers the next one when refused."""
        from parity.simkl.calling import simkl_caller  # as above
        from parity.simkl.lists import SimklLists

        held = [token]

        def next_one() -> str:
            held.append(renew(held[-1]))
            return held[-1].value

        turns = self._turns()
        caller = simkl_caller(
            self._settings().simkl_base_url,
            token.client_id,
            token.generation,
            token.value,
            bucket=turns.reads,
            writes=turns.writes,
            limits=limits,
            interrupt=stop,
            on_request=_named("simkl", heard),
            renew=next_one,
        )
        with closing(caller):
            yield SimklLists(caller, member=member)

    def token_of(self, settings: Settings) -> str | None:
        """What opens the Plex account: what the settings give, else the one that signed in, else the server's."""
        return settings.plex_account_token or self._account_token() or settings.plex_token


def _named(side: str, heard: Heard | None) -> Heard | None:
    return None if heard is None else lambda service: heard(side)
