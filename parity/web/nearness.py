"""Whether a request comes from at home."""

from ipaddress import ip_address

from flask import Request


def is_near(request: Request) -> bool:
    """Whether the browser stands in a private network."""
    return ip_address(request.remote_addr or "0.0.0.0").is_private
