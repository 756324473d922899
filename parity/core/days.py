"""The one way in which a day is written: `2026-12-31`, in addresses, forms, commands and the API alike."""

import re
from datetime import date

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date:
    """The day that `YYYY-MM-DD` names. Raises ValueError for anything else."""
    # date.fromisoformat takes 20261231 and 2026-W53-4 too, which nobody writes who means a day of the calendar.
    if _WRITTEN.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not written as YYYY-MM-DD")
    return date.fromisoformat(text)
