"""What a browser's own session holds of its sign-in: the key to it, where it leads to, and how the last one ended."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from flask import request, session, url_for

from parity.core.sign_in import SENTENCES, Over, Reason
from parity.web import here, places

_UNDER_WAY, _BEFORE, _END = "sign_in", "sign_ins_before", "sign_in_end"
_TABS = 2  # besides the newest
PASSING: tuple[Reason, ...] = ("used", "unknown")
"""Ends of which nothing is kept: who meets one may be somebody who has just signed in beside it."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sign-in that this browser began. `back`: the page that it leads to; `connects`: for the account."""

    key: str = field(repr=False)
    since: datetime
    back: str
    connects: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """How one ended, and what another try is for."""

    over: Over
    back: str
    connects: bool


def begun(key: str, back: str, connects: bool) -> list[str]:
    """This browser waits for a sign-in from now on. The keys of those that it does not wait for any more.

    Another tab may stand on Plex's page with one from before: Plex ends the former token for what is claimed there.
    """
    session.pop(_END, None)
    waiting = [*_kept_before(), *([session[_UNDER_WAY]] if _UNDER_WAY in session else [])]
    session[_BEFORE] = waiting[-_TABS:]
    session[_UNDER_WAY] = {"key": key, "since": here.now().isoformat(), "back": back, "connects": connects}
    return [one["key"] for one in waiting[:-_TABS]]


def under_way() -> UnderWay | None:
    """The sign-in that this browser waits for."""
    kept = cast("dict[str, Any] | None", session.get(_UNDER_WAY))
    return _read(kept) if kept else None


def before() -> tuple[UnderWay, ...]:
    """Those that it began before in other tabs, the newest first."""
    return tuple(_read(kept) for kept in reversed(_kept_before()))


def ended(over: Over, back: str, connects: bool) -> None:
    """It is over without success; the next page tells it."""
    _wait_no_more()
    told = {"reason": over.reason, "name": over.name, "detail": over.detail}
    session[_END] = {**told, "back": back, "connects": connects}


def end() -> Ended | None:
    """How the last one ended, until another one is begun."""
    kept = cast("dict[str, Any] | None", session.get(_END))
    if kept is None or kept["reason"] not in SENTENCES:
        return None
    return Ended(Over(kept["reason"], kept["name"], kept["detail"]), kept["back"], kept["connects"])


def done() -> list[str]:
    """Nothing is waited for any more. The keys of what was."""
    session.pop(_END, None)
    return _wait_no_more()


def way_on(named: str) -> str:
    """The page of ours that somebody wants to come to, else the dashboard; never another site or app of this host."""
    home = url_for("dashboard.index")
    ours = home if named.startswith("//") else places.ours(named, home)
    path = urlsplit(ours).path
    doors = tuple(request.script_root + door for door in ("/login", "/logout"))
    return home if path.startswith(doors) or ".." in unquote(path).split("/") else ours


def _kept_before() -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", session.get(_BEFORE, []))


def _wait_no_more() -> list[str]:
    newest, others = session.pop(_UNDER_WAY, None), session.pop(_BEFORE, [])
    return [one["key"] for one in (*others, newest) if one]


def _read(kept: dict[str, Any]) -> UnderWay:
    return UnderWay(**{**kept, "since": datetime.fromisoformat(kept["since"])})
