"""How SIMKL is asked for a way into an account: by short codes and through a browser, for both kinds of apps.

Facts: simkl.md 1.2. The first generation never ends a token; the second ends it after seven days.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from parity import __version__
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.simkl import SCOPE, Generation, SimklToken
from parity.core.simkl_sign_in import Granted, Over, ShortCode, Waits, flaw_of, sane_interval, sane_life
from parity.core.watch import Member
from parity.http import Answer, Caller, Fields, Interrupt, Limits, Object, RetryPolicy, peek_json, read_json
from parity.http import register_secret as keep_out

SERVICE = "SIMKL"
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_OTHER_KIND = ("unauthorized_client", "invalid_client", "client_id_failed")
_WAITS: Mapping[str, Waits] = {
    "authorization_pending": "pending",
    "slow_down": "slow down",
    "access_denied": "denied",
    "expired_token": "expired",
    "invalid_grant": "gone",
}
# Somebody looks at a page meanwhile: "too often" goes to them at once instead of being waited out.
_AT_ONCE = RetryPolicy(attempts=2, first_pause=0.3, limited=1)
_LONGEST_TEXT = 2000


class SimklAuthClient:
    """The calls of both generations. Every method may raise RateLimited and Unavailable; others where named."""

    def __init__(self, caller: Caller, page: str, now: Callable[[], datetime]) -> None:
        """`page` is where people meet SIMKL: codes are typed nowhere else, whatever an answer says."""
        self._caller = caller
        self._page = page
        self._now = now
        self._fields = Fields(SERVICE)

    def begin_device(self, client_id: str) -> ShortCode | None:
        """A code to type, for an app of the second generation; None when the app is none."""
        answer = self._caller.post_form("/oauth2/device", {"client_id": client_id, "scope": SCOPE}, _who(client_id))
        if not answer.good:
            if _error(answer) in _OTHER_KIND:
                return None
            raise _failure(answer)
        return self._short(answer, second=True)

    def begin_pin(self, client_id: str) -> ShortCode | Over:
        """A code to type, for an app of the first generation."""
        answer = self._caller.get("/oauth/pin", _who(client_id))
        return self._short(answer, second=False) if answer.good else _said(answer)

    def ask_device(self, client_id: str, secret: str, device_code: str) -> Granted | Waits | Over:
        """Whether somebody typed the code of the second generation."""
        wish = {"grant_type": _DEVICE, "client_id": client_id, "device_code": device_code, **_secret(secret)}
        answer = self._caller.post_form("/oauth2/token", wish, _who(client_id))
        if answer.good:
            return self._granted(answer, "v2", client_id)
        return _WAITS.get(_error(answer)) or _said(answer)

    def ask_pin(self, client_id: str, user_code: str) -> Granted | Waits | Over:
        """Whether somebody typed the code of the first generation."""
        keep_out(user_code, passing=True)
        answer = self._caller.get(f"/oauth/pin/{quote(user_code, safe='')}", _who(client_id))
        if not answer.good:
            return _said(answer)
        row = self._object(answer)
        if "device_code" in row:  # a new code: the one that was asked about is used, too old or unknown
            return "gone"
        if row.get("access_token"):
            return self._granted(answer, "v1", client_id)
        words = self._fields.text(row, "message", "the code").lower()
        return "slow down" if "slow" in words else "pending"

    def exchange(
        self, generation: Generation, client_id: str, secret: str, code: str, verifier: str, redirect_uri: str
    ) -> Granted | Over:
        """The token for what the browser brought back, which is good for one try."""
        keep_out(code, passing=True)
        wish = {"grant_type": "authorization_code", "client_id": client_id, "code": code, "redirect_uri": redirect_uri}
        proof = {} if generation == "v1" and secret else {"code_verifier": verifier}
        path = "/oauth/token" if generation == "v1" else "/oauth2/token"
        answer = self._caller.post_form(path, {**wish, **proof, **_secret(secret)}, _who(client_id))
        return self._granted(answer, generation, client_id) if answer.good else _said(answer)

    def refresh(self, token: SimklToken, secret: str) -> Granted:
        """The next access token, which ends the present one. Raises Unauthorised when there will be none."""
        refresh = token.refresh or ""
        wish = {"grant_type": "refresh_token", "client_id": token.client_id, "refresh_token": refresh}
        answer = self._caller.post_form("/oauth2/token", {**wish, **_secret(secret)}, _who(token.client_id))
        if answer.good:
            return self._granted(answer, "v2", token.client_id, refresh)
        if answer.status == 401 or _error(answer) == "invalid_grant":
            raise Unauthorised(SERVICE, "it does not take its own sign-in any more: connect SIMKL again")
        raise _failure(answer)

    def revoke(self, token: SimklToken, secret: str) -> None:
        """End it at SIMKL; one that has ended already may stay so."""
        wish = {"client_id": token.client_id, "token": token.refresh or token.value, **_secret(secret)}
        answer = self._caller.post_form("/oauth2/revoke", wish, _who(token.client_id))
        if not answer.good and answer.status != 401 and _error(answer) != "invalid_grant":
            raise _failure(answer)

    def member(self, token: SimklToken) -> Member:
        """Whose account it opens. Raises Unauthorised when SIMKL does not take the token."""
        keep_out(token.value)
        answer = self._caller.post(
            "/users/settings",
            params=_who(token.client_id),
            headers={"Authorization": f"Bearer {token.value}", "simkl-api-key": token.client_id},
        )
        if answer.status == 401:
            raise Unauthorised(SERVICE, "it does not take the token: connect SIMKL again")
        if not answer.good:
            raise _failure(answer)
        where = "the account"
        row = self._object(answer)
        number = self._fields.number(self._fields.an_object(row.get("account"), where, "account"), "id", where)
        name = self._fields.text(self._fields.an_object(row.get("user") or {}, where, "user"), "name", where)
        return Member(str(number), name.strip()[:200] or f"SIMKL {number}")

    def _short(self, answer: Answer, second: bool) -> ShortCode:
        row = self._object(answer)
        user, device = self._word(row, "user_code"), self._word(row, "device_code") if second else ""
        keep_out(user, passing=True)
        keep_out(device, passing=True)
        told = [self._fields.text(row, name, "a code") for name in ("verification_uri", "verification_url")]
        address = next((one for one in told if self._is_simkls(one)), f"{self._page}/pin")
        complete = self._fields.text(row, "verification_uri_complete", "a code")
        return ShortCode(
            user,
            device,
            address.rstrip("/"),
            complete if self._is_simkls(complete) else "",
            sane_life(row.get("expires_in")),
            sane_interval(row.get("interval")),
        )

    def _granted(self, answer: Answer, generation: Generation, client_id: str, refresh: str = "") -> Granted:
        row = self._object(answer)
        value = self._word(row, "access_token")
        refresh = self._fields.text(row, "refresh_token", "a token") or refresh
        keep_out(value)
        keep_out(refresh)
        scope = self._fields.text(row, "scope", "a token")
        if generation == "v1":
            return Granted(SimklToken("v1", client_id, value), scope)
        seconds = self._fields.number_or_none(row, "expires_in", "a token")
        end = self._now() + timedelta(seconds=min(seconds, 10**9)) if seconds is not None else None
        return Granted(SimklToken("v2", client_id, value, refresh or None, end), scope)

    def _word(self, row: Object, name: str) -> str:
        """A code or token: text without gaps, which can stand in a header."""
        value = self._fields.text(row, name, "SIMKL's sign-in")
        if not value or len(value) > _LONGEST_TEXT or not value.isascii() or not value.isprintable() or " " in value:
            self._fields.wrong("SIMKL's sign-in", name, None, "a code")
        return value

    def _object(self, answer: Answer) -> Object:
        row = self._fields.an_object(read_json(answer), "SIMKL's sign-in")
        if "error" in row:  # some services say what is wrong with status 200
            raise _failure(answer)
        return row

    def _is_simkls(self, address: str) -> bool:
        try:
            told, ours = urlsplit(address), urlsplit(self._page)
        except ValueError:
            return False
        return (told.scheme, told.netloc) == (ours.scheme, ours.netloc)


@contextmanager
def simkl_auth_client(
    base_url: str, page: str, now: Callable[[], datetime], *, limits: Limits, interrupt: Interrupt | None = None
) -> Iterator[SimklAuthClient]:
    """The sign-in of SIMKL at its two addresses, for as long as the block lasts."""
    caller = Caller(
        SERVICE,
        base_url,
        headers={"User-Agent": f"parity/{__version__}"},
        params={"app-name": "parity", "app-version": __version__},
        connections=1,
        limits=limits,
        policy=_AT_ONCE,
        interrupt=interrupt,
    )
    with closing(caller):
        yield SimklAuthClient(caller, page.rstrip("/"), now)


def _who(client_id: str) -> dict[str, str | int]:
    return {"client_id": client_id}


def _secret(secret: str) -> dict[str, str]:
    return {"client_secret": secret} if secret else {}


def _error(answer: Answer) -> str:
    value = peek_json(answer)
    error = value.get("error") if isinstance(value, dict) else None
    return error if isinstance(error, str) else ""


def _said(answer: Answer) -> Over:
    """What SIMKL says is wrong. Raises the failure when it says nothing that is known."""
    error = _error(answer)
    if error and answer.status < 500 and (over := flaw_of(error)).reason != "silent":
        return over
    raise _failure(answer)


def _failure(answer: Answer) -> Failure:
    """Any other trouble: nothing is known by it."""
    if answer.status == 429:
        return RateLimited(SERVICE, f"{answer.host} was asked too often")
    if answer.status == 404:
        return NotFound(SERVICE, "this address of its sign-in")
    error = _error(answer)
    word = f" ({error})" if error.isascii() and error.replace("_", "").isalnum() and len(error) < 40 else ""
    return Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}{word}")
