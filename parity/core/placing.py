"""Which episodes of one order the items of one copy are: by number, unless an id or a title knows better (RULES R3)."""

from collections.abc import Iterable, Sequence
from datetime import date

from parity.core.catalogue import ProviderEpisode
from parity.core.evidence import Evidence
from parity.core.halves import halves
from parity.core.library import PlexEpisode
from parity.core.likeness import dated_as, distance, is_dated_as, is_dated_otherwise, is_unlike, named_by
from parity.core.matching import words_of
from parity.core.numbering import Number
from parity.core.placed import Placed, Placement
from parity.core.shelf import Shelf
from parity.core.titles import part_of, telling


def place(items: Iterable[PlexEpisode], shelf: Shelf) -> Placed:
    """Give each live item its episode, each episode at most one item, the surest first.

    An id that the provider lists decides; then the number, unless the title is that of another episode which nobody
    holds; then, for what has no listed number, date and title. What is left over with nothing to tell it apart is
    doubtful: it could be any of the episodes that are not there.
    """
    return _Placing(shelf).run(items)


class _Placing:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.done = Placed()
        self.odd: list[PlexEpisode] = []  # with a number, but something speaks against it
        self.surplus: list[PlexEpisode] = []  # with a number that nobody lists, or that is taken
        self.loose: list[PlexEpisode] = []  # without a number
        self.crossed: list[PlexEpisode] = []  # with the number of one episode and the date of another
        self.vague: list[PlexEpisode] = []  # with the id of one episode, which is held, and the number of another
        self.otherwise: list[PlexEpisode] = []  # with the number of one episode and not its title
        self.evidence = Evidence(shelf, self.done.holders)

    def run(self, items: Iterable[PlexEpisode]) -> Placed:
        live = self._take_plain(items)
        if self.odd or self.surplus or self.loose:
            for pile in (self.odd, self.surplus, self.loose):
                pile.sort(key=lambda item: item.rating_key)  # the answer is the same in whichever order they are listed
            self._by_id()
            self._by_title()
            self._by_number()
            self._loose()
            self._surplus()
        if len(self.done.holders) < len(self.shelf.by_number):
            self._ranges(live)
            for e, whole in halves(self.shelf, self.done.holders):
                self._hold(e, whole, "half")
        self._leave_over()
        return self.done

    def _take_plain(self, items: Iterable[PlexEpisode]) -> list[PlexEpisode]:
        """Those whose number, id and title say the same; nearly all, so that this is the part that has to be quick."""
        holders, by_number, tvdb = self.done.holders, self.shelf.by_number, self.shelf.provider == "tvdb"
        live = []
        for item in items:
            season, number = item.season, item.number
            if not item.live or (season is not None and season < 0) or (number is not None and number < 0):
                continue
            live.append(item)
            if season is None or number is None:
                self.loose.append(item)
                continue
            listed = by_number.get((season, number))
            if listed is None:
                self.surplus.append(item)
                continue
            ids = item.ids.tvdb if tvdb else item.ids.tmdb
            agrees = listed.episode_id in ids if ids else _says_so(item, listed)
            if not agrees:
                self.odd.append(item)
            elif (first := holders.setdefault(Number(season, number), item)) is not item:
                self._second(first, item)
        self.done.items = len(live)
        return live

    def _second(self, first: PlexEpisode, item: PlexEpisode) -> None:
        """Two items are the same episode: the one of the lower key holds it."""
        lower, higher = sorted((first, item), key=lambda each: each.rating_key)
        self.done.holders[Number(lower.season or 0, lower.number or 0)] = lower
        self.odd.append(higher)

    def _by_id(self) -> None:
        again: dict[int, list[PlexEpisode]] = {}
        for name in ("odd", "surplus", "loose"):
            left = []
            for item in getattr(self, name):
                targets = [e for e in map(self.shelf.by_id.get, self.shelf.ids_of(item)) if e is not None]
                free = [e for e in targets if Number(e.season, e.number) not in self.done.holders]
                for e in free:
                    self._hold(e, item, "id")
                if not targets:
                    left.append(item)
                elif not free and self._is_more_than(item, targets[0]):
                    again.setdefault(targets[0].episode_id, []).append(item)
            setattr(self, name, left)
        for items in again.values():  # an id that three items bear is a lie; of two, one may be a double
            (self.odd if len(items) > 1 else self.vague).extend(items)

    def _is_more_than(self, item: PlexEpisode, held: ProviderEpisode) -> bool:
        """Whether its id, which another item bears too, says less than its number: neither title nor date agrees."""
        listed = self.shelf.by_number.get((-1 if item.season is None else item.season, item.number or 0))
        if listed is None or item.number is None:
            return False
        mine = telling(item.title)
        titled = mine != "" and mine == telling(held.title) != telling(listed.title)
        return not titled and not (is_dated_as(item, held) and not is_dated_as(item, listed))

    def _by_title(self) -> None:
        """A number says one episode and the title another that nobody holds: the number is older than the list."""
        left = []
        for item in sorted(self.odd, key=lambda item: (part_of(item.title) or ("", 0))[1]):  # the first part leads
            listed = self.shelf.by_number[item.season or 0, item.number or 0]
            other, whole = self._other_by_title(item, listed), self._whole_of(item, listed)
            if other is not None:
                self._hold(other, item, "title")
            elif whole is not None:
                self._note(item, whole, "half")
            elif (dated := self._other_by_date(item, listed)) is not None:
                self._hold(dated, item, "date")
            elif not self._is_double(item, listed):
                left.append(item)
        self.odd = left

    def _other_by_title(self, item: PlexEpisode, listed: ProviderEpisode) -> ProviderEpisode | None:
        wanted = telling(item.title)
        if not wanted or (wanted == telling(listed.title) and is_dated_as(item, listed)):
            return None
        if wanted == telling(listed.title):  # two of one title: the date says which
            other = self._titled(item, wanted)
            return other if other is not None and is_dated_as(item, other) else None
        other = self._titled(item, wanted) or self._begun_by(item, listed)
        return None if other is None or dated_as(item, listed, other) else other

    def _begun_by(self, item: PlexEpisode, listed: ProviderEpisode) -> ProviderEpisode | None:
        """The long episode of which this item is the first part."""
        base, nth = part_of(item.title) or ("", 0)
        if nth != 1 or base == words_of(listed.title):
            return None
        odd = {(i.season, i.number) for i in self.odd}
        return self._only_free([e for e in self.shelf.by_title.get(base, ()) if (e.season, e.number) not in odd])

    def _other_by_date(self, item: PlexEpisode, listed: ProviderEpisode) -> ProviderEpisode | None:
        """The episode of its date, when its title only counts and counts otherwise than the list does."""
        if item.air_date is None or telling(item.title):
            return None
        same_day = self.shelf.by_date.get(item.air_date, ())
        if words_of(item.title) == words_of(listed.title):
            return None
        named = self._only_free(self.shelf.of_date_and_title(item))
        alone = self._only_free(same_day) if len(same_day) == 1 else None
        return named or (alone if alone is not None and dated_as(item, alone, listed) else None)

    def _is_double(self, item: PlexEpisode, listed: ProviderEpisode) -> bool:
        """Whether its title is that of an episode which another item of this title holds already."""
        wanted = telling(item.title)
        part = part_of(listed.title)
        if not wanted or wanted == telling(listed.title) or (part is not None and wanted == part[0]):
            return False
        same: Sequence[ProviderEpisode] = self.shelf.by_title.get(wanted, ())
        holder = self.done.holders.get(Number(same[0].season, same[0].number)) if len(same) == 1 else None
        return holder is not None and telling(holder.title) == wanted and not dated_as(item, listed, same[0])

    def _whole_of(self, item: PlexEpisode, listed: ProviderEpisode) -> ProviderEpisode | None:
        """The one long episode that is held by a part of it, and of which this item is a further part."""
        part = part_of(item.title)
        if part is None or words_of(listed.title) in (part[0], words_of(item.title)):
            return None
        held = [e for e in self.shelf.by_title.get(part[0], ()) if self._held_by_part(e, part[0])]
        return held[0] if len(held) == 1 else None

    def _held_by_part(self, whole: ProviderEpisode, base: str) -> bool:
        number = Number(whole.season, whole.number)
        holders = [self.done.holders.get(number), *(i for i in self.odd if (i.season, i.number) == number)]
        return any(part is not None and part[0] == base for part in (part_of(i.title) for i in holders if i))

    def _by_number(self) -> None:
        for item in self.odd:
            number = Number(item.season or 0, item.number or 0)
            listed = self.shelf.by_number[number]
            if number in self.done.holders:
                self.surplus.append(item)
                continue
            self.done.holders[number] = item
            self.done.strange += is_unlike(item, listed)
            if is_dated_otherwise(item, listed) and item.air_date in self.shelf.by_date:
                self.crossed.append(item)
            if telling(item.title) != telling(listed.title):
                self.otherwise.append(item)

    def _loose(self) -> None:
        """Without a number: the episode of the same date, one each, else of the same title (RULES R3)."""
        shelf = self.shelf
        # Those that know their season choose first; the keys only make the answer the same each time.
        waiting = sorted(self.loose, key=lambda item: (item.season is None, item.rating_key))
        for how, fits in (("date", shelf.of_date_and_title), ("date", shelf.of_date), ("title", shelf.of_title)):
            left = []
            for item in waiting:
                free = [e for e in fits(item) if Number(e.season, e.number) not in self.done.holders]
                if free:
                    self._hold(min(free, key=lambda e: distance(item, e)), item, how)
                else:
                    left.append(item)
            waiting = left
        self.loose = waiting

    def _surplus(self) -> None:
        """With a number that nobody lists: the episode of its title, else those of its day, if all of that are free."""
        left = []
        for item in self.surplus:
            titled = self.shelf.by_title.get(telling(item.title), ())
            found = self._only_free(titled)
            if found is None or (len(titled) > 1 and not self.evidence.could_be(item, found)):
                left.append(item)
            else:
                self._hold(found, item, "title")
        by_day: dict[date | None, list[PlexEpisode]] = {}
        for item in left:
            by_day.setdefault(item.air_date, []).append(item)
        self.surplus = [item for day, items in by_day.items() for item in self._left_of_day(day, items)]

    def _left_of_day(self, day: date | None, items: list[PlexEpisode]) -> list[PlexEpisode]:
        """As many items as free episodes of one day are these episodes, whichever is which."""
        listed = self.shelf.by_date.get(day, ()) if day is not None else ()
        free = [e for e in listed if Number(e.season, e.number) not in self.done.holders]
        items = sorted(items, key=lambda item: (item.season or 0, item.number or 0, item.rating_key))
        if len(free) != len(items) or not all(self.evidence.could_be(i, e) for i, e in zip(items, free, strict=True)):
            return items
        for item, e in zip(items, free, strict=True):
            self._hold(e, item, "date")
        return []

    def _titled(self, item: PlexEpisode, words: str) -> ProviderEpisode | None:
        """The free episode of this title; where several bear it, the one of the item's date."""
        same = self.shelf.by_title.get(words, ())
        return self._only_free(same if len(same) == 1 else [e for e in same if is_dated_as(item, e)])

    def _only_free(self, episodes: Sequence[ProviderEpisode]) -> ProviderEpisode | None:
        """The one of these that nobody holds; None when several are free."""
        free = [e for e in episodes if Number(e.season, e.number) not in self.done.holders]
        return free[0] if len(free) == 1 else None

    def _ranges(self, live: Sequence[PlexEpisode]) -> None:
        """Files that name several episodes, of which Plex lists one only (Sonarr#834)."""
        open_seasons = {season for season, number in self.shelf.by_number.keys() - self.done.holders.keys()}
        for item in live:
            if not item.file or item.season is None or item.number is None:
                continue
            own = Number(item.season, item.number)
            if own.season not in open_seasons and "-s" not in item.file.lower():
                continue
            # Only a file that Plex numbers as its name does is believed, and only while nothing moved the item.
            if own in self.shelf.by_number and self.done.holders.get(own) is not item:
                continue
            for number in named_by(item.file, own):
                listed = self.shelf.by_number.get(number)
                if listed is not None and number not in self.done.holders:
                    self._hold(listed, item, "range")

    def _leave_over(self) -> None:
        for item in self.loose:
            self._note(item, None, "unplaced")
        free = [e for e in self.shelf.episodes if Number(e.season, e.number) not in self.done.holders]
        left = [item for item in (*self.surplus, *self.loose) if not self._is_known(item)]
        self.done.left = len(left)
        self.done.doubtful = [item for item in left if any(self.evidence.could_be(item, e) for e in free)]
        if any(e.season > 0 for e in free):
            self.done.doubtful += [item for item in self.crossed if self.evidence.dates_are_listed]
        self.done.doubtful += [i for i in self.vague if any((i.season, i.number) == (e.season, e.number) for e in free)]
        titles = {telling(e.title) for e in free} - {""}
        self.done.doubtful += [i for i in self.otherwise if i not in self.crossed and telling(i.title) in titles]

    def _is_known(self, item: PlexEpisode) -> bool:
        """Its id says which episode it is, though another item holds that."""
        return any(i in self.shelf.by_id for i in self.shelf.ids_of(item))

    def _hold(self, e: ProviderEpisode, item: PlexEpisode, how: str) -> None:
        self.done.holders[Number(e.season, e.number)] = item
        if (item.season, item.number) != (e.season, e.number):
            self._note(item, e, how)

    def _note(self, item: PlexEpisode, e: ProviderEpisode | None, how: str) -> None:
        was = None if item.season is None or item.number is None else Number(item.season, item.number)
        number = Number(e.season, e.number) if e is not None else None
        self.done.placements.append(Placement(item.rating_key, item.title, number, how, was))


def _says_so(item: PlexEpisode, listed: ProviderEpisode) -> bool:
    """Whether an item without an id is what its number says: its title is the same, or none, and its date no other."""
    if item.title and item.title != listed.title:
        return False
    return item.air_date == listed.air_date or item.air_date is None or not item.title
