"""The order of the tests: one that takes seconds and begins last lets the other workers wait for it."""

import pytest


def long_ones_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests, those marked `long` at the beginnings of the shares that the workers get (`--dist worksteal`).

    They are dealt from the last worker on, for the first one begins with what needs the demo.
    """
    long = [item for item in items if item.get_closest_marker("long")]
    others = [item for item in items if not item.get_closest_marker("long")]
    dealt = [long[worker::workers] for worker in reversed(range(workers))]
    ordered: list[pytest.Item] = []
    for worker, first in enumerate(dealt):
        share = (len(items) - len(ordered)) // (workers - worker)
        more = max(share - len(first), 0)
        ordered += [*first, *others[:more]]
        others = others[more:]
    return ordered + others
