"""The way out to the two lists: Plex's watchlist and SIMKL's."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

from parity.actions.ports import Heard, NotSetUp
from parity.actions.watch_ports import PlexList, SimklList
from parity.bootstrap.keys import keys_of
from parity.core.simkl import SimklToken
from parity.http import Limits, TokenBucket
from parity.settings import Settings

WITHOUT_PLEX = "Nobody has signed in with Plex: sign in on the page /setup, or give PLEX_ACCOUNT_TOKEN"


class WatchDoors:
    """SIMKL's rates are one for all who go through: it shuts out who asks too often."""

    def __init__(self, settings: Callable[[], Settings], account_token: Callable[[], str | None]) -> None:
        self._settings = settings
        self._account_token = account_token
        self._lock = threading.Lock()
        self._reads: TokenBucket | None = None
        self._writes: TokenBucket | None = None

    def plex(
        self, stop: threading.Event, limits: Limits, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        """The watchlist of the account that `token` opens, else of the one that is known. Raises NotSetUp."""
        from parity.plex.calling import Addresses  # with what they need: only who looks at the lists goes this way
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
        self, token: SimklToken, stop: threading.Event, limits: Limits, heard: Heard | None = None
    ) -> Iterator[SimklList]:
        """The lists of the account that `token` opens."""
        from parity.simkl.calling import reading_turns, simkl_caller, writing_turns  # as above
        from parity.simkl.lists import SimklLists

        with self._lock:
            if self._reads is None:
                self._reads, self._writes = reading_turns(), writing_turns()
        caller = simkl_caller(
            self._settings().simkl_base_url,
            token.client_id,
            token.generation,
            token.value,
            bucket=self._reads,
            writes=self._writes,
            limits=limits,
            interrupt=stop,
            on_request=_named("simkl", heard),
        )
        with closing(caller):
            yield SimklLists(caller)

    def token_of(self, settings: Settings) -> str | None:
        """What opens the Plex account: what the settings give, else the one that signed in, else the server's."""
        return settings.plex_account_token or self._account_token() or settings.plex_token


def _named(side: str, heard: Heard | None) -> Heard | None:
    return None if heard is None else lambda service: heard(side)
