"""Behind a reverse proxy: whose forwarded headers are believed, and the path below which the site lives."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from parity.settings import Network, Settings
from parity.web.nearness import address_of

Environ: TypeAlias = dict[str, Any]
Start: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[Environ, Start], Iterable[bytes]]

_SIGNS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO")


def init_app(app: Flask, settings: Settings) -> None:
    """Wrap the app as the settings say."""
    inner: Application = app.wsgi_app
    if settings.url_prefix:
        inner = _Below(inner, settings.url_prefix)
    if settings.trusted_proxies:
        inner = _Believing(inner, settings.trusted_proxies, settings.proxy_networks)
    app.wsgi_app = inner  # type: ignore[assignment, method-assign]


class _Below:
    """The site lives below a path, whether or not the proxy takes the path away."""

    def __init__(self, app: Application, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self._prefix) or "/"
        environ["SCRIPT_NAME"] = self._prefix
        return self._app(environ, start)


class _Believing:
    """Reads forwarded headers only when the neighbour that sends them is one of the proxies' networks."""

    def __init__(self, app: Application, count: int, networks: Sequence[Network]) -> None:
        self._app = app
        self._networks = networks
        self._fixed = ProxyFix(app, x_for=count, x_proto=count, x_host=count, x_port=count, x_prefix=count)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        inner = self._fixed if lies_in(environ.get("REMOTE_ADDR", ""), self._networks) else self._app
        return inner(environ, start)


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


def lies_in(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address, as text, lies in one of these networks."""
    neighbour = address_of(address)
    return neighbour is not None and any(neighbour in network for network in networks)
