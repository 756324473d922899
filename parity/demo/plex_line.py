"""One line on which somebody listens to the fake Plex server."""

from parity.demo.plex_scans import PlexScans

PING = b"event: ping\ndata: {}\n\n"
_LONGEST_WAIT = 5.0


class Line:
    """What is told from now on, as it happens; what is due happens meanwhile. Ends when the lines are cut.

    `wanted` is the filter as it is asked for: "activity,timeline", "-log"; "" is all.
    """

    def __init__(self, world: PlexScans, wanted: str) -> None:
        self._world, self._lines = world, world.lines
        names = [name for name in wanted.split(",") if name]
        self._only = {name for name in names if not name.startswith("-")}
        self._without = {name[1:] for name in names if name.startswith("-")}
        self._next_ping = world.clock() + world.habits.ping_seconds
        self._open = True
        with self._lines.wake:
            self._at, self._cuts = self._lines.count, self._lines.cuts
            self._lines.open += 1

    def __iter__(self) -> "Line":
        return self

    def __next__(self) -> bytes:
        while True:
            due = self._world.run_due()
            with self._lines.wake:
                if self._cuts != self._lines.cuts:
                    self.close()
                    raise StopIteration
                told = self._take()
                if told:
                    return told
                self._lines.wake.wait(self._patience(due))

    def close(self) -> None:
        """Nobody listens any more."""
        with self._lines.wake:
            self._lines.open -= self._open
            self._open = False

    def _take(self) -> bytes:
        news, self._at = self._lines.since(self._at), self._lines.count
        habits, now = self._world.habits, self._world.clock()
        if habits.silent:
            return b""
        news = news[::-1] if habits.out_of_order else news
        news = [each for each in news for _ in range(1 + habits.doubles)]
        told = b"".join(each.written() for each in news if self._wants(each.kind))
        if told or now < self._next_ping:
            return told
        self._next_ping = now + habits.ping_seconds
        return PING

    def _wants(self, kind: str) -> bool:
        return kind not in self._without and (not self._only or kind in self._only)

    def _patience(self, due: float | None) -> float:
        moments = [self._world.clock() + _LONGEST_WAIT] + ([] if due is None else [due])
        moments += [] if self._world.habits.silent else [self._next_ping]
        return max(0.0, min(moments) - self._world.clock())
