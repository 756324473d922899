"""What another program that tells Plex what to scan leaves behind: who told it, whom it told, how it called paths."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from parity.core.path_joining import Stage, read_rewrite
from parity.core.paths import Rule

NO_MUSIC = "Parity looks after shows and films only"
NO_WATCHING = "Parity does not watch folders: let Sonarr, Radarr, Plex or a script tell it what arrived"
ONLY_PLEX = "Parity tells Plex only"
NO_OPTION = "there is no such option here"


@dataclass(frozen=True, slots=True)
class PeerTrigger:
    """Who told it: `arr` is Sonarr or Radarr, `path` a script. `stages` are what it did with their paths, in order."""

    name: str
    kind: Literal["arr", "path"]
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerTarget:
    """A Plex server that it told, and what it did with paths before that."""

    name: str
    address: str
    token: str = field(repr=False)
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerScanner:
    """What one file gives. `settings` goes from a setting's name to a text that must still be checked as one.

    `password` is what its callers sent, "" where everybody could call. `left_out` says in sentences what was not taken
    over and why; no value is in them.
    """

    program: str
    triggers: tuple[PeerTrigger, ...]
    targets: tuple[PeerTarget, ...]
    settings: Mapping[str, str]
    password: str = field(repr=False)
    left_out: tuple[str, ...]


def record(value: object) -> dict[str, object]:
    """A mapping with texts as keys; empty for anything else."""
    return {str(key): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def text(value: object) -> str:
    """A text without spaces around it, a number as one; "" for anything else.

    Half surrogates and NUL, which no database takes, become "?" or go.
    """
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).encode("utf-8", "replace").decode().replace("\0", "").strip()
    return ""


def many(value: object) -> list[object]:
    """A list, also of one thing that stands alone."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def rewrites(value: object, where: str, left_out: list[str]) -> list[Rule]:
    """The rewrites of a trigger or target, one or several."""
    found = []
    for one in many(value):
        fields = record(one)
        pattern, becomes = fields.get("from"), fields.get("to")
        if isinstance(pattern, str) and pattern and isinstance(becomes, str):
            found.append(read_rewrite(pattern, becomes))
        else:
            left_out.append(f"{where}.rewrite: it needs a text for from and one for to")
    return found


def besides(fields: Mapping[str, object], where: str, known: Sequence[str], why: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each key that nothing is made of."""
    for key in fields:
        if key not in known:
            yield f"{where}{named(key)}: {why.get(key, NO_OPTION)}"


def named(value: object) -> str:
    """A name out of a file, as it can be printed."""
    plain = "".join(letter if letter.isprintable() else " " for letter in str(value)[:60])
    return " ".join(plain.split()) or "(no name)"
