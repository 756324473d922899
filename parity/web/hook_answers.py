"""What programs are told about a message of theirs, in the words of autopulse."""

from collections.abc import Callable
from datetime import datetime

from parity.core.shapes import as_json
from parity.store.arrival_state import ArrivalState, Asked


def event_of(state: ArrivalState) -> dict[str, object]:
    """A message as autopulse tells of its events; `file_path` is its first path."""
    row, touched = state.row, state.row.told.touched
    return {
        "id": str(row.id),
        "event_source": row.source,
        "event_timestamp": _moment(row.at),
        "file_path": touched[0].path if touched else "",
        "file_hash": None,
        "process_status": _status(state),
        "found_status": "found" if _all(state, lambda one: one.seen_at is not None) else "not_found",
        "failed_times": max((one.failures for one in state.asked), default=0),
        "next_retry_at": _moment(min((one.due_at for one in state.asked if one.due_at and one.failures), default=None)),
        "found_at": _moment(max((one.seen_at for one in state.asked if one.seen_at), default=None)),
        "processed_at": _moment(max((one.ended_at for one in state.asked if one.ended_at), default=None)),
        "created_at": _moment(row.at),
        "can_process": row.outcome != "unmapped",
    }


def _status(state: ArrivalState) -> str:
    """pending, retry, complete or failed."""
    if state.row.outcome == "new":
        return "pending"
    waits = [one for one in state.asked if one.ended_at is None and one.state != "unmapped"]
    if waits:
        return "retry" if any(one.failures for one in waits) else "pending"
    failed = state.row.outcome == "unmapped" or any(one.state in ("unmapped", "unseen") for one in state.asked)
    return "failed" if failed else "complete"


def _all(state: ArrivalState, holds: Callable[[Asked], bool]) -> bool:
    return bool(state.asked) and all(map(holds, state.asked))


def _moment(at: datetime | None) -> object:
    return as_json(at)
