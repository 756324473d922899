"""Hooks are made and revoked; what comes in by them is kept without secrets, and worked off once or once more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from sqlalchemy import select, update

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.hook_payloads import MOST, keepable, reread
from parity.actions.hooks import make, replay, revoke, take
from parity.actions.ports import House
from parity.core.hook_arr import read_arr
from parity.core.told import ItemTold, Told, Touched
from parity.http.redaction import redact
from parity.store import arrivals, hooks, told_secrets
from parity.store.arrivals import ArrivalRow
from parity.store.schema import libraries
from tests.core.test_hook_fuzz import JSON, TEXT
from tests.store.builders import NOW, statements
from tests.web.houses import house_in

CAME = {"eventType": "Download", "series": {"title": "Dark", "path": "/tv/Dark"}, "episodeFile": {"path": "/tv/a.mkv"}}
ADDED = {
    "event": "library.new",
    "Server": {"uuid": "m1"},
    "Metadata": {"type": "movie", "ratingKey": "9", "librarySectionID": 1, "title": "Alien"},
    "Player": {"publicAddress": "203.0.113.9"},
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = house_in(tmp_path)
    yield made
    made.database.close()


def hook_in(house: House, kind: str = "arr", name: str = "sonarr") -> hooks.HookRow:
    """A new hook."""
    made = make(house, kind, name)
    with house.database.reading() as connection:
        found = hooks.get(connection, made)
    assert found is not None
    return found


def kept(house: House) -> list[ArrivalRow]:
    """All that came."""
    with house.database.reading() as connection:
        return arrivals.fresh(connection)


def test_a_hook_has_a_secret_that_no_log_tells(house: House) -> None:
    heard: list[str] = []
    told_secrets.tell(heard.append)
    hook = hook_in(house, name=" Sonarr-4K ")
    assert (hook.kind, hook.name, hook.used_at) == ("arr", "sonarr-4k", None)
    assert len(hook.secret) >= 43
    assert hook.secret in heard
    assert hook.secret not in repr(hook) + redact(f"POST /hooks/arr/{hook.secret}")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("arr", ""), ("arr", "a b"), ("arr", "x" * 41), ("arr", "-a"), ("arr", "manual"), ("path", "A-Train"), ("x", "y")],
)
def test_what_makes_no_hook_is_refused(house: House, kind: str, name: str) -> None:
    with pytest.raises(Refused):
        make(house, kind, name)


def test_a_name_is_given_once(house: House) -> None:
    first = hook_in(house)
    with pytest.raises(Refused, match="There is a hook named sonarr already"):
        make(house, "path", "SONARR")
    revoke(house, first.id)
    assert hook_in(house).secret != first.secret
    with pytest.raises(NoSuchThing):
        revoke(house, 999)


def test_what_comes_is_kept_in_one_transaction_and_the_use_is_noted(house: House) -> None:
    hook = hook_in(house)
    with statements(house.database) as sent:
        made = take(house, hook, read_arr(CAME), CAME)
    assert [text.split()[0] for text, _ in sent] == ["UPDATE", "INSERT"]
    [row] = kept(house)
    assert (row.id, row.source, row.kind, row.event, row.outcome) == (made, "sonarr", "sonarr", "Download", "new")
    assert row.told.touched == (Touched("/tv/a.mkv"),)
    assert reread(row.payload) == CAME
    with house.database.reading() as connection:
        assert hooks.every(connection)[0].used_at == NOW
        assert hooks.last_heard(connection)[hook.id].said == "Dark was imported."


def test_its_use_is_noted_once_a_minute(house: House) -> None:
    hook = hook_in(house)
    for seconds in (0, 59, 60):
        then = NOW + timedelta(seconds=seconds)
        take(replace(house, now=partial(datetime.fromisoformat, then.isoformat())), hook, read_arr(CAME), CAME)
        with house.database.reading() as connection:
            [hook] = hooks.every(connection)
        assert hook.used_at == (then if seconds != 59 else NOW)


def test_what_changes_nothing_is_heard_and_worked_off_by_nobody(house: House) -> None:
    hook = hook_in(house)
    test = {"eventType": "Test", "series": {"path": "C:\\testpath"}}
    take(house, hook, read_arr(test), test)
    assert kept(house) == []
    with house.database.reading() as connection:
        assert hooks.last_heard(connection)[hook.id].outcome == "heard"


# What is kept of it


def test_no_secret_is_kept(house: House) -> None:
    secret = hook_in(house).secret
    message: dict[str, Any] = {
        "apiKey": "k" * 32,
        "X-Plex-Token": "t" * 20,
        "nested": [{"password": "hunter2"}, "http://ada:hunter2@nas/x?apikey=abcdefgh"],
        "said": f"see /hooks/arr/{secret}",
        "Player": {"publicAddress": "203.0.113.9", "title": "Sofa"},
        "author": {"path": "/books/A"},
    }
    text = keepable(message)
    for hidden in ("kkkk", "tttt", "hunter2", "abcdefgh", secret, "203.0.113.9"):
        assert hidden not in text
    assert json.loads(text)["Player"]["title"] == "Sofa"
    assert json.loads(text)["author"] == {"path": "/books/A"}


@given(JSON, TEXT)
def test_no_secret_is_kept_wherever_it_stands(message: object, text: str) -> None:
    for hidden in ({"said": f"{text}?apikey=abcdefgh"}, {f"{text}Token": "abcdefgh"}, [f"{text} Bearer abcdefgh"]):
        assert "abcdefgh" not in keepable([message, hidden])
        assert "abcdefgh" not in keepable({"series": {"path": hidden}, "more": message})


def test_what_is_too_much_or_too_deep_is_cut_off() -> None:
    long = keepable({"paths": ["/tv/Æon Flux/" + "x" * 100] * 1000})
    assert len(long.encode()) <= MOST
    assert reread(long) is None
    deep: Any = "bottom"
    for _ in range(200):
        deep = [deep]
    assert "bottom" not in keepable(deep)
    assert keepable({"odd": "\ud800"}) == '{"odd":"?"}'


# Once more


def test_a_message_is_taken_once_more(house: House) -> None:
    first = take(house, hook_in(house), read_arr(CAME), CAME)
    again = replay(house, first)
    one, other = kept(house)
    assert (one.id, other.id) == (first, again)
    assert replace(one, id=0, packed="") == replace(other, id=0, packed="")
    assert one.told == other.told
    with pytest.raises(NoSuchThing):
        replay(house, 999)


def test_it_is_read_anew_as_far_as_it_was_kept(house: House) -> None:
    hook = hook_in(house)
    misread = Told("sonarr", "Download", "Nobody understood it yet.")
    first = take(house, hook, misread, CAME)
    replay(house, first)
    assert [row.told.touched for row in kept(house)] == [(Touched("/tv/a.mkv"),)]
    season = {**CAME, "episodeFiles": [{"path": f"/tv/{'x' * 500}{n}.mkv"} for n in range(200)]}
    told = read_arr(season)
    again = replay(house, take(house, hook, told, season))
    assert kept(house)[-1].id == again
    assert kept(house)[-1].told.touched == told.touched


def test_what_plex_told_counts_as_long_as_its_server_is_followed(house: House) -> None:
    hook = hook_in(house, "plex", "plex")
    told = Told("plex", "library.new", "Alien came.", item=ItemTold("m1", "1", "9"))
    first = take(house, hook, told, ADDED)
    replay(house, first)
    assert [row.told.item for row in kept(house)] == [ItemTold("m1", "1", "9")] * 2
    with house.database.writing() as connection:
        connection.execute(update(libraries).values(followed=False))
    with pytest.raises(Refused, match="no library is followed"):
        replay(house, first)


def test_a_bare_path_is_taken_once_more(house: House) -> None:
    hook = hook_in(house, "path", "bazarr")
    first = take(house, hook, Told("path", "manual", "/tv.", (Touched("/tv/Dark", True),)), {"dir": ["/tv/Dark"]})
    replay(house, first)
    assert [(row.source, row.told.touched) for row in kept(house)] == [("bazarr", (Touched("/tv/Dark", True),))] * 2


def test_of_a_hook_that_was_never_used_nobody_looks_for_a_message(house: House) -> None:
    hook_in(house)
    with house.database.reading() as connection:
        assert hooks.last_heard(connection) == {}
        assert connection.execute(select(libraries.c.machine_id)).scalars().all() == ["m1"]
        assert hooks.our_servers(connection) == {"m1"}
