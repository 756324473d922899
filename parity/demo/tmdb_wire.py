"""How the fake TMDB writes its answers: refusals with its codes, pages, and what may be kept of them."""

from flask import Response, request

from parity.demo.packed import Packed
from parity.demo.tmdb_bodies import dumps

_JSON = "application/json;charset=utf-8"
_MOST_PAGES = 500
_CODES = {
    400: (5, "Invalid parameters: Your request parameters are incorrect."),
    401: (7, "Invalid API key: You must be granted a valid key."),
    404: (34, "The resource you requested could not be found."),
    429: (25, "Your request count (#) is over the allowed limit of (40)."),
    500: (11, "Internal error: Something went wrong, contact TMDB."),
    502: (43, "Couldn't connect to the backend server."),
    503: (9, "Service offline: This service is temporarily offline, try again later."),
    504: (24, "Your request to the backend server timed out. Try again."),
}


class Refused(Exception):
    """A request that TMDB answers with an error body."""

    def __init__(self, status: int, code: int | None = None, message: str | None = None) -> None:
        known = _CODES.get(status, (status, "Something went wrong."))
        self.status, self.code, self.message = status, code or known[0], message or known[1]


def paged(rows: list[dict[str, object]], size: int) -> Response:
    """One page of rows, `size` to a page."""
    page = page_number()
    body = {"page": page, "results": rows[(page - 1) * size : page * size]}
    return plain({**body, "total_pages": max(1, -(-len(rows) // size)), "total_results": len(rows)})


def page_number() -> int:
    """The page that was asked for. Raises Refused (code 22)."""
    asked = request.args.get("page", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= _MOST_PAGES:
        raise Refused(400, 22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.")
    return int(asked)


def refusal(refused: Refused) -> Response:
    """TMDB's error body."""
    body = {"success": False, "status_code": refused.code, "status_message": refused.message}
    answer = Response(dumps(body), refused.status, content_type=_JSON)
    if refused.status == 401:
        answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def plain(body: object) -> Response:
    """An answer as JSON."""
    return cached(Packed.of(dumps(body)))


def cached(packed: Packed, age: int = 21_600) -> Response:
    """An answer that may be kept for `age` seconds."""
    answer = packed.response(_JSON)
    answer.headers["Cache-Control"] = f"public, max-age={age}"
    answer.headers["ETag"] = f'W/"{packed.digest}"'
    answer.headers["Vary"] = "accept-encoding, Origin"
    return answer
