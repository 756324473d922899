"""The steps of the setup, worked out from what is there: so it goes on wherever it was left, and by whatever way."""

from collections.abc import Collection
from dataclasses import dataclass

SIGN_IN, SERVERS, LIBRARIES, TMDB, TIMES, START = "sign_in", "servers", "libraries", "tmdb", "times", "start"
STEPS = (SIGN_IN, SERVERS, LIBRARIES, TMDB, TIMES, START)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is there. `passed`: the step that somebody went on from last, "" at the start.

    `must_sign_in`: nobody owns the installation yet, and who signs in shall. `given`: the settings lead to a server.
    `fixed`: steps whose every answer the environment gives. `set_up`: the setup was finished before.
    """

    account: bool = False
    must_sign_in: bool = True
    given: bool = False
    followed: int = 0
    tmdb: bool = False
    fixed: Collection[str] = frozenset()
    passed: str = ""
    set_up: bool = False

    def met(self, step: str) -> bool:
        """Whether a step has what the ones after it need."""
        needs = {
            SIGN_IN: self.account or (not self.must_sign_in and (self.given or self.followed > 0)),
            SERVERS: self.given or self.followed > 0,
            TMDB: self.tmdb,
        }
        return needs.get(step, True)

    def done(self, step: str) -> bool:
        """Whether nobody need look at a step: it was passed, or the environment answers it, or the setup is over."""
        if step == START or not self.met(step):
            return self.set_up and self.met(step)
        return self.set_up or step in self.fixed or _place(step) <= _place(self.passed)

    @property
    def current(self) -> str:
        """The step to go on with: the first that is not done; the last when all are."""
        return next((step for step in STEPS if not self.done(step)), START)

    def is_open(self, step: str) -> bool:
        """Whether a step may be looked at: going back is always possible, jumping over one that is not done is not."""
        return _place(step) <= _place(self.current)


def after(step: str) -> str:
    """The step behind one."""
    return STEPS[min(_place(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str | None:
    """The step in front of one; None for the first."""
    return STEPS[_place(step) - 1] if _place(step) > 0 else None


def further(passed: str, step: str) -> str:
    """What to remember as passed when somebody went on from `step`: who went back loses nothing."""
    return step if _place(step) > _place(passed) else passed


def _place(step: str) -> int:
    return STEPS.index(step) if step in STEPS else -1
