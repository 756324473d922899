"""The stand-in for Plex makes and deletes libraries for its owner."""

from typing import Any

import pytest

from tests.demo.served import Plex

WHOLE = {"name": "Films", "type": "movie", "agent": "tv.plex.agents.movie", "scanner": "Plex Movie"}


def post(plex: Plex, path: str = "/library/sections", token: str = "", **params: Any) -> Any:
    """Ask for a library."""
    headers = {"X-Plex-Token": token or plex.world.token, "Accept": "application/json"}
    asked = {**WHOLE, "language": "de-DE", "location": ["/a", "/b"], **params}
    return plex.session.post(f"{plex.url}{path}", params=asked, headers=headers, timeout=10)


@pytest.mark.parametrize(
    ("path", "more"),
    [("/library/sections", {}), ("/library/sections/all", {"type": "1", "location": [], "locations": ["/a", "/b"]})],
)
def test_a_library_is_made_with_what_was_said(plex: Plex, path: str, more: dict[str, Any]) -> None:
    answer = post(plex, path, **more)
    [row] = answer.json()["MediaContainer"]["Directory"]
    places = [place["path"] for place in row["Location"]]
    assert (answer.status_code, row["key"], row["type"], row["language"]) == (201, "2", "movie", "de-DE")
    assert (row["title"], row["agent"], places) == ("Films", "tv.plex.agents.movie", ["/a", "/b"])


@pytest.mark.parametrize(
    "more",
    [
        {"agent": "com.plexapp.agents.bmt"},
        {"agent": "tv.plex.agents.series"},
        {"type": "radio"},
        {"location": []},
        {"name": ""},
        {"scanner": ""},
        {"language": ""},
    ],
)
def test_what_is_not_known_or_not_whole_is_refused(plex: Plex, more: dict[str, Any]) -> None:
    assert post(plex, **more).status_code == 400
    assert len(plex.world.sections) == 1


def test_a_server_of_before_2020_knows_the_old_agents_alone(plex: Plex) -> None:
    plex.world.set_habits(old_agents=True)
    assert post(plex).status_code == 400
    assert post(plex, agent="com.plexapp.agents.imdb").status_code == 201


def test_only_its_owner_makes_and_deletes_libraries(plex: Plex) -> None:
    plex.world.allow_token("vera's")
    assert post(plex, token="vera's").status_code == 401
    deleted = [
        plex.session.delete(f"{plex.url}/library/sections/{key}", headers={"X-Plex-Token": token}, timeout=10)
        for key, token in ((1, "vera's"), (9, plex.world.token), (1, plex.world.token))
    ]
    assert [each.status_code for each in deleted] == [401, 404, 200]
    assert (plex.world.sections, plex.world.shows) == ({}, {})
