"""Whether a request comes from at home: only from there may somebody make an installation theirs without its code."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias

from flask import Request

from parity.web import here

Address: TypeAlias = IPv4Address | IPv6Address

_HOME = tuple(
    ip_network(text)
    for text in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
_FORWARDED = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Prefix",
    "X-Real-Ip",
)


def address_of(text: str) -> Address | None:
    """An address as it is meant: `::ffff:10.0.0.1` is 10.0.0.1. None when it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_near(request: Request) -> bool:
    """Whether the browser stands in a private network: as far as the believed proxies say, else the neighbour itself.

    Forwarded headers that are not believed tell of a proxy whose clients may be anywhere.
    """
    address = address_of(request.remote_addr or "")
    if address is None or not any(address in network for network in _HOME):
        return False
    if "werkzeug.proxy_fix.orig" not in request.environ:
        return not any(name in request.headers for name in _FORWARDED)
    # A proxy that does not say for whom it asks would make everybody its own neighbour.
    named = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return len(named) >= max(here.grounds().given.trusted_proxies, 1)
