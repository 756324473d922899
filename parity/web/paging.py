"""Pages of a list: 50 rows each if nothing else is said, the number in the address."""

from dataclasses import dataclass

from flask import request, url_for

from parity.web.places import with_query

ROWS = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list of `total` rows the reader is; `page` counts from 1 and is never beyond the last.

    `endpoint` is the view whose pages they are, "": the one that answers.
    """

    page: int
    total: int
    rows: int = ROWS
    endpoint: str = ""

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return max(1, -(-self.total // self.rows))

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * self.rows

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page behind."""
        return self.page + 1 if self.page < self.pages else None

    def url(self, page: int) -> str:
        """This address with another page in it."""
        given = {name: values for name, values in request.args.lists() if name != "page"}
        path = url_for(self.endpoint or str(request.endpoint), **(request.view_args or {}))
        return with_query(path, {**given, "page": [str(page)]})


def paging(total: int, endpoint: str = "", rows: int = ROWS) -> Paging:
    """The page that the address asks for; what is no page of this list is the nearest one."""
    asked = request.args.get("page", 1, type=int)
    last = Paging(1, total, rows).pages
    return Paging(min(max(asked, 1), last), total, rows, endpoint)
