"""What was asked of one run over watched states."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """`libraries`: names, ids or "all" of Plex's, () for those of the settings; `media`: rating keys, only these.

    `ignore`: positions before so many seconds count as none, None as the settings say. `chosen`: marks of exactly the
    changes to do, held ones among them, None for all that is planned; `yes`: what is held is done too.
    """

    libraries: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    ignore: int | None = None
    chosen: frozenset[str] | None = None
    yes: bool = False

    def narrows(self, work: str) -> bool:
        """Whether a run by these tells of a part alone, or by another measure than the settings have; or only what
        would be done after a yes to all that waits, so that its plan does not say what waits for one.
        """
        return bool(self.libraries or self.media) or self.ignore is not None or (work == "plan" and self.yes)

    def written(self) -> dict[str, object]:
        """For keeping with the run."""
        chosen = None if self.chosen is None else sorted(self.chosen)
        libraries, media = list(self.libraries), list(self.media)
        return {"libraries": libraries, "media": media, "ignore": self.ignore, "chosen": chosen, "yes": self.yes}

    @classmethod
    def read(cls, kept: Mapping[str, object]) -> "Wishes":
        """As they were kept."""
        chosen, ignore = kept.get("chosen"), kept.get("ignore")
        return cls(
            _texts(kept.get("libraries")),
            _texts(kept.get("media")),
            ignore if isinstance(ignore, int) else None,
            frozenset(_texts(chosen)) if isinstance(chosen, list) else None,
            kept.get("yes") is True,
        )


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(str(each) for each in kept) if isinstance(kept, list) else ()
