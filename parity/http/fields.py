"""Reading the fields of a service's JSON, of which nothing is believed: a wrong type is Unavailable, which names it."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from parity.core.failures import Unavailable

Object = Mapping[str, object]
LARGEST = (1 << 63) - 1
"""What the database can keep."""


class Fields:
    """The fields of one service's answers; `where` is what the answer is about, for the sentence."""

    def __init__(self, service: str) -> None:
        self._service = service

    def wrong(self, where: str, name: str, value: object, expected: str) -> NoReturn:
        """Raise Unavailable: `name` of the thing `where` is not what the service promises."""
        found = "missing" if value is None else type(value).__name__
        sentence = f"the answer for {where} is garbled: {name} is {found}, expected {expected}"
        raise Unavailable(self._service, sentence)

    def an_object(self, value: object, where: str, name: str = "it") -> Object:
        """A JSON object."""
        return value if isinstance(value, dict) else self.wrong(where, name, value, "an object")

    def a_list(self, data: Object, name: str, where: str) -> list[object]:
        """A JSON list under `name`."""
        value = data.get(name)
        return value if isinstance(value, list) else self.wrong(where, name, value, "a list")

    def number(self, data: Object, name: str, where: str) -> int:
        """A whole number from 0 up that can be kept: ids, seasons, episodes, counts."""
        value = data.get(name)
        if type(value) is not int or not 0 <= value <= LARGEST:  # bool is an int to isinstance
            self.wrong(where, name, value, "a number")
        return value

    def number_or_none(self, data: Object, name: str, where: str) -> int | None:
        """The same, but null and absent are None."""
        return None if data.get(name) is None else self.number(data, name, where)

    def text(self, data: Object, name: str, where: str) -> str:
        """Text; null and absent are empty. What no database takes, half surrogates and NUL, becomes "?" or goes."""
        value = data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(where, name, value, "text")
        if value.isprintable():  # nearly all are, and there is a name for each episode
            return value
        return value.encode("utf-8", "replace").decode().replace("\0", "")

    def day(self, data: Object, name: str, where: str) -> date | None:
        """A date "2008-01-20"; null, "", absent and what is no date are None."""
        try:
            return date.fromisoformat(self.text(data, name, where))
        except ValueError:
            return None
