"""Rows of episodes and films as videos, with how far one user of the server has watched them (plex.md 2.9)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from parity.core.ids import ExternalIds
from parity.core.watched import State, Video, episode_id, watched_id
from parity.plex.media import files_of, is_deleted, version_left
from parity.plex.reading import Row, number, record, text
from parity.plex.rows import preference, read_ids

PLAYED_FROM = 90
"""Per cent of an item from which on Plex calls it watched, as long as its owner has set nothing else."""
THRESHOLD = "LibraryVideoPlayedThreshold"
# What a number of TheTVDB, IMDb and the like never is, and Gracenote's for an airing always: letters, then digits.
_EPG = re.compile(r"(?<![A-Za-z0-9])(?:EP|MV|SH|SP)[0-9]{6,14}(?![A-Za-z0-9])")
_LEGACY_EPISODE = re.compile(r"com\.plexapp\.agents\.thetvdb://([1-9][0-9]{0,11})/([0-9]{1,6})/([0-9]{1,6})(?:\?.*)?")
_LONGEST = 7 * 24 * 3_600_000
_LAST = 253_402_300_799  # the end of the year 9999, behind which there is no date


@dataclass(frozen=True, slots=True)
class Viewed:
    """A row as it came. `show_key` names its show, "" for a film; that one's ids are not in `video` yet."""

    video: Video
    show_key: str = ""
    season: int | None = None
    number: int | None = None

    @property
    def rating_key(self) -> str:
        """What tells the rows of a listing apart."""
        return self.video.key

    def of_series(self, series: Iterable[int]) -> Video:
        """The video, an episode also by the numbers of its show at TheTVDB."""
        if self.season is None or self.number is None:
            return self.video
        found = frozenset(episode_id(each, self.season, self.number) for each in series)
        return replace(self.video, ids=self.video.ids | found) if found else self.video


def read_viewed(row: object, container: Row, place: str, played_from: int) -> Viewed | None:
    """An episode or film of a listing or of its own metadata; None for what cannot be read.

    A count that is absent is 0, as Plex sends it; one that is no number must not pass for "never watched". What all
    rows of a page share may stand on the container only. An episode that names no show is read all the same: only
    the ids of its show are missing then.
    """
    fields = record(row)
    key = text(fields.get("ratingKey"))
    views, offset = _count(fields.get("viewCount")), _count(fields.get("viewOffset"))
    if not key or views is None or offset is None:
        return None
    kept = {**container, **fields}
    media, duration = fields.get("Media"), _duration(fields.get("duration"))
    video = Video(
        key,
        _title(kept, fields),
        State(views > 0, offset, _moment(fields.get("lastViewedAt"))),
        files_of(media, gone=False) or files_of(media, gone=None),
        duration,
        None if duration is None else watched_from(duration, played_from),
        _own_ids(text(fields.get("guid")), read_ids(fields)),
        place,
        obstacle=_obstacle(fields, duration),
    )
    if not _is_episode(fields):
        return Viewed(video)
    show = text(kept.get("grandparentRatingKey"))
    return Viewed(video, show, number(kept.get("parentIndex")), number(fields.get("index")))


def watched_from(duration: int, percent: int) -> int:
    """From which position on Plex calls it watched by itself, in ms; the one place that assumes it.

    Plex's default takes the first credits where they begin earlier. Where those are, no listing tells, so that it may
    call something watched before this point. Never after it.
    """
    return -(-duration * percent // 100)


def read_played_from(settings: Row) -> int:
    """The share that the server's owner has set, in per cent, out of the server's preferences."""
    percent = number(preference(settings, THRESHOLD))
    return percent if percent is not None and 1 <= percent <= 100 else PLAYED_FROM


def _title(kept: Row, fields: Row) -> str:
    own = text(fields.get("title")).strip()
    if not _is_episode(fields):
        year, edition = number(fields.get("year")), text(fields.get("editionTitle")).strip()
        named = f"{own} ({year})" if own and year else own
        return " – ".join(filter(None, (named, edition))) or text(fields.get("ratingKey"))
    season, episode = number(kept.get("parentIndex")), number(fields.get("index"))
    code = "" if season is None or episode is None else f"S{season:02}E{episode:02}"
    show = text(kept.get("grandparentTitle")).strip()
    return " – ".join(filter(None, (show, code, own))) or text(fields.get("ratingKey"))


def _is_episode(fields: Row) -> bool:
    return text(fields.get("type")) == "episode" or ("type" not in fields and "grandparentRatingKey" in fields)


def _own_ids(guid: str, ids: ExternalIds) -> frozenset[str]:
    named = ids.keys()
    found = {watched_id(*key.split(":", 1)) for key in named}
    found |= {watched_id("epg", each) for each in _EPG.findall(guid)}
    if legacy := _LEGACY_EPISODE.fullmatch(guid):
        found.add(episode_id(int(legacy[1]), int(legacy[2]), int(legacy[3])))
    return frozenset(found)


def _obstacle(fields: Row, duration: int | None) -> str:
    usable, _ = version_left(fields.get("Media"))
    if is_deleted(fields) or not usable:
        return "trash"
    return "analysing" if duration is None else ""


def _count(value: object) -> int | None:
    """A number that is absent where it is 0; None for what is none."""
    if value is None or value == "":
        return 0
    whole = number(value)
    return None if whole is None else max(0, whole)


def _duration(value: object) -> int | None:
    whole = number(value)
    return whole if whole is not None and 0 < whole <= _LONGEST else None


def _moment(value: object) -> datetime | None:
    """A date in epoch seconds; None where it is none: 0, negative, or one that no calendar has."""
    seconds = number(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds <= _LAST else None
