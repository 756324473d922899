"""Reads autoscan's `config.yml`, parsed: untrusted; what is wrong becomes a sentence, never an exception.

Shapes as read in Cloudbox/autoscan at 1d41f4b (cmd/autoscan/main.go, triggers, targets). `triggers` and `targets` go
from a kind to a list, but for `manual` and `a-train`, which are there once and always. Of a list of rewrites the first
that fits is done, in a trigger and then in a target.
"""

import re
from collections.abc import Iterator

from parity.core.paths import Rule
from parity.core.peer_scanner import (
    NO_MUSIC,
    NO_WATCHING,
    ONLY_PLEX,
    PeerScanner,
    PeerTarget,
    PeerTrigger,
    besides,
    many,
    named,
    record,
    rewrites,
    text,
)

_OWN = {"minimum-age", "scan-delay", "scan-stats", "authentication"}
_KINDS = {
    "sonarr",
    "radarr",
    "lidarr",
    "readarr",
    "inotify",
    "bernard",
    "manual",
    "a-train",
    "plex",
    "emby",
    "jellyfin",
}
_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s)?")
_WHY = {
    "host": "Parity has an address of its own",
    "port": "Parity has an address of its own",
    "scan-delay": "Parity waits for the end of each scan",
    "scan-stats": "the page Library shows what waits",
    "anchors": "set PARITY_REFRESH_ANCHORS when Parity sees these files",
}
_TRIGGERS = {
    "lidarr": NO_MUSIC,
    "readarr": NO_MUSIC,
    "inotify": NO_WATCHING,
    "bernard": NO_WATCHING,
}
_OPTIONS = {
    "priority": "upgrades come first here by themselves",
    "drives": "rules for one drive have to be written by hand",
}


def is_autoscan(document: dict[str, object]) -> bool:
    """Whether a parsed file is autoscan's."""
    if _OWN.intersection(document):
        return True
    inner = {**record(document.get("triggers")), **record(document.get("targets"))}
    return any(key in _KINDS and "type" not in record(value) for key, value in inner.items())


def read_autoscan(document: dict[str, object]) -> PeerScanner:
    """Triggers, targets and rewrites of a `config.yml`."""
    left_out = list(besides(document, "", ("triggers", "targets", "authentication", "minimum-age"), _WHY))
    triggers = tuple(_triggers(record(document.get("triggers")), left_out))
    targets = tuple(_targets(record(document.get("targets")), left_out))
    settings = {}
    if "minimum-age" in document:
        age = _seconds(document["minimum-age"])
        if age is None:
            left_out.append("minimum-age: not a time like 10m or 1m30s")
        else:
            settings["refresh_age"] = str(age)
    password = text(record(document.get("authentication")).get("password"))
    return PeerScanner("autoscan", triggers, targets, settings, password, tuple(left_out))


def _triggers(source: dict[str, object], left_out: list[str]) -> Iterator[PeerTrigger]:
    scripts: list[Rule] = []
    for kind, value in source.items():
        where = f"triggers.{named(kind)}"
        if kind in ("manual", "a-train"):
            fields = record(value)
            scripts += rewrites(fields.get("rewrite"), where, left_out)
            left_out += besides(fields, f"{where}.", ("rewrite",), _OPTIONS)
        elif kind in ("sonarr", "radarr"):
            for one in map(record, many(value)):
                yield _trigger(one, where, left_out)
        else:
            left_out.append(f"{where}: {_TRIGGERS.get(kind, 'there is no such trigger here')}")
    yield PeerTrigger("autoscan", "path", (scripts,) if scripts else ())  # both are there also when no file says so


def _trigger(fields: dict[str, object], where: str, left_out: list[str]) -> PeerTrigger:
    name = text(fields.get("name")) or where.rpartition(".")[2]
    left_out += besides(fields, f"{where}.", ("name", "rewrite"), _OPTIONS)
    found = rewrites(fields.get("rewrite"), where, left_out)
    return PeerTrigger(name, "arr", (found,) if found else ())


def _targets(source: dict[str, object], left_out: list[str]) -> Iterator[PeerTarget]:
    for kind, value in source.items():
        where = f"targets.{named(kind)}"
        if kind != "plex":
            left_out.append(f"{where}: {ONLY_PLEX}")
            continue
        for fields in map(record, many(value)):
            left_out += besides(fields, f"{where}.", ("url", "token", "rewrite"), _OPTIONS)
            found = rewrites(fields.get("rewrite"), where, left_out)
            address, token = text(fields.get("url")), text(fields.get("token"))
            yield PeerTarget("plex", address, token, (found,) if found else ())


def _seconds(value: object) -> int | None:
    """Go's way to write a time; a bare number counts nanoseconds."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value // 10**9
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 20 else None
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds
