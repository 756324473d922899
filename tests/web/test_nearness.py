"""From where a request counts as from at home: nobody outside can make it look so."""

from pathlib import Path

import pytest
from flask import request

from parity.web.limits import client as client_key
from parity.web.nearness import is_near
from tests.web.houses import app_of, house_in

NEAR = (
    "127.0.0.1",
    "::1",
    "10.0.0.9",
    "172.16.0.1",
    "192.168.1.5",
    "169.254.3.4",
    "fe80::1",
    "fd12::1",
    "::ffff:10.0.0.9",
)
FAR = ("203.0.113.5", "8.8.8.8", "100.64.0.1", "172.32.0.1", "0.0.0.0", "2001:db8::1", "::ffff:8.8.8.8", "", "nonsense")

ROUTES = ("eth0 000011AC 00000000 0001 0 0 0 0000FFFF 0 0 0", "eth0 00000000 010011AC 0003 0 0 0 00000000 0 0 0")


def nearness(folder: Path, address: str, headers: dict[str, str] | None = None, **environ: str) -> tuple[bool, str]:
    """Whether that is near, and whom the limits take it for."""
    folder.mkdir(exist_ok=True)
    app = app_of(house_in(folder, **environ))
    found: list[tuple[bool, str]] = []

    def look() -> str:
        found.append((is_near(request), client_key()))
        return ""

    app.add_url_rule("/theme/near", "login.near", look)
    app.test_client().get("/theme/near", headers=headers, environ_base={"REMOTE_ADDR": address})
    return found[0]


def test_private_addresses_are_near_and_no_others(tmp_path: Path) -> None:
    app = app_of(house_in(tmp_path))
    for addresses, near in ((NEAR, True), (FAR, False)):
        for address in addresses:
            with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
                assert is_near(request, tmp_path / "no routes") == near, address


def test_whoever_the_gateway_seems_to_ask_for_may_be_anywhere(tmp_path: Path) -> None:
    app, routes = app_of(house_in(tmp_path)), tmp_path / "routes"
    head = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT"
    lines = [head, *ROUTES]
    routes.write_text("\n".join("\t".join(line.split()) for line in lines) + "\n")
    for address, near in (("172.17.0.1", False), ("::ffff:172.17.0.1", False), ("172.17.0.9", True)):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            assert is_near(request, routes) == near, address


@pytest.mark.parametrize(
    "name",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-Ip", "Via", "CF-Connecting-IP"],
)
def test_behind_a_proxy_that_is_not_believed_nobody_is_near(tmp_path: Path, name: str) -> None:
    assert nearness(tmp_path, "127.0.0.1", {name: "192.168.1.5"})[0] is False


def test_a_forged_header_brings_nobody_nearer(tmp_path: Path) -> None:
    assert nearness(tmp_path, "203.0.113.5", {"X-Forwarded-For": "192.168.1.5"}) == (False, "203.0.113.5")


@pytest.mark.parametrize(
    ("count", "forwarded", "found"),
    [
        ("1", "192.168.1.5", (True, "192.168.1.5")),
        ("1", "203.0.113.5", (False, "203.0.113.5")),
        ("1", "192.168.1.5, 203.0.113.5", (False, "203.0.113.5")),
        ("1", "203.0.113.5, 192.168.1.5", (True, "192.168.1.5")),
        ("1", "", (False, "10.1.1.1")),
        ("2", "192.168.1.5", (False, "10.1.1.1")),
        ("2", "192.168.1.5, 10.1.1.2", (True, "192.168.1.5")),
        ("2", "192.168.1.5, 203.0.113.5, 10.1.1.2", (False, "203.0.113.5")),
    ],
)
def test_a_believed_proxy_says_where_somebody_is(
    tmp_path: Path, count: str, forwarded: str, found: tuple[bool, str]
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert nearness(tmp_path, "10.1.1.1", headers, PARITY_TRUSTED_PROXIES=count) == found


def test_all_addresses_of_a_network_at_home_count_as_one_where_there_are_too_many(tmp_path: Path) -> None:
    assert nearness(tmp_path / "a", "2001:db8:1:2::5")[1] == nearness(tmp_path / "b", "2001:db8:1:2:9::7")[1]
    assert nearness(tmp_path / "c", "2001:db8:1:3::5")[1] == "2001:db8:1:3::/64"
