"""Reading SageTV's rows, of which nothing is believed: what a row does not tell is not 0, and never "not watched"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from parity.core.sagetv import Broadcast, Segment, is_film, kept_from, position_at, watched_from
from parity.core.watched import State, Video, episode_id, watched_id
from parity.http import Object

FIELDS = (
    "MediaFileID|MediaTitle|SegmentFiles|FileStartTime|FileDuration|IsDVD|IsBluRay|IsCompleteRecording|"
    "IsFileCurrentlyRecording|MediaFileMetadataProperties|MediaFileAiring|AiringID|AiringStartTime|AiringDuration|"
    "IsWatched|WatchedDuration|WatchedEndTime|RealWatchedStartTime|RealWatchedEndTime|Show|ShowTitle|ShowEpisode|"
    "ShowExternalID|ShowSeasonNumber|ShowEpisodeNumber|ShowCategory|ShowYear|ShowDuration|IsShowEPGDataUnique"
)
"""What a row is asked for; the filter holds for the objects inside too."""
_LARGEST = 1 << 53
"""No time and no id is larger; and sums of a few such can still be kept."""


class Untold(Exception):
    """A row does not tell what decides. The text names it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How far something was watched, by the clock of its broadcast. `end` is 0 where nothing of it was."""

    watched: bool
    end: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Recording:
    """One MediaFile as SageTV tells it. `watch` and `broadcast` are None where it does not tell enough."""

    id: int
    airing: int
    title: str
    files: tuple[str, ...]
    start: int
    duration: int | None
    broadcast: Broadcast | None
    watch: Watch | None
    ids: frozenset[str]
    shared: str
    is_recording: bool
    is_disc: bool

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def whole(self) -> tuple[Segment, ...]:
        """The one segment of what is in one file."""
        return (Segment(self.start, self.duration or 0),)


def key_of(row: object) -> str | None:
    """The MediaFileID of a row, None where it has none."""
    number = number_of(row, "MediaFileID") if isinstance(row, Mapping) else None
    return str(number) if number else None


def recording_of(row: Object) -> Recording:
    """What a row tells. Raises Untold where it does not even say what it is."""
    key = key_of(row)
    if key is None:
        raise Untold("MediaFileID")
    airing = _inside(row, "Airing")
    show, looked_up = _inside(airing, "Show"), _inside(row, "MediaFileMetadataProperties")
    epg, category = _text(show, "ShowExternalID"), _text(show, "ShowCategory")
    film = is_film(epg, category)
    unique = show.get("IsShowEPGDataUnique") is True
    start = number_of(row, "FileStartTime")
    return Recording(
        id=int(key),
        airing=number_of(airing, "AiringID") or 0,
        title=_title(row, show, looked_up, film),
        files=_files(row),
        start=start or 0,
        duration=number_of(row, "FileDuration") or None,
        broadcast=_broadcast(airing, show, film) if start else None,
        watch=_watch(airing),
        ids=_ids(show, looked_up, epg if unique else "", film),
        shared=epg if unique else "",
        is_recording=_is_recording(row),
        is_disc=row.get("IsDVD") is True or row.get("IsBluRay") is True,
    )


def video_of(recording: Recording, segments: Sequence[Segment]) -> Video:
    """The video of a recording whose files are these."""
    watch, broadcast = recording.watch, recording.broadcast
    told = watch is not None and recording.airing > 0 and bool(recording.is_disc or (broadcast and segments))
    position = position_at(watch.end, segments) if watch and watch.end and not recording.is_disc and told else 0
    duration = sum(segment.duration for segment in segments) if len(segments) > 1 else recording.duration
    return Video(
        key=recording.key,
        title=recording.title,
        state=State(watch.watched, position, watch.at) if watch is not None and told else State(),
        files=recording.files,
        duration=None if recording.is_disc else duration,
        watched_from=watched_from(broadcast, segments) if broadcast and not recording.is_disc else None,
        ids=recording.ids,
        shared=recording.shared,
        obstacle="recording" if recording.is_recording else "" if told else "unreadable",
        whole_only=recording.is_disc,
        kept_from=kept_from(broadcast, segments) if broadcast and segments else 0,
    )


def _watch(airing: Object) -> Watch | None:
    """None where one of the fields that decide is absent, or is not what it should be."""
    watched, lasted, end = (
        airing.get("IsWatched"),
        number_of(airing, "WatchedDuration"),
        number_of(airing, "WatchedEndTime"),
    )
    if not isinstance(watched, bool) or lasted is None or end is None:
        return None
    began, ended = number_of(airing, "RealWatchedStartTime"), number_of(airing, "RealWatchedEndTime")
    return Watch(watched, end if lasted > 0 else 0, _moment(ended) if began and ended else None)


def _broadcast(airing: Object, show: Object, film: bool) -> Broadcast | None:
    start, duration = number_of(airing, "AiringStartTime"), number_of(airing, "AiringDuration")
    if start is None or duration is None:
        return None
    running = number_of(show, "ShowDuration") if show.get("IsShowEPGDataUnique") is True else None
    return Broadcast(start, duration, film, running or 0)


def _is_recording(row: Object) -> bool:
    """Whether it still grows. One that ended too early is not complete, and never will be."""
    now = row.get("IsFileCurrentlyRecording")
    return now if isinstance(now, bool) else row.get("IsCompleteRecording") is not True


def _ids(show: Object, looked_up: Object, epg: str, film: bool) -> frozenset[str]:
    found = {watched_id("epg", epg)} if epg else set()
    imdb, provider = _text(looked_up, "IMDBID").lower(), _text(looked_up, "MediaProviderID").casefold()
    number = _counted(looked_up, "MediaProviderDataID")
    if imdb.startswith("tt") and imdb[2:].isdecimal() and int(imdb[2:]):
        found.add(watched_id("imdb", imdb))
    if number and film and provider in ("tmdb", "tvdb"):
        found.add(watched_id(provider, number))
    season, episode = _episode(show, looked_up)
    if number and not film and provider == "tvdb" and season is not None and episode:
        found.add(episode_id(number, season, episode))
    return frozenset(found)


def _episode(show: Object, looked_up: Object) -> tuple[int | None, int | None]:
    """Season and number as they were looked up, else as the guide has them; neither knows an episode 0."""
    number = _counted(looked_up, "EpisodeNumber")
    if number:
        return _counted(looked_up, "SeasonNumber"), number
    number = number_of(show, "ShowEpisodeNumber")
    return (number_of(show, "ShowSeasonNumber"), number) if number else (None, None)


def _title(row: Object, show: Object, looked_up: Object, film: bool) -> str:
    title = _text(show, "ShowTitle") or _text(looked_up, "Title") or _text(row, "MediaTitle")
    if film:
        year = _text(show, "ShowYear") or _text(looked_up, "Year")
        return f"{title} ({year})" if year else title
    season, number = _episode(show, looked_up)
    place = f"S{season:02}E{number:02}" if season is not None and number else ""
    told = [title, place, _text(show, "ShowEpisode") or _text(looked_up, "EpisodeName")]
    return " – ".join(part for part in told if part)


def _files(row: Object) -> tuple[str, ...]:
    files = row.get("SegmentFiles")
    return tuple(file for file in files if isinstance(file, str) and file) if isinstance(files, list) else ()


def _inside(row: Object, name: str) -> Object:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def _text(row: Object, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        return ""
    told = value if value.isascii() else value.encode("utf-8", "replace").decode()  # half a letter is none
    return told.replace("\0", "").strip()


def number_of(row: Object, name: str) -> int | None:
    """A whole number from 0 up that can be meant, else None."""
    value = row.get(name)
    return value if type(value) is int and 0 <= value <= _LARGEST else None


def _counted(row: Object, name: str) -> int | None:
    """A number that is kept as text, which all that was looked up is; empty is none."""
    text = _text(row, name)
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _moment(milliseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        return None
