"""One long file on this side, two halves on the other: the second half is there too."""

from collections.abc import Iterator, Mapping

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.likeness import holds_both
from parity.core.numbering import Number
from parity.core.shelf import Shelf
from parity.core.titles import part_of


def halves(shelf: Shelf, holders: Mapping[Number, PlexEpisode]) -> Iterator[tuple[ProviderEpisode, PlexEpisode]]:
    """Episodes that nobody holds, each with the item of its other half that holds both.

    `holders` is looked at anew after each: an item holds two halves, never a third.
    """
    for siblings in (_parts, _neighbours):  # a title tells more than a length
        for e in shelf.episodes:
            if Number(e.season, e.number) not in holders:
                whole = next((item for other in siblings(shelf, e) if (item := _of_both(holders, other, e))), None)
                if whole is not None:
                    yield e, whole


def _of_both(holders: Mapping[Number, PlexEpisode], sibling: ProviderEpisode, e: ProviderEpisode) -> PlexEpisode | None:
    item = holders.get(Number(sibling.season, sibling.number))
    if item is None or not holds_both(item, sibling, e) or sum(other is item for other in holders.values()) > 1:
        return None
    return item


def _parts(shelf: Shelf, e: ProviderEpisode) -> Iterator[ProviderEpisode]:
    part = part_of(e.title)
    yield from (other for other in shelf.by_base.get(part[0], ()) if other is not e) if part else ()


def _neighbours(shelf: Shelf, e: ProviderEpisode) -> Iterator[ProviderEpisode]:
    for step in (-1, 1):
        near = shelf.by_number.get((e.season, e.number + step))
        if near is not None and near.air_date == e.air_date is not None:
            yield near
