"""Who may come in: under which names Parity is asked for, by whom, with which key, and from which page."""

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

from parity.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("static", "health.healthz")
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def init_app(app: Flask, settings: Settings, *, auth: str, api_key: str) -> None:
    """Stand before every view. `auth` other than "none" lets only this machine in while there is no sign-in."""
    csrf = CSRFProtect()
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    csrf.init_app(app)
    names = _names(settings)
    outside = urlsplit(settings.url or "").netloc

    @app.before_request
    def let_in() -> None:
        _check_host(names)
        if request.path.startswith("/api/"):
            _check_key(api_key)
        elif request.endpoint not in OPEN:
            if request.blueprint not in ("login", "logout"):
                _check_neighbour(auth)
            if request.method not in SAFE:
                _check_origin(outside)
                csrf.protect()


def _names(settings: Settings) -> frozenset[str]:
    own = urlsplit(settings.url or "").hostname
    return frozenset({"localhost", *(name.lower() for name in settings.hosts), *([own] if own else [])})


def _check_host(names: frozenset[str]) -> None:
    """A foreign page can give its own name this machine's address; then the name in Host is not one of ours."""
    try:
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        host = ""
    if host not in names and not _is_address(host):
        abort(403, f"Parity is not known under the name {host or '(none)'}: add it to PARITY_HOSTS.")


def _check_key(api_key: str) -> None:
    given = request.headers.get("X-Api-Key") or request.args.get("apikey", "")
    if not api_key or not hmac.compare_digest(given.encode(), api_key.encode()):
        abort(401, "Send the API key in the header X-Api-Key.")


def _check_neighbour(auth: str) -> None:
    if auth == "none":
        return
    near = _is_address(request.remote_addr or "") and ip_address(request.remote_addr or "").is_loopback
    # A proxy on this machine would make everybody a neighbour.
    if not near or any(name in request.headers for name in _FORWARDED):
        abort(403, "There is no sign-in yet: open Parity on its own machine, or set PARITY_AUTH=none.")


def _check_origin(outside: str) -> None:
    """Browsers say on their own which page a form came from; plain http leaves out Sec-Fetch-Site."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in (None, "same-origin", "none")
    if foreign or (origin is not None and _place(origin) not in {request.host, outside} - {""}):
        abort(403, "This came from a page of another site.")


def _place(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # a bracket that does not close
        return ""


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
