"""The servers of an account and the ways to them, out of a list that nobody vouches for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.account import Offer, Way
from parity.http import redact
from parity.plex.offers import plain_address, read_offers


def line(uri: object, address: object = "", port: object = 32400, **flags: object) -> dict[str, object]:
    return {"protocol": "https", "uri": uri, "address": address, "port": port, **flags}


AT_HOME = line("https://192-168-1-5.abc.plex.direct:32400", "192.168.1.5", local=True, relay=False, IPv6=False)
BRIDGE = line("https://172-18-0-3.abc.plex.direct:32400", "172.18.0.3", local=True, relay=False, IPv6=False)
SIXTH = line("https://2001-db8--7.abc.plex.direct:32400", "2001:db8::7", local=True, relay=False, IPv6=True)
OUTSIDE = line("https://2-2-2-2.abc.plex.direct:443", "2.2.2.2", 443, local=False, relay=False)
OWN_NAME = line("http://plex.example.org:80", "plex.example.org", 80, local=False, relay=False)
RELAYED = line("https://178-3-2-1.abc.plex.direct:8443", "178.3.2.1", 8443, local=False, relay=True)


def server(*lines: object, **fields: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "name": "Serenity",
        "productVersion": "1.43.0.1-abc",
        "clientIdentifier": "machine-1",
        "provides": "server",
        "accessToken": "token-of-serenity",
        "owned": True,
        "httpsRequired": False,
        "publicAddressMatches": False,
        "connections": list(lines),
    }
    return {**usual, **fields}


def ways(row: dict[str, object]) -> list[str]:
    (offer,) = read_offers([row])
    assert list(offer.ways) == sorted(offer.ways, key=lambda way: way.rank)
    return [way.address for way in offer.ways]


def test_a_server_is_offered_with_its_own_token_and_all_ways_to_it_best_first() -> None:
    (offer,) = read_offers([server(RELAYED, OUTSIDE, AT_HOME)])
    assert offer == Offer(
        "machine-1",
        "Serenity",
        True,
        "1.43.0.1-abc",
        "token-of-serenity",
        (
            Way("https://192-168-1-5.abc.plex.direct:32400", local=True, relay=False),
            Way("http://192.168.1.5:32400", local=True, relay=False),
            Way("https://2-2-2-2.abc.plex.direct:443", local=False, relay=False),
            Way("https://178-3-2-1.abc.plex.direct:8443", local=False, relay=True),
        ),
    )
    assert redact("token-of-serenity") == "***"
    assert "token-of-serenity" not in repr(offer)


def test_players_and_what_names_no_server_or_token_are_left_out() -> None:
    rows = [
        server(provides="player,pubsub-player"),
        server(provides=""),
        server(provides=None),
        server(clientIdentifier=None),
        server(accessToken=None),
        server(accessToken="two words"),
        server(clientIdentifier="machine-2", provides="client, server"),
    ]
    assert [offer.machine_id for offer in read_offers(rows)] == ["machine-2"]


def test_two_servers_with_one_name_are_two_and_one_that_is_listed_twice_is_one() -> None:
    rows = [server(), server(clientIdentifier="machine-2"), server(name="again")]
    assert [(offer.machine_id, offer.name) for offer in read_offers(rows)] == [
        ("machine-1", "Serenity"),
        ("machine-2", "Serenity"),
    ]


def test_a_server_without_a_name_goes_by_its_id_and_one_without_ways_stays() -> None:
    (offer,) = read_offers([server(name=None, productVersion=None, connections=None)])
    assert (offer.name, offer.version, offer.ways) == ("machine-1", "", ())


@pytest.mark.parametrize(("owned", "read"), [(True, True), (1, True), ("1", True), (False, False), (None, False)])
def test_whose_a_server_is(owned: object, read: bool) -> None:
    (offer,) = read_offers([server(owned=owned)])
    assert offer.owned is read


def test_bridges_of_docker_stay_and_the_sixth_generation_comes_after_the_fourth() -> None:
    assert ways(server(SIXTH, BRIDGE, AT_HOME)) == [
        "https://172-18-0-3.abc.plex.direct:32400",
        "https://192-168-1-5.abc.plex.direct:32400",
        "https://2001-db8--7.abc.plex.direct:32400",
        "http://172.18.0.3:32400",
        "http://192.168.1.5:32400",
        "http://[2001:db8::7]:32400",
    ]


def test_a_server_that_wants_https_is_not_offered_without() -> None:
    assert ways(server(AT_HOME, OWN_NAME, httpsRequired=True)) == ["https://192-168-1-5.abc.plex.direct:32400"]


def test_plain_http_is_added_at_home_alone() -> None:
    assert ways(server(OUTSIDE, RELAYED, OWN_NAME)) == [
        "https://2-2-2-2.abc.plex.direct:443",
        "http://plex.example.org:80",
        "https://178-3-2-1.abc.plex.direct:8443",
    ]


@pytest.mark.parametrize(("matches", "local"), [(False, False), (True, True), ("1", True)])
def test_the_house_of_somebody_else_is_only_tried_from_inside(matches: object, local: bool) -> None:
    (offer,) = read_offers([server(AT_HOME, OUTSIDE, owned=False, publicAddressMatches=matches)])
    assert any(way.local for way in offer.ways) is local
    assert offer.ways[-1].address == "https://2-2-2-2.abc.plex.direct:443"


def test_one_address_that_is_listed_twice_is_one_way_the_better_one() -> None:
    far = {**AT_HOME, "local": False}
    assert ways(server(far, AT_HOME, AT_HOME)) == [
        "https://192-168-1-5.abc.plex.direct:32400",
        "http://192.168.1.5:32400",
    ]
    assert read_offers([server(far, AT_HOME)])[0].ways[0].local


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://A.Example:32400/", "https://a.example:32400"),
        ("http://192.168.1.5:32400", "http://192.168.1.5:32400"),
        ("https://plex.example", "https://plex.example"),
        ("http://[2001:DB8:0::7]:32400", "http://[2001:db8::7]:32400"),
        ("http://nas:32400", "http://nas:32400"),
        ("", None),
        ("ftp://a.example", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("//a.example", None),
        ("a.example:32400", None),
        ("http://", None),
        ("http://:32400", None),
        ("http://a.example:0", None),
        ("http://a.example:99999", None),
        ("http://a.example:x", None),
        ("http://me:word@a.example", None),
        ("http://a.example/path", None),
        ("http://a.example/?q", None),
        ("http://a.example/#f", None),
        ("http://[half", None),
        ("http://[fe80::1%25eth0]:32400", None),
        ("http://[nonsense:]:1", None),
        ("http://a b", None),
        ("http://a.example\n.evil.example", None),
        ("http://-a.example", None),
        ("http://ä.example", None),
    ],
)
def test_an_address_is_scheme_host_and_port_or_nothing(given: str, plain: str | None) -> None:
    assert plain_address(given) == plain


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FLAG = st.sampled_from([True, False, None, "1", "0", 1, 0])
LINES = st.fixed_dictionaries(
    {},
    optional={
        "uri": ANYTHING | st.sampled_from([AT_HOME["uri"], OUTSIDE["uri"], "http://a.example:1", "http://[::1]:9"]),
        "address": ANYTHING | st.sampled_from(["192.168.1.5", "::1", "2001:db8::7", "a/b", "a@b", "a?b"]),
        "port": ANYTHING | st.integers(-1, 70_000),
        "local": FLAG | ANYTHING,
        "relay": FLAG | ANYTHING,
        "IPv6": FLAG | ANYTHING,
    },
)
ROWS = st.fixed_dictionaries(
    {
        "provides": st.just("server"),
        "clientIdentifier": st.sampled_from(["m-1", "m-2"]),
        "accessToken": st.just("tok-1"),
    },
    optional={
        "owned": FLAG,
        "publicAddressMatches": FLAG,
        "httpsRequired": FLAG,
        "name": ANYTHING,
        "connections": st.lists(LINES | ANYTHING, max_size=6) | ANYTHING,
    },
)


@given(st.lists(ROWS, max_size=4))
def test_whatever_is_listed_each_way_is_one_that_can_be_gone(rows: list[dict[str, object]]) -> None:
    offers = read_offers(rows)
    assert len({offer.machine_id for offer in offers}) == len(offers) == len({row["clientIdentifier"] for row in rows})
    for offer in offers:
        addresses = [way.address for way in offer.ways]
        assert len(set(addresses)) == len(addresses)
        assert [plain_address(address) for address in addresses] == addresses
        assert list(offer.ways) == sorted(offer.ways, key=lambda way: way.rank)
