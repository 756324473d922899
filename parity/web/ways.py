"""What whoever asks is offered: no page draws a button or a link that the door would not let them through.

Templates ask for the endpoint that a form or a link leads to, never for a role, so that what is drawn and what is
refused are one table: `web/roles.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from parity.core.links import Link
from parity.web import who
from parity.web.roles import Need, needed

Way = tuple[str, str] | tuple[str, str, str]
"""Address and words of a step; a third one names the endpoint that has to be open for it to be of any use."""


def init_app(app: Flask) -> None:
    """Let templates ask."""
    app.jinja_env.globals["may_open"] = may_open
    app.jinja_env.filters.update(open_ways=open_ways, open_links=open_links)


def may_open(endpoint: str) -> bool:
    """Whether who looks is let through to this endpoint, once the setup is over."""
    need = needed(endpoint)
    return need is Need.ANYONE or who.eyes().role >= need.role


def open_ways(steps: Iterable[Way]) -> list[tuple[str, str]]:
    """Those of the steps that who looks can take, as pairs of address and words."""
    return [step[:2] for step in steps if may_open(step[2] if len(step) == 3 else _endpoint(step[0]))]


def open_links(links: Sequence[Link]) -> Sequence[Link]:
    """Those of the links that who looks can follow: a search that needs a key is for managers."""
    if not any(link.needs_key for link in links):
        return links
    if not may_open("out.out"):
        return [link for link in links if not link.needs_key]
    root = request.script_root
    return [replace(link, url=root + link.url) if root and link.needs_key else link for link in links]


def _endpoint(address: str) -> str:
    """Where an address of this site leads; the page itself for a place in it."""
    path = urlsplit(address).path or request.path
    try:
        found, _values = current_app.create_url_adapter(request).match(  # type: ignore[union-attr]
            path.removeprefix(request.script_root), method="GET"
        )
    except HTTPException:
        return "static"
    return str(found)
