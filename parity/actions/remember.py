"""What a reckoning leaves in memory: which episodes were lost from Plex, and which old ones were listed late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Gap
from parity.core.holdings import Copy, holdings
from parity.core.newly import newly_listed
from parity.core.numbering import Number
from parity.core.ordering import Order
from parity.store import marks, vanished
from parity.store.database import Connection
from parity.store.marks import Mark
from parity.store.shows import ShowRow


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison in an order. `asked`: `sources` are answers of now; `before`: the rows that it replaces.

    `copies` go by "LIBRARY_ID/RATING_KEY"; `owned` is what they hold.
    """

    order: Order
    asked: bool
    copies: Sequence[Copy]
    sources: Mapping[str, Sequence[ProviderEpisode]]
    before: Sequence[Gap]
    owned: Collection[Number]

    @property
    def episodes(self) -> Sequence[ProviderEpisode]:
        """What is expected in that order."""
        return self.sources[self.order.label]


class Memory:
    """The memory of a batch of shows. Two statements, and more only for shows that lose or gain something."""

    def __init__(self, connection: Connection, show_ids: Collection[int], today: date) -> None:
        self._connection, self._today = connection, today
        self._marks = marks.of_shows(connection, show_ids)
        self._vanished = vanished.of_shows(connection, show_ids)

    def follow(self, row: ShowRow, compared: Compared) -> None:
        """Note what a sure comparison tells; `row` is the show as it stood before."""
        provider = compared.order.provider
        before = self._marks.get(row.id, {}).get(provider, {})
        there = {e.episode_id for e in compared.episodes if (e.season, e.number) in compared.owned} if before else set()
        now = {key: mark for key, mark in before.items() if key not in there}
        for key in self._lost(row, compared):
            now[key] = now.get(key, Mark())._replace(lost_on=self._today)
        for key in _late(row, compared):
            now[key] = now.get(key, Mark())._replace(listed_on=self._today)
        if now != before:
            marks.write(self._connection, row.id, provider, before, now)

    def wait(self, show_id: int) -> None:
        """Nobody is sure of this show yet: what went of it is settled later."""
        self._vanished.pop(show_id, None)

    def close(self) -> None:
        """What went of all other shows is settled."""
        vanished.drop(self._connection, [item for those in self._vanished.values() for item in those])

    def _lost(self, row: ShowRow, compared: Compared) -> set[int]:
        """What would be there, had nothing vanished: so neither a decision nor another list loses an episode."""
        went = self._vanished.get(row.id)
        if not went:
            return set()
        left = {f"{library_id}/{key}": episodes for (library_id, key), episodes in went.items()}
        copies = [Copy(c.rating_key, c.order, [*c.episodes, *left.pop(c.rating_key, ())]) for c in compared.copies]
        copies += [Copy(key, compared.copies[0].order, episodes) for key, episodes in left.items()]
        would = holdings(copies, compared.sources, compared.order).owned - set(compared.owned)
        return {e.episode_id for e in compared.episodes if (e.season, e.number) in would}


def _late(row: ShowRow, compared: Compared) -> set[int]:
    if not compared.asked or row.checked_at is None or row.order_label != compared.order.label:
        return set()
    known = {gap.episode_id for gap in compared.before}
    late = newly_listed(known, compared.episodes, row.checked_at.date())
    return {
        e.episode_id for e in compared.episodes if e.episode_id in late and (e.season, e.number) not in compared.owned
    }
