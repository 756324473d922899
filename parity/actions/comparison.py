"""One show's side of the reckoning: what it has against what it should have, in the order in use."""

from collections.abc import Collection, Sequence
from datetime import date

from parity.actions.comparing import Check, sources_of
from parity.actions.disagree import differing, note_all
from parity.actions.remember import Compared, Memory
from parity.actions.ruling import carry_over, name_by_id, rulings_of
from parity.actions.timing import as_kept, grace_for, on_air, timing_of
from parity.core.arrival import Grace
from parity.core.decisions import Rulings
from parity.core.gaps import Gap, Taste, judge
from parity.core.holdings import Copy, Holdings, holdings, primary_of
from parity.core.numbering import Number
from parity.core.ordering import AIRED, NEEDS_KEY, THROUGH, Order
from parity.core.placed import Placement
from parity.core.suspicion import Proposal, Suspicion, absent, better_orders, suspicion
from parity.store import expected, proposals
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


class Comparison:
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
        self._sources, self._grace = sources_of(row, check, before), Grace(taste.grace_days, None)

    def ruled_by(self, own: Sequence[ItemRow], book: DecisionBook) -> Rulings:
        """The decisions in force. One that was kept under an episode's number is from now on kept under its id."""
        rules = rulings_of(own, self._sources, book, self._today)
        if self._check.found is not None and rules.episodes:
            for label, episodes in self._sources.episodes.items():
                name_by_id(self._connection, self._sources.ids[label], label, episodes, rules, book)
            if carry_over(self._connection, self._sources, rules, book):
                rules = rulings_of(own, self._sources, book.read(self._connection), self._today)
        return rules

    def values(self, copies: Sequence[Copy], rules: Rulings, memory: Memory) -> dict[str, object]:
        """Bring the rows up to date; what follows for the show itself."""
        if any(copy.order == THROUGH for copy in copies):
            self._sources = self._sources.counted_through()
        primary, lacking = primary_of(copies), self._lacking(copies)
        refusals = {order.label: order.silence for order in lacking} | dict(self._check.refusals)
        known = primary.label in self._sources.episodes
        asked = self._check.found is not None or primary.label in self._check.refusals
        self._grace = grace_for(rules, self._taste, copies, self._sources.episodes.get(primary.label, ()))
        facts = as_kept(self._grace) | on_air(self._row, self._check.found) | _answered(self._check)
        if known and not asked and lacking:
            memory.wait(self._row.id)
            return facts | self._as_it_was(rules)
        result = holdings(copies, self._sources.episodes, primary, refusals)
        facts |= {"order_label": primary.label, "source_id": self._sources.ids.get(primary.label)}
        if result.refusal is not None:
            expected.clear(self._connection, self._row.id)
            facts["order_label"] = copies[0].order.label
            return facts | {"stale": bool(lacking) or (not known and not asked)} | _refused(result)
        return facts | self._compared(copies, primary, result, rules, memory)

    def _compared(
        self, copies: Sequence[Copy], primary: Order, result: Holdings, rules: Rulings, memory: Memory
    ) -> dict[str, object]:
        asked, row = self._check.found is not None, self._row
        if self._check.found is not None:
            answers = {AIRED.label: self._check.found, **self._check.others}
            note_all(self._connection, row, answers, primary.label, self._today)
        if not (asked or self._check.sure or not row.stale):
            memory.wait(row.id)
            return self._as_it_was(rules)
        rows = self._judged(primary.label, result.owned, rules)
        doubt = suspicion(result, rows, self._today, rules.show)
        if doubt is not None:
            memory.wait(row.id)
            expected.clear(self._connection, row.id)
            return {"stale": False} | self._doubted(doubt, copies, primary, result)
        memory.follow(row, Compared(primary, asked, copies, self._sources.episodes, self._before, result.owned))
        expected.write(self._connection, row.id, self._before, rows)
        expected.write_placements(self._connection, row.id, self._placed, _once(result.placements))
        fine = {"standing": "matched", "reason": None, "candidates": None, "doubt": None, "proposals": None}
        # What a suspect show was asked about elsewhere is over; what a sound one was, is not.
        heard = {} if row.standing == "matched" else {"opinion_for": None}
        return fine | heard | {"stale": False}

    def _lacking(self, copies: Sequence[Copy]) -> list[Order]:
        """Orders of copies in which nobody has answered, be it that there is no answer."""
        heard = self._sources.episodes.keys() | self._check.refusals.keys()
        return [copy.order for copy in copies if copy.order.provider != "unknown" and copy.order.label not in heard]

    def _as_it_was(self, rules: Rulings) -> dict[str, object]:
        """Nobody is sure, or nothing is kept of the order of a copy: until that is asked, what is owned stays."""
        owned = {Number(g.season, g.number) for g in self._before if g.owned}
        if self._row.counted_by is not None:
            label = self._row.counted_by[1]
            expected.write(self._connection, self._row.id, self._before, self._judged(label, owned, rules))
        return {"stale": True}

    def _judged(self, label: str, owned: Collection[Number], rules: Rulings) -> tuple[Gap, ...]:
        episodes, provider = self._sources.episodes[label], label.partition(":")[0]
        signed = differing(self._connection, self._row.id, provider, episodes, rules)
        timing = timing_of(self._row, self._check.found, self._grace, self._taste)
        show_id = self._sources.ids[label]
        return judge(show_id, episodes, owned, rules, self._taste, order=label, differing=signed, timing=timing)

    def _doubted(self, doubt: Suspicion, copies: Sequence[Copy], primary: Order, result: Holdings) -> dict[str, object]:
        """Suspect. What was thought of the same suspicion before, with others asked, is thought still."""
        if self._row.opinion_for == doubt.sentence:
            return {"standing": "suspect"}
        known = self._sources.counted_through().episodes
        others = {label: episodes for label, episodes in known.items() if label != primary.label}
        gaps = absent(result, known[primary.label], self._today)
        better = better_orders(copies, result, gaps, others, self._today)
        return {
            "standing": "suspect",
            "doubt": "order" if better else doubt.doubt,
            "reason": doubt.sentence,
            "candidates": None,
            "proposals": proposals.pack(better),
            "opinion_for": None,
        }


def _refused(result: Holdings) -> dict[str, object]:
    """Not compared. A key for TheTVDB would help, where only that is lacking."""
    lacks_key = result.refusal == NEEDS_KEY
    kept = proposals.pack([Proposal("key", "", "TheTVDB", 100, 0)]) if lacks_key else None
    doubt = "key" if lacks_key else "order"
    suspect: dict[str, object] = {
        "standing": "suspect",
        "reason": result.refusal,
        "candidates": None,
        "doubt": doubt,
        "proposals": kept,
    }
    return suspect | {"opinion_for": result.refusal}  # nobody else would know better


def _once(placements: Sequence[Placement]) -> tuple[Placement, ...]:
    """Two servers may give one rating key to two items of a show: the first copy's item is told of."""
    return tuple({p.rating_key: p for p in reversed(placements)}.values())


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
