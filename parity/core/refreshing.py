"""What is done next about a folder that something arrived in: wait, ask, look, look harder, or say that it failed."""

from dataclasses import dataclass

OPEN = ("waiting", "asked", "scanning", "proving", "unmapped")
ENDED = ("done", "unseen", "dropped")


@dataclass(frozen=True, slots=True)
class Expected:
    """A file as the server calls it, that should be there after a scan, or with `gone` no more."""

    file: str
    gone: bool = False


PATHS_SINCE = (1, 20, 0, 3125)
"""The first version of Plex that scans a single folder (plex.md 2.5)."""


def scans_folders(version: str) -> bool:
    """Whether a server of this version ("1.43.0.10467-abc") scans a single folder; a strange one is believed to."""
    numbers = version.split("-")[0].split(".")
    if not all(part.isdecimal() for part in numbers):
        return True
    return tuple(map(int, numbers)) >= PATHS_SINCE
