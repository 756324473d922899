"""Addresses that only a form sends to. A reload of what one answered, without JavaScript, asks them by GET."""

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from parity.web import hx, server_forms

_PARTS = {
    "settings.save": "topic-{topic}",
    "settings.reset": "topic-{topic}",
    "settings.test": "test-{service}",
    "settings.show_key": "api",
    "maintenance.match": "doubt-{show_id}",
    "maintenance.flush": "cache",
    "maintenance.check": "database",
    "watchlist.confirm": "watch-plan",
    "watchlist.match": "watch-unresolved",
    "watchlist.search": "watch-unresolved",
    "watched.apply": "watched-plan",
    "account.sign_out": "account",
    **dict.fromkeys((f"servers.{name}" for name in server_forms.NAMES), "plex-servers"),
}
"""Where on its page a form stands."""
_GUESTS = {"account": "settings.index", "servers": "settings.index"}
"""Rooms whose forms stand on another room's page."""


def page_of_form() -> str | None:
    """The page with the form that sends to this address, for somebody who opens it; None for all others.

    It is the first page of the form's own room, else the dashboard. What narrows a list stays in the address.
    """
    if request.method not in ("GET", "HEAD") or hx.of_htmx() or "text/html" not in request.accept_mimetypes.values():
        return None
    adapter = current_app.create_url_adapter(request)
    try:
        return _page(adapter) if adapter else None
    except HTTPException:  # nothing is sent to this address either
        return None


def _page(adapter: MapAdapter) -> str:
    endpoint, values = adapter.match(method="POST")
    room = endpoint.rpartition(".")[0]
    own = _GUESTS.get(room, f"{room}.index")
    page = own if own in current_app.view_functions else "dashboard.index"
    wanted = next(current_app.url_map.iter_rules(page)).arguments
    path = url_for(page, **{name: value for name, value in values.items() if name in wanted})
    query, part = request.query_string.decode("latin-1"), _PARTS.get(endpoint, "").format_map(values)
    return path + (f"?{query}" if query else "") + (f"#{part}" if part else "")
