"""Callers for Plex: who asks, with which token."""

import platform
from collections.abc import Callable
from dataclasses import dataclass

from parity import __version__
from parity.http import Caller, Interrupt, Limits, RetryPolicy, register_secret

SERVER = "Plex"
WATCHLIST = "Plex watchlist"
ACCOUNT = "Plex account"
AT_A_TIME = 2
# A page of 1,000 rows takes a small machine a while.
PATIENT = Limits(read=60.0, whole=180.0)
# Somebody looks at a page meanwhile: "too often" goes to them at once instead of being waited out.
_AT_ONCE = RetryPolicy(attempts=2, first_pause=0.3, limited=1)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where Plex's own services live: plex.tv, and discover. and metadata.provider.plex.tv; no slash at the end."""

    tv: str
    discover: str
    metadata: str


def server_caller(
    base_url: str,
    token: str,
    client_id: str,
    *,
    connections: int = 4,
    limits: Limits | None = None,
    verify: bool = True,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """For a Plex Media Server. `token` is that server's; `client_id` names this installation for ever."""
    return Caller(
        SERVER,
        base_url,
        headers=plex_headers(token, client_id),
        connections=connections,
        limits=limits or PATIENT,
        verify=verify,
        interrupt=interrupt,
        on_request=on_request,
    )


def discover_caller(
    base_url: str,
    token: str,
    client_id: str,
    *,
    limits: Limits | None = None,
    policy: RetryPolicy | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """For discover. or metadata.provider.plex.tv. `token` is the account's. Two calls at a time: bursts meet 429."""
    return Caller(
        WATCHLIST,
        base_url,
        headers=plex_headers(token, client_id),
        connections=AT_A_TIME,
        limits=limits,
        policy=policy,
        interrupt=interrupt,
        on_request=on_request,
    )


def account_caller(base_url: str, client_id: str, *, limits: Limits, interrupt: Interrupt | None = None) -> Caller:
    """For plex.tv and clients.plex.tv. It has no token: each call names its own."""
    headers = plex_headers("", client_id)
    return Caller(
        ACCOUNT, base_url, headers=headers, connections=1, limits=limits, policy=_AT_ONCE, interrupt=interrupt
    )


def plex_headers(token: str, client_id: str) -> dict[str, str]:
    """The headers of every call (plex.md 1.1), without a token when that is empty.

    `X-Plex-Pms-Api-Version` is left out on purpose: it changes what a wish for fields means (plex.md 2.0).
    """
    system = platform.system() or "Unknown"  # an empty value is refused
    headers = {
        "Accept": "application/json",
        "X-Plex-Client-Identifier": client_id,
        "X-Plex-Product": "Parity",
        "X-Plex-Version": __version__,
        "X-Plex-Platform": system,
        "X-Plex-Device": system,
        "X-Plex-Device-Name": "Parity",
    }
    return headers | token_header(token) if token else headers


def token_header(token: str) -> dict[str, str]:
    """The header that carries a token, which is registered as a secret.

    In UTF-8, as Plex wants it: a token with a stray letter is refused by Plex and breaks nothing here.
    """
    register_secret(token)
    return {"X-Plex-Token": token.encode().decode("latin-1")}
