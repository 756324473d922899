"""Stands before every view: under which names Parity is asked for, from which page, by whom, and with which key."""

import re
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

from parity.settings import Settings
from parity.web import entry, proxy, who
from parity.web.api_entry import check_key
from parity.web.errors import answer
from parity.web.proxy import address_of
from parity.web.roles import Need, needed
from parity.web.speech import gettext as _

SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("static", "health.healthz", "feeds.movies")
AT_HOME = (".local", ".lan", ".home.arpa", ".internal")
"""Endings of names that only a network at home gives: no foreign page can have one."""
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::\d{1,5})?")


def init_app(app: Flask, settings: Settings) -> None:
    """Check every request, in this order: the host, then a program's key, or page of origin, person and token.

    A hook's secret is for its own room to look at. Whatever name a believed proxy passes on is one of ours, unless
    PARITY_URL says what the proxy is called.
    """
    csrf = CSRFProtect()
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    csrf.init_app(app)
    names = _names(settings)
    outside = urlsplit(settings.url or "").netloc

    @app.before_request
    def let_in() -> Response | None:
        host = _name_of(request.headers.get("Host", ""))
        if host is None or not (_is_ours(host, names) or (not outside and proxy.came_through(request.environ))):
            return _unknown(host)
        if request.path.startswith("/api/"):
            return check_key()
        if request.endpoint in OPEN or needed(request.endpoint) is Need.HOOK:
            return None
        who.current()  # whatever page is answered from here on is drawn for them
        if request.method not in SAFE:
            _check_origin(outside)
        refusal = entry.turned_away()
        if refusal is None and request.method not in SAFE:
            csrf.protect()
        return refusal


def _names(settings: Settings) -> frozenset[str]:
    own = urlsplit(settings.url or "").hostname
    return frozenset({*(name.lower() for name in settings.hosts), *([own] if own else [])})


def _unknown(host: str | None) -> Response:
    """A sentence and no page: its links would all lead to the same name."""
    said = _("Parity is not known under the name %(name)s: add it to PARITY_HOSTS.", name=host or _("(none)"))
    if request.path.startswith("/api/"):
        return answer(400, said)
    return Response(f"{said}\n", 400, mimetype="text/plain")


def _name_of(host: str) -> str | None:
    """The name without its port; None when it is no name at all."""
    found = _HOST.fullmatch(host.lower())
    return (found["six"] or found["name"].removesuffix(".") or None) if found else None


def _is_ours(host: str, names: frozenset[str]) -> bool:
    """A foreign page can give its own name this machine's address; then the name in Host is not one of ours."""
    return "." not in host or host in names or host.endswith(AT_HOME) or address_of(host) is not None


def _check_origin(outside: str) -> None:
    """Browsers say on their own which page a form came from; plain http leaves out Sec-Fetch-Site."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in (None, "same-origin", "none")
    if foreign or (origin is not None and _place(origin) not in {request.host, outside} - {""}):
        abort(403, _("This came from a page of another site. Behind a proxy, give your own address as PARITY_URL."))


def _place(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # a bracket that does not close
        return ""
