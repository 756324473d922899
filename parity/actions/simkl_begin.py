"""The beginning of connecting SIMKL: a code to type, or the way to SIMKL's page. simkl.md 1.2.

Who begins gets a key; only with it can it be asked about. Through a browser the key is the state, too.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from parity import __version__
from parity.actions.ports import House
from parity.actions.simkl_account import SERVICE, simkl_sign_in
from parity.actions.simkl_ports import SimklSignIn
from parity.core import simkl_sign_in as rules
from parity.core.failures import Failure, RateLimited
from parity.core.simkl import SCOPE, Generation
from parity.core.simkl_sign_in import Over
from parity.store import simkl_pending
from parity.store.simkl_pending import PendingRow


@dataclass(frozen=True, slots=True)
class Begun:
    """A way through a browser: `address` is SIMKL's page, on which somebody says yes or no."""

    key: str = field(repr=False)
    address: str = field(repr=False)


def begin_code(house: House) -> str | Over:
    """Ask for a code to type; the key to it. Which kind of app it is, SIMKL's answer tells."""
    client_id = house.settings().simkl_client_id
    if not client_id:
        return Over("no app")
    try:
        with simkl_sign_in(house) as simkl:
            second = simkl.begin_device(client_id)
            code = second or simkl.begin_pin(client_id)
    except Failure as trouble:
        return ended_by(trouble)
    if isinstance(code, Over):
        return code
    key, now = _new_key(), house.now()
    row = PendingRow(
        key,
        "v2" if second else "v1",
        "device" if second else "pin",
        client_id,
        now + code.lasts,
        device_code=code.device_code,
        user_code=code.user_code,
        address=code.complete or code.address,
        interval=code.interval,
        wait_until=now + timedelta(seconds=code.interval),
    )
    with house.database.writing() as connection:
        simkl_pending.add(connection, row, now)
    return key


def begin_browser(house: House, redirect_uri: str) -> Begun | Over:
    """Begin the way through a browser. `redirect_uri` must stand in the app at SIMKL byte for byte."""
    settings = house.settings()
    client_id = settings.simkl_client_id
    if not client_id:
        return Over("no app")
    try:
        with simkl_sign_in(house) as simkl:
            kind = _kind(simkl, client_id)
    except Failure as trouble:
        return ended_by(trouble)
    if isinstance(kind, Over):
        return kind
    key, verifier, now = _new_key(), secrets.token_urlsafe(48), house.now()
    row = PendingRow(
        key, kind, "code", client_id, now + rules.BROWSER_FOR, verifier=verifier, redirect_uri=redirect_uri
    )
    with house.database.writing() as connection:
        simkl_pending.add(connection, row, now)
    return Begun(key, _page(house, row))


def page_of(house: House, key: str) -> str | None:
    """SIMKL's page for a way through a browser that was begun; None when there is none to wait for."""
    with house.database.reading() as connection:
        row = simkl_pending.get(connection, key) if key else None
    if row is None or row.way != "code" or rules.is_over(row.expires_at, row.used, house.now()):
        return None
    return _page(house, row)


def _page(house: House, row: PendingRow) -> str:
    settings, second = house.settings(), row.generation == "v2"
    wish = {"response_type": "code", "client_id": row.client_id, "redirect_uri": row.redirect_uri, "state": row.key}
    if second:
        wish["scope"] = SCOPE
    if second or not settings.simkl_client_secret:
        wish |= {"code_challenge": rules.challenge_of(row.verifier), "code_challenge_method": "S256"}
    wish |= {"app-name": "parity", "app-version": __version__}
    path = "/oauth2/authorize" if second else "/oauth/authorize"
    return f"{settings.simkl_auth_url.rstrip('/')}{path}?{urlencode(wish)}"


def ended_by(trouble: Failure) -> Over:
    """How something ended that cannot be tried again."""
    if isinstance(trouble, RateLimited):
        return Over("limited")
    return Over("silent", trouble.detail if trouble.service == SERVICE else str(trouble))


def _kind(simkl: SimklSignIn, client_id: str) -> Generation | Over:
    """Which kind of app it is: what comes of asking for a code is left to run out."""
    if simkl.begin_device(client_id) is not None:
        return "v2"
    first = simkl.begin_pin(client_id)
    return first if isinstance(first, Over) else "v1"


def _new_key() -> str:
    from parity.http import register_secret  # with all of requests: only who goes out needs it

    key = secrets.token_urlsafe(32)
    register_secret(key, passing=True)
    return key
