"""Callers for Plex: who asks, with which token."""

import platform
from collections.abc import Callable

from parity import __version__
from parity.http import Caller, Interrupt, Limits, register_secret

SERVER = "Plex"
WATCHLIST = "Plex watchlist"
# A page of 1,000 rows takes a small machine a while.
_PATIENT = Limits(read=60.0, whole=180.0)


def server_caller(
    base_url: str,
    token: str,
    client_id: str,
    *,
    connections: int = 4,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """For a Plex Media Server. `token` is that server's; `client_id` names this installation for ever."""
    return Caller(
        SERVER,
        base_url,
        headers=plex_headers(token, client_id),
        connections=connections,
        limits=limits or _PATIENT,
        interrupt=interrupt,
        on_request=on_request,
    )


def discover_caller(
    base_url: str,
    token: str,
    client_id: str,
    *,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """For discover.provider.plex.tv. `token` is the account's. Two calls at a time: bursts meet 429."""
    headers = plex_headers(token, client_id)
    return Caller(WATCHLIST, base_url, headers=headers, connections=2, interrupt=interrupt, on_request=on_request)


def plex_headers(token: str, client_id: str) -> dict[str, str]:
    """The headers of every call (plex.md 1.1); the token is registered as a secret.

    `X-Plex-Pms-Api-Version` is left out on purpose: it changes what a wish for fields means (plex.md 2.0).
    """
    register_secret(token)
    system = platform.system() or "Unknown"  # an empty value is refused
    return {
        "Accept": "application/json",
        "X-Plex-Client-Identifier": client_id,
        "X-Plex-Product": "Parity",
        "X-Plex-Version": __version__,
        "X-Plex-Platform": system,
        "X-Plex-Device": system,
        "X-Plex-Device-Name": "Parity",
        # UTF-8, as Plex wants it: a token with a stray letter is refused by Plex and breaks nothing here.
        "X-Plex-Token": token.encode().decode("latin-1"),
    }
