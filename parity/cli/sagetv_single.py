"""`sagetv -m ID --sagedata` and `--position`: single videos, found on both sides by comparing them."""

import json
import threading
from dataclasses import dataclass

import click

from parity.actions.ports import House
from parity.actions.watched_single import Moved, bounds_of, foreseen, move_to, told_by_partner
from parity.actions.watched_wishes import Wishes
from parity.cli.sagetv_asked import Asked
from parity.cli.sagetv_run import Terminal, carried_out
from parity.cli.sagetv_words import NAMES, alone_as, called, of_state, told_key
from parity.cli.saying import note, plain, say_json
from parity.core.shapes import as_json as plain_json
from parity.core.watched import SAGETV, SIDES
from parity.core.watched_change import told_position
from parity.core.watched_pairs import Pair
from parity.core.watched_plan import Plan

_ENDS = {"planned": "to do", "done": "done", "failed": "failed", "skipped": "left as it is"}


@dataclass(frozen=True, slots=True)
class SageData:
    """What SageTV tells of its file that is this video."""

    media_id: str
    title: str
    partner_id: str
    data: object


def dump(house: House, asked: Asked, as_json: bool) -> int:
    """Print all that SageTV tells of these videos; the exit status."""
    plan = _compared(house, asked)
    keys = [video.key for each in plan.verdicts for video in each.pair.partner]
    told = told_by_partner(house, keys, threading.Event())
    found = [
        SageData(each.pair.plex[0].key, each.pair.plex[0].title, video.key, dict(told[video.key]))
        for each in plan.verdicts
        for video in each.pair.partner
    ]
    if as_json:
        say_json({"total": len(found), "items": found})
    else:
        for one in found:
            click.echo(f"{called(one.media_id, one.title)} is {SAGETV.name}'s {plain(one.partner_id)}:")
            click.echo(json.dumps(plain_json(one.data), indent=2))
    for alone in plan.alone:
        note(f"{called(alone.video.key, alone.video.title)}: {alone_as(alone)}")
    return 0 if not plan.alone else 3 if found else 1


def move(house: House, asked: Asked, as_json: bool) -> int:
    """Let playing go on from a position, in Plex and SageTV, once somebody said yes; the exit status.

    Without `sync`, as with -n, it is only told.
    """
    pair = _pair(_compared(house, asked))
    first = pair.plex[0]
    _fits(pair, asked.position)
    for side in SIDES:
        state = (first if side == "plex" else pair.partner[0]).state
        becomes = f"{of_state(state, side)} → at {told_position(asked.position)}"
        note(f"{called(first.key, first.title)}  {NAMES[side]}: {becomes}")
    if asked.sync and not asked.yes:
        click.confirm("Do it?", abort=True, err=True)
    became = move_to(house, pair, asked.position, threading.Event()) if asked.sync else foreseen(house)
    if as_json:
        say_json({"media_id": first.key, "title": first.title, "position": asked.position, "sides": became})
    else:
        for each in became:
            click.echo(f"{called(first.key, first.title)}  {NAMES[each.side]}: {_told(each)}")
    if not asked.sync:
        note("Nothing was changed: without -n it is done.")
    failed = sum(each.state == "failed" for each in became)
    return 0 if not failed else 3 if failed < len(became) else 1


def _compared(house: House, asked: Asked) -> Plan:
    """The videos that were named, on both sides. Raises AlreadyRunning."""
    terminal = Terminal({}, house.settings().tz, quiet=True)
    run = carried_out(house, "plan", Wishes(media=tuple(dict.fromkeys(asked.ids))), terminal)
    if terminal.plan is None:
        raise click.ClickException(plain(run.message or "the run failed"))
    return terminal.plan


def _pair(plan: Plan) -> Pair:
    for alone in plan.alone:
        raise click.ClickException(f"{called(alone.video.key, alone.video.title)}: {told_key(alone.reason)}")
    for verdict in plan.verdicts:
        return verdict.pair
    raise click.ClickException("Plex does not list it in any library that is compared")


def _fits(pair: Pair, position: int) -> None:
    """Raises UsageError for a position that this video cannot have."""
    bounds = bounds_of(pair)
    if bounds.hold:
        raise click.ClickException(f"{called(pair.plex[0].key, pair.plex[0].title)}: {told_key(bounds.hold)}")
    if bounds.length is not None and position > bounds.length:
        raise click.UsageError(
            f"--position {told_position(position)} is past its end: it is {told_position(bounds.length)} long."
        )
    if bounds.plex_from is not None and position >= bounds.plex_from:
        raise click.UsageError(
            f"from {told_position(bounds.plex_from)} on Plex calls it watched, and keeps no position."
        )
    if position == 0:
        raise click.UsageError("Plex keeps no position of 0: mark it as unwatched there, and compare again.")


def _told(each: Moved) -> str:
    why = each.message or (told_key(each.why) if each.why else "")
    return plain(f"{_ENDS[each.state]}{f': {why}' if why else ''}")
