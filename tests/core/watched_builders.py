"""Videos, pairs and changes of watched states as tests need them."""

from datetime import UTC, datetime
from typing import Any

from parity.core.watched import State, Video
from parity.core.watched_change import Change
from parity.core.watched_pairs import Alone, Pair
from parity.core.watched_plan import Plan, Verdict

MINUTE = 60_000
EVENING = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
NEVER, SEEN, HALF = State(), State(True, 0, EVENING), State(False, 12 * MINUTE + 30_000, EVENING)


def video(key: str, title: str = "Castle – S07E19", state: State = NEVER, **more: Any) -> Video:
    """A video of Plex in its first library, thirty minutes long."""
    facts: dict[str, Any] = {"files": (f"/tv/{key}.mpg",), "duration": 30 * MINUTE, "place": "m1/1"}
    return Video(key, title, state, **{**facts, **more})


def pair(plex: Video, partner: Video | None = None, **more: Any) -> Pair:
    """It is one with this video of SageTV, or with one that stands alike."""
    other = partner or video(f"9{plex.key}", plex.title, plex.state, place="")
    return Pair((plex,), (other,), "path", **more)


def change(of: Pair, side: Any, do: Any, reason: str, **more: Any) -> Change:
    """What is to be done about it."""
    plex, partner = of.plex[0], of.partner[0]
    keys = (plex.key,) if side == "plex" else (partner.key,)
    facts: dict[str, Any] = {"position": 0, "mark": f"{plex.key} {side} {do}", **more}
    return Change(
        side=side, do=do, keys=keys, place=plex.place, plex_key=plex.key, partner_key=partner.key, title=plex.title,
        by=of.by, plex=plex.state, partner=partner.state, duration=plex.duration, reason=reason, **facts,
    )  # fmt: skip


def plan(*verdicts: Verdict, alone: tuple[Alone, ...] = (), first_run: bool = False) -> Plan:
    """A plan of these."""
    return Plan(verdicts, alone, not_in_plex=0, first_run=first_run)
