"""What a server tells as it happens is read in all the shapes in which it was seen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.activity import Heartbeat, ItemEvent, PlayEvent, SectionScan
from parity.plex.event_rows import read_event

ACTIVITY: dict[str, object] = {
    "uuid": "u1", "type": "library.update.section", "cancellable": False, "userID": 1, "title": "Scanning Movies",
    "subtitle": "Harbor of Small Lights", "progress": 42, "Context": {"librarySectionID": "1"},
}  # fmt: skip
SCAN: dict[str, object] = {"event": "updated", "uuid": "u1", "Activity": ACTIVITY}
ENTRY: dict[str, object] = {
    "identifier": "com.plexapp.plugins.library",
    "sectionID": "1",
    "itemID": "10141",
    "type": 1,
    "state": 5,
}


def read(name: str, *rows: object) -> object:
    """As over the event line where it is one, else as over a socket."""
    if len(rows) == 1:
        return read_event(json.dumps({name: rows[0]}))
    return read_event(json.dumps({"NotificationContainer": {"type": "any", "size": len(rows), name: rows}}))


def activity(**facts: object) -> dict[str, object]:
    return ACTIVITY | facts


def test_a_scan_is_told_from_its_beginning_to_its_end() -> None:
    steps = [SCAN | {"event": event} for event in ("started", "progress", "updated", "ended")]
    assert read("ActivityNotification", *steps) == tuple(
        SectionScan("u1", "1", did, "Harbor of Small Lights", 42) for did in ("began", "goes on", "goes on", "ended")
    )


@pytest.mark.parametrize(("context", "section"), [({"librarySectionID": 1}, "1"), ({}, None), (None, None)])
def test_the_section_of_a_scan_may_be_a_number_or_come_later(context: object, section: str | None) -> None:
    (event,) = read_event(json.dumps({"ActivityNotification": SCAN | {"Activity": activity(Context=context)}}))
    assert isinstance(event, SectionScan)
    assert event.section_key == section


def test_other_activities_show_that_the_line_lives() -> None:
    other = activity(type="library.refresh.items", Context={"key": "/library/collections/204922/children"})
    assert read("ActivityNotification", SCAN | {"Activity": other}) == (Heartbeat(),)
    assert read("ActivityNotification", {"event": "ended", "uuid": "u1"}) == (Heartbeat(),)


@pytest.mark.parametrize(
    ("state", "metadata", "did"),
    [(0, "created", "came"), (0, None, "changed"), (1, None, "changed"), (3, "loading", "changed"),
     (5, "created", "ready"), ("5", None, "ready"), (9, None, "went"), (0, "deleted", "went")],
)  # fmt: skip
def test_the_state_of_an_item_says_what_became_of_it(state: object, metadata: str | None, did: str) -> None:
    (event,) = read_event(json.dumps({"TimelineEntry": ENTRY | {"state": state, "metadataState": metadata}}))
    assert event == ItemEvent("1", "10141", "", "movie", did)  # type: ignore[arg-type]


def test_what_came_names_its_show() -> None:
    above = {"sectionID": 2, "itemID": 77, "parentItemID": "76", "rootItemID": 70, "title": "Two"}
    assert read("TimelineEntry", *(ENTRY | above | {"type": kind} for kind in (4, 3, 2, 1))) == (
        ItemEvent("2", "77", "70", "episode", "ready", "Two"),
        ItemEvent("2", "77", "76", "season", "ready", "Two"),
        ItemEvent("2", "77", "77", "show", "ready", "Two"),
        ItemEvent("2", "77", "", "movie", "ready", "Two"),
    )


def test_what_went_may_be_of_an_unknown_kind() -> None:
    gone = ENTRY | {"sectionID": "2", "itemID": "77", "type": -1, "state": 9, "rootItemID": "-1"}
    assert read("TimelineEntry", gone) == (ItemEvent("2", "77", "", None, "went"),)


@pytest.mark.parametrize(
    "more", [{"identifier": "com.plexapp.plugins.epg"}, {"type": 10}, {"itemID": "0"}, {"itemID": None}]
)
def test_television_guides_and_music_are_nobody_s_here(more: dict[str, object]) -> None:
    assert read("TimelineEntry", ENTRY | more) == (Heartbeat(),)


def test_who_plays_is_told_without_a_name() -> None:
    row = {"sessionKey": "45", "ratingKey": "217468", "key": "/library/metadata/217448", "viewOffset": 1}
    assert read("PlaySessionStateNotification", row | {"state": "paused"}) == (PlayEvent("217468", "paused"),)
    assert read("PlaySessionStateNotification", row | {"state": "playing", "ratingKey": ""}) == (Heartbeat(),)


NAMES = ["NotificationContainer", "ActivityNotification", "Activity", "TimelineEntry", "type", "Context"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(JSON.map(json.dumps) | st.text(max_size=20))
def test_whatever_comes_over_the_line_shows_at_least_that_it_lives(data: str) -> None:
    assert read_event(data)
