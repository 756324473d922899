"""What SIMKL's sign-in of both generations knows: apps, members, codes, short codes, tokens (facts: simkl.md 1.2)."""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

Generation = Literal["v1", "v2"]

SCOPE = "media:read media:write"
READ_ONLY = "media:read"
CODE_FOR, SHORT_FOR, INTERVAL = 300.0, 900.0, 5
ACCESS_FOR, REFRESH_FOR, FOREVER = 604_800, 180 * 86_400, 157_680_000


@dataclass(frozen=True, slots=True)
class SimklApp:
    """An app that a member registered. Empty `redirects`: any address is taken, for demonstrations."""

    client_id: str
    generation: Generation
    secret: str = ""
    redirects: tuple[str, ...] = ()


@dataclass(slots=True)
class Code:
    """What the browser brings back, good for one try. `challenge` is PKCE's, empty without."""

    client_id: str
    user: int
    redirect_uri: str
    challenge: str
    scope: str
    until: float


@dataclass(slots=True)
class Short:
    """A code to type. `device_code` is empty in the first generation. `user`: who allowed it."""

    user_code: str
    device_code: str
    client_id: str
    scope: str
    until: float
    interval: int = INTERVAL
    state: Literal["pending", "allowed", "denied", "used"] = "pending"
    user: int = 0
    asked_at: float | None = None


@dataclass(slots=True)
class Grant:
    """What a member gave an app; in the first generation it has no `refresh` and no end."""

    client_id: str
    user: int
    scope: str
    access: str
    refresh: str = ""
    access_until: float = float("inf")
    refresh_until: float = float("inf")


class Refused(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, error: str, message: str = "") -> None:
        super().__init__(error)
        self.status, self.error, self.message = status, error, message


@dataclass
class SimklAuth:
    """Apps by client id, members by number (their names), all that was given out. `shift`: seconds of time ahead."""

    apps: dict[str, SimklApp] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=lambda: {1: "jane_doe"})
    shift: float = 0.0
    interval: int = INTERVAL
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.codes: dict[str, Code] = {}
        self.shorts: dict[str, Short] = {}
        self.grants: list[Grant] = []

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock() + self.shift

    def add_app(self, client_id: str, generation: Generation, secret: str = "", *redirects: str) -> None:
        """Register an app."""
        self.apps[client_id] = SimklApp(client_id, generation, secret, redirects)

    def generation_of(self, client_id: str) -> Generation | None:
        """Which way in belongs to the app; None when there is no such app."""
        app = self.apps.get(client_id)
        return app.generation if app else None

    def user_of(self, bearer: str) -> int | None:
        """Whose token it is; None when it is nobody's, or has ended."""
        grant = self.grant_of(bearer)
        return grant.user if grant else None

    def scope_of(self, bearer: str) -> str:
        """What the token is good for: "public" in the first generation, which may do all."""
        grant = self.grant_of(bearer)
        return grant.scope if grant else ""

    def grant_of(self, bearer: str) -> Grant | None:
        """What was given with this token, as long as it holds."""
        with self.lock:
            return next((g for g in self.grants if bearer and g.access == bearer and g.access_until > self.now), None)

    def app(self, client_id: str, generation: Generation) -> SimklApp:
        """The app, for one of the two ways in. Raises Refused when it is unknown, or belongs to the other."""
        found = self.apps.get(client_id)
        if found is None:
            if generation == "v1":
                raise Refused(412, "client_id_failed", "Your client_id is wrong. Try another one")
            raise Refused(400, "invalid_client")
        if found.generation != generation:
            raise Refused(400, "unauthorized_client")
        return found

    def allow_code(self, app: SimklApp, user: int, redirect_uri: str, challenge: str, scope: str) -> str:
        """A code for the browser of a member who allowed the app."""
        value = secrets.token_hex(16)
        with self.lock:
            held = SCOPE if scope == SCOPE else READ_ONLY
            self.codes[value] = Code(app.client_id, user, redirect_uri, challenge, held, self.now + CODE_FOR)
        return value

    def use_code(self, app: SimklApp, value: str) -> Code | None:
        """The code, which is gone with any try; None when it is unknown, too old, or of another app."""
        with self.lock:
            code = self.codes.pop(value, None)
        return code if code and code.client_id == app.client_id and code.until > self.now else None

    def new_short(self, app: SimklApp, scope: str) -> Short:
        """A code to type, for a device that has no browser."""
        v2 = app.generation == "v2"
        made = Short(
            secrets.token_hex(3).upper(),
            secrets.token_hex(20) if v2 else "",
            app.client_id,
            (SCOPE if scope == SCOPE else READ_ONLY) if v2 else "public",
            self.now + SHORT_FOR,
            self.interval,
        )
        with self.lock:
            self.shorts[made.user_code] = made
        return made

    def short_by(self, device_code: str) -> Short | None:
        """The one that a device of the second generation asks about."""
        return next((s for s in self.shorts.values() if device_code and s.device_code == device_code), None)

    def too_early(self, short: Short) -> bool:
        """Whether it was asked about before its interval was over; notes that it was asked about now."""
        before, short.asked_at = short.asked_at, self.now
        return before is not None and self.now - before < short.interval

    def issue(self, client_id: str, user: int = 1, scope: str = SCOPE) -> str:
        """An access token, as if the member had just allowed the app."""
        return self.give(self.apps[client_id], user, scope).access

    def give(self, app: SimklApp, user: int, scope: str) -> Grant:
        """What a member allowed. The first generation gives the same token again and again."""
        with self.lock:
            if app.generation == "v1":
                known = next((g for g in self.grants if (g.client_id, g.user) == (app.client_id, user)), None)
                grant = known or Grant(app.client_id, user, "public", secrets.token_hex(32))
            else:
                known = None
                grant = Grant(app.client_id, user, scope, "", f"simkl_rt_{secrets.token_hex(16)}")
                self.renew(grant)
            if known is None:
                self.grants.append(grant)
            return grant

    def renew(self, grant: Grant) -> None:
        """A new access token in the place of the old one, which is dead from now on; the refresh token stays."""
        with self.lock:
            grant.access = f"simkl_at_{secrets.token_hex(16)}"
            grant.access_until, grant.refresh_until = self.now + ACCESS_FOR, self.now + REFRESH_FOR

    def refreshable(self, app: SimklApp, refresh: str) -> Grant | None:
        """What was given with this refresh token, as long as it holds."""
        of_app = [g for g in self.grants if g.client_id == app.client_id]
        return next((g for g in of_app if refresh and g.refresh == refresh and g.refresh_until > self.now), None)

    # What a person or the passing of time does; a world may offer these by name.

    def approve(self, user_code: str, user: int = 1) -> None:
        """A member types the code and allows the app. Raises LookupError when it is not waiting."""
        short = self._waiting(user_code)
        short.state, short.user = "allowed", user

    def deny(self, user_code: str) -> None:
        """A member types the code and does not allow the app. Raises LookupError when it is not waiting."""
        self._waiting(user_code).state = "denied"

    def expire(self, user_code: str) -> None:
        """The time of a code to type is over."""
        self.shorts[user_code].until = self.now

    def revoke(self, user: int = 1, client_id: str | None = None) -> None:
        """A member takes back what they gave, to all apps or to one."""
        with self.lock:
            self.grants[:] = [g for g in self.grants if g.user != user or client_id not in (None, g.client_id)]

    def end_access(self, user: int = 1) -> None:
        """The access tokens of a member end, so that they must be refreshed."""
        for grant in self.grants:
            if grant.user == user and grant.refresh:
                grant.access_until = self.now

    def pass_time(self, seconds: float) -> None:
        """The clock goes on."""
        self.shift += seconds

    def _waiting(self, user_code: str) -> Short:
        short = self.shorts[user_code.strip().upper()]
        if short.state != "pending" or short.until <= self.now:
            raise LookupError(f"{user_code} does not wait for anybody")
        return short

    def to_dict(self) -> dict[str, object]:
        """Apps, members and tokens, for a file; what is under way is left out."""
        endless = [asdict(replace(g, access_until=min(g.access_until, 1e12), refresh_until=1e12)) for g in self.grants]
        apps = [asdict(app) for app in self.apps.values()]
        return {
            "apps": apps,
            "interval": self.interval,
            "members": {str(number): name for number, name in self.members.items()},
            "grants": endless,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, object]) -> "SimklAuth":
        """What `to_dict` made."""
        apps, members, grants, interval = (saved[name] for name in ("apps", "members", "grants", "interval"))
        assert isinstance(interval, int)
        made = cls(interval=interval)
        assert isinstance(apps, list)
        assert isinstance(grants, list)
        assert isinstance(members, dict)
        for row in apps:
            made.add_app(row["client_id"], row["generation"], row["secret"], *row["redirects"])
        made.members = {int(number): name for number, name in members.items()}
        made.grants = [Grant(**row) for row in grants]
        return made


def fits(verifier: str, challenge: str) -> bool:
    """Whether a PKCE verifier is the one of which the challenge was made (S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
