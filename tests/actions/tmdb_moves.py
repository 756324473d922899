"""What happens at TMDB: each public method is one move. What a move finds nothing for does not happen."""

from datetime import timedelta

from tests.actions.stage import Stage, pick

STATUSES = ("Returning Series", "Ended", "Canceled")


class TmdbMoves(Stage):
    """`which` chooses the show, `how` what happens to it."""

    def air(self, which: int, how: int, loud: bool) -> None:
        """One more episode at the end of a season, or the first of a new one."""
        show_id, season = self.one_show(which), how % 4
        number = max((n for s, n in self.ledger.listed[show_id] if s == season), default=0) + 1
        self.list_one(show_id, (season, number), self.some_day(how + which))
        self.changed(show_id)

    def unlist(self, which: int, how: int, loud: bool) -> None:
        """An episode goes; the numbers behind it stay."""
        show_id, place = self.one_episode(which, how)
        if place is not None:
            self.tmdb.remove_episode(show_id, *place)
            del self.ledger.listed[show_id][place]
            self.changed(show_id)

    def renumber(self, which: int, how: int, loud: bool) -> None:
        """An episode, which keeps its id, moves to a free number."""
        show_id, place = self.one_episode(which, how)
        target = (1 + how % 3, 1 + which % 6)
        if place is not None and target not in self.ledger.listed[show_id]:
            self.tmdb.renumber_episode(show_id, *place, *target)
            self.ledger.listed[show_id][target] = self.ledger.listed[show_id].pop(place)
            self.changed(show_id)

    def reschedule(self, which: int, how: int, loud: bool) -> None:
        """An episode gets another date, or none."""
        show_id, place = self.one_episode(which, how)
        if place is not None:
            day = self.some_day(which * 3 + how)
            self.tmdb.reschedule(show_id, *place, str(day) if day else None)
            self.ledger.listed[show_id][place].day = day
            self.changed(show_id)

    def rename(self, which: int, how: int, loud: bool) -> None:
        """A show gets another status, or an episode another title."""
        show_id, place = self.one_episode(which, how)
        if loud:
            self.tmdb.set_show(show_id, status=STATUSES[how % 3])
        elif place is not None:
            self.tmdb.set_episode(show_id, *place, name=f"Chapter {how}")
        self.changed(show_id)

    def announce(self, which: int, how: int, loud: bool) -> None:
        """A new season with two episodes at most."""
        show_id = self.one_show(which)
        season = max(self.tmdb.shows[show_id].seasons, default=0) + 1
        self.tmdb.add_season(show_id, season)
        for number in range(1, 1 + how % 3):
            self.list_one(show_id, (season, number), self.some_day(how + number))
        self.changed(show_id)

    def scrap(self, which: int, how: int, loud: bool) -> None:
        """A season goes with its episodes."""
        show_id = self.one_show(which)
        season = pick(sorted(self.tmdb.shows[show_id].seasons), how)
        if season is not None:
            self.tmdb.remove_season(show_id, season)
            for place in [place for place in self.ledger.listed[show_id] if place[0] == season]:
                del self.ledger.listed[show_id][place]
            self.changed(show_id)

    def die(self, which: int, how: int, loud: bool) -> None:
        """TMDB deletes a show, or takes that back. Not where two ids disagree: what decides there is remembered."""
        show_id = self.one_show(which)
        if show_id in self.ledger.dead:
            self.tmdb.restore_show(show_id)
            self.ledger.dead.remove(show_id)
            self._rested()
        elif not any(copy.kind == "two" for copy in self.ledger.copies.values()):
            self.tmdb.delete_show(show_id)
            self.ledger.dead.add(show_id)
        self.changed(show_id)

    def appear(self, which: int, how: int, loud: bool) -> None:
        """TMDB gets a show of the very title that somebody has and that led to nothing so far."""
        lost = pick([c for c in self.ledger.copies.values() if c.kind == "lost" and c.who is None], which)
        if lost is not None:
            title = self.plex.shows[lost.key].title
            lost.who = self.make(self.twins.first_id + 100 + lost.key, title)
            self._rested()

    def _rested(self) -> None:
        # Who was not matched is left alone for up to 12 hours (RULES R12).
        self.ledger.late(self.twins.clock.at + timedelta(hours=12))
