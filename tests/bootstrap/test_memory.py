"""What a process is made of is not looked through again and again."""

import gc

from parity.bootstrap.memory import spare_the_collector


def test_the_collector_leaves_alone_what_is_there_at_the_start() -> None:
    before = gc.get_freeze_count()
    try:
        spare_the_collector()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
