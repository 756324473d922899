"""Opens the watchlist of an account, for as long as somebody needs it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from parity.http import Interrupt, Limits, LineSession, Manners, RetryPolicy
from parity.plex.account_list import AccountList
from parity.plex.calling import AT_A_TIME, WATCHLIST, Addresses, discover_caller
from parity.plex.finding import Finding
from parity.plex.watchlist import PlexWatchlist

if TYPE_CHECKING:
    from parity.plex.by_plexapi import Account


@contextmanager
def open_plex_list(
    addresses: Addresses,
    token: str,
    client_id: str,
    *,
    limits: Limits | None = None,
    policy: RetryPolicy | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Iterator[AccountList]:
    """The watchlist of the account that `token` opens. Nobody is asked before its first method is called.

    `limits` are those of one question; `on_request(service)` is called before each.
    """
    stop, limits, policy = interrupt or threading.Event(), limits or Limits(), policy or RetryPolicy()
    manners = Manners(AT_A_TIME, None, limits, policy, interrupt=stop, on_request=on_request)
    session = LineSession(WATCHLIST, (addresses.tv, addresses.discover, addresses.metadata), manners)
    discover, metadata = (
        discover_caller(address, token, client_id, limits=limits, policy=policy, interrupt=stop, on_request=on_request)
        for address in (addresses.discover, addresses.metadata)
    )

    def account() -> "Account":
        from parity.plex.by_plexapi import Account, understood  # with plexapi: only who asks needs it

        with understood():
            return Account(session, addresses, token, client_id)

    with closing(session), closing(discover), closing(metadata):
        yield AccountList(account, PlexWatchlist(discover), Finding(metadata), stop)
