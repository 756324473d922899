"""What becomes of a sign-in by PIN: when Plex is asked again, why it ended, and who somebody is then. plex.md 1.2."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from parity.core.account import Account
from parity.core.roles import Role

N_ = str
"""Marks a text for translation."""

Reason = Literal[
    "expired",
    "used",
    "unknown",
    "refused",
    "signature",
    "limited",
    "silent",
    "stranger",
    "other account",
    "taken",
    "from outside",
    "no server",
    "not that server",
    "server silent",
]

SENTENCES: dict[Reason, str] = {
    "expired": N_("The sign-in was not finished in time. Try again."),
    "used": N_("This sign-in has been used already. Try again."),
    "unknown": N_(
        "This sign-in was not begun here, but in another browser or under another address of Parity. Try again."
    ),
    "refused": N_("Plex took this sign-in back. Try again."),
    "signature": N_(
        "Plex does not take the signature of this installation. See that the clock of its machine is right, "
        "then try again."
    ),
    "limited": N_("Plex was asked too often. Wait a minute, then try again."),
    "silent": N_("Plex cannot be asked right now: %(detail)s. Try again in a minute."),
    "stranger": N_("You are %(name)s. The owner has been told that you would like to come in."),
    "other account": N_("You are %(name)s, but Parity acts for another Plex account. Sign in with that one."),
    "taken": N_("You are %(name)s. This installation belongs to somebody else already."),
    "from outside": N_("You come from outside your network: give the setup code, which stands in the log of Parity."),
    "no server": N_(
        "You are %(name)s, and none of the servers that this account owns answers. Sign in with the account that owns "
        "your Plex server; a member of a Plex Home owns none. Or see that the server is on."
    ),
    "not that server": N_(
        "You are %(name)s, and the server %(detail)s is not one that this account owns. Sign in with the account "
        "that owns it."
    ),
    "server silent": N_("The Plex server does not say which one it is: %(detail)s. See that it is on, then try again."),
}
"""Why it ended and what to do; `name` is an account's, `detail` what a service was heard to say."""

QUICK, SLOW = timedelta(seconds=1), timedelta(seconds=5)
"""How long Plex is left alone between two questions: Plex's own advice, and for who takes long."""
_QUICK_FOR = timedelta(minutes=2)
_AFTER_SILENCE = timedelta(seconds=4)
_AFTER_TOO_MANY, _LONGEST = timedelta(seconds=5), timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Over:
    """A sign-in that ended without letting anybody in."""

    reason: Reason
    name: str = ""
    detail: str = ""

    @property
    def sentence(self) -> str:
        """In English, for a terminal."""
        return SENTENCES[self.reason] % {"name": self.name, "detail": self.detail}


def is_over(expires_at: datetime, used: bool, now: datetime) -> Over | None:
    """What is known without asking: an end of Plex's is not always told by Plex (plex.md 1.2)."""
    if used:
        return Over("used")
    return Over("expired") if now >= expires_at else None


def pause(waited: timedelta) -> timedelta:
    """How long to leave Plex alone when somebody has been waited for so long."""
    return QUICK if waited < _QUICK_FOR else SLOW


def pause_after_silence() -> timedelta:
    """The same when it did not answer."""
    return _AFTER_SILENCE


def pause_after_too_many(before: timedelta, told: float | None) -> timedelta:
    """The same when it said that it is asked too often. `before`: the last pause; `told`: seconds that it asked for."""
    doubled = min(before * 2, _LONGEST) if before >= _AFTER_TOO_MANY else _AFTER_TOO_MANY
    return max(doubled, timedelta(seconds=min(told or 0, _LONGEST.total_seconds())))


Who = Literal["ours", "candidate", "claimant", "guest", "stranger", "other account"]
"""Ours is the account that Parity acts for. A candidate sets it up, a claimant wants what is set up and nobody's."""


@dataclass(frozen=True, slots=True)
class Place:
    """How things stand when somebody comes. `owner` and `kept` are accounts, `role` of who comes."""

    set_up: bool
    owner: Account | None
    kept: Account | None
    role: Role


def who_enters(account: Account, place: Place) -> Who:
    """Who comes to the pages."""
    if place.owner is None:
        return "claimant" if place.set_up else "candidate"
    if account.is_same(place.owner.id, place.owner.uuid):
        return "ours"
    return "guest" if place.role >= Role.VIEWER else "stranger"


def who_connects(account: Account, place: Place) -> Who:
    """Who gives Parity an account to act for: while it is set up the last one counts, then no other takes its place."""
    ours = place.owner or (place.kept if place.set_up else None)
    if ours is None:
        return "ours" if place.set_up else "candidate"
    return "ours" if account.is_same(ours.id, ours.uuid) else "other account"


def is_kept(who: Who, account: Account, kept: Account | None) -> bool:
    """Whether the token becomes Parity's own. It also is when Plex has just ended the kept one for it."""
    return who in ("ours", "candidate", "claimant") or (kept is not None and account.is_same(kept.id, kept.uuid))
