"""What Parity asks SageTV, and tells it: all that can be watched there, how far it was, and that it was."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from parity.core.failures import Failure, NotFound, Unavailable
from parity.core.library import Page
from parity.core.listing import read_whole
from parity.core.sagetv import Segment, keeps, moment_at
from parity.core.watched import Video
from parity.http import Object
from parity.sagetv.calling import SERVICE, SageCaller
from parity.sagetv.rows import FIELDS, Recording, key_of, number_of, recording_of, video_of

_MASK = "TVDB"
"""Recordings, videos, DVDs and Blu-rays; no music and no pictures."""
_SIZE = 250
"""Rows of a page: with the empty one, which alone proves the end, still fewer requests than one for each 200 files."""


class SageTv:
    """SageTV as one that knows how far videos were watched: the `Partner` of `actions`."""

    def __init__(self, caller: SageCaller, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the time in seconds since 1970, for what was watched nobody knows when."""
        self._caller = caller
        self._clock = clock

    def version(self) -> str:
        """Who answers, as "SageTV V9.2.6.976"; just "SageTV" where it does not say."""
        told = self._caller.ask("GetProperty", "version", "").get("Result")
        return told.strip()[:100] if isinstance(told, str) and told.strip() else SERVICE

    def videos(self) -> tuple[Video, ...]:
        """All of them: the whole list, or a failure. Two requests more for each part of what is in several."""
        troubles: list[Unavailable] = []
        try:
            found = read_whole(lambda: self._pages(troubles), _key, SERVICE, "the list of recordings", SERVICE)
        except Unavailable as failure:
            raise (troubles or [failure])[-1] from None
        return tuple(self._video(recording) for recording in found)

    def video(self, key: str) -> Video:
        """One video as it stands now."""
        return self._video(self._recording(key))

    def mark(self, video: Video) -> None:
        """It was watched to its end, as by hand: SageTV keeps no time of that."""
        self._caller.tell("SetWatched", _airing(self._recording(video.key)))

    def clear(self, video: Video) -> None:
        """It was never begun, nor was any copy of it."""
        self._caller.tell("ClearWatched", _airing(self._recording(video.key)))

    def move(self, video: Video, position: int, at: datetime | None) -> None:
        """Playing goes on from here. SageTV only ever goes on: to go back it has to forget first what was watched.

        A position too near the beginning to be kept is the same as never begun.
        """
        recording = self._recording(video.key)
        segments, airing = self._segments(recording), _airing(recording)
        watch, broadcast = recording.watch, recording.broadcast
        if recording.is_disc or watch is None or broadcast is None or not segments:
            raise Unavailable(SERVICE, f"it does not tell enough of recording {recording.key} to set its position")
        end = moment_at(position, segments)
        lasting = keeps(end, broadcast, segments)
        cleared = watch.watched or watch.end > end or (watch.end > 0 and not lasting)
        if cleared:
            self._caller.tell("ClearWatched", airing)
        if lasting:
            since = int((self._clock() if at is None else at.timestamp()) * 1000) - position
            self._place(airing, end, max(1, since), cleared)

    def dump(self, key: str) -> Mapping[str, object]:
        """All that it tells of one video, as it tells it."""
        return self._row(key)

    def _place(self, airing: str, end: int, since: int, cleared: bool) -> None:
        """Where what was there is taken away, it is told twice: it must not be lost without a word."""
        try:
            self._caller.tell("SetWatchedTimes", airing, end, since)
        except Failure:
            if not cleared:
                raise
            try:
                self._caller.tell("SetWatchedTimes", airing, end, since)
            except Failure as failure:
                lost = "what was there was taken away, and the new position was not taken"
                raise Unavailable(SERVICE, f"{lost}: {failure.detail}") from None

    def _pages(self, troubles: list[Unavailable]) -> Iterator[Page[Recording]]:
        """All pages, until one is empty: who sends fewer than it was asked for has not come to the end.

        A page that repeats an earlier one ends the listing, which then does not add up. So does one that cannot be had:
        beyond the end of a list from which something was deleted meanwhile SageX answers with an error.
        """
        start, seen = 0, set[tuple[str | None, ...]]()
        while True:
            try:
                rows = self._page(start)
            except Unavailable as trouble:
                troubles.append(trouble)
                if start:
                    return
                raise
            keys = tuple(map(key_of, rows))
            if rows and keys in seen:
                return
            seen.add(keys)
            # Read at once: thousands of rows as they came are several times as large.
            good = tuple(
                recording_of(row) for row, key in zip(rows, keys, strict=True) if isinstance(row, dict) and key
            )
            yield Page(start, None, good, len(rows) - len(good))
            start += len(rows)
            if not rows:
                return

    def _page(self, start: int) -> list[object]:
        told = self._caller.ask("GetMediaFiles", _MASK, start=start, size=_SIZE, filter=FIELDS).get("Result")
        if not isinstance(told, list):
            raise Unavailable(SERVICE, f"{self._caller.host} did not answer with a list of recordings")
        return told

    def _recording(self, key: str) -> Recording:
        return recording_of(self._row(key, filter=FIELDS))

    def _row(self, key: str, **more: str) -> Object:
        what = f"recording {key}"
        if not (key.isascii() and key.isdecimal()):
            raise NotFound(SERVICE, what)
        told = self._caller.ask("GetMediaFileForID", key, **more)
        if not told:
            raise NotFound(SERVICE, what)
        row = told.get("MediaFile")
        if not isinstance(row, dict) or key_of(row) != str(int(key)):
            raise Unavailable(SERVICE, f"{self._caller.host} answered with something else than {what}")
        return row

    def _video(self, recording: Recording) -> Video:
        return video_of(recording, self._segments(recording))

    def _segments(self, recording: Recording) -> tuple[Segment, ...]:
        """Where its files begin and end by the clock; none where SageTV does not tell it of all of them."""
        if len(recording.files) < 2 or recording.is_disc:
            return recording.whole
        told = [self._segment(recording.key, number) for number in range(len(recording.files))]
        return tuple(segment for segment in told if segment) if all(told) else ()

    def _segment(self, key: str, number: int) -> Segment | None:
        start, duration = (
            number_of(self._caller.ask(command, f"mediafile:{key}", number), "Result")
            for command in ("GetStartForSegment", "GetDurationForSegment")
        )
        # It is 0 of what was deleted meanwhile.
        return Segment(start, duration) if start and duration is not None else None


def _key(recording: Recording) -> str:
    return recording.key


def _airing(recording: Recording) -> str:
    """What a command is about. An airing that is not there would be answered as if all were well."""
    if not recording.airing:
        raise Unavailable(SERVICE, f"it does not tell the airing of recording {recording.key}")
    return f"airing:{recording.airing}"
