"""What a token opens at the stand-in for plex.tv: the account, its servers, its watchlist."""

from xml.etree import ElementTree

import pytest
import requests

from parity.demo.plex_tv_world import PlexTvWorld
from tests.demo.served import PlexTv

ALL_WAYS = {"includeHttps": 1, "includeRelay": 1, "includeIPv6": 1}
WAYS: list[dict[str, object]] = [
    {"uri": "https://192-0-2-7.a77c.plex.direct:32400", "address": "192.0.2.7", "local": True},
    {"uri": "https://203-0-113-7.a77c.plex.direct:32400", "address": "203.0.113.7"},
    {"uri": "https://relay.example:8443", "relay": True},
    {"uri": "https://[2001:db8::7]:32400", "IPv6": True},
]


def test_a_dead_token_is_refused_with_its_code_everywhere(plex_tv: PlexTv) -> None:
    token = plex_tv.token()
    plex_tv.world.kill_tokens("olive")
    for method, path in (("GET", "/user"), ("GET", "/ping"), ("GET", "/resources"), ("DELETE", "/users/signout")):
        assert plex_tv.refused(plex_tv.ask(method, path, token)) == (401, 1001), path
        assert plex_tv.refused(plex_tv.ask(method, path)) == (401, 1001), path


def test_signing_out_ends_the_token_of_this_client_alone(plex_tv: PlexTv) -> None:
    elsewhere = plex_tv.world.give_token("olive", "client-2")
    token = plex_tv.token()
    assert plex_tv.ask("GET", "/ping", token).json() == {"pong": True}
    assert plex_tv.ask("DELETE", "/users/signout", token).status_code == 204
    assert [plex_tv.ask("GET", "/ping", each).status_code for each in (token, elsewhere)] == [401, 200]


def test_an_account_that_closes_is_nobody_any_more(plex_tv: PlexTv) -> None:
    token = plex_tv.token("Vera Viewer")
    plex_tv.world.remove_account("vera")
    assert plex_tv.ask("GET", "/user", token).status_code == 401
    with pytest.raises(LookupError):
        plex_tv.world.account("vera")
    plex_tv.world.share("Attic", "Holly Home")
    plex_tv.world.remove_account("olive")
    assert plex_tv.ask("GET", "/resources", plex_tv.token("Holly Home")).json() == []


def test_an_account_keeps_its_ids_when_it_changes_name_and_address(plex_tv: PlexTv) -> None:
    token = plex_tv.token("Vera Viewer")
    before = plex_tv.ask("GET", "/user", token).json()
    plex_tv.world.set_account("vera", username="veronica", email="veronica@example.org", title="Veronica")
    after = plex_tv.ask("GET", "/user", token).json()
    assert [(each["id"], each["uuid"]) for each in (before, after)] == [(before["id"], before["uuid"])] * 2
    assert (after["username"], after["title"], after["email"]) == ("veronica", "Veronica", "veronica@example.org")


def test_a_home_user_has_neither_name_nor_address(plex_tv: PlexTv) -> None:
    user = plex_tv.ask("GET", "/user", plex_tv.world.give_token("Holly Home", "client-1")).json()
    assert (user["username"], user["email"], user["title"]) == ("", "", "Holly Home")
    assert (user["restricted"], user["home"], user["protected"]) == (True, True, True)


def test_servers_come_as_a_bare_list_with_a_token_for_each_account(plex_tv: PlexTv) -> None:
    shared = plex_tv.world.share("Attic", "vera")
    mine = plex_tv.ask("GET", "/resources", plex_tv.token(), params=ALL_WAYS).json()
    hers = plex_tv.ask("GET", "/resources", plex_tv.token("Vera Viewer"), params=ALL_WAYS).json()
    assert [(row["name"], row["owned"], row["ownerId"], row["sourceTitle"]) for row in (*mine, *hers)] == [
        ("Attic", True, None, None),
        ("Attic", False, plex_tv.world.account("olive").id, "Olive Owner"),
    ]
    assert hers[0]["accessToken"] == shared != mine[0]["accessToken"]
    assert mine[0]["clientIdentifier"] == "a77c" * 10
    assert mine[0]["connections"] == [
        {
            "protocol": "http",
            "address": "192.0.2.7",
            "port": 32400,
            "uri": "http://192.0.2.7:32400",
            "local": True,
            "relay": False,
            "IPv6": False,
        }
    ]


def test_a_server_that_is_shared_no_more_is_not_listed(plex_tv: PlexTv) -> None:
    plex_tv.world.share("Attic", "vera")
    plex_tv.world.unshare("Attic", "vera")
    assert plex_tv.ask("GET", "/resources", plex_tv.token("Vera Viewer")).json() == []


def test_relays_ipv6_and_https_are_told_only_when_asked_for(plex_tv: PlexTv) -> None:
    plex_tv.world.set_connections("Attic", WAYS)
    token = plex_tv.token()

    def uris(**asked: int) -> list[str]:
        listed = plex_tv.ask("GET", "/resources", token, params=asked).json()
        return [way["uri"] for way in listed[0]["connections"]]

    assert uris(**ALL_WAYS) == [way["uri"] for way in WAYS]
    assert uris(includeHttps=1) == [WAYS[0]["uri"], WAYS[1]["uri"]]
    assert uris() == ["http://192.0.2.7:32400", "http://203.0.113.7:32400"]


def test_players_stand_in_the_same_list_and_servers_can_come_change_and_go(plex_tv: PlexTv) -> None:
    world, token = plex_tv.world, plex_tv.token()
    world.add_player("phone", "Olive's phone", "olive")
    world.add_server("ce11" * 10, "Cellar", "olive")
    world.set_server("Cellar", name="Attic", presence=False)
    rows = plex_tv.ask("GET", "/resources", token).json()
    named = [(row["name"], row["provides"].split(",")[0], row["presence"]) for row in rows]
    assert named == [("Attic", "server", True), ("Olive's phone", "client", True), ("Attic", "server", False)]
    world.remove_server("ce11" * 10)
    assert len(plex_tv.ask("GET", "/resources", token).json()) == 2


def test_who_does_not_ask_for_json_gets_xml(plex_tv: PlexTv) -> None:
    token, as_xml = plex_tv.token(), {"headers": {"Accept": "*/*"}}
    user = ElementTree.fromstring(plex_tv.ask("GET", "/user", token, **as_xml).content)
    assert (user.tag, user.get("title"), user.get("restricted")) == ("user", "Olive Owner", "0")
    listed = ElementTree.fromstring(plex_tv.ask("GET", "/resources", token, **as_xml).content)
    ways = [way.get("uri") for way in listed.iterfind("./resource/connections/connection")]
    assert (listed.tag, ways) == ("resources", ["http://192.0.2.7:32400"])
    error = ElementTree.fromstring(plex_tv.ask("GET", "/user", "dead", **as_xml).content).find("error")
    assert error is not None
    assert (error.get("code"), error.get("status")) == ("1001", "401")


def test_the_watchlist_is_the_account_s_own_and_no_server_s_token_opens_it(plex_tv: PlexTv) -> None:
    guid = f"plex://show/{7:024x}"
    plex_tv.world.wish("olive", guid, "Dark Water", 2025, ["tmdb://7"])
    address = f"{plex_tv.url}/library/sections/watchlist/all"

    def listed(token: str) -> requests.Response:
        headers = {"X-Plex-Token": token, "Accept": "application/json"}
        return plex_tv.session.get(address, headers=headers, timeout=10)

    sizes = [listed(plex_tv.token(who)).json()["MediaContainer"]["totalSize"] for who in ("olive", "vera")]
    assert sizes == [1, 0]
    assert listed(plex_tv.world.share("Attic", "olive")).status_code == 401
    plex_tv.world.unwish("olive", guid)
    assert listed(plex_tv.token()).json()["MediaContainer"]["totalSize"] == 0


def test_a_saved_plex_tv_goes_on_where_it_was(plex_tv: PlexTv) -> None:
    world, token, pin = plex_tv.world, plex_tv.token(), plex_tv.pin()
    world.share("Attic", "vera", "given")
    world.wish("vera", f"plex://movie/{5:024x}", "Film", 2000)
    world.move_clock(60)
    again = PlexTvWorld.from_json(world.to_json())
    assert again.opened_by(token).account == world.account("olive").id
    again.claim(pin["code"], "vera")
    assert again.server("Attic").tokens == world.server("Attic").tokens
    assert abs(again.now - world.now) <= 1
    assert again.new_pin("c", "", True).id > pin["id"]
    assert PlexTvWorld.from_json(again.to_json()).to_json() == again.to_json()
