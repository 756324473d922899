"""What becomes of a way into SIMKL: what its answers mean, how long to wait, why it ended (facts: simkl.md 1.2)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from parity.core.simkl import SCOPE, Generation, SimklToken

N_ = str
"""Marks a text for translation."""

Reason = Literal[
    "expired",
    "used",
    "unknown",
    "state",
    "issuer",
    "denied",
    "gone",
    "grant",
    "secret",
    "redirect",
    "app",
    "app changed",
    "no app",
    "read only",
    "refused",
    "limited",
    "silent",
]

SENTENCES: dict[Reason, str] = {
    "expired": N_("SIMKL was not allowed in time. Try again."),
    "used": N_("This answer of SIMKL has been used already. Try again."),
    "unknown": N_("This was not begun here, but in another browser or under another address of Parity. Try again."),
    "state": N_("The answer does not belong to what was begun here, so it was not taken. Try again."),
    "issuer": N_("The answer does not come from SIMKL, so it was not taken. Try again."),
    "denied": N_("You did not allow it at SIMKL, so nothing was connected."),
    "gone": N_("SIMKL does not know this code any more. Try again with a new one."),
    "grant": N_("SIMKL says that its answer was used already, or is too old. Try again."),
    "secret": N_("SIMKL does not take the client secret. Copy it once more from your app at SIMKL."),
    "redirect": N_(
        "SIMKL does not take the redirect URI: it must stand in your app at SIMKL exactly as it is shown here."
    ),
    "app": N_("SIMKL does not know this client id. Copy it once more from your app at SIMKL."),
    "app changed": N_("The client id was changed meanwhile. Try again."),
    "no app": N_("Give the client id of your SIMKL app first."),
    "read only": N_("SIMKL allowed reading only, and the lists have to be changed too. Try again and allow both."),
    "refused": N_("SIMKL does not take what it has just given out. Try again."),
    "limited": N_("SIMKL was asked too often. Wait a minute, then try again."),
    "silent": N_("SIMKL cannot be asked right now: %(detail)s. Try again in a minute."),
}
"""Why it ended and what to do; `detail` is what was heard."""

BROWSER_FOR = timedelta(minutes=5)
"""How long an answer through a browser is waited for: the first generation never tells that somebody said no."""
LONGEST = timedelta(seconds=900)
SHORTEST = 1
"""Seconds that SIMKL is left alone at least between two questions."""
_STEP, _MOST_INTERVAL = 5, 60
_FLAWS: Mapping[str, Reason] = {
    "grant_error": "grant",
    "invalid_grant": "grant",
    "secret_error": "secret",
    "invalid_client": "secret",
    "redirect_failed": "redirect",
    "client_id_failed": "app",
    "unauthorized_client": "app",
    "access_denied": "denied",
    "expired_token": "expired",
}
_WORD = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A code that a person types at `address`; `complete` is the same page with the code filled in, where there is one.

    `device_code` is what the second generation is asked about, empty in the first.
    """

    user_code: str = field(repr=False)
    device_code: str = field(repr=False)
    address: str
    complete: str = field(repr=False)
    lasts: timedelta
    interval: int


@dataclass(frozen=True, slots=True)
class Granted:
    """A token, and what it is good for as SIMKL says it: "public" in the first generation, which may do all."""

    token: SimklToken
    scope: str

    @property
    def may_write(self) -> bool:
        """Whether it can change lists: without the right scope SIMKL gives one for reading, and says nothing."""
        return self.token.generation == "v1" or set(SCOPE.split()) <= set(self.scope.split())


Waits = Literal["pending", "slow down", "gone", "denied", "expired"]
"""What SIMKL says about a code that gave no token. Gone: it answered with a new code, so this one is over."""


@dataclass(frozen=True, slots=True)
class Over:
    """It ended without an account."""

    reason: Reason
    detail: str = ""

    @property
    def sentence(self) -> str:
        """In English, for a terminal."""
        return SENTENCES[self.reason] % {"detail": self.detail}


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser brought back from SIMKL, of which nothing is believed."""

    state: str = ""
    code: str = field(default="", repr=False)
    error: str = ""
    iss: str = ""


def flaw_of(error: str) -> Over:
    """What an error means that SIMKL names in its answer."""
    reason = _FLAWS.get(error)
    if reason is not None:
        return Over(reason)
    word = error if _WORD.fullmatch(error) else "an error without a name"
    return Over("silent", f"it answered with {word}")


def is_over(expires_at: datetime, used: bool, now: datetime) -> Over | None:
    """What is known without asking."""
    if used:
        return Over("used")
    return Over("expired") if now >= expires_at else None


def belongs(returned: Returned, state: str) -> bool:
    """Whether an answer is one to what was begun with this state."""
    return hmac.compare_digest(returned.state.encode("utf-8", "replace"), state.encode())


def refusal_of(returned: Returned, generation: Generation, issuer: str) -> Over | None:
    """Why an answer that belongs to us leads to nothing; None when it carries a code. `issuer`: SIMKL's own address."""
    if generation == "v2" and returned.iss.rstrip("/") != issuer.rstrip("/"):
        return Over("issuer")
    if returned.error:
        return flaw_of(returned.error)
    return None if returned.code else Over("state")


def slower(interval: int) -> int:
    """How many seconds to leave between two questions when SIMKL said that they come too fast."""
    return min(interval + _STEP, _MOST_INTERVAL)


def sane_interval(told: object) -> int:
    """Seconds between two questions, from what SIMKL said."""
    return min(max(told, SHORTEST), _MOST_INTERVAL) if type(told) is int else _STEP


def sane_life(told: object) -> timedelta:
    """How long a code can be typed, from what SIMKL said; never longer than 15 minutes."""
    seconds = told if type(told) is int and told > 0 else LONGEST.total_seconds()
    return min(timedelta(seconds=seconds), LONGEST)


def challenge_of(verifier: str) -> str:
    """What is told openly of a PKCE verifier (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
