"""Which decisions are in force for a show, found by what Plex says of its copies and by its seasons and episodes."""

from collections.abc import Sequence
from datetime import date

from parity.actions.adopt import Place, names_of
from parity.actions.comparing import Check, Sources, sources_of
from parity.core.bridge import Bridge
from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Decision, Rulings, episode_names, rulings, season_key
from parity.core.gaps import Gap
from parity.core.numbering import Number
from parity.core.ordering import AIRED, THROUGH
from parity.core.shelf import Shelf
from parity.store import decisions
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


def rules_of(
    copies: Sequence[ItemRow], row: ShowRow, numbers: Sequence[Gap], book: DecisionBook, today: date
) -> Rulings:
    """The decisions in force for a show as it is kept."""
    return rulings_of(copies, sources_of(row, Check(row.id), numbers), book, today)


def rulings_of(copies: Sequence[ItemRow], sources: Sources, book: DecisionBook, today: date) -> Rulings:
    """The decisions in force for a show, as its sources number it."""
    if book.is_empty:
        return Rulings()
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


def carry_over(connection: Connection, sources: Sources, rules: Rulings, book: DecisionBook) -> bool:
    """Let an episode that is ignored in one source's list be ignored in the other's too, where it is surely the same.

    So who takes another order does not meet again what they had done with. Returns whether anything was carried.
    """
    shelves = {label: Shelf(label.partition(":")[0], episodes) for label, episodes in sources.episodes.items()}
    carried = False
    for label, shelf in shelves.items():
        for other, home in shelves.items():
            if shelf.provider == home.provider:
                continue
            bridge = Bridge(shelf, home)
            for e in shelf.episodes:
                number = Number(e.season, e.number)
                names = episode_names(sources.ids[label], number, e.episode_id, label)
                decision = next((rules.episodes[name] for name in names if name in rules.episodes), None)
                there = bridge.numbers(number, None) if decision is not None else ()
                if decision is not None and len(there) == 1:
                    same = home.by_number[there[0]]
                    key = episode_names(sources.ids[other], there[0], same.episode_id, other)[0]
                    if key not in decision.keys:
                        decisions.add_keys(connection, decision.id, [key])
                        carried = True
    if carried:
        book.forget()
    return carried


def name_by_id(
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
