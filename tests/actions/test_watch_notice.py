"""The owner is told that changes of the watchlist wait for a yes, until none does."""

from pathlib import Path

from parity.store import notices
from tests.actions.both_lists import BothLists, both_lists


def told(lists: BothLists) -> list[str]:
    """What the notices say."""
    with lists.house.database.reading() as connection:
        return [sentence for name, sentence, _since in notices.every(connection) if name == notices.WATCH_HELD]


def test_what_is_held_back_is_a_notice_until_it_is_not(tmp_path: Path) -> None:
    with both_lists(tmp_path) as lists:
        lists.on_both(*range(10))
        lists.run()
        assert told(lists) == []
        lists.unwish(*range(10))
        assert lists.run().state == "held"
        assert told(lists) == ["10 changes of the watchlist wait for your yes; nothing of it is done by itself."]
        lists.wish(*range(10))
        assert lists.run().state == "done"
        assert told(lists) == []
