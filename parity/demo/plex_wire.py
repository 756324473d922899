"""From rows to what goes over the wire: JSON or XML, trimmed as asked, each row serialised once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from flask import Request

_DIRECTORIES = frozenset({"show", "season", "artist", "album", "collection"})


@dataclass(frozen=True, slots=True)
class Form:
    """How the client wants its rows."""

    json: bool
    guids: bool
    without_elements: frozenset[str]
    without_fields: frozenset[str]

    @classmethod
    def of(cls, asked: Request) -> "Form":
        """Read `Accept`, `includeGuids`, `excludeElements`, `excludeFields` from a request."""
        return cls(
            "json" in asked.headers.get("Accept", ""),
            asked.args.get("includeGuids") == "1",
            frozenset(filter(None, asked.args.get("excludeElements", "").split(","))),
            frozenset(filter(None, asked.args.get("excludeFields", "").split(","))),
        )

    @property
    def name(self) -> str:
        """A key for stored rows of this form."""
        left_out = ",".join(sorted(self.without_elements | self.without_fields))
        return f"{self.json:d}{self.guids:d}{left_out}"

    @property
    def content_type(self) -> str:
        """`application/json`, or XML as Plex sends by default."""
        return "application/json" if self.json else "text/xml;charset=utf-8"

    def row(self, row: Mapping[str, object]) -> bytes:
        """One row, trimmed and serialised."""
        kept = {name: value for name, value in row.items() if self._keeps(name)}
        if self.json:
            return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        return element("Directory" if row.get("type") in _DIRECTORIES else "Video", kept).encode()

    def _keeps(self, name: str) -> bool:
        if name == "Guid" and not self.guids:
            return False
        return name not in (self.without_elements if name[0].isupper() else self.without_fields)

    def container(
        self, head: Mapping[str, object], rows: Sequence[bytes] = (), more: Mapping[str, object] | None = None
    ) -> bytes:
        """A MediaContainer around serialised rows (absent when none); `more` holds other children."""
        children = {key: value for key, value in (more or {}).items() if value}
        if not self.json:
            inner = "".join(_nested(key, value) for key, value in children.items())
            start = "<MediaContainer" + _attributes(head) + ">"
            return b"".join([b'<?xml version="1.0" encoding="UTF-8"?>\n', start.encode(), inner.encode(), *rows]) + (
                b"</MediaContainer>"
            )
        body = json.dumps({**head, **children}, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
        listed = b',"Metadata":[%s]' % b",".join(rows) if rows else b""
        return b'{"MediaContainer":' + body + listed + b"}}"


def element(tag: str, row: Mapping[str, object]) -> str:
    """A row as an XML element: plain values are attributes, lists and mappings child elements."""
    plain = {name: value for name, value in row.items() if not isinstance(value, list | Mapping)}
    inner = "".join(_nested(name, value) for name, value in row.items() if name not in plain)
    return f"<{tag}{_attributes(plain)}>{inner}</{tag}>" if inner else f"<{tag}{_attributes(plain)}/>"


def _nested(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return element(name, value)
    items: Iterable[object] = value if isinstance(value, list) else ()
    return "".join(element(name, each) for each in items if isinstance(each, Mapping))


def _attributes(plain: Mapping[str, object]) -> str:
    return "".join(f" {name}={quoteattr(_text(value), _ESCAPES)}" for name, value in plain.items())


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


_ESCAPES = {"\r": "&#13;", "\n": "&#10;"}
