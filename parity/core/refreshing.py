"""What is done next about a folder that something arrived in: wait, ask, look, look harder, or say that it failed."""

from dataclasses import dataclass

OPEN = ("waiting", "asked", "scanning", "proving", "unmapped")
ENDED = ("done", "unseen", "dropped")


@dataclass(frozen=True, slots=True)
class Expected:
    """A file as the server calls it, that should be there after a scan, or with `gone` no more."""

    file: str
    gone: bool = False
