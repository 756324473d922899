"""When what last changed in an account, as SIMKL says it (simkl.md 1.3)."""

from collections.abc import Iterator
from datetime import datetime

from parity.core.simkl import Activities
from parity.http import Object
from parity.simkl.shapes import FIELDS, moment

_SECTIONS = {"movies": "movies", "tv_shows": "tv_shows", "shows": "tv_shows", "anime": "anime"}
"""What the sections are called in answers; shows go by two names."""
_WHERE = "the times of the last changes"
_NAMES = {"notinteresting": "dropped"}


def activities_of(answer: object) -> Activities:
    """The stamps of an answer of `/sync/activities`. Raises Unavailable when it is not wholly understood."""
    told = FIELDS.an_object(answer, _WHERE)
    if "all" not in told:
        FIELDS.wrong(_WHERE, "all", None, "a time")
    stamps = {"all": _stamp(told, "all")}
    for spoken, section in _SECTIONS.items():
        if told.get(spoken) is not None:
            stamps |= _section(FIELDS.an_object(told[spoken], _WHERE, spoken), section)
    return Activities(stamps)


def _section(told: Object, section: str) -> Iterator[tuple[str, datetime | None]]:
    return ((f"{section} {_NAMES.get(name, name)}", _stamp(told, name)) for name in told)


def _stamp(told: Object, name: str) -> datetime | None:
    """A time with its zone; null says that it never happened."""
    if told.get(name) is None:
        return None
    return moment(told[name]) or FIELDS.wrong(_WHERE, name, told[name], "a time with its zone")
