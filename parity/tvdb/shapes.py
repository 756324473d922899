"""Reading TheTVDB's JSON, of which nothing is believed: a wrong type is Unavailable, and the sentence names it."""

from typing import NoReturn

from parity.core.failures import NotFound, Unavailable
from parity.http import Fields
from parity.http import Object as Object

SERVICE = "TheTVDB"
_fields = Fields(SERVICE)
wrong, an_object, a_list = _fields.wrong, _fields.an_object, _fields.a_list
number, number_or_none, text, day = _fields.number, _fields.number_or_none, _fields.text, _fields.day


def partial(where: str, why: str) -> NoReturn:
    """Raise Unavailable: the answer is only a part of what there is."""
    raise Unavailable(SERVICE, f"partial answer for {where}: {why}")


def data_of(answer: object, where: str) -> Object:
    """What stands under `data`. Raises NotFound where TheTVDB says null: it has no such thing."""
    whole = an_object(answer, where)
    if "data" in whole and whole["data"] is None:
        raise NotFound(SERVICE, where)
    return an_object(whole.get("data"), where, "data")


def a_list_or_none(data: Object, name: str, where: str) -> list[object]:
    """The same, where null and absent are an empty one."""
    return [] if data.get(name) is None else a_list(data, name, where)
