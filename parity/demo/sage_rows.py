"""The rows of the fake SageTV, in the recorded shapes: each getter's name without `Get`, unless a filter leaves it out.

A getter that fails is absent, and the object has an `error` instead.
"""

from collections.abc import Callable, Mapping
from typing import Any

from parity.demo.sage_records import SageFile, SageShow, is_full, is_watched, latest

Fields = frozenset[str] | None
"""The names that were asked for; None: all."""
_INSIDE = {"Airing": "MediaFileAiring"}
"""What an object inside is called in a filter, where that is not its own name."""


def media_file(file: SageFile, show: SageShow, now: int, fields: Fields = None) -> dict[str, Any]:
    """A MediaFile with its Airing and its Show."""
    files = [path for path, _, _ in file.parts]
    title = file.properties.get("Title") or show.title
    whole = sum(length for _, _, length in file.parts)
    lasts = min(whole, max(0, now - file.start)) if file.recording else whole
    return _told(
        file,
        fields,
        {
            "MediaFileID": file.id,
            "MediaTitle": title,
            "SegmentFiles": files,
            "NumberOfSegments": len(files),
            "ParentDirectory": files[0].rpartition("\\" if "\\" in files[0] else "/")[0],
            "MediaFileRelativePath": "",
            "Size": 3_634_982_808,
            "FileStartTime": file.start,
            "FileEndTime": min(now, file.end) if file.recording else file.end,
            "FileDuration": lasts,
            "IsTVFile": file.kind == "T",
            "IsLibraryFile": file.kind != "T",
            "IsVideoFile": file.kind in "TV",
            "IsDVD": file.kind == "D",
            "IsBluRay": file.kind == "B",
            "IsMusicFile": False,
            "IsPictureFile": False,
            "IsMediaFileObject": True,
            "IsCompleteRecording": not file.recording,
            "IsFileCurrentlyRecording": file.recording,
            "MediaFileMetadataProperties": _properties(file, show),
            "Airing": lambda: airing(file, show, now, fields),
        },
    )


def airing(file: SageFile, show: SageShow, now: int, fields: Fields = None) -> dict[str, Any]:
    """An Airing with its Show; while it is played, as far as it is played."""
    watch = file.watch
    end = max(watch.end if watch else 0, file.playing or 0)
    start = watch.start if watch else (max(file.on_air, file.start) if file.playing else 0)
    real_start = watch.real_start if watch else 0
    return _told(
        file,
        fields,
        {
            "AiringID": file.airing,
            "AiringTitle": show.title,
            "AiringStartTime": file.on_air,
            "AiringEndTime": file.on_air + file.length,
            "AiringDuration": file.length,
            "ScheduleStartTime": file.on_air,
            "ScheduleEndTime": file.on_air + file.length,
            "ScheduleDuration": file.length,
            "IsAiringObject": True,
            "IsWatched": is_watched(file, show),
            "IsWatchedCompletely": is_full(file, show),
            "WatchedDuration": end - start if end else 0,
            "WatchedStartTime": start,
            "WatchedEndTime": end,
            "RealWatchedStartTime": real_start,
            "RealWatchedEndTime": now if file.playing else watch.real_end if watch else 0,
            "LatestWatchedTime": latest(file, now),
            "IsFavorite": False,
            "IsManualRecord": False,
            "IsDontLike": False,
            "Show": lambda: show_row(file, show, fields),
        },
    )


def show_row(file: SageFile, show: SageShow, fields: Fields = None) -> dict[str, Any]:
    """A Show."""
    return _told(
        file,
        fields,
        {
            "IsShowObject": True,
            "ShowTitle": show.title,
            "ShowEpisode": show.episode,
            "ShowExternalID": show.external_id,
            "ShowSeasonNumber": show.season,
            "ShowEpisodeNumber": show.number,
            "ShowCategory": show.category,
            "ShowYear": show.year,
            "ShowDuration": show.running,
            "IsShowEPGDataUnique": show.unique,
            "ShowDescription": "",
            "OriginalAiringDate": file.on_air,
        },
    )


def _properties(file: SageFile, show: SageShow) -> dict[str, str]:
    told = {
        "Title": show.title,
        "MediaTitle": show.title,
        "MediaType": "Movie" if show.is_film else "TV",
        "EpisodeName": show.episode,
        "SeasonNumber": str(show.season),
        "EpisodeNumber": str(show.number),
        "ExternalID": show.external_id,
        "IMDBID": "",
        "MediaProviderID": "",
        "MediaProviderDataID": "",
        "RunningTime": str(show.running),
        "Year": show.year,
    }
    return told | file.properties


def _told(file: SageFile, fields: Fields, row: Mapping[str, Any | Callable[[], Any]]) -> dict[str, Any]:
    """What was asked for; the filter holds for the objects inside too, not for the pairs of a map."""
    told: dict[str, Any] = {}
    for name, value in row.items():
        asked = _INSIDE.get(name, name)
        if fields is not None and asked not in fields:
            continue
        if asked in file.broken:
            message = (
                f"Failed while Calling MediaFile Method: Get{asked} on Object: MediaFile; (Sage Object: {file.id})"
            )
            told["error"] = {"message": message, "exception": None}
        else:
            told[name] = value() if callable(value) else value
    return told
