"""A worker that dies at a chosen call. It is `python -m parity worker` in every other way."""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import wraps
from importlib import import_module
from itertools import count

SLICE_SECONDS = 0.3
BATCH = 5
PAGE_SIZE = 60
"""So short are the slices, batches and pages of a victim that a small library has several of each."""


@dataclass(frozen=True, slots=True)
class Point:
    """Before or after the `nth` call of `where` ("module:function" or "module:Class.method"), as `when` says.

    With `answer`, after the nth call that answers just that.
    """

    where: str
    when: str = "after"
    nth: int = 1
    answer: str | None = None

    def __str__(self) -> str:
        module, _, name = self.where.partition(":")
        number = "" if self.nth == 1 else f" #{self.nth}"
        return f"{self.when} {module.rpartition('.')[2]}.{name}{number}"

    def to_json(self) -> str:
        """For another process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Point":
        """What `to_json` wrote."""
        return cls(**json.loads(text))


def be_short() -> None:
    """Let this process work in short slices, batches and pages."""
    from parity.actions import rounds
    from parity.plex import asking
    from tasks import scans

    scans.SLICE_SECONDS, rounds.BATCH, asking.PAGE_SIZE = SLICE_SECONDS, BATCH, PAGE_SIZE


def lie_in_wait(point: Point) -> None:
    """Let this process be killed at that point, from whatever thread comes to it."""
    module_name, _, path = point.where.partition(":")
    module = import_module(module_name)
    *inside, name = path.split(".")
    owner = getattr(module, inside[0]) if inside else module
    called: Callable[..., object] = getattr(owner, name)
    calls = count(1)

    @wraps(called)
    def deadly(*args: object, **named: object) -> object:
        if point.when == "before" and next(calls) == point.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = called(*args, **named)
        if point.when == "after" and point.answer in (None, answer) and next(calls) == point.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(owner, name, deadly)
    for title, known in list(sys.modules.items()):
        if title.startswith(("parity", "tasks")):
            _instead(known, called, deadly)


def _instead(module: object, called: object, deadly: object) -> None:
    """A module that imported the function by its name has to meet the deadly one too."""
    for name, value in list(vars(module).items()):
        if value is called:
            setattr(module, name, deadly)
