"""Reads from a page what it offers: every link, every form, and all that it would ask for by itself."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

BY_ATTRIBUTE = {"href": "GET", "src": "GET", "hx-get": "GET", "hx-post": "POST", "formaction": "POST"}


class Offer(NamedTuple):
    """A request that a page invites to. `part`: htmx asks for it, and for a part of a page only."""

    method: str
    address: str
    part: bool = False


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: set[Offer] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, method in BY_ATTRIBUTE.items():
            if name in given:
                self._add(method, given[name], name.startswith("hx-"))
        if tag == "form":
            self._add(given.get("method", "get").upper(), given.get("action", ""), False)

    def _add(self, method: str, address: str, part: bool) -> None:
        whole = urlsplit(urljoin(f"http://here{self.page}", address))
        if whole.netloc == "here":
            self.found.add(Offer(method, f"{whole.path}?{whole.query}" if whole.query else whole.path, part))


def offers_of(html: str, page: str) -> set[Offer]:
    """All of this site that the page at `page` offers."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.found


def posts(offers: set[Offer]) -> set[str]:
    """Where the forms among them send to."""
    return {offer.address for offer in offers if offer.method == "POST"}


def gets(offers: set[Offer]) -> Iterator[Offer]:
    """The pages and parts among them, in order, without files."""
    return (one for one in sorted(offers) if one.method == "GET" and not one.address.startswith("/static/"))
