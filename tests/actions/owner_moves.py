"""What the owner decides: each public method is one move, made in the old house, which knows the worlds as they are."""

from datetime import timedelta

from parity.actions import decide
from parity.actions.decide import Target
from parity.actions.undo import undo
from parity.store import decisions, expected, items, shows
from tests.actions.ledger import Copy, Ignored, Names
from tests.actions.stage import Stage, pick

RULES = ("future", "from 2", "last", "none", "all")


class OwnerMoves(Stage):
    """`which` chooses the show, `how` what is decided. Does nothing while the old house is behind the worlds."""

    in_sync = False

    def ignore_show(self, which: int, how: int, loud: bool) -> None:
        """A show is not wanted, for good or for some days."""
        show_id, copies = self._subject(which)
        if show_id is not None:
            until = self.today() + timedelta(days=how) if loud else None
            decide.ignore(self.twins.house, Target(show_id), until=until)
            names = self._names(copies)
            self.ledger.ignored.append(Ignored(names, until=until))

    def ignore_part(self, which: int, how: int, loud: bool) -> None:
        """A season or an episode is not wanted."""
        show_id, _ = self._subject(which)
        if show_id is None:
            return
        with self.twins.house.database.reading() as connection:
            row = pick(expected.of_shows(connection, [show_id])[show_id], how)
            who = shows.some(connection, [show_id])[show_id].tmdb_id or 0
        if row is None:
            return
        decide.ignore(self.twins.house, Target(show_id, row.season, None if loud else row.number))
        self.ledger.ignored.append(Ignored(who=who, season=row.season) if loud else Ignored(episode=row.episode_id))

    def match(self, which: int, how: int, loud: bool) -> None:
        """A show is said to be another one, or again what Plex makes of it."""
        show_id, copies = self._subject(which)
        target = self.one_show(how)
        if show_id is None or target in self.ledger.dead:
            return
        decide.match(self.twins.house, show_id, None if loud else target)
        names = self._names(copies)
        if loud:
            self.ledger.matched = [each for each in self.ledger.matched if not each[0] & names]
        else:
            self.ledger.matched.append((names, target))
            self.ledger.doubtful |= {target} if any(not copy.names for copy in copies) else set()

    def rule(self, which: int, how: int, loud: bool) -> None:
        """Something about a show that the ledger does not follow: a policy, its specials, its order."""
        show_id, copies = self._subject(which)
        if show_id is None:
            return
        self.ledger.ruled.append(self._names(copies))
        if how % 3 == 0:
            decide.set_specials(self.twins.house, show_id, loud)
        elif how % 3 == 1:
            decide.order(self.twins.house, show_id, "tmdb" if loud else None)
        else:
            decide.set_policy(self.twins.house, show_id, RULES[which % len(RULES)] if loud else None)

    def undo(self, which: int, how: int, loud: bool) -> None:
        """A decision to ignore is taken back."""
        with self.twins.house.database.reading() as connection:
            rows = [r for r in decisions.standing(connection) if r.decision.kind.startswith("ignore")]
        row = pick(rows, which)
        if row is not None:
            undo(self.twins.house, row.decision.id)
            self.ledger.ignored.pop(rows.index(row))

    def _subject(self, which: int) -> tuple[int | None, list[Copy]]:
        """A show of the old house with its copies."""
        copy = self.one_copy(which) if self.in_sync else None
        if copy is None:
            return None, []
        with self.twins.house.database.reading() as connection:
            here = {item.rating_key: item.show_id for item in items.every(connection)}
        show_id = here[str(copy.key)]
        return show_id, [self.ledger.copies[int(key)] for key, owner in here.items() if owner == show_id]

    def _names(self, copies: list[Copy]) -> Names:
        """What a decision about these copies is kept under; what has no names is kept by title, not followed here."""
        for copy in copies:
            copy.vague |= not copy.names
        return frozenset[str]().union(*(copy.names for copy in copies))
