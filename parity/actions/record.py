"""Writes what visits brought: identity, inventory of one show, reckoning, trouble. One transaction a batch."""

import json
from collections.abc import Sequence
from datetime import datetime

from parity.actions.comparing import Check
from parity.actions.errands import Answer
from parity.actions.find_out import Unmatched
from parity.actions.look_up import Found
from parity.actions.reckon import reckon
from parity.actions.taste import read_taste
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound
from parity.core.identity import asked_for
from parity.core.listing import shrunk
from parity.store import differences, expected, held, items, scans, shows, visible
from parity.store.database import Connection
from parity.store.items import ItemRow
from parity.store.shows import ShowRow

Outcome = tuple[int, str, str | None]


def record(work: Work, answers: Sequence[Answer]) -> None:
    """Write a batch of at most 25 answers, what they cost, and how far the scan is."""
    settings = work.house.settings()
    today = work.house.today(settings)
    with work.house.database.writing() as connection:
        now = work.house.now()
        book = work.book.read(connection)
        taste, share = read_taste(connection, settings, today, now), settings.brake_share
        ids = [answer.visit.item.subject_id for answer in answers]
        still, rows = visible.frozen(connection, ids), shows.some(connection, ids)
        checks: dict[int, Check] = {}
        outcomes: list[Outcome] = []
        for answer in answers:
            show_id = answer.visit.item.subject_id
            message, check = _take(connection, answer, rows.get(show_id), still.get(show_id), now, share)
            word = "frozen" if show_id in still else "trouble" if message else "done"
            outcomes.append((answer.visit.item.position, word, message))
            if check is not None:
                checks[check.show_id] = check  # two of a batch may turn out to be one show
        reckon(connection, list(checks.values()), book, taste, today)
        scans.settle(connection, work.scan.id, outcomes)
        scans.count(connection, work.scan.id, requests(work))
        scans.renew(connection, work.scan.id, now, {"current": answers[-1].visit.item.title})


def requests(work: Work) -> dict[str, int]:
    """What was asked since the last time, by column."""
    taken = work.outside.meter.take()
    return {f"{service}_requests": taken[service] for service in ("plex", "tmdb", "tvdb") if taken[service]}


def _take(
    connection: Connection, answer: Answer, row: ShowRow | None, held_back: str | None, now: datetime, share: int
) -> tuple[str | None, Check | None]:
    """One answer: the message of its trouble, if any, and the check that follows from it."""
    if row is None:
        return None, None
    if held_back is not None:
        return f"the library {held_back} is held back: nothing was changed", None
    flaw = _inventory(connection, answer, share)
    if answer.failure is not None:
        sentence = sentence_of(answer.failure, row.title)
        _trouble(connection, row, sentence, now)
        return sentence, None  # as it was; still stale where Plex moved
    if flaw is not None:
        return flaw, None
    if isinstance(answer.found, Unmatched):
        _unmatched(connection, row, answer.found)
        return None, Check(row.id)
    if answer.found is None:
        return None, Check(row.id, sure=True)  # had TMDB changed it, it would have been asked about
    target = _identify(connection, row, answer.found)
    found = answer.found
    return None, Check(target, found.show, found.began, others=found.others, refusals=found.refusals)


def _inventory(connection: Connection, answer: Answer, share: int) -> str | None:
    """Episodes that Plex listed for one show. A show that suddenly loses most of them waits for a library scan."""
    if answer.gone is not None:
        return f"{answer.gone.service} no longer has {answer.gone.what}: kept until its whole library is read"
    for item, leaves in answer.leaves:
        key = (item.library_id, item.rating_key)
        before = sum(1 for e in held.of_items(connection, [key])[key] if e.live)
        fall = shrunk("episodes", before, sum(1 for e in leaves if e.live), share)
        if fall is not None:
            return f"{fall.sentence}: kept as it was until the whole library is read"
    for item, leaves in answer.leaves:
        held.replace_show(connection, item.library_id, item.rating_key, leaves)
    return None


def _identify(connection: Connection, row: ShowRow, found: Found) -> int:
    """Let the show, or the show that has this identity already, own the items. Returns its id."""
    key = shows.tmdb_key(found.show.show_id)
    if row.key == key:
        return row.id
    own = items.of_shows(connection, [row.id])[row.id]
    if found.source in ("imdb", "tvdb", "search") or row.tmdb_id != found.show.show_id:
        _remember(connection, own, found)
    same = shows.by_keys(connection, [key]).get(key)
    if same is not None and same.id != row.id:
        shows.move_items(connection, [i.id for i in own], same.id)
        return same.id
    differences.clear(connection, row.id)  # they were another show's
    values = {"key": key, "tmdb_id": found.show.show_id, "match_source": found.source}
    shows.change(connection, row, values)
    return row.id


def _remember(connection: Connection, own: Sequence[ItemRow], found: Found) -> None:
    if found.source == "decision":
        return
    rests_on = {i.id: asked_for(i.ids, i.title, i.year) for i in own}
    items.resolve(connection, list(rests_on), found.show.show_id, found.source, rests_on)


def _unmatched(connection: Connection, row: ShowRow, found: Unmatched) -> None:
    candidates = [
        {"tmdb_id": c.tmdb_id, "title": c.title, "original_title": c.original_title, "year": c.year}
        for c in found.candidates
    ]
    values = {
        "standing": "unmatched",
        "reason": found.reason,
        "candidates": json.dumps(candidates, ensure_ascii=False),
        "checked_at": found.began,
        "trouble": None,
        "trouble_since": None,
        "tries": row.tries + 1,
        "tried_at": found.began,
        "stale": False,
    }
    shows.change(connection, row, values)
    expected.clear(connection, row.id)


def _trouble(connection: Connection, row: ShowRow, sentence: str, now: datetime) -> None:
    values = {
        "trouble": sentence,
        "trouble_since": row.trouble_since or now,
        "tries": row.tries + 1,
        "tried_at": now,
    }
    shows.change(connection, row, values)


def sentence_of(failure: Failure, title: str) -> str:
    """What went wrong at a visit, for the owner."""
    if isinstance(failure, NotFound):
        return f"{failure.service} no longer knows {failure.what}: match {title} again"
    return str(failure)
