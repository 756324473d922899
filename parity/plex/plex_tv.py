"""Plex's services for accounts: PINs, tokens of both kinds, and the servers of an account (plex.md 1.2 to 1.5)."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from parity.core.account import Account, HomeUser, Offer, Pin, Token
from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import Answer, Caller, Interrupt, Limits
from parity.plex.calling import ACCOUNT, account_caller, token_header
from parity.plex.device_key import BadKey, BadToken, DeviceKey
from parity.plex.home import home_users, switch
from parity.plex.offers import read_offers, token_text
from parity.plex.plex_tv_answers import (
    failure_of,
    read_account,
    read_object,
    read_pin,
    read_rows,
    said,
    senseless,
    wrong_clock,
)
from parity.plex.reading import text

_RESOURCES: dict[str, str | int] = {"includeHttps": 1, "includeRelay": 1, "includeIPv6": 1}
_NOT_KNOWN = "Plex does not take the key of this installation (any more): sign in again"


class PlexTvClient:
    """The account services. Every method may raise RateLimited, at once, and Unavailable; others where named.

    `tv` is plex.tv, `clients` is clients.plex.tv: a token that is given to a method goes to these two and nowhere
    else. `key` is fetched only for what is signed.
    """

    def __init__(
        self, tv: Caller, clients: Caller, client_id: str, key: Callable[[], DeviceKey], now: Callable[[], datetime]
    ) -> None:
        self._tv = tv
        self._clients = clients
        self._client_id = client_id
        self._make_key = key
        self._now = now

    def begin(self, *, strong: bool, signed: bool = False) -> Pin:
        """Make a PIN."""
        if signed:
            wish = {"jwk": self._key().jwk, **({"strong": True} if strong else {})}
            answer = self._clients.post("/api/v2/pins", wish)
            if _is_taken(answer):
                raise self._taken()
        else:
            answer = self._tv.post("/api/v2/pins", params={"strong": "true"} if strong else None)
        return read_pin(_good(answer), strong, self._now())

    def claimed(self, pin_id: int, *, signed: bool = False) -> Token | None:
        """The token when somebody has claimed the PIN. Raises NotFound when it is gone."""
        answer = self._signed_look(pin_id) if signed else self._tv.get(f"/api/v2/pins/{pin_id:d}")
        if answer.status == 404 and said(answer)[0] is not None:
            raise NotFound(ACCOUNT, "this PIN")
        given = read_object(_good(answer)).get("authToken")
        if given is None or given == "":
            return None
        value = token_text(given)
        if not value:
            raise senseless(answer)
        return self._verified(value) if signed else Token("classic", value)

    def account(self, token: str) -> Account:
        """Whose token this is. Raises Unauthorised when it is dead."""
        return read_account(_good(self._tv.get("/api/v2/user", headers=token_header(token)), by_token=True))

    def keep_alive(self, token: str) -> None:
        """Use the token, so that it is not forgotten. Raises Unauthorised when it is dead."""
        read_object(_good(self._tv.get("/api/v2/ping", headers=token_header(token)), by_token=True))

    def sign_out(self, token: str) -> None:
        """End the token; one that is dead already may stay so."""
        answer = self._tv.delete("/api/v2/users/signout", headers=token_header(token))
        if not answer.good and not isinstance(failure := failure_of(answer, by_token=True), Unauthorised):
            raise failure

    def offers(self, token: str) -> tuple[Offer, ...]:
        """The servers of the account. Raises Unauthorised when the token is dead."""
        answer = self._tv.get("/api/v2/resources", _RESOURCES, token_header(token))
        return read_offers(read_rows(_good(answer, by_token=True)))

    def home_users(self, token: str) -> tuple[HomeUser, ...]:
        """Everybody in the home of the account. Raises Unauthorised when the token is dead."""
        return home_users(self._tv, token)

    def switch(self, token: str, uuid: str, pin: str = "") -> str:
        """A token of this user of the home. Raises PinRefused, NotFound, and Unauthorised when the token is dead."""
        return switch(self._tv, token, uuid, pin)

    def upgrade(self, token: str) -> Token:
        """A signed token for a classic one, which ends with it. Raises Unauthorised when it is dead."""
        answer = self._clients.post("/api/v2/auth/jwk", {"jwk": self._key().jwk}, headers=token_header(token))
        taken = _is_taken(answer)  # perhaps by ourselves, in an earlier try
        if not taken:
            _good(answer, by_token=True)
        try:
            return self.renew()
        except Unauthorised:
            if taken:
                raise self._taken() from None
            raise

    def renew(self) -> Token:
        """The next signed token, even after the last one ended. Raises Unauthorised when our key is not known."""
        asked = _good(self._clients.get("/api/v2/auth/nonce"))
        nonce = text(read_object(asked).get("nonce"))
        if not nonce:
            raise senseless(asked)
        signature = self._key().signed(self._client_id, self._now(), nonce)
        answer = self._clients.post("/api/v2/auth/token", {"jwt": signature})
        if not answer.good:
            raise self._refused(answer)
        value = token_text(read_object(answer).get("auth_token"))
        if not value:
            raise senseless(answer)
        return self._verified(value)

    def _signed_look(self, pin_id: int) -> Answer:
        signature = self._key().signed(self._client_id, self._now())
        answer = self._clients.get(f"/api/v2/pins/{pin_id:d}", {"deviceJWT": signature})
        if answer.status in (400, 401, 422, 498):
            raise wrong_clock(answer, self._now()) or failure_of(answer, by_token=False)
        return answer

    def _refused(self, answer: Answer) -> Failure:
        """Why a signature was not exchanged for a token."""
        if answer.status not in (400, 401, 404, 422, 498):
            return failure_of(answer, by_token=False)
        clock = wrong_clock(answer, self._now())
        if clock is not None:
            return clock
        final = answer.status == 401 or (answer.status == 422 and "nonce" not in said(answer)[1])
        return Unauthorised(ACCOUNT, _NOT_KNOWN) if final else failure_of(answer, by_token=False)

    def _verified(self, value: str) -> Token:
        """A signed token, once Plex's own keys have shown that it is Plex's and ours."""
        answer = _good(self._clients.get("/api/v2/auth/keys"))
        keys = read_object(answer).get("keys")
        if not isinstance(keys, list):
            raise senseless(answer)
        try:
            end = self._key().end_of(value, keys, self._client_id)
        except BadToken:
            raise Unavailable(ACCOUNT, "a token came that Plex did not sign for this installation: try again") from None
        if end <= self._now():
            spent = Unavailable(ACCOUNT, "a token came that has ended already: is the clock of this machine wrong?")
            raise wrong_clock(answer, self._now()) or spent
        return Token("jwt", value, end)

    def _key(self) -> DeviceKey:
        try:
            return self._make_key()
        except BadKey:
            words = "device_key.pem in the data folder is not a key: delete it and sign in again"
            raise Unavailable(ACCOUNT, words) from None

    def _taken(self) -> Unavailable:
        words = "Plex knows the key of this installation by another name: delete device_key.pem in the data folder"
        return Unavailable(ACCOUNT, f"{words} and sign in again")


@contextmanager
def plex_tv_client(
    tv_url: str,
    clients_url: str,
    client_id: str,
    key: Callable[[], DeviceKey],
    now: Callable[[], datetime],
    *,
    limits: Limits,
    interrupt: Interrupt | None = None,
) -> Iterator[PlexTvClient]:
    """The account services at their two addresses, for as long as the block lasts."""
    tv = account_caller(tv_url, client_id, limits=limits, interrupt=interrupt)
    clients = account_caller(clients_url, client_id, limits=limits, interrupt=interrupt)
    with closing(tv), closing(clients):
        yield PlexTvClient(tv, clients, client_id, key, now)


def _good(answer: Answer, *, by_token: bool = False) -> Answer:
    if not answer.good:
        raise failure_of(answer, by_token=by_token)
    return answer


def _is_taken(answer: Answer) -> bool:
    return answer.status == 422 and "thumbprint" in said(answer)[1]
