"""What happens to a library: each public method is one move. What a move finds nothing for does not happen."""

from tests.actions.ledger import Held
from tests.actions.stage import KINDS, Stage, pick

ORDERS = ("", "tmdbAiring", "tvdbAiring", "blurayOrder")


class PlexMoves(Stage):
    """`which` chooses the show, `how` what happens to it; only when `loud` does the show's own row tell of it."""

    def grow(self, which: int, how: int, loud: bool) -> None:
        """A show comes, or one more copy of it."""
        section = 1 + loud
        if self.room(section):
            self.shelve(section, self.one_show(which), KINDS[how % len(KINDS)], which * 5 + how)

    def drop(self, which: int, how: int, loud: bool) -> None:
        """A show goes."""
        copy = self.one_copy(which)
        if copy is not None:
            self.plex.remove_show(copy.key)
            del self.ledger.copies[copy.key]
            self.stirred()

    def rematch(self, which: int, how: int, loud: bool) -> None:
        """Plex takes a show for another one, or knows it by other ids, or by another title."""
        copy = self.one_copy(which)
        if copy is not None:
            self.introduce(copy, self.one_show(how), KINDS[(which + how) % len(KINDS)], loud)

    def reorder(self, which: int, how: int, loud: bool) -> None:
        """A library, or one show in it, is numbered in another order."""
        order, copy = ORDERS[how % 4], self.one_copy(which)
        if not loud:
            section = 1 + which % 2
            self.plex.set_prefs(section, showOrdering=order or "tmdbAiring")
            self.ledger.sections[section] = order
        elif copy is not None:
            self.plex.set_show(copy.key, show_ordering=order or None)
            copy.order = order
        self.stirred()

    def whisper(self, which: int, how: int, loud: bool) -> None:
        """From now on the rows of shows keep their order to themselves: only their preferences tell it; or not."""
        self.plex.set_ordering_in_rows(loud)
        self.stirred()

    def relabel(self, which: int, how: int, loud: bool) -> None:
        """A library gets another title."""
        self.plex.rename_section(1 + loud, f"Library {1 + loud} {how}")

    def hush(self, which: int, how: int, loud: bool) -> None:
        """From now on no stamp of a library moves when it changes; or they do again."""
        self.plex.set_stamps(loud)

    def file(self, which: int, how: int, loud: bool) -> None:
        """An episode comes."""
        copy = self.one_copy(which)
        if copy is not None and self.room(copy.section):
            self.add(copy, self.some_place(copy, how), loud)
            self.stirred()

    def delete(self, which: int, how: int, loud: bool) -> None:
        """An episode goes for good."""
        found = self.one_item(which, how)
        if found is not None:
            copy, key = found
            self.plex.remove_episode(key, loud)
            del copy.holds[key]
            self.stirred()

    def trash(self, which: int, how: int, loud: bool) -> None:
        """The file of an episode goes, which only its version may tell; or it comes back."""
        found = self.one_item(which, how)
        if found is not None:
            copy, key = found
            copy.holds[key].live = not copy.holds[key].live
            if copy.holds[key].live:
                self.plex.untrash_episode(key, loud)
            else:
                self.plex.trash_episode(key, media_only=which % 2 == 0, touch=loud)
            self.stirred()

    def shift(self, which: int, how: int, loud: bool) -> None:
        """Plex takes an episode for another number, or for none."""
        found = self.one_item(which, how)
        if found is not None:
            copy, key = found
            season, number = self.some_place(copy, how + 1)
            unnumbered = how % 7 == 6
            self.plex.renumber_episode(key, season, None if unnumbered else number, loud)
            copy.holds[key] = Held(season, None if unnumbered else number, copy.holds[key].live)
            copy.vague |= unnumbered
            self.stirred()

    def swap(self, which: int, how: int, loud: bool) -> None:
        """One episode goes and another of the same show comes, so that no count moves."""
        found = self.one_item(which, how)
        if found is not None:
            copy, key = found
            place = self.some_place(copy, how + 1)
            made = self.plex.swap_episode(key, *place)
            del copy.holds[key]
            copy.holds[made] = Held(*place)
            self.stirred()

    def christen(self, which: int, how: int, loud: bool) -> None:
        """A show that led to nothing gets the title of one that TMDB has."""
        lost = pick([c for c in self.ledger.copies.values() if c.kind == "lost" and c.who is None], which)
        if lost is not None:
            who = self.one_show(how)
            self.plex.set_show(lost.key, loud, title=self.tmdb.shows[who].name)
            lost.who = who
            self.stirred()
