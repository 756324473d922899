"""Under which status SIMKL has titles, asked by all their ids (simkl.md 1.6): rows of lists tell too few of those."""

from collections.abc import Mapping, Sequence

from parity.core.failures import Unavailable
from parity.core.simkl import Standing
from parity.core.watch import ID_KINDS, ids_by_kind, watch_ids
from parity.http import Object
from parity.simkl.changes import Sent
from parity.simkl.shapes import FIELDS, SERVICE, simkl_number, status_of

_WHERE = "how titles stand"
_TYPES = {"movie": "movie", "show": "show", "tv": "show", "anime": "show"}


def body_of_question(sent: Sequence[Sent]) -> list[object]:
    """The body that asks about titles."""
    return [{"type": each.first.type, **each.spoken_ids()} for each in sent]


def standings_of(sent: Sequence[Sent], answer: object) -> dict[str, Standing]:
    """How each title stands, by the rows' keys. Raises Unavailable for an answer that does not fit what was asked.

    There is a row for each title, in the order asked; a row that repeats the ids of another title is that one's.
    """
    if not isinstance(answer, list) or len(answer) != len(sent):
        raise Unavailable(SERVICE, f"the answer for {_WHERE} is garbled: it has not one row for each title")
    rows = [FIELDS.an_object(row, _WHERE, "a row") for row in answer]
    waiting = dict(enumerate(sent))
    found: dict[str, Standing] = {}
    for place, row in enumerate(rows):
        meant = _meant(place, row, waiting)
        if meant is None:
            raise Unavailable(
                SERVICE, f"the answer for {_WHERE} is garbled: a row is about no title that was asked about"
            )
        found |= dict.fromkeys((item.key for item in waiting.pop(meant).items), _standing(row))
    return found


def _meant(place: int, row: Object, waiting: Mapping[int, Sent]) -> int | None:
    """Whose row it is: that title's of which it repeats ids, else that of its place unless it speaks of another."""
    told, kind = _ids(row), _TYPES.get(str(row.get("type") or ""))
    alike = {
        each: len(told & _spoken(sent))
        for each, sent in waiting.items()
        if kind in (None, sent.first.type) and told & _spoken(sent)
    }
    if alike:
        return max(alike, key=lambda each: (alike[each], each == place))
    if place not in waiting or kind not in (None, waiting[place].first.type):
        return None
    asked = {each.partition(":")[0] for each in _spoken(waiting[place])}
    return None if any(each.partition(":")[0] in asked for each in told) else place


def _standing(row: Object) -> Standing:
    result, listed = row.get("result"), row.get("list")
    if result == "not_found":
        return Standing(known=False)
    if not isinstance(result, bool):
        FIELDS.wrong(_WHERE, "result", result, "yes, no or not_found")
    if listed is None and result:
        FIELDS.wrong(_WHERE, "list", listed, "one of SIMKL's lists")
    status = None if listed is None else status_of(row, "list", _WHERE)
    return Standing(status, simkl_number(row) or simkl_number(_object(row)))


def _ids(row: Object) -> frozenset[str]:
    return watch_ids((kind, told.get(kind)) for told in (row, _object(row)) for kind in ID_KINDS)


def _object(row: Object) -> Object:
    ids = row.get("ids")
    return ids if isinstance(ids, dict) else {}


def _spoken(sent: Sent) -> frozenset[str]:
    return watch_ids(ids_by_kind(sent.ids).items())
