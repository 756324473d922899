"""Whether a request comes from at home: only from there may somebody make an installation theirs without its code."""

import re
from ipaddress import ip_network

from flask import Request

from parity.web import here, proxy

_HOME = tuple(
    ip_network(text)
    for text in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
_OF_PROXIES = re.compile(r"forwarded|x-forwarded-.*|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip", re.I)


def is_near(request: Request) -> bool:
    """Whether the browser stands in a private network: as far as the believed proxies say, else the neighbour itself.

    Headers of a proxy that is not believed tell of one whose clients may be anywhere.
    """
    address = proxy.address_of(request.remote_addr or "")
    if address is None or not any(address in network for network in _HOME):
        return False
    if not proxy.is_believed(request.environ):
        return not any(_OF_PROXIES.fullmatch(name) for name, _value in request.headers)
    # A proxy that does not say for whom it asks would make everybody its own neighbour.
    named = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return len(named) >= max(here.grounds().given.trusted_proxies, 1)
