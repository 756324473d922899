"""What the page of the watchlist says in words: sides, changes, runs, and where a title is to be seen."""

from collections.abc import Callable

from parity.core.watch import Side, WatchItem
from parity.core.watch_action import REASONS
from parity.core.watch_links import plex_discover_page, simkl_page
from parity.core.watch_shapes import WatchAction, WatchRun, WatchUnresolved
from parity.store.watch_pairs import Pair
from parity.web import here, plurals, run_words
from parity.web.speech import gettext as _


def side(name: Side) -> str:
    """The list of a side."""
    return _("Plex's watchlist") if name == "plex" else _("SIMKL's list")


def deed(action: WatchAction) -> str:
    """What is to be done to a title, or was."""
    where, was = side(action.side), action.state == "done"
    if action.do == "add":
        return _("was put on %(list)s", list=where) if was else _("put on %(list)s", list=where)
    return _("was taken off %(list)s", list=where) if was else _("take off %(list)s", list=where)


def reason(told: WatchAction | WatchUnresolved) -> str:
    """Why, in the reader's language; of a change that waits or is left out also why that is."""
    held = told.held_because if isinstance(told, WatchAction) else None
    return f"{_(told.reason)} {_(held)}" if held else _(told.reason)


def doubt(pair: Pair) -> str:
    """Why nothing is done about a title."""
    return _(REASONS.get(pair.doubt, pair.doubt))


def phase(run: WatchRun) -> str:
    """What a run does just now."""
    said = {
        "reading plex": _("Reading Plex's watchlist"),
        "reading simkl": _("Reading SIMKL's list"),
        "comparing": _("Comparing"),
        "changing": _("Changing the lists"),
        "looking again": _("Looking again whether it is there"),
    }
    return said.get(run.phase, run.phase) or _("Starting")


def state(word: str) -> str:
    """How a run or a change stands."""
    return run_words.state(word, {"refused": _("nothing was changed"), "skipped": _("left out")})


def outcome(run: WatchRun) -> str:
    """What a run found or did, in numbers; "" when there was nothing."""
    tally = run.tally
    wish = run.work == "plan"
    if tally.planned and not wish:  # it was stopped, or is at work
        changed = [
            (tally.done, _("%(n)s done", n=plurals.changes(tally.done))),
            (tally.planned, _("%(n)s left to do", n=plurals.changes(tally.planned))),
        ]
    else:
        changed = [
            (tally.adds, plurals.additions(tally.adds) if wish else _("%(n)s added", n=plurals.titles(tally.adds))),
            (
                tally.removes,
                plurals.removals(tally.removes) if wish else _("%(n)s taken off", n=plurals.titles(tally.removes)),
            ),
        ]
    said = [
        *changed,
        (tally.held, _("%(n)s held back", n=plurals.changes(tally.held))),
        (tally.failed, _("%(n)s failed", n=plurals.changes(tally.failed))),
        (tally.skipped, _("%(n)s left out", n=plurals.changes(tally.skipped))),
    ]
    return ", ".join(words for number, words in said if number)


def page_of(item: WatchItem) -> str:
    """Where a row is to be seen at its service; "" where that is not known."""
    settings = here.settings()
    if item.side == "plex":
        return plex_discover_page(settings.plex_app_url, item.key) or ""
    return simkl_page(settings.simkl_auth_url, item.key, item.type, item.anime) or ""


def status(item: WatchItem) -> str:
    """What SIMKL says of a title that is not on its list."""
    said = {
        "completed": _("watched, says SIMKL"),
        "watching": _("being watched, says SIMKL"),
        "hold": _("on hold at SIMKL"),
        "dropped": _("dropped at SIMKL"),
    }
    return said.get(item.status, item.status)


def pair_note(pair: Pair) -> str:
    """How a title stands, in a word for each way."""
    if pair.apart:
        return _("left alone")
    said = {"both": _("in sync"), "plex": _("only on Plex's"), "simkl": _("only on SIMKL's")}
    return said[pair.state]


FILTERS: dict[str, Callable[..., str]] = {
    "watch_side": side,
    "watch_deed": deed,
    "watch_reason": reason,
    "watch_state": state,
    "watch_shape": lambda word: run_words.FORMS.get(word, ""),
    "watch_work": lambda run: run_words.work(run.work),
    "watch_outcome": outcome,
    "watch_page": page_of,
    "watch_doubt": doubt,
    "watch_phase": phase,
    "watch_status": status,
    "watch_pair": pair_note,
}
"""How templates say all that."""
