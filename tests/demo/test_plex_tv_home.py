"""The home at the stand-in for plex.tv: who is in it, and becoming one of them."""

from tests.demo.served import PlexTv


def homely(plex_tv: PlexTv) -> str:
    """Sam, and by a PIN Ida, are in the home of Olive; her token."""
    plex_tv.world.add_account("Sam Small", home="olive")
    plex_tv.world.add_account("Ida", pin="1234", restricted=True, home="olive")
    return plex_tv.token()


def test_a_home_lists_its_own_people_and_no_others(plex_tv: PlexTv) -> None:
    token = homely(plex_tv)
    rows = plex_tv.ask("GET", "/home/users", token).json()["users"]
    assert [(row["title"], row["admin"], row["protected"]) for row in rows] == [
        (plex_tv.world.account("olive").title, True, False),
        ("Sam Small", False, False),
        ("Ida", False, True),
    ]
    assert (rows[2]["username"], rows[2]["email"], rows[2]["restricted"]) == (None, None, True)
    assert plex_tv.refused(plex_tv.ask("GET", "/home/users")) == (401, 1001)


def test_becoming_somebody_gives_a_token_of_theirs_and_leaves_the_own_alive(plex_tv: PlexTv) -> None:
    token = homely(plex_tv)
    sam = plex_tv.world.account("Sam Small")
    theirs = plex_tv.ask("POST", f"/home/users/{sam.uuid}/switch", token).json()["authToken"]
    assert plex_tv.ask("GET", "/user", theirs).json()["title"] == "Sam Small"
    assert plex_tv.ask("GET", "/ping", token).status_code == 200


def test_a_pin_is_wanted_and_has_to_be_the_right_one(plex_tv: PlexTv) -> None:
    token = homely(plex_tv)
    path = f"/home/users/{plex_tv.world.account('Ida').uuid}/switch"
    assert plex_tv.refused(plex_tv.ask("POST", path, token)) == (403, 1041)
    assert plex_tv.refused(plex_tv.ask("POST", f"{path}?pin=4321", token)) == (403, 1041)
    assert plex_tv.ask("POST", f"{path}?pin=1234", token).json()["title"] == "Ida"


def test_nobody_becomes_somebody_of_another_home(plex_tv: PlexTv) -> None:
    token = homely(plex_tv)
    vera = plex_tv.world.account("vera")
    assert plex_tv.ask("POST", f"/home/users/{vera.uuid}/switch", token).status_code == 404
