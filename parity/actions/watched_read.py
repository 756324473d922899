"""Reads both sides: every video of the chosen libraries, and all that the partner has."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from parity.actions.list_sections import ListedSection
from parity.actions.ports import House
from parity.actions.watched_paths import translator
from parity.actions.watched_ports import Partner, PlexViewer
from parity.actions.watched_scope import Ways
from parity.core.failures import Failure, NotFound, Unavailable
from parity.core.watched import SIDES, Side, Video
from parity.core.watched_matching import pair_up
from parity.core.watched_pairs import Pair, Pairing


@dataclass(slots=True)
class Playing:
    """What is being played on the servers, asked anew when the last answer is older than a few seconds."""

    ways: Ways
    now: Callable[[], float]
    _known: dict[str, tuple[float, frozenset[str]]]

    def keys(self, machine_id: str) -> frozenset[str]:
        """The rating keys of what is played there. Raises NotSetUp and the failures of core."""
        at, known = self._known.get(machine_id, (float("-inf"), frozenset()))
        if self.now() - at > _FRESH:
            with self.ways.library(machine_id) as library:
                known = frozenset(each.rating_key for each in library.sessions() if each.rating_key)
            self._known[machine_id] = (self.now(), known)
        return known


_FRESH = 5.0
_MANY = 20


def read_plex(viewers: Mapping[str, PlexViewer], sections: Iterable[ListedSection]) -> list[Video]:
    """All videos of these libraries. Raises the failures of core."""
    return [video for each in sections for video in viewers[each.server].videos(each.key, each.kind)]


def read_partner(
    partner: Partner, any_known: bool, last: int | None, found: Callable[[int], None]
) -> tuple[Video, ...]:
    """All that the partner has. `any_known`: some of it was known before, so that nothing at all is no answer. `last`:
    how many it listed the last time; `found` hears how many it lists now.

    Raises the failures of core, also once where less than half is left: it tells no total by which a list that was cut
    at its end would show. Who finds as many the next time believes it.
    """
    videos = partner.videos()
    if not videos and any_known:
        raise Unavailable("SageTV", "it lists not one video, where there were some: is it still starting?")
    found(len(videos))
    if last is not None and last >= _MANY and len(videos) * 2 < last:
        told = f"it lists {len(videos):,} videos, where there were {last:,}: is it still starting?"
        raise Unavailable("SageTV", f"{told} If that is right, compare again")
    return videos


def paired(house: House, plex: Iterable[Video], partner: Iterable[Video], places: Collection[str]) -> Pairing:
    """Which of them are one in these libraries, by the rules for paths that the owner made."""
    return pair_up(list(plex), list(partner), translator(house), places)


def with_playing(videos: Iterable[Video], playing: Playing) -> list[Video]:
    """The videos, with those left as they are that are being played. Who may not ask that is told at each change."""
    found = list(videos)
    keys: dict[str, frozenset[str]] = {}
    for machine_id in {_machine(video) for video in found}:
        try:
            keys[machine_id] = playing.keys(machine_id)
        except Failure:
            keys[machine_id] = frozenset()
    return [replace(each, obstacle="playing") if each.key in keys[_machine(each)] else each for each in found]


def read_again(
    pair: Pair, viewers: Mapping[str, PlexViewer], partner: Partner, sides: Collection[Side] = SIDES
) -> Pair:
    """The same pair as it stands now on these sides. Raises the failures of core."""
    plex = pair.plex if "plex" not in sides else tuple(viewers[_machine(each)].video(each.key) for each in pair.plex)
    other = pair.partner if "partner" not in sides else tuple(partner.video(each.key) for each in pair.partner)
    return replace(pair, plex=plex, partner=other)


def places_of(viewers: Mapping[str, PlexViewer], media: Iterable[str]) -> dict[str, str]:
    """Library (MACHINE/SECTION) by rating key, of videos that are named so on any of the servers.

    Raises NotFound when no server has one of them, and the other failures of core.
    """
    return {key: _place(viewers, key) for key in media}


def _place(viewers: Mapping[str, PlexViewer], key: str) -> str:
    for viewer in viewers.values():
        try:
            return viewer.video(key).place
        except NotFound:
            continue
    raise NotFound("Plex", f"the video {key}")


def _machine(video: Video) -> str:
    return video.place.partition("/")[0]
