"""What Plex posts is a hint about a show or a film of our own servers, and about nothing else."""

from typing import Any

import pytest

from parity.core.hook_body import Unreadable
from parity.core.hook_plex import read_plex
from parity.core.told import ItemTold

OURS = "a" * 40
SERVERS = {OURS}


def message(event: str = "library.new", server: str = OURS, **item: Any) -> dict[str, Any]:
    """A webhook's payload; of what came there is no player."""
    return {
        "event": event,
        "user": True,
        "owner": True,
        "Account": {"id": 1, "thumb": "https://plex.tv/users/1/avatar?c=2", "title": "Ada"},
        "Server": {"title": "Attic", "uuid": server},
        "Metadata": {
            "librarySectionType": "show",
            "librarySectionID": 2,
            "librarySectionTitle": "TV",
            "guid": "plex://episode/5d9c",
            **item,
        },
    }


EPISODE = {
    "type": "episode",
    "ratingKey": "303",
    "parentRatingKey": "302",
    "grandparentRatingKey": "301",
    "grandparentTitle": "Dark",
    "parentTitle": "Season 1",
    "title": "Secrets",
}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "show", "ratingKey": "301", "title": "Dark"}, ("301", "301")),
        ({"type": "season", "ratingKey": "302", "parentRatingKey": "301", "title": "Season 1"}, ("302", "301")),
        (EPISODE, ("303", "301")),
        ({"type": "movie", "ratingKey": "9", "title": "Alien", "librarySectionType": "movie"}, ("9", "")),
        ({"type": "movie", "ratingKey": 9, "title": "Alien", "librarySectionID": "2"}, ("9", "")),
    ],
)
def test_what_came_is_named_with_its_show(item: dict[str, Any], expected: tuple[str, str]) -> None:
    told = read_plex(message(**item), SERVERS)
    assert told is not None
    assert told.item == ItemTold(OURS, "2", *expected)
    assert (told.kind, told.touched) == ("plex", ())


def test_a_sentence_says_what_came() -> None:
    told = read_plex(message(**EPISODE), SERVERS)
    assert told is not None
    assert told.said == "Dark, Season 1, Secrets came."


def test_servers_of_other_people_are_none_of_ours() -> None:
    assert read_plex(message(server="b" * 40, **EPISODE), SERVERS) is None
    assert read_plex(message(**EPISODE), ()) is None


@pytest.mark.parametrize(
    "item",
    [
        {"type": "track", "ratingKey": "5", "grandparentRatingKey": "3"},
        {"type": "photo", "ratingKey": "5"},
        {"type": "episode", "ratingKey": "5"},
        {"type": "movie", "ratingKey": "../5"},
        {"type": "movie", "ratingKey": "٥"},
        {"type": "movie", "ratingKey": True},
        {"type": "movie", "ratingKey": "5", "librarySectionID": -2},
        {"type": ["movie"], "ratingKey": "5"},
        {},
    ],
)
def test_what_is_no_show_and_no_film_is_only_heard(item: dict[str, Any]) -> None:
    told = read_plex(message(**item), SERVERS)
    assert told is not None
    assert told.item is None


@pytest.mark.parametrize(
    "event",
    ["media.play", "media.pause", "media.scrobble", "library.on.deck", "admin.database.backup", "device.new", "new"],
)
def test_other_events_are_only_heard(event: str) -> None:
    told = read_plex(message(event, **EPISODE), SERVERS)
    assert told is not None
    assert (told.item, told.event) == (None, event)


@pytest.mark.parametrize("wrong", [None, [], "x", {}, {"event": "library.new"}, {"event": "x", "Server": {"uuid": 7}}])
def test_what_plex_never_sends_is_refused(wrong: object) -> None:
    with pytest.raises(Unreadable):
        read_plex(wrong, SERVERS)
