"""Taking over from autoscan and autopulse: hooks, rules for paths and the Plex server are made, twice is once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from parity.actions.ports import House
from parity.actions.take_over import take_over
from parity.actions.taken_over import Report
from parity.store import hooks, path_rules, preferences, schema
from tests.core.test_peer_scanners import AUTOPULSE, AUTOSCAN
from tests.store.builders import NOW
from tests.web.houses import house_in

_UNTOLD = "triggers.My Sonarr!: nobody can tell what becomes of {} in the end; write one rule for all the way to plex"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with one server, Attic."""
    made = house_in(tmp_path)
    yield made
    made.database.close()


def taken(house: House, document: object) -> Report:
    return take_over(house, [("config.yml", document)])


def rules(house: House) -> list[tuple[str, str, str, str]]:
    with house.database.reading() as connection:
        return [(r.source, r.machine_id, r.matches, r.becomes) for r in path_rules.every(connection)]


def secrets(house: House) -> dict[str, tuple[str, str]]:
    with house.database.reading() as connection:
        return {row.name: (row.kind, row.secret) for row in hooks.every(connection)}


def saved(house: House) -> dict[str, str]:
    with house.database.reading() as connection:
        return dict(preferences.read(connection))


def test_autoscan_moves_in_with_its_callers_its_plex_server_and_what_paths_become(house: House) -> None:
    report = taken(house, AUTOSCAN)
    assert report.settings == ["plex_base_url", "plex_token"]
    assert any(said.startswith("PARITY_REFRESH_AGE") for said in report.left_out)  # more than an hour
    assert (saved(house)["plex_base_url"], saved(house)["plex_token"]) == ("https://plex.domain.tld", "a-token")
    assert rules(house) == [
        ("sonarr-docker", "", "/tv", "/data/TV"),
        ("autoscan", "", "/Media", "/data"),
        ("autoscan", "", "/Drive", "/mnt/x"),
        ("", "", "/mnt/unionfs/Media", "/data"),
    ]
    assert (report.rules, sorted(report.hooks)) == (4, ["autoscan", "radarr", "radarr4k", "sonarr-docker"])
    kept = secrets(house)
    assert kept["autoscan"] == ("path", "general kenobi")
    assert {kind for kind, _ in kept.values()} == {"arr", "path"}
    assert len({secret for _, secret in kept.values()}) == 4
    assert "targets.emby: Parity tells Plex only" in report.left_out


def test_twice_is_once(house: House) -> None:
    taken(house, AUTOSCAN)
    before = rules(house), secrets(house)
    again = taken(house, AUTOSCAN)
    assert (rules(house), secrets(house)) == before
    assert (again.rules, again.hooks, again.standing) == (0, [], 8)


def test_autopulse_s_rewrites_are_done_one_after_the_other(house: House) -> None:
    report = taken(house, AUTOPULSE)
    assert rules(house) == [
        ("my_sonarr", "", "/downloads", "/tvshows"),
        ("my_sonarr", "", "/downloads/x", "/x"),
        ("my_sonarr", "", "/tvshows/x", "/x"),
        ("my_script", "", "/all", "/everything"),
    ]
    assert secrets(house)["autopulse"] == ("path", "yoghurt-with-berries")
    assert saved(house)["refresh_age"] == "300"
    assert report.unreadable == 0


def test_a_password_that_anybody_would_guess_opens_nothing(house: House) -> None:
    report = taken(house, {**AUTOPULSE, "auth": {}})
    assert secrets(house)["autopulse"][1] != "password"
    assert any(said.startswith("The password of autopulse is shorter than 12 letters") for said in report.left_out)
    report = taken(house, {"triggers": {"manual": {"priority": 1}}})
    assert any(said.startswith("The password of autoscan was not needed there") for said in report.left_out)


def test_of_several_servers_each_gets_its_own_rules_and_a_stranger_none(house: House) -> None:
    with house.database.writing() as connection:
        connection.execute(update(schema.servers).values(followed=True, address="http://attic:32400", token="t"))
        connection.execute(
            insert(schema.servers), {"machine_id": "m2", "name": "Cellar", "seen_at": NOW, "address": "https://cellar"}
        )
    targets = [
        {"url": f"{address}/", "token": "t", "rewrite": [{"from": "/mnt/", "to": f"/{at}/"}]}
        for at, address in enumerate(("http://ATTIC:32400", "https://cellar:443", "http://me:secret@elsewhere:32400"))
    ]
    report = taken(house, {"targets": {"plex": targets}})
    assert rules(house) == [("", "m1", "/mnt", "/0"), ("", "m2", "/mnt", "/1")]
    assert [said for said in report.left_out if "targets" in said] == [
        "targets.plex: Parity does not ask the Plex server at elsewhere:32400; follow it in Settings, under Servers, "
        "and take this file over once more for its paths"
    ]
    assert report.settings == []


def test_what_cannot_be_kept_or_joined_is_named(house: House) -> None:
    sonarr = {"name": "My Sonarr!", "rewrite": [{"from": "^/(tv|kids)/", "to": "/mnt/$1/"}, {"from": "(", "to": "/b"}]}
    plex = {"url": "http://plex:32400", "token": "t", "rewrite": [{"from": "^/mnt/(.*)/x$", "to": "/data/$1"}]}
    report = taken(
        house, {"triggers": {"sonarr": [sonarr], "radarr": [{"name": "manual"}]}, "targets": {"plex": [plex]}}
    )
    assert rules(house) == [("", "", "^/mnt/(.*)/x$", "/data/$1")]
    assert [said for said in report.left_out if not said.startswith("The password")] == [
        "manual: manual is the name of an address of its own: choose another one.",
        _UNTOLD.format("^/(tv|kids)/"),
        _UNTOLD.format("("),
    ]
    assert "my-sonarr" in secrets(house)
    plain = {"triggers": {"sonarr": [sonarr]}, "targets": {"plex": [{"url": "http://plex:32400", "token": "t"}]}}
    report = taken(house, plain)
    assert rules(house)[1:] == [("my-sonarr", "", "^/(tv|kids)/", "/mnt/$1/")]
    assert any(said.startswith("The rewrite of (: The pattern cannot be read") for said in report.left_out)


def test_other_files_are_told_what_they_are_not(house: House) -> None:
    report = taken(house, {"scripts": {}})
    assert report.unreadable == 1
    assert report.left_out[0].endswith("nor config.json or state.json of Plex-SIMKL Watchlist Sync")
