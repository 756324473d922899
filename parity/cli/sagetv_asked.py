"""What was typed behind `sagetv`, as one value; what does not go together is wrong usage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import click

from parity.cli import saying
from parity.core.path_parts import is_rooted

Work = Literal["compare", "list", "add", "delete", "refresh", "position", "dump"]

_POSITION = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,6}):)?([0-9]{1,8})")
_ALONE: dict[str, Work] = {
    "--list": "list",
    "--addtv": "add",
    "--addmovie": "add",
    "--delsec": "delete",
    "--refresh": "refresh",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done. `ids`: libraries, or videos with `media`, or the folders of a library that is added.

    `name`: of the library that is added, deleted or refreshed, and `kind` of one that is added. `ignore` in seconds,
    `position` in milliseconds. `sync`: not only told; `asks`: each change before it is done. `yes`: to all.
    """

    work: Work
    ids: tuple[str, ...] = ()
    media: bool = False
    sync: bool = False
    asks: bool = False
    yes: bool = False
    ignore: int | None = None
    position: int = 0
    name: str = ""
    kind: Literal["show", "movie"] = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The options as they stand on the command line."""

    ids: tuple[str, ...]
    lists: bool
    sync: bool
    media: bool
    sagedata: bool
    position: str | None
    ignore: int | None
    asks: bool
    simulates: bool
    addtv: str | None
    addmovie: str | None
    delsec: str | None
    refresh: str | None
    yes: bool

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was named that could be worked on, nor asked for by an option."""
        return not (self.ids or self.sync or self.media or self.sagedata or self.position or self._alone())

    def read(self) -> Asked:
        """What it means. Raises UsageError."""
        alone = self._alone()
        if len(alone) + self.sync > 1 or (alone and (self.sagedata or self.position is not None or self.media)):
            raise click.UsageError(f"{_and((*alone, *self._others()))} do not go together: choose one.")
        return self._of_libraries(alone[0]) if alone else self._of_videos()

    def _alone(self) -> tuple[str, ...]:
        given = (self.lists, self.addtv, self.addmovie, self.delsec, self.refresh)
        return tuple(name for name, value in zip(_ALONE, given, strict=True) if value not in (None, False))

    def _others(self) -> tuple[str, ...]:
        given = {
            "--sync": self.sync,
            "--media": self.media,
            "--sagedata": self.sagedata,
            "--position": self.position is not None,
        }
        return tuple(name for name, value in given.items() if value)

    def _of_libraries(self, option: str) -> Asked:
        name = (self.addtv or self.addmovie or self.delsec or self.refresh or "").strip()
        if option != "--list" and not name:
            raise click.UsageError(f"{option} needs the name of a library.")
        if self.simulates and option != "--list":
            raise click.UsageError(f"-n tells what --sync would do; what {option} does cannot be tried.")
        if _ALONE[option] == "add" and not all(each.strip() for each in self.ids or ("",)):
            raise click.UsageError(f"{option} needs at least one folder behind the name, as Plex calls it.")
        if _ALONE[option] == "add" and not all(map(is_rooted, self.ids)):
            raise click.UsageError(f"{option} needs whole paths, as Plex's server calls them, such as /media/tv.")
        if _ALONE[option] != "add" and self.ids:
            raise click.UsageError(f"{option} takes nothing beside it: {' '.join(self.ids)}")
        return Asked(
            _ALONE[option], self.ids, yes=self.yes, name=name, kind="movie" if option == "--addmovie" else "show"
        )

    def _of_videos(self) -> Asked:
        self._fit()
        work: Work = "dump" if self.sagedata else "compare"
        position = 0
        if self.position is not None:
            work, position = "position", milliseconds(self.position)
        sync = self.sync and not self.simulates
        asks = self.asks and sync and not self.yes
        if (asks or (work == "position" and sync and not self.yes)) and not saying.can_answer():
            raise click.UsageError("there is no terminal on which you could be asked: --yes says yes to all.")
        return Asked(work, self.ids, self.media, sync, asks, self.yes, self.ignore, position)

    def _fit(self) -> None:
        """Raises UsageError where one option lacks another."""
        if not self.ids:
            what = "the media id of a video" if self.media else "a library, or `all`"
            raise click.UsageError(f"say which: name {what}.")
        if not all(each.strip() for each in self.ids):
            raise click.UsageError("an empty name means nothing.")
        if self.sagedata and (not self.media or self.sync):
            raise click.UsageError("--sagedata tells of one video: it goes with --media, and without --sync.")
        if self.position is not None and not (self.media and self.sync):
            raise click.UsageError("--position sets that of one video: it goes with --media and --sync.")
        if self.position is not None and len(self.ids) > 1:
            raise click.UsageError("--position is for one video, and these are several.")


def milliseconds(typed: str) -> int:
    """A position as `h:m:s`, `m:s` or seconds; more than 59 only of the largest. Raises UsageError."""
    found = _POSITION.fullmatch(typed)
    if found is None:
        raise click.UsageError("--position takes hours:minutes:seconds, such as 1:02:30, or 90:00, or 45.")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if (found[1] is not None and minutes > 59) or (found[2] is not None and seconds > 59):
        raise click.UsageError("--position takes up to 59 minutes behind hours, and up to 59 seconds behind minutes.")
    return (hours * 3600 + minutes * 60 + seconds) * 1000


def _and(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}"
