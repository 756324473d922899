"""What the stand-in for SIMKL does when an app changes lists: as SIMKL does it, with all that it does unasked."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from parity.demo.simkl_records import STATUSES, SimklTitle
from parity.demo.simkl_rows import Row, meant
from parity.demo.simkl_world import SimklWorld

_REPORTED = {"movies": "movies", "shows": "shows", "anime": "shows"}


def put_on_list(world: SimklWorld, user: int, sent: Mapping[str, object]) -> Row:
    """`/sync/add-to-list`: what is known moves to where it is asked for, even back from completed.

    Raises ValueError where a row does not say which list it is for.
    """
    if any("to" not in row for _, row in _rows(sent, ("movies", "shows", "anime"))):
        raise ValueError('Missed "to" parameter')
    added: dict[str, list[Row]] = {"movies": [], "shows": []}
    missing: dict[str, list[Row]] = {"movies": [], "shows": []}
    for sent_as, row in _rows(sent, ("movies", "shows", "anime")):
        title = meant(world.titles, sent_as, row)
        wanted = str(row.get("to"))
        if title is None or wanted not in STATUSES:
            missing[_REPORTED[sent_as]].append({"ids": row.get("ids", {})})
            continue
        to = _given(title, wanted)
        world.put(title.id, to, user, _moment(row.get("added_at")))
        kind = "movie" if _REPORTED[sent_as] == "movies" else "show"
        added[_REPORTED[sent_as]].append({**row, "to": to, "type": kind})
    return {"added": added, "not_found": missing}


def remove(world: SimklWorld, user: int, sent: Mapping[str, object]) -> Row:
    """`/sync/history/remove`: everything that is kept of a title goes; a list of anime is not looked at."""
    missing: dict[str, list[Row]] = {"movies": [], "shows": []}
    deleted = {"movies": 0, "shows": 0, "episodes": 0}
    for sent_as, row in _rows(sent, ("movies", "shows")):
        title = meant(world.titles, sent_as, row)
        if title is None or title.id not in world.library(user).rows:
            missing[sent_as].append({"ids": row.get("ids", {})})
            continue
        world.take(title.id, user)
        deleted[sent_as] += 1
    return {"deleted": deleted, "not_found": missing}


def _given(title: SimklTitle, wanted: str) -> str:
    """Where a title comes to stand: a film is watched or not, a show is completed only by its episodes."""
    if title.kind == "movies":
        return {"watching": "completed", "hold": "plantowatch"}.get(wanted, wanted)
    return "watching" if wanted == "completed" else wanted


def _moment(told: object) -> int | None:
    try:
        return int(datetime.fromisoformat(str(told)).timestamp())
    except ValueError:
        return None


def _rows(sent: Mapping[str, object], names: tuple[str, ...]) -> Iterator[tuple[str, Row]]:
    for name in names:
        rows = sent.get(name)
        yield from ((name, row) for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict))
