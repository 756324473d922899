"""The reckoning: expected against owned for some shows, from what is kept and what was just answered. Asks nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parity.actions.adopt import Place, identity_of, names_of
from parity.actions.disagree import differing
from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.decisions import Decision, Rulings, episode_names, rulings, season_key
from parity.core.gaps import Gap, Taste, judge, policy_of, specials_of
from parity.core.holdings import Copy, Holdings, Placement, holdings
from parity.core.numbering import Number
from parity.core.ordering import Order, order_of
from parity.store import decisions, expected, held, items, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


@dataclass(frozen=True, slots=True)
class Check:
    """One show to reckon. `found`: TMDB's answer, None: go by what is kept; `began`: when it was asked.

    An answer without `began` is only remembered: it counts as no check, so that the next scan asks.
    `sure`: what is kept of TMDB is known to hold still.
    """

    show_id: int
    found: ProviderShow | None = None
    began: datetime | None = None
    sure: bool = False


def reckon(connection: Connection, checks: Sequence[Check], book: DecisionBook, taste: Taste, today: date) -> None:
    """Write rows, state and reasons of these shows, differences only. A show without an identity gets its title only.

    A suspect or unmatched show stays stale until TMDB is asked: no rows are kept of what was not compared. Any other
    stays so, with what it owned, until somebody is sure: new numbers of Plex beside old ones of TMDB make false gaps.
    """
    ids = [check.show_id for check in checks]
    rows, copies, before = (
        shows.some(connection, ids),
        items.of_shows(connection, ids),
        expected.of_shows(connection, ids),
    )
    placed = expected.placements_of(connection, ids)
    inventory = held.of_items(connection, [(i.library_id, i.rating_key) for found in copies.values() for i in found])
    for check in checks:
        row, own = rows.get(check.show_id), copies[check.show_id]
        if row is None or not own:
            continue
        known = [(i, inventory[i.library_id, i.rating_key]) for i in own]
        rules = _rules(own, row, check.found, before[row.id], book, today)
        if check.found is not None:
            _name_by_id(connection, check.found, rules, book)
        values: dict[str, object] = {
            "title": own[0].title,
            "sort_title": shows.sort_title(own[0].title),
            "year": own[0].year,
        }
        values |= _wishes(rules, taste) | {"stale": row.stale and row.standing in ("suspect", "unmatched")}
        if row.tmdb_id is not None and (check.found is not None or row.standing == "matched"):
            made = [Copy(f"{i.library_id}/{i.rating_key}", _order(i, rules), eps) for i, eps in known]
            values |= _compare(connection, row, check, made, before[row.id], placed.get(row.id, set()), rules, taste)
            values["match_source"] = _source(own[0], book, today) or row.match_source
        shows.change(connection, row, values)


def _compare(
    connection: Connection,
    row: ShowRow,
    check: Check,
    copies: Sequence[Copy],
    before: Sequence[Gap],
    placed: Collection[Placement],
    rules: Rulings,
    taste: Taste,
) -> dict[str, object]:
    """Bring the rows of one show up to date; what follows for the show itself."""
    episodes = check.found.episodes if check.found else expected.episodes_of(before)
    result = holdings(copies, episodes)
    placements = _once(result.placements)
    sure = check.found is not None or check.sure or not row.stale
    if result.refusal is not None:
        expected.clear(connection, row.id)
    else:
        apart = differing(connection, row.id, copies[0].order.provider, episodes, rules)
        owned = result.owned if sure else {Number(g.season, g.number) for g in before if g.owned}
        expected.write(
            connection, row.id, before, judge(row.tmdb_id or 0, episodes, owned, rules, taste, differing=apart)
        )
        expected.write_placements(connection, row.id, placed, placements if sure else tuple(placed))
    still = {"stale": not sure and result.refusal is None}
    return {"order_label": copies[0].order.label} | still | _standing(result) | _answered(check)


def _once(placements: Sequence[Placement]) -> tuple[Placement, ...]:
    """Two servers may give one rating key to two items of a show: the first copy's item is told of."""
    return tuple({p.rating_key: p for p in reversed(placements)}.values())


def rules_of(
    copies: Sequence[ItemRow], row: ShowRow, numbers: Sequence[Gap], book: DecisionBook, today: date
) -> Rulings:
    """The decisions in force for a show as it is kept."""
    return _rules(copies, row, None, numbers, book, today)


def _rules(
    copies: Sequence[ItemRow],
    row: ShowRow,
    found: ProviderShow | None,
    before: Sequence[Gap],
    book: DecisionBook,
    today: date,
) -> Rulings:
    keys = {key for i in copies for key in names_of(Place(i.machine_id, i.section_key), i.seen, i.folder)}
    if row.tmdb_id is not None:
        numbers: Sequence[ProviderEpisode | Gap] = found.episodes if found else before
        keys |= {season_key(row.tmdb_id, season) for season in {n.season for n in numbers}}
        for n in numbers:
            keys.update(episode_names(row.tmdb_id, Number(n.season, n.number), n.episode_id))
    decided: list[Decision] = book.about(keys)
    return rulings(decided, today)


def _name_by_id(connection: Connection, found: ProviderShow, rules: Rulings, book: DecisionBook) -> None:
    """A decision kept under an episode's number, from before its id was known, is kept under the id (RULES R8)."""
    for episode in found.episodes if rules.episodes else ():
        best, *by_number = episode_names(found.show_id, Number(episode.season, episode.number), episode.episode_id)
        decision = rules.episodes.get(by_number[0]) if by_number else None
        if decision is not None:
            decisions.rekey(connection, decision.id, (decision.keys - set(by_number)) | {best})
            book.forget()


def _order(item: ItemRow, rules: Rulings) -> Order:
    chosen = rules.show.get("order")
    if chosen is not None:
        return Order(*chosen.value.split(":", 1))
    return order_of(item.own_order, item.library_order, item.agent, item.guid)


def _source(first: ItemRow, book: DecisionBook, today: date) -> str | None:
    """How the first copy was identified, in whichever order the copies came."""
    known = identity_of(Place(first.machine_id, first.section_key), first.seen, first, book, today)
    return known.source if known else None


def _standing(result: Holdings) -> dict[str, object]:
    if result.refusal is not None:
        return {"standing": "suspect", "reason": result.refusal, "candidates": None}
    return {"standing": "matched", "reason": None, "candidates": None}


def _wishes(rules: Rulings, taste: Taste) -> dict[str, object]:
    policy, ignore = policy_of(rules, taste), rules.show.get("ignore_show")
    by = "ignored" if ignore else "policy none" if policy.kind == "none" else None
    # A policy of "none" outlasts an ignore that ends.
    until = ignore.until if ignore and policy.kind != "none" else None
    return {
        "ignored_by": by,
        "ignored_until": until,
        "policy": policy.label,
        "specials": specials_of(rules, taste),
    }


def _answered(check: Check) -> dict[str, object]:
    if check.found is None:
        return {}
    show = check.found
    facts: dict[str, object] = {
        "status": show.status,
        "poster": show.poster,
        "imdb_id": show.imdb_id,
        "tvdb_id": show.tvdb_id,
    }
    if check.began is None:
        return facts
    good = {"checked_at": check.began, "trouble": None, "trouble_since": None, "tries": 0, "tried_at": check.began}
    return facts | good
