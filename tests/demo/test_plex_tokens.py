"""Which tokens open the stand-in for a Plex server, and what it says of itself."""

import pytest

from parity.demo.plex_world import PlexWorld
from tests.demo.served import Plex


def opens(plex: Plex, token: str) -> bool:
    """Whether the libraries are shown for this token."""
    plex.headers = {"X-Plex-Token": token}
    return plex.get("/library/sections").status_code == 200


def test_a_server_that_is_shared_has_a_token_for_each_account_until_one_is_dropped(plex: Plex) -> None:
    own = plex.world.token
    plex.world.allow_token("vera's")
    assert [opens(plex, token) for token in (own, "vera's", "sam's", "")] == [True, True, False, False]
    plex.world.drop_token("vera's")
    assert [opens(plex, token) for token in (own, "vera's")] == [True, False]
    plex.world.drop_token(own)
    assert [opens(plex, token) for token in (own, "")] == [False, False]
    with pytest.raises(ValueError, match="not in list"):
        plex.world.drop_token("vera's")


def test_a_server_can_get_another_name_and_another_identity(plex: Plex) -> None:
    plex.world.set_server(friendly_name="Attic", machine_identifier="a77c" * 10)
    told = [plex.container(path)["machineIdentifier"] for path in ("/", "/identity")]
    assert (plex.container("/")["friendlyName"], told) == ("Attic", ["a77c" * 10] * 2)


def test_tokens_are_kept_with_a_saved_server(plex: Plex) -> None:
    plex.world.allow_token("vera's")
    again = PlexWorld.from_json(plex.world.to_json())
    assert [again.accepts(token) for token in (plex.world.token, "vera's", "sam's", "", None)] == [
        *(True, True),
        *(False, False, False),
    ]
