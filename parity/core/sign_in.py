"""What becomes of a sign-in by PIN. A stand-in for the real module."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Over:
    """A sign-in that ended without letting anybody in."""

    reason: str
    name: str = ""
    detail: str = ""

    @property
    def sentence(self) -> str:
        """In English, for a terminal."""
        return f"The sign-in ended ({self.reason}). Try again."
