"""Asks others about shows that are suspect, and about shows of which little is missing: perhaps the lists differ.

After all else of a scan, a few at a time and once for each state of a show, so that no scan takes long for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from parity.actions.comparing import Check, Sources, copies_of, sources_of
from parity.actions.ruling import rulings_of
from parity.actions.work import Work
from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.failures import Failure, NotFound
from parity.core.holdings import Copy, holdings, primary_of
from parity.core.matching import without_year
from parity.core.ordering import USUAL
from parity.core.suspicion import Proposal, absent, better_matches, better_orders
from parity.store import expected, held, items, merged_series, opinions, proposals
from parity.store.shows import ShowRow

MOST = 20
"""Shows in one scan."""
_GROUPS = 4
_CANDIDATES = 3
_LITTLE = 50  # per cent: when less of what Plex holds is explained, it may be another show


@dataclass(slots=True)
class _Heard:
    """What others say: episodes by the label of their order, with its name, and other shows by TMDB id."""

    orders: dict[str, Sequence[ProviderEpisode]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    shows: dict[int, tuple[str, Sequence[ProviderEpisode]]] = field(default_factory=dict)

    def take(self, show: ProviderShow, name: str = "") -> None:
        """One more order."""
        self.orders[show.label], self.names[show.label] = show.episodes, name


def second_opinions(work: Work, only: Collection[int] | None = None) -> str | None:
    """Ask about suspect shows that wait for it, `only` those if given. Returns why it stopped early.

    A failure leaves the rest for the next scan: what is suspect stays so.
    """
    with work.house.database.reading() as connection:
        waiting = opinions.suspects(connection, MOST, only)
    for row in waiting:
        if (why := work.wish()) is not None:
            return why
        try:
            _ask_about(work, row, row.tmdb_id or 0)
        except NotFound:
            continue
        except Failure:
            return None
    return None


def _ask_about(work: Work, row: ShowRow, tmdb_id: int) -> None:
    aired = work.house.remembered(tmdb_id) or work.outside.catalogue.show(tmdb_id)
    copies, sources = _as_it_stands(work, row, aired)
    in_use, today = primary_of(copies), work.house.today()
    if in_use.label not in sources.episodes:
        return
    now = holdings(copies, sources.episodes, in_use)
    heard = _ask(work, row, aired, now.share)
    others = {**sources.counted_through().episodes, **heard.orders}
    del others[in_use.label]
    orders = better_orders(copies, now, absent(now, sources.episodes[in_use.label], today), others, today)
    said = [Proposal("order", p.value, heard.names.get(p.value, ""), p.share, p.share_now) for p in orders]
    said += better_matches(copies, now, heard.shows)
    if work.outside.series is None and not said:
        said.append(Proposal("key", "", "TheTVDB", 100, now.share))
    kinds: list[str | None] = [p.kind for p in said if p.kind != "key"]
    with work.house.database.writing() as connection:
        values: dict[str, object] = {"proposals": proposals.pack(said), "doubt": [*kinds, row.doubt][0]}
        opinions.note(connection, row.id, row.reason or "", work.house.now(), values)


def _as_it_stands(work: Work, row: ShowRow, aired: ProviderShow) -> tuple[list[Copy], Sources]:
    """The copies, and what is known of the orders in which they are."""
    known = None if row.source_id is None else work.house.remembered_order(row.order_label, row.source_id)
    others = {known.label: known} if known is not None and known.label != aired.label else {}
    with work.house.database.reading() as connection:
        own = items.of_shows(connection, [row.id])[row.id]
        inventory = held.of_items(connection, [(i.library_id, i.rating_key) for i in own])
        sources = sources_of(row, Check(row.id, aired, others=others), expected.of_shows(connection, [row.id])[row.id])
        rules = rulings_of(own, sources, work.book.read(connection), work.house.today())
    copies = copies_of([(i, inventory[i.library_id, i.rating_key]) for i in own], rules)
    return copies, sources.counted_through()


def _ask(work: Work, row: ShowRow, aired: ProviderShow, share: int) -> _Heard:
    heard = _Heard()
    _ask_series(work, row.tvdb_id or aired.tvdb_id, heard)
    if not heard.orders:
        groups = work.outside.catalogue.groups(aired.show_id)
        for group in sorted(groups, key=lambda each: -(each.episodes or 0))[:_GROUPS]:
            heard.take(work.outside.catalogue.group(aired.show_id, group.order), group.name)
    if share < _LITTLE or row.doubt == "match":
        for candidate in work.outside.catalogue.search(without_year(row.title), None)[: _CANDIDATES + 1]:
            if candidate.tmdb_id != aired.show_id:
                other = work.outside.catalogue.show(candidate.tmdb_id)
                heard.shows[other.show_id] = (f"{other.title} ({other.year or '?'})", other.episodes)
    return heard


def _ask_series(work: Work, series_id: int | None, heard: _Heard) -> None:
    if work.outside.series is None or series_id is None:
        return
    with work.house.database.reading() as connection:
        merged: Mapping[int, int] = merged_series.every(connection)
    for order in USUAL:
        try:
            heard.take(work.outside.series.show(merged.get(series_id, series_id), order))
        except NotFound:
            continue
