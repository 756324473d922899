"""What the page of the watched states says in words: states, changes, runs."""

from collections.abc import Callable

from parity.core.watched import PLEX, SAGETV, Player, Side
from parity.core.watched_change import REASONS, told_position
from parity.core.watched_shapes import WatchedAlone, WatchedChange, WatchedRun, WatchedState
from parity.store.watched_view import partner_name
from parity.web import plurals, run_words
from parity.web.setting_names import by_label
from parity.web.speech import gettext as _


def standing(state: WatchedState, player: Player = PLEX) -> str:
    """How far somebody has watched a video on one side."""
    if state.watched and state.position and player.keeps_mark:
        return _("watched, again at %(position)s", position=told_position(state.position))
    if state.watched:
        return _("watched")
    return _("at %(position)s", position=told_position(state.position)) if state.position else _("not begun")


def side(name: Side, partner: Player = SAGETV) -> str:
    """The player of a side."""
    return PLEX.name if name == "plex" else partner.name


def reason(told: WatchedChange | WatchedAlone, partner: Player = SAGETV) -> str:
    """Why, in the reader's language; of a change that waits or is left out also why that is."""
    keys = [told.why, *([told.hold] if isinstance(told, WatchedChange) and told.hold != told.why else [])]
    return " ".join(_because(key, partner) for key in keys if key)


def _because(key: str, partner: Player) -> str:
    return _(REASONS[key], partner=partner.name) if key in REASONS else key


def matched(by: str) -> str:
    """What told that two videos are one."""
    said = {"path": _("same file"), "name": _("same name of the file"), "ids": _("same id")}
    return said.get(by, by)


def phase(run: WatchedRun) -> str:
    """What a run does just now."""
    partner = partner_name(run.partner)
    said = {
        "looking for libraries": _("Looking for the libraries"),
        "reading partner": _("Reading what %(partner)s has", partner=partner),
        "reading plex": _("Reading Plex's libraries"),
        "comparing": _("Comparing"),
        "changing": _("Bringing both together"),
    }
    return said.get(run.phase, run.phase) or _("Starting")


def state(word: str) -> str:
    """How a run or a change stands."""
    return run_words.state(word, {"skipped": _("left as it is")})


def trouble(run: WatchedRun) -> str:
    """Why a run is not done, or not whole; "" for nothing."""
    return f"{by_label(run.message).rstrip('.')}." if run.message else ""


def outcome(run: WatchedRun) -> str:
    """What a run found or did, in numbers; "" when there was nothing."""
    tally = run.tally
    said = [
        (tally.done, _("%(n)s done", n=plurals.changes(tally.done))),
        (
            tally.planned,
            _("%(n)s to do", n=plurals.changes(tally.planned))
            if run.work == "plan"
            else _("%(n)s left to do", n=plurals.changes(tally.planned)),
        ),
        (tally.held, _("%(n)s held back", n=plurals.changes(tally.held))),
        (tally.failed, _("%(n)s failed", n=plurals.changes(tally.failed))),
        (tally.skipped, _("%(n)s left alone", n=plurals.videos(tally.skipped))),
    ]
    return ", ".join(words for number, words in said if number)


FILTERS: dict[str, Callable[..., str]] = {
    "watched_position": told_position,
    "watched_standing": standing,
    "watched_side": side,
    "watched_reason": reason,
    "watched_by": matched,
    "watched_phase": phase,
    "watched_state": state,
    "watched_shape": lambda word: run_words.FORMS.get(word, ""),
    "watched_work": lambda run: run_words.work(run.work),
    "watched_trouble": trouble,
    "watched_outcome": outcome,
}
"""How templates say all that."""
