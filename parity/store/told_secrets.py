"""Secrets that are read here, told to whoever keeps them out of the logs; who that is, is not known on this floor."""

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def tell(listener: Callable[[str], None]) -> None:
    """From now on `listener` hears of every token and key that is read, in this process, before anybody uses it."""
    if listener not in _listeners:
        _listeners.append(listener)


def read(secret: str | None) -> None:
    """One was read."""
    for listener in _listeners if secret else ():
        listener(secret or "")
