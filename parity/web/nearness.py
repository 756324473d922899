"""Whether a request comes from at home: only from there may somebody make an installation theirs without its code."""

import re
from functools import cache
from ipaddress import IPv4Address, ip_network
from pathlib import Path

from flask import Request, request

from parity.actions import own
from parity.web import here, proxy, setup_code, who

_HOME = tuple(
    ip_network(text)
    for text in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
_ROUTES = Path("/proc/net/route")
_OF_PROXIES = re.compile(r"forwarded|x-forwarded-.*|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip", re.I)


def is_near(request: Request, routes: Path = _ROUTES) -> bool:
    """Whether the browser stands in a private network: as far as the believed proxies say, else the neighbour itself.

    Headers of a proxy that is not believed tell of one whose clients may be anywhere; and so may those be whom the
    gateway seems to ask for, as it does where Docker's own proxy hands a published port on.
    """
    address = proxy.address_of(request.remote_addr or "")
    if address is None or not any(address in network for network in _HOME) or address == _gateway(routes):
        return False
    if not proxy.is_believed(request.environ):
        return not any(_OF_PROXIES.fullmatch(name) for name, _value in request.headers)
    # A proxy that does not say for whom it asks would make everybody its own neighbour.
    named = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return len(named) >= max(here.grounds().given.trusted_proxies, 1)


def needs_code() -> bool:
    """Whether who asks has to give the code from the log before anything else: from outside, to what is nobody's."""
    return who.auth() == "plex" and not is_near(request) and not setup_code.given() and own.is_nobodys(here.house())


@cache
def _gateway(routes: Path) -> IPv4Address | None:
    """This machine's default gateway, None where there is none or where nobody says (proc_pid_net(5))."""
    try:
        rows = [line.split() for line in routes.read_text().splitlines()[1:]]
    except OSError:
        return None
    found = [row[2] for row in rows if len(row) > 7 and row[1] == row[7] == "00000000" and row[2] != "00000000"]
    return IPv4Address(bytes.fromhex(found[0])[::-1]) if found else None
