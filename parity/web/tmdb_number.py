"""Which show or film of TMDB a person means: its number, or the address of its page there."""

import re
from typing import Literal

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_ADDRESS = r"(?:https?://)?(?:www\.)?themoviedb\.org/%s/([0-9]{1,9})(?:[-/?#].*)?"
_ADDRESSES = {kind: re.compile(_ADDRESS % kind, re.ASCII | re.IGNORECASE) for kind in ("tv", "movie")}


def tmdb_number(typed: str, kind: Literal["tv", "movie"] = "tv") -> int | None:
    """The number in what was typed; None when it names nothing of that kind."""
    text = typed.strip()
    if _NUMBER.fullmatch(text):
        return int(text) or None
    found = _ADDRESSES[kind].fullmatch(text)
    return (int(found[1]) or None) if found else None
