"""Kinds of setting that name a place: a time zone, a country."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parity.settings_kinds import Kind, Unusable, quoted


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
