"""Videos of Plex and of its partner, as the tests of matching need them."""

from collections.abc import Callable, Iterable

from parity.core.paths import Rule, rewritten
from parity.core.watched import State, Video
from parity.core.watched_matching import pair_up
from parity.core.watched_pairs import Pair, Pairing

MINUTE = 60_000
HERE = "attic/1"


def plex(
    key: str, *files: str, minutes: int | None = 30, ids: Iterable[str] = (), place: str = HERE, obstacle: str = ""
) -> Video:
    return Video(
        key, f"Plex {key}", State(), files, _length(minutes), ids=frozenset(ids), place=place, obstacle=obstacle
    )


def sage(key: str, *files: str, minutes: int | None = 30, ids: Iterable[str] = (), obstacle: str = "") -> Video:
    return Video(key, f"SageTV {key}", State(), files, _length(minutes), ids=frozenset(ids), obstacle=obstacle)


def as_it_is(path: str, machine_id: str) -> str:
    """A translation by no rule: both call their files alike."""
    return path


def ruled(*rules: tuple[str, str]) -> Callable[[str, str], str]:
    """A translation by these rules for folders."""
    every = [Rule("prefix", matches, becomes, source="sagetv") for matches, becomes in rules]
    return lambda path, machine_id: rewritten(path, "sagetv", machine_id, every)


def matched(
    left: Iterable[Video], right: Iterable[Video], translate: Callable[[str, str], str] = as_it_is
) -> list[tuple[str, str, str, str]]:
    """What is paired: the keys of Plex, those of the partner, by what, and which kind."""
    return [told(pair) for pair in pair_up(list(left), list(right), translate).pairs]


def told(pair: Pair) -> tuple[str, str, str, str]:
    ours, theirs = (" ".join(video.key for video in videos) for videos in (pair.plex, pair.partner))
    return ours, theirs, pair.by, pair.kind if pair.covered else f"{pair.kind}, some"


def lonely(pairing: Pairing) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is alone: the key, why, and which files it may be."""
    return [(each.video.key, each.reason, each.others) for each in pairing.alone]


def _length(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * MINUTE
