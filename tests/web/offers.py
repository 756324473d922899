"""Reads from a page what it offers: every link, every form, and all that it would ask for by itself."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

BY_ATTRIBUTE = {"href": "GET", "src": "GET", "hx-get": "GET", "hx-post": "POST", "formaction": "POST"}

# Our own templates quote every value; an HTML parser would take a third of the tests' time.
_TAG, _ATTRIBUTE = re.compile(r"<([a-z]+)\b([^>]*)>"), re.compile(r'([\w-]+)="([^"]*)"')


class Offer(NamedTuple):
    """A request that a page invites to. `part`: htmx asks for it, and for a part of a page only."""

    method: str
    address: str
    part: bool = False


def offers_of(html: str, page: str) -> set[Offer]:
    """All of this site that the page at `page` offers."""
    found = set()
    for tag, inside in _TAG.findall(html):
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
        asked = [
            (method, given[name], name.startswith("hx-")) for name, method in BY_ATTRIBUTE.items() if name in given
        ]
        if tag == "form":
            asked.append((given.get("method", "get").upper(), given.get("action", ""), False))
        for method, address, part in asked:
            whole = urlsplit(urljoin(f"http://here{page}", address))
            if whole.netloc == "here":
                found.add(Offer(method, f"{whole.path}?{whole.query}" if whole.query else whole.path, part))
    return found


def posts(offers: set[Offer]) -> set[str]:
    """Where the forms among them send to."""
    return {offer.address for offer in offers if offer.method == "POST"}


def gets(offers: set[Offer]) -> Iterator[Offer]:
    """The pages and parts among them, in order, without files."""
    return (one for one in sorted(offers) if one.method == "GET" and not one.address.startswith("/static/"))
