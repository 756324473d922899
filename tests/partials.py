"""Reads a template far enough to see its outermost elements."""

import re
from html.parser import HTMLParser

NEVER_CLOSED = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


class _Outermost(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.found.append((tag, bool(dict(attrs).get("id"))))
        if tag not in NEVER_CLOSED:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in NEVER_CLOSED:
            self.depth -= 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in NEVER_CLOSED:
            self.depth -= 1


def outermost_without_id(template: str) -> list[str]:
    """Tags of the outermost elements of a Jinja template that carry no id."""
    plain = re.sub(r"{#.*?#}|{%.*?%}", "", template, flags=re.DOTALL)
    reader = _Outermost()
    reader.feed(re.sub(r"{{.*?}}", "x", plain, flags=re.DOTALL))
    return [tag for tag, has_id in reader.found if not has_id]
