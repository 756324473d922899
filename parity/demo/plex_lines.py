"""What the fake Plex server tells those who listen, as it happens (server-sent events)."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class News:
    """One event. `kind` is activity, timeline, playing … and `body` what stands below `name`."""

    kind: str
    name: str
    body: Mapping[str, object]

    def written(self) -> bytes:
        """As it goes over the line: one object, never a list."""
        told = json.dumps({self.name: self.body}, ensure_ascii=False, separators=(",", ":"))
        return f"event: {self.kind}\ndata: {told}\n\n".encode()


class Lines:
    """All lines on which somebody listens. `cut` ends those that are open now."""

    def __init__(self) -> None:
        self.wake = threading.Condition(threading.RLock())
        self.cuts = 0
        self.open = 0
        self.told: deque[News] = deque(maxlen=_REMEMBERED)
        """The last that happened, for tests too; whether anybody listened or not."""
        self.count = 0

    def tell(self, news: News) -> None:
        """Let all know."""
        with self.wake:
            self.told.append(news)
            self.count += 1
            self.wake.notify_all()

    def since(self, count: int) -> list[News]:
        """What was told after the `count`th."""
        new = self.count - count
        return list(self.told)[-new:] if new > 0 else []

    def stir(self) -> None:
        """Let those who wait look at the clock again."""
        with self.wake:
            self.wake.notify_all()

    def cut(self) -> None:
        """End all open lines, in mid-sentence if need be."""
        with self.wake:
            self.cuts += 1
            self.wake.notify_all()
