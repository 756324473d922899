"""The reckoning: expected against owned for some shows, from what is kept and what was just answered. Asks nobody."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date

from parity.actions.adopt import Place, identity_of, names_of
from parity.actions.comparing import Check, Sources, copies_of, sources_of
from parity.actions.disagree import differing, note_all
from parity.actions.remember import Compared, Memory
from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Decision, Rulings, episode_names, rulings, season_key
from parity.core.gaps import Gap, Taste, judge, policy_of, specials_of
from parity.core.holdings import Copy, Holdings, holdings, primary_of
from parity.core.numbering import Number
from parity.core.ordering import AIRED, THROUGH, Order
from parity.core.placing import Placement
from parity.core.suspicion import Proposal, Suspicion, better_order, suspicion
from parity.store import decisions, expected, held, items, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


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
        comparison = _Comparison(connection, row, check, before[row.id], placed.get(row.id, set()), taste, today)
        rules = comparison.ruled_by(own, book)
        values |= _wishes(rules, taste)
        if row.tmdb_id is not None and (check.found is not None or row.standing == "matched"):
            values |= comparison.values(copies_of(known, rules), rules, memory)
            values["match_source"] = _source(own[0], book, today) or row.match_source
        shows.change(connection, row, values)
    memory.close()


class _Comparison:
    """One show's side of the reckoning."""

    def __init__(
        self,
        connection: Connection,
        row: ShowRow,
        check: Check,
        before: Sequence[Gap],
        placed: Collection[Placement],
        taste: Taste,
        today: date,
    ) -> None:
        self._connection, self._row, self._check, self._before = connection, row, check, before
        self._placed, self._taste, self._today = placed, taste, today
        self._sources = sources_of(row, check, before)

    def ruled_by(self, own: Sequence[ItemRow], book: DecisionBook) -> Rulings:
        """The decisions in force. One that was kept under an episode's number is from now on kept under its id."""
        rules = _rules(own, self._sources, book, self._today)
        if self._check.found is not None and rules.episodes:
            for label, episodes in self._sources.episodes.items():
                _name_by_id(self._connection, self._sources.ids[label], label, episodes, rules, book)
        return rules

    def values(self, copies: Sequence[Copy], rules: Rulings, memory: Memory) -> dict[str, object]:
        """Bring the rows up to date; what follows for the show itself."""
        primary, refusals = primary_of(copies), self._check.refusals
        if any(copy.order == THROUGH for copy in copies):
            self._sources = self._sources.counted_through()
        unasked = self._check.found is None and primary.label not in refusals
        if unasked and primary.label in self._sources.episodes and self._lacks_a_source(copies):
            memory.wait(self._row.id)
            return self._as_it_was(rules)
        result = holdings(copies, self._sources.episodes, primary, refusals)
        values: dict[str, object] = {"order_label": primary.label, "source_id": self._sources.ids.get(primary.label)}
        values |= _answered(self._check)
        if result.refusal is not None:
            self._clear()
            return (
                values | {"stale": unasked and primary.label not in self._sources.episodes} | _refused(result, primary)
            )
        sure = self._check.found is not None or self._check.sure or not self._row.stale
        owned = result.owned if sure else {Number(g.season, g.number) for g in self._before if g.owned}
        if self._check.found is not None:
            answers = {AIRED.label: self._check.found, **self._check.others}
            note_all(self._connection, self._row, answers, primary.label, self._today)
        rows = self._judged(primary.label, owned, rules)
        doubt = suspicion(result, rows, self._today, rules.show) if sure else None
        if not sure or doubt is not None:
            memory.wait(self._row.id)
        else:
            asked = self._check.found is not None
            compared = Compared(primary, asked, copies, self._sources.episodes, self._before, owned)
            memory.follow(self._row, compared)
        if doubt is not None:
            self._clear()
            return values | {"stale": False} | self._doubted(doubt, copies, result, rows)
        expected.write(self._connection, self._row.id, self._before, rows)
        placements = _once(result.placements) if sure else tuple(self._placed)
        expected.write_placements(self._connection, self._row.id, self._placed, placements)
        fine = {"standing": "matched", "reason": None, "candidates": None, "doubt": None, "proposals": None}
        return values | {"stale": not sure, "opinion_for": None} | fine

    def _lacks_a_source(self, copies: Sequence[Copy]) -> bool:
        labels = {copy.order.label for copy in copies if copy.order.provider != "unknown"}
        return not labels <= self._sources.episodes.keys() | self._check.refusals.keys()

    def _as_it_was(self, rules: Rulings) -> dict[str, object]:
        """A copy is in an order of which nothing is kept: until its source is asked, what was known stays."""
        owned = {Number(g.season, g.number) for g in self._before if g.owned}
        if self._row.counted_by is not None:
            label = self._row.counted_by[1]
            expected.write(self._connection, self._row.id, self._before, self._judged(label, owned, rules))
        return {"stale": True}

    def _judged(self, label: str, owned: Collection[Number], rules: Rulings) -> tuple[Gap, ...]:
        episodes, provider = self._sources.episodes[label], label.partition(":")[0]
        signed = differing(self._connection, self._row.id, provider, episodes, rules)
        return judge(self._sources.ids[label], episodes, owned, rules, self._taste, order=label, differing=signed)

    def _clear(self) -> None:
        expected.clear(self._connection, self._row.id)

    def _doubted(
        self, doubt: Suspicion, copies: Sequence[Copy], result: Holdings, rows: Sequence[Gap]
    ) -> dict[str, object]:
        """Suspect. What was thought of the same suspicion before is thought still."""
        opinion = f"{doubt.doubt}: {doubt.sentence}"
        if self._row.opinion_for == opinion:
            return {"standing": "suspect"}
        gaps = sum(row.missing(self._today) for row in rows)
        known = self._sources.counted_through().episodes
        own = {label: episodes for label, episodes in known.items() if label != primary_of(copies).label}
        better = better_order(copies, result, gaps, own)
        return {
            "standing": "suspect",
            "doubt": "order" if better else doubt.doubt,
            "reason": doubt.sentence,
            "candidates": None,
            "proposals": as_text(better),
            "opinion_for": None,
        }


def as_text(proposals: Sequence[Proposal]) -> str:
    """Proposals as they are kept."""
    return json.dumps([asdict(proposal) for proposal in proposals], ensure_ascii=False)


def _refused(result: Holdings, primary: Order) -> dict[str, object]:
    doubt = "key" if primary.provider == "tvdb" else "numbers"
    return {"standing": "suspect", "reason": result.refusal, "candidates": None, "doubt": doubt, "proposals": None}


def _once(placements: Sequence[Placement]) -> tuple[Placement, ...]:
    """Two servers may give one rating key to two items of a show: the first copy's item is told of."""
    return tuple({p.rating_key: p for p in reversed(placements)}.values())


def rules_of(
    copies: Sequence[ItemRow], row: ShowRow, numbers: Sequence[Gap], book: DecisionBook, today: date
) -> Rulings:
    """The decisions in force for a show as it is kept."""
    return _rules(copies, sources_of(row, Check(row.id), numbers), book, today)


def _rules(copies: Sequence[ItemRow], sources: Sources, book: DecisionBook, today: date) -> Rulings:
    keys = {key for i in copies for key in names_of(Place(i.machine_id, i.section_key), i.seen, i.folder)}
    for label, episodes in sources.episodes.items():
        show_id = sources.ids[label]
        keys |= {season_key(show_id, season, label) for season in {e.season for e in episodes}}
        if label == AIRED.label:
            keys |= {season_key(show_id, season, THROUGH.label) for season in (0, 1)}
        for e in episodes:
            keys.update(episode_names(show_id, Number(e.season, e.number), e.episode_id, label))
    decided: list[Decision] = book.about(keys)
    return rulings(decided, today)


def _name_by_id(
    connection: Connection,
    show_id: int,
    label: str,
    episodes: Sequence[ProviderEpisode],
    rules: Rulings,
    book: DecisionBook,
) -> None:
    """A decision kept under an episode's number, from before its id was known, is kept under the id (RULES R8)."""
    for episode in episodes:
        best, *by_number = episode_names(show_id, Number(episode.season, episode.number), episode.episode_id, label)
        decision = rules.episodes.get(by_number[0]) if by_number else None
        if decision is not None:
            decisions.rekey(connection, decision.id, (decision.keys - set(by_number)) | {best})
            book.forget()


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
        "origin": ",".join(show.origin),
    }
    if check.began is None:
        return facts
    good = {"checked_at": check.began, "trouble": None, "trouble_since": None, "tries": 0, "tried_at": check.began}
    return facts | good
