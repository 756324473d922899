"""Kinds of setting that name something: a time zone, a country, who tells what arrived."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parity.settings_kinds import Kind, Unusable, listed, quoted

_WAIT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,39}) ?= ?([0-9]{1,5})")
Waits = tuple[tuple[str, int], ...]


def zone() -> Kind[ZoneInfo]:
    """A time zone by its name in the IANA database."""

    def parse(text: str) -> ZoneInfo:
        try:
            return ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Unusable(f"{quoted(text)} is not a time zone", "use a name such as Europe/Berlin or UTC") from None

    return Kind("zone", parse)


def country() -> Kind[str]:
    """A country by its two letters (ISO 3166-1), in any case."""

    def parse(text: str) -> str:
        if not re.fullmatch(r"[A-Za-z]{2}", text):
            raise Unusable(f"{quoted(text)} is not a country's two letters", "use for example US, GB or DE")
        return text.upper()

    return Kind("country", parse, example="DE")


def waits(most: int) -> Kind[Waits]:
    """Names of hooks in any case with whole seconds, `inotify=600, manual=0`; of two for one name the last counts."""

    def parse(text: str) -> Waits:
        found: dict[str, int] = {}
        for word in listed().parse(text):
            fits = _WAIT.fullmatch(word)
            if fits is None or int(fits[2]) > most:
                raise Unusable(f"{quoted(word)} is no name with 0 to {most} seconds", "use for example inotify=600")
            found[fits[1].lower()] = int(fits[2])
        return tuple(found.items())

    return Kind("waits", parse, lambda value: ",".join(f"{name}={seconds}" for name, seconds in value))
