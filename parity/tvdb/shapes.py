"""Reading TheTVDB's JSON, of which nothing is believed: a wrong type is Unavailable, and the sentence names it."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from parity.core.failures import NotFound, Unavailable

SERVICE = "TheTVDB"
Object = Mapping[str, object]
LARGEST = (1 << 63) - 1
"""What the database can keep."""


def wrong(where: str, name: str, value: object, expected: str) -> NoReturn:
    """Raise Unavailable: `name` of the thing `where` is not what TheTVDB promises."""
    found = "missing" if value is None else type(value).__name__
    raise Unavailable(SERVICE, f"the answer for {where} is garbled: {name} is {found}, expected {expected}")


def partial(where: str, why: str) -> NoReturn:
    """Raise Unavailable: the answer is only a part of what there is."""
    raise Unavailable(SERVICE, f"partial answer for {where}: {why}")


def an_object(value: object, where: str, name: str = "it") -> Object:
    """A JSON object."""
    return value if isinstance(value, dict) else wrong(where, name, value, "an object")


def data_of(answer: object, where: str) -> Object:
    """What stands under `data`. Raises NotFound where TheTVDB says null: it has no such thing."""
    whole = an_object(answer, where)
    if "data" in whole and whole["data"] is None:
        raise NotFound(SERVICE, where)
    return an_object(whole.get("data"), where, "data")


def a_list(data: Object, name: str, where: str) -> list[object]:
    """A JSON list under `name`."""
    value = data.get(name)
    return value if isinstance(value, list) else wrong(where, name, value, "a list")


def a_list_or_none(data: Object, name: str, where: str) -> list[object]:
    """The same, where null and absent are an empty one."""
    return [] if data.get(name) is None else a_list(data, name, where)


def number(data: Object, name: str, where: str) -> int:
    """A whole number from 0 up that can be kept: ids, seasons, episodes, counts."""
    value = data.get(name)
    if type(value) is not int or not 0 <= value <= LARGEST:  # bool is an int to isinstance
        wrong(where, name, value, "a number")
    return value


def number_or_none(data: Object, name: str, where: str) -> int | None:
    """The same, but null and absent are None."""
    return None if data.get(name) is None else number(data, name, where)


def text(data: Object, name: str, where: str) -> str:
    """Text; null and absent are empty."""
    value = data.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else wrong(where, name, value, "text")


def day(data: Object, name: str, where: str) -> date | None:
    """A date "2008-01-20"; null, "", absent and what is no date are None."""
    try:
        return date.fromisoformat(text(data, name, where))
    except ValueError:
        return None
