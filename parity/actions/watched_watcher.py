"""Who follows a run over watched states while it is at work."""

from typing import Protocol

from parity.core.watched_change import Change
from parity.core.watched_plan import Plan


class Watcher(Protocol):
    """Who follows a run, such as a terminal."""

    def phase(self, text: str) -> None:
        """A part of the run has begun."""

    def compared(self, plan: Plan) -> None:
        """This is the plan."""

    def about(self, change: Change) -> bool:
        """Whether this change may be done, just before it is."""

    def became(self, change: Change, sentence: str) -> None:
        """What became of it stands in its state; the sentence says what went wrong, "" for nothing."""


class Nobody:
    """Follows nothing, and has nothing against anything."""

    def phase(self, text: str) -> None:
        """Not heard."""

    def compared(self, plan: Plan) -> None:
        """Not looked at."""

    def about(self, change: Change) -> bool:
        """It may be done."""
        return True

    def became(self, change: Change, sentence: str) -> None:
        """Not heard."""
