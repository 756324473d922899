"""Behind a reverse proxy: whose forwarded headers are believed, and the path below which the site lives."""

import re
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, TypeAlias

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from parity.settings import Network, Settings

Address: TypeAlias = IPv4Address | IPv6Address
Environ: TypeAlias = dict[str, Any]
Start: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[Environ, Start], Iterable[bytes]]

_SIGNS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO")
_TOLD = "parity.prefix"
_LONGEST = 200  # characters of a path
_SCHEME, _PORT = re.compile(r"https?"), re.compile(r"[0-9]{1,5}")
# What PARITY_URL_PREFIX may be, too: no empty step, none that begins with a dot, nothing that needs quoting.
_PREFIX = re.compile(r"((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?")


def init_app(app: Flask, settings: Settings) -> None:
    """Wrap the app as the settings say."""
    inner: Application = _Below(app.wsgi_app, settings.url_prefix)
    if settings.trusted_proxies:
        inner = _Believing(inner, settings.trusted_proxies, settings.proxy_networks)
    app.wsgi_app = inner  # type: ignore[assignment, method-assign]


def prefix_of(told: str) -> str:
    """The path that a proxy names, as SCRIPT_NAME wants it: "" or "/a/b". "" also for what is no path."""
    found = _PREFIX.fullmatch(told) if len(told) <= _LONGEST else None
    return found[1] if found else ""


class _Below:
    """The site lives below a path, whether or not the proxy takes the path away. Without it, it answers as well.

    The path is the owner's (`prefix`), else the one that a trusted proxy told.
    """

    def __init__(self, app: Application, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        prefix = self._prefix or environ.get(_TOLD, "")
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(f"{prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(prefix) or "/"
        if prefix:
            environ["SCRIPT_NAME"] = prefix
        return self._app(environ, start)


class _Believing:
    """Reads forwarded headers only when the neighbour that sends them is one of the proxies' networks.

    A header that makes no sense counts as not sent.
    """

    def __init__(self, app: Application, count: int, networks: Sequence[Network]) -> None:
        self._app = app
        self._count = count
        self._networks = networks
        self._fixed = ProxyFix(app, x_for=count, x_proto=count, x_host=count, x_port=count)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if not lies_in(environ.get("REMOTE_ADDR", ""), self._networks):
            return self._app(environ, start)
        environ[_TOLD] = prefix_of(self._told(environ, "HTTP_X_FORWARDED_PREFIX"))
        for name, sane in (("HTTP_X_FORWARDED_PROTO", _SCHEME), ("HTTP_X_FORWARDED_PORT", _PORT)):
            if not sane.fullmatch(self._told(environ, name)):
                environ.pop(name, None)
        return self._fixed(environ, start)

    def _told(self, environ: Environ, name: str) -> str:
        """What the first of the proxies in front said: each adds its word at the end. "" when one said nothing."""
        words = environ.get(name, "").split(",")
        return words[-self._count].strip() if len(words) >= self._count else ""


def is_believed(environ: Environ) -> bool:
    """Whether the forwarded headers of this request were believed. No header can claim it."""
    return "werkzeug.proxy_fix.orig" in environ


def came_through(environ: Environ) -> bool:
    """Whether a believed proxy passed this request on, and did not just stand in the same network as one."""
    return is_believed(environ) and any(name in environ for name in _SIGNS)


def peer_of(environ: Environ) -> str:
    """The address of the direct neighbour, whatever headers say."""
    original: Environ = environ.get("werkzeug.proxy_fix.orig", environ)
    return str(original.get("REMOTE_ADDR") or "")


def address_of(text: str) -> Address | None:
    """An address as it is meant: `::ffff:10.0.0.1` is 10.0.0.1. None when it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def lies_in(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address, as text, lies in one of these networks."""
    neighbour = address_of(address)
    return neighbour is not None and any(neighbour in network for network in networks)
