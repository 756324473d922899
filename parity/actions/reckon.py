"""The reckoning: expected against owned for some shows, from what is kept and what was just answered. Asks nobody."""

from collections.abc import Sequence
from datetime import date

from parity.actions.adopt import Place, identity_of
from parity.actions.comparing import Check, copies_of
from parity.actions.comparison import Comparison
from parity.actions.remember import Memory
from parity.actions.timing import as_kept, grace_for
from parity.core.decisions import Rulings
from parity.core.gaps import Taste, policy_of, specials_of
from parity.store import expected, held, items, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow


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
    placed, memory = expected.placements_of(connection, ids), Memory(connection, ids, today)
    inventory = held.of_items(connection, [(i.library_id, i.rating_key) for found in copies.values() for i in found])
    for check in checks:
        row, own = rows.get(check.show_id), copies[check.show_id]
        if row is None or not own:
            continue
        known = [(i, inventory[i.library_id, i.rating_key]) for i in own]
        values: dict[str, object] = {
            "title": own[0].title,
            "sort_title": shows.sort_title(own[0].title),
            "year": own[0].year,
        }
        values |= {"stale": row.stale and row.standing in ("suspect", "unmatched")}
        comparison = Comparison(connection, row, check, before[row.id], placed.get(row.id, set()), taste, today)
        rules = comparison.ruled_by(own, book)
        values |= _wishes(rules, taste)
        if row.tmdb_id is not None and (check.found is not None or row.standing == "matched"):
            values |= comparison.values(copies_of(known, rules), rules, memory)
            values["match_source"] = _source(own[0], book, today) or row.match_source
        shows.change(connection, row, values)
    memory.close()


def _source(first: ItemRow, book: DecisionBook, today: date) -> str | None:
    """How the first copy was identified, in whichever order the copies came."""
    known = identity_of(Place(first.machine_id, first.section_key), first.seen, first, book, today)
    return known.source if known else None


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
        **as_kept(grace_for(rules, taste, (), ())),
    }
