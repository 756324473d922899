"""A SageTV on loopback, and who asks it; time moves only when told to, and by waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from parity.core.watched import Video
from parity.demo.faults import Fault, Faults
from parity.demo.sage_standin import create_app
from parity.demo.sage_world import SageWorld
from parity.sagetv import SageTv, sagetv_caller
from tests.actions.doorways import Doorway
from tests.loopback import Answering, FakeTime, Loopback, Reply, answering

NOW = 1_764_000_000
"""A day in November 2025, in seconds."""


@dataclass
class Service:
    """SageTV, served, and who asks it as its user."""

    world: SageWorld = field(default_factory=lambda: SageWorld(now=NOW))
    faults: Faults = field(default_factory=Faults)
    time: FakeTime = field(default_factory=FakeTime)

    def __post_init__(self) -> None:
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        self.caller = sagetv_caller(self.world.address(self.doorway.url), interrupt=self.time)
        self.asks = SageTv(self.caller, lambda: self.world.now / 1000)

    def video(self, key: int) -> Video:
        """One of them as it stands."""
        return self.asks.video(str(key))

    def suffers(self, kind: str, query: str = "", **details: object) -> Fault:
        """Something goes wrong from now on, where the address holds this."""
        return self.faults.add(Fault(kind, query=query, **details))  # type: ignore[arg-type]

    def asked(self) -> dict[str, int]:
        """What it was asked and told since the last look, by command."""
        asked = dict(self.world.requests.kinds)
        self.world.requests.reset()
        return asked

    def close(self) -> None:
        """Nobody asks any more."""
        self.caller.close()
        self.doorway.move_out()


@pytest.fixture
def sage() -> Iterator[Service]:
    """SageTV with nothing in it, below a path of its own."""
    made = Service(SageWorld("/tv", now=NOW))
    yield made
    made.close()


Opening = Callable[[Answering | Reply], tuple[SageTv, Loopback]]


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Opens a SageTV that answers so."""
    with ExitStack() as stack:

        def open_one(answer: Answering | Reply) -> tuple[SageTv, Loopback]:
            server = stack.enter_context(answering(answer))
            caller = sagetv_caller(server.url.replace("://", "://sage:frey@"), interrupt=FakeTime())
            stack.callback(caller.close)
            return SageTv(caller, lambda: NOW), server

        yield open_one
