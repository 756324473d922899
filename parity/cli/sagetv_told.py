"""What a comparison of Plex and SageTV found, and what was done about it: each library, each video, and the sum."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

import click

from parity.cli.sagetv_words import NAMES, alone_as, called, doing, is_left, of_change, of_state, standing, told_key
from parity.cli.saying import count, plain
from parity.core.watched import SIDES, Side
from parity.core.watched_change import Change, ChangeState
from parity.core.watched_pairs import Alone
from parity.core.watched_plan import Plan, Verdict

_BECAME: dict[ChangeState, str] = {
    "done": "done",
    "failed": "failed",
    "skipped": "left as it is",
    "held": "waits",
    "planned": "not begun",
}
_TOTALS: dict[ChangeState, str] = {
    "planned": "still to do",
    "done": "updated",
    "failed": "failed",
    "held": "waiting for your yes (--yes says it to all)",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """A change as it ended, and what was said of it."""

    change: Change
    sentence: str = ""


def say_plan(plan: Plan, names: Mapping[str, str], shown: Iterable[str], zone: tzinfo) -> None:
    """Every video under its library, by title. `names`: of libraries by place; `shown` are told without any, too."""
    lines: dict[str, list[tuple[str, str, list[str]]]] = {place: [] for place in shown}
    for place, title, key, said in _videos(plan, zone):
        lines.setdefault(place, []).append((title.casefold(), key, said))
    for place, videos in lines.items():
        click.echo(plain(f"{names.get(place, place)}: {count(len(videos), 'video')}"))
        for _, _, said in sorted(videos):
            click.echo("\n".join(said))
        click.echo()


def say_became(change: Change, sentence: str) -> None:
    """What became of one change, just when it did."""
    why = sentence or (told_key(change.hold) if change.hold else "")
    end = f"{_BECAME[change.state]}{f': {why}' if why else ''}"
    click.echo(f"{called(change.plex_key, change.title)}  {doing(change)} … {plain(end)}")


def say_summary(plan: Plan, ended: Mapping[str, Ended]) -> None:
    """The lists of what is out of sync and why, and the totals. `ended`: by the mark of the change."""
    now = [ended.get(each.mark, Ended(each)) for each in plan.changes]
    for side in SIDES:
        out = [each for each, planned in zip(now, plan.changes, strict=True) if _is_out(planned, side)]
        _say_list(f"{NAMES[side]} out of sync:", map(_out, out))
    for head, reason in ((f"Not in {NAMES['partner']}:", "not in partner"), ("Ambiguous:", "ambiguous")):
        _say_list(head, (_alone(each) for each in plan.alone if each.reason == reason))
    _say_list("Left as they are:", (_left(each) for each in plan.changes if is_left(each)))
    click.echo(totals(plan, ended))


def totals(plan: Plan, ended: Mapping[str, Ended]) -> str:
    """`Total: 12 videos, 8 in sync, 1 Plex out of sync, 2 SageTV out of sync, 1 not in SageTV; 3 updated.`"""
    alone = Counter(each.reason for each in plan.alone)
    parts = {
        "in sync": plan.in_sync,
        **{f"{NAMES[side]} out of sync": plan.out(side) for side in SIDES},
        f"not in {NAMES['partner']}": alone["not in partner"],
        "ambiguous": alone["ambiguous"],
        "left as they are": plan.set_aside,
    }
    states = Counter(_now(each, ended).change.state for each in plan.changes if not is_left(each))
    told = [f"{states[state]} {word}" for state, word in _TOTALS.items() if states[state]]
    told += [f"{states['skipped']} not done"] if states["skipped"] else []
    videos = sum(len(each.pair.plex) for each in plan.verdicts) + len(plan.alone)
    looked = ", ".join([count(videos, "video"), *(f"{number} {word}" for word, number in parts.items() if number)])
    done = f"; {', '.join(told)}" if told else ""
    return f"Total: {looked}{done}."


def _now(change: Change, ended: Mapping[str, Ended]) -> Ended:
    return ended.get(change.mark, Ended(change))


def _videos(plan: Plan, zone: tzinfo) -> Iterator[tuple[str, str, str, list[str]]]:
    """Place, title, key and the lines of each pair and each video that is alone."""
    for verdict in plan.verdicts:
        first = verdict.pair.plex[0]
        yield first.place, first.title, first.key, list(_pair(verdict, zone))
    for alone in plan.alone:
        head = f"  {_line(alone.video.key, alone.video.title)} [{alone_as(alone)}]"
        yield (
            alone.video.place,
            alone.video.title,
            alone.video.key,
            [head, *(f"      {plain(f)}" for f in alone.others)],
        )


def _pair(verdict: Verdict, zone: tzinfo) -> Iterator[str]:
    keys = "+".join(video.key for video in verdict.pair.plex)
    yield f"  {_line(keys, verdict.pair.plex[0].title)} [{standing(verdict.change)}]"
    if verdict.change is not None:
        yield from (f"      {line}" for line in of_change(verdict.change, zone))


def _line(keys: str, title: str) -> str:
    return plain(f"{keys}: {title}")


def _is_out(change: Change, side: Side) -> bool:
    return change.side == side and not is_left(change)


def _out(each: Ended) -> str:
    change = each.change
    end = "" if change.state == "planned" else f": {_BECAME[change.state]}"
    states = {"plex": change.plex, "partner": change.partner}
    sides = ", ".join(f"{NAMES[side]} {of_state(states[side], side)}" for side in SIDES)
    why = f" ({each.sentence})" if each.sentence else ""
    return f"{called(change.plex_key, change.title)} ({sides}){end}{plain(why)}"


def _alone(each: Alone) -> str:
    may = f" – may be {', '.join(each.others)}" if each.others else ""
    file = each.video.files[0] if each.video.files else "no file"
    return f"{called(each.video.key, each.video.title)} ({plain(file)}){plain(may)}"


def _left(change: Change) -> str:
    return f"{called(change.plex_key, change.title)}: {told_key(change.hold or change.reason)}"


def _say_list(head: str, lines: Iterable[str]) -> None:
    those = list(lines)
    if those:
        click.echo("\n".join((head, *(f"    {line}" for line in those), "")))
