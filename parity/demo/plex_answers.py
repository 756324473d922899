"""What an answer of the fake Plex server is made of: a refusal, a page of a listing, all rows at once, a container."""

from collections.abc import Sequence

from flask import Response, request

from parity.demo.packed import Packed, Shelf, digest_of
from parity.demo.plex_listing import Page
from parity.demo.plex_records import Section
from parity.demo.plex_rows import Row
from parity.demo.plex_wire import Form
from parity.demo.plex_world import PlexWorld

_REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
_TITLES = {
    1: ("movie", "All Movies"),
    2: ("show", "All Shows"),
    4: ("episode", "All Episodes"),
    18: ("collection", "Collections"),
}


def refusal(status: int, note: str = "") -> Response:
    """An error as Plex sends it: HTML, also to clients that asked for JSON."""
    reason = _REASONS.get(status, "Error")
    page = f"<html><head><title>{reason}</title></head><body><h1>{status} {reason}</h1>{note}</body></html>"
    return Response(page, status, content_type="text/html")


def token_sent() -> str | None:
    """The token of this request, in a header or in its address."""
    return request.headers.get("X-Plex-Token") or request.args.get("X-Plex-Token")


def who_asks(world: PlexWorld) -> str:
    """The account whose request this is, as `Viewings` knows it: "" for the server's owner."""
    return world.viewer(token_sent())


def listing(shelf: Shelf, form: Form, page: Page, head: Row, rows: Sequence[bytes]) -> Response:
    """One page of a listing, which tells where it stands in body and headers."""
    counted = {"size": len(rows), "offset": page.start, **head}
    if page.total is not None:
        counted["totalSize"] = page.total
    raw = form.container(counted, rows)
    packed = shelf.get((form.name, request.full_path, page.start), digest_of(raw), lambda: raw)
    answer = packed.response(form.content_type)
    answer.headers["X-Plex-Container-Start"] = str(page.start)
    if page.total is not None:
        answer.headers["X-Plex-Container-Total-Size"] = str(page.total)
    return answer


def all_rows(form: Form, head: Row, rows: Sequence[Row], **more: object) -> Response:
    """Rows in one piece; `more` holds other children of the container."""
    raw = form.container(head, [form.row(row) for row in rows], more)
    return Packed.of(raw).response(form.content_type)


def container(head: Row, **children: object) -> Response:
    """A container without `Metadata`."""
    form = Form.of(request)
    return Packed.of(form.container(head, (), children)).response(form.content_type)


def section_head(section: Section, kind: int) -> Row:
    """What a listing says of its library; `kind` as in `type=`."""
    group, title = _TITLES.get(kind, ("secondary", "All"))
    return {
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "identifier": "com.plexapp.plugins.library",
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        "mediaTagPrefix": "/system/bundle/media/flags/",
        "mediaTagVersion": 1_690_992_652,
        "nocache": True,
        "thumb": f"/:/resources/{section.type}.png",
        "title1": section.title,
        "title2": title,
        "viewGroup": group,
        "viewMode": 65_592,
    }
