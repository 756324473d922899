"""Which show of TMDB a person means: its number, or the address of its page there."""

import re

_TYPED = re.compile(
    r"([0-9]{1,9})|(?:https?://)?(?:www\.)?themoviedb\.org/tv/([0-9]{1,9})(?:[-/?#].*)?", re.ASCII | re.IGNORECASE
)


def tmdb_number(typed: str) -> int | None:
    """The number in what was typed; None when it names no show."""
    found = _TYPED.fullmatch(typed.strip())
    return (int(found[1] or found[2]) or None) if found else None
