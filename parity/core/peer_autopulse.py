"""Reads autopulse's config, parsed (it may be YAML, TOML or JSON): untrusted; what is wrong becomes a sentence.

Shapes as read in dan-online/autopulse at 55124fd (crates/service/src/settings). `triggers` and `targets` go from a name
to an object with a `type`. A `rewrite` is one or a list; all of them are done, one after the other, those of the
trigger and then those of the target.
"""

from collections.abc import Iterator

from parity.core.path_joining import Stage
from parity.core.peer_scanner import (
    NO_MUSIC,
    NO_WATCHING,
    ONLY_PLEX,
    PeerScanner,
    PeerTarget,
    PeerTrigger,
    besides,
    named,
    record,
    rewrites,
    text,
)

_ITS_DEFAULT = "password"
_WHY = {
    "app": "Parity has an address and a database of its own",
    "webhooks": "Parity does not notify anybody yet",
    "anchors": "set PARITY_REFRESH_ANCHORS when Parity sees these files",
}
_OPTS = {
    "check_path": "set PARITY_REFRESH_CHECK_FILES when Parity sees the files",
    "max_retries": "Parity tries until it is done, or says that it is not",
}
_OPTIONS = {
    "timer": "PARITY_REFRESH_AGE is the same for all",
    "event_timers": "PARITY_REFRESH_AGE is the same for all",
    "excludes": "make a rule for each server that is meant instead",
}
_TRIGGERS = {
    "lidarr": NO_MUSIC,
    "readarr": NO_MUSIC,
    "sportarr": NO_MUSIC,
    "notify": NO_WATCHING,
}


def is_autopulse(document: dict[str, object]) -> bool:
    """Whether a parsed file is autopulse's."""
    inner = [*record(document.get("triggers")).values(), *record(document.get("targets")).values()]
    return any(isinstance(record(one).get("type"), str) for one in inner)


def read_autopulse(document: dict[str, object]) -> PeerScanner:
    """Triggers, targets and rewrites of a config."""
    left_out = list(besides(document, "", ("triggers", "targets", "auth", "opts"), _WHY))
    triggers = tuple(_triggers(record(document.get("triggers")), left_out))
    found = [(record(value), name) for name, value in record(document.get("targets")).items()]
    targets = tuple(_targets(found, left_out))
    opts, auth = record(document.get("opts")), record(document.get("auth"))
    left_out += besides(opts, "opts.", ("default_timer_wait",), _OPTS)
    wait = text(opts.get("default_timer_wait"))
    settings = {"refresh_age": wait} if wait else {}
    wishes = [wish for wish in ("refresh", "analyze") for fields, _ in found if fields.get(wish) is True]
    if wishes:
        settings["refresh_metadata"] = wishes[0]
    password = "" if auth.get("enabled") is False else text(auth.get("password")) or _ITS_DEFAULT
    return PeerScanner("autopulse", triggers, targets, settings, password, tuple(left_out))


def _triggers(source: dict[str, object], left_out: list[str]) -> Iterator[PeerTrigger]:
    for name, value in {"manual": {"type": "manual"}, **source}.items():
        fields, where = record(value), f"triggers.{named(name)}"
        kind = text(fields.get("type")).lower()
        if kind not in ("sonarr", "radarr", "manual", "autoscan"):
            left_out.append(f"{where}: {_TRIGGERS.get(kind, 'there is no such trigger here')}")
            continue
        left_out += besides(fields, f"{where}.", ("type", "rewrite"), _OPTIONS)
        own = "autopulse" if name == "manual" else name
        stages = _one_by_one(fields.get("rewrite"), where, left_out)
        yield PeerTrigger(own, "arr" if kind in ("sonarr", "radarr") else "path", stages)


def _targets(source: list[tuple[dict[str, object], str]], left_out: list[str]) -> Iterator[PeerTarget]:
    for fields, name in source:
        where = f"targets.{named(name)}"
        if text(fields.get("type")).lower() != "plex":
            left_out.append(f"{where}: {ONLY_PLEX}")
            continue
        left_out += besides(fields, f"{where}.", ("type", "url", "token", "rewrite", "refresh", "analyze"), _OPTIONS)
        stages = _one_by_one(fields.get("rewrite"), where, left_out)
        yield PeerTarget(name, text(fields.get("url")), text(fields.get("token")), stages)


def _one_by_one(value: object, where: str, left_out: list[str]) -> tuple[Stage, ...]:
    return tuple((rule,) for rule in rewrites(value, where, left_out))
