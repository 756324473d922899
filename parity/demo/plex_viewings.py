"""Who has watched what on the fake Plex server, and how far: each account for itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parity.demo.plex_records import Episode, Movie, Show

OWNER = ""
"""The account of the server's own token; every other token stands for an account of its own."""
PLAYED_FROM = 90
"""Per cent of its duration from which on an item counts as watched, unless the owner has set another share."""


@dataclass(slots=True)
class Viewing:
    """How far one account is with one item. `offset` in milliseconds; `at` in epoch seconds, None when never."""

    views: int = 0
    offset: int = 0
    at: int | None = None

    def told(self) -> dict[str, object]:
        """Its fields on the wire; what is not there is absent."""
        told = {"viewCount": self.views or None, "viewOffset": self.offset or None, "lastViewedAt": self.at}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(slots=True)
class Viewings:
    """All of it: by account, then by rating key. `writes` counts what was asked for from outside, by its kind."""

    kept: dict[str, dict[int, Viewing]]
    writes: Counter[str]
    played_from: int = PLAYED_FROM

    def of(self, who: str, key: int) -> Viewing | None:
        """How far this account is with this item; None when it never began."""
        return self.kept.get(who, {}).get(key)

    def begun(self, who: str, key: int) -> Viewing:
        """The same, to be changed."""
        return self.kept.setdefault(who, {}).setdefault(key, Viewing())

    def drop(self, who: str, key: int) -> None:
        """Never begun."""
        self.kept.get(who, {}).pop(key, None)

    def form(self, who: str, item: object) -> str:
        """What tells a stored row of this account apart from that of one who has watched nothing of the item."""
        theirs = self.kept.get(who)
        if not theirs or not isinstance(item, Show | Episode | Movie):
            return ""
        return f"@{who}|" if isinstance(item, Show) or item.key in theirs else ""

    def over(self, who: str, leaves: Iterable[Episode]) -> dict[str, object]:
        """What a show's or season's row tells of its episodes."""
        theirs = self.kept.get(who) or {}
        seen = [theirs[each.key] for each in leaves if each.key in theirs] if theirs else []
        views, times = sum(each.views for each in seen), [each.at for each in seen if each.at is not None]
        return {
            "viewedLeafCount": sum(each.views > 0 for each in seen),
            **({"viewCount": views} if views else {}),
            **({"lastViewedAt": max(times)} if times else {}),
        }

    def is_played(self, duration: int, position: int) -> bool:
        """Whether who is at `position` has watched it."""
        return duration > 0 and position * 100 >= duration * self.played_from

    def written(self) -> dict[str, Any]:
        """As it is kept with a saved server; the counts are not."""
        rows = [
            [who, key, each.views, each.offset, each.at]
            for who, theirs in self.kept.items()
            for key, each in theirs.items()
        ]
        return {"rows": rows, "played_from": self.played_from}

    @classmethod
    def read(cls, written: dict[str, Any]) -> "Viewings":
        """As `written` kept it."""
        made = cls({}, Counter(), written["played_from"])
        for who, key, views, offset, at in written["rows"]:
            made.kept.setdefault(who, {})[key] = Viewing(views, offset, at)
        return made
