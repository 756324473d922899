"""Who answers at an address, asked without any token (plex.md 1.5)."""

import time
from collections.abc import Callable
from contextlib import closing

from parity.core.account import Answering
from parity.core.failures import Unavailable
from parity.http import Caller, Interrupt, Limits, RetryPolicy
from parity.plex.answers import read_container
from parity.plex.calling import SERVER
from parity.plex.reading import text

_ONCE = RetryPolicy(attempts=1, limited=1)
_SMALL = 256 * 1024


def who_answers(
    address: str,
    verify_tls: bool,
    patience: float,
    *,
    interrupt: Interrupt | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Answering:
    """Which server says that it lives at `address`, within `patience` seconds.

    Raises Unavailable when nobody answers there, or somebody who is no Plex server.
    """
    limits = Limits(connect=patience, read=patience, whole=patience, body=_SMALL)
    caller = Caller(SERVER, address, connections=1, limits=limits, policy=_ONCE, verify=verify_tls, interrupt=interrupt)
    started = clock()
    with closing(caller):
        answer = caller.get("/identity")
    latency = round((clock() - started) * 1000)
    if not answer.good:
        raise _nobody(caller.host, f"status {answer.status}")
    fields = read_container(answer).fields
    machine_id = text(fields.get("machineIdentifier"))
    if not machine_id:
        raise _nobody(caller.host, "data that names no server")
    return Answering(machine_id, text(fields.get("version")), latency)


def _nobody(host: str, what: str) -> Unavailable:
    return Unavailable(SERVER, f"{host} answered with {what}: there is no Plex server at that address")
