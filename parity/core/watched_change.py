"""What would be done, or was done, so that a video stands alike on both sides, and why."""

from dataclasses import dataclass
from typing import Literal

from parity.core.watched import Side, State

Do = Literal["mark", "clear", "move", ""]
"""Mark as watched, take mark and position away, set the position; "" where nothing is to be done but told."""
ChangeState = Literal["planned", "done", "failed", "skipped", "held"]
By = Literal["path", "name", "ids"]
"""What told that two videos are one: the whole path, the name of the file, or ids."""

N_ = str
"""Marks a text for translation."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one video on one `side`. `keys`: what its player calls it there, several where parts are videos.

    `mark` names it: equal in every plan that holds the same change. `plex` and `partner`: how both stand before it;
    `position`: where it is moved to. `reason`, and where it waits for a person (held) or is left out (skipped) `hold`,
    are keys of REASONS. `plex_key` is what the list calls the video: the first of its rating keys.
    """

    mark: str
    side: Side
    do: Do
    keys: tuple[str, ...]
    place: str
    plex_key: str
    partner_key: str
    title: str
    by: By
    plex: State
    partner: State
    duration: int | None
    position: int
    reason: str
    state: ChangeState = "planned"
    hold: str = ""

    @property
    def after(self) -> State:
        """How its side stands once it is done, the time apart."""
        before = self.plex if self.side == "plex" else self.partner
        if self.do == "move":
            return State(before.watched and self.side == "plex", self.position)
        return State(self.do == "mark") if self.do else before


REASONS: dict[str, str] = {
    # why something is to be done
    "played on plex": N_("It was played or marked in Plex since both last stood alike."),
    "played on partner": N_("It was played or marked in %(partner)s since both last stood alike."),
    "newer on plex": N_("Both know of it and differ; what Plex knows is newer."),
    "newer on partner": N_("Both know of it and differ; what %(partner)s knows is newer."),
    "further on plex": N_("Which of both is newer cannot be told; Plex is further."),
    "further on partner": N_("Which of both is newer cannot be told; %(partner)s is further."),
    "only on plex": N_("It was played in Plex, and never begun in %(partner)s."),
    "only on partner": N_("It was played in %(partner)s, and never begun in Plex."),
    "with its copy": N_("A copy of it becomes watched in %(partner)s, and so does this one."),
    "again on plex": N_("It is being watched again in Plex; %(partner)s takes its mark away meanwhile."),
    "again on partner": N_("It is being watched again in %(partner)s; Plex keeps its mark."),
    "unmarked on plex": N_("Its mark or position was taken away in Plex."),
    "unmarked on partner": N_("Its mark or position was taken away in %(partner)s."),
    "marked with others": N_(
        "Plex has its mark with the same date as many others; the position in %(partner)s is kept."
    ),
    "asked for": N_("You asked for this position."),
    # why it waits for a person (held)
    "un-marks are off": N_("Taking a mark or position away is only done when you say so."),
    "too many": N_("Too many marks and positions would be taken away at once."),
    # why it is left out (skipped)
    "one way": N_("By the settings this side is not changed."),
    "playing": N_("It is being played."),
    "recording": N_("It is still being recorded."),
    "unreadable": N_("%(partner)s does not tell how far it was watched."),
    "analysing": N_("Plex has not looked into it yet: its length is not known."),
    "trash": N_("It lies in Plex's trash."),
    "lengths differ": N_("Both have it in different lengths: its position means something else there."),
    "disc": N_("It is a disc: its position means nothing."),
    "parts": N_("Plex has its parts as videos of their own: only all of them together can be watched."),
    "no length": N_("Its length is not known, and without it Plex takes no position."),
    "too early": N_("%(partner)s keeps no position so near the beginning of this recording."),
    "another copy": N_("%(partner)s has one mark for all copies of it, and another copy is being watched."),
    "one mark": N_("%(partner)s has one mark for all copies of it: of which it was taken away nobody can tell."),
    "changed meanwhile": N_("It changed while this ran; the next run looks at it again."),
    "not confirmed": N_("You said no to it."),
    # why it has no partner
    "not in partner": N_("%(partner)s does not have it."),
    "ambiguous": N_("Several videos may be this one; nothing is done about any of them."),
}
"""Why, as a sentence for people; by its key, which is what is kept. `%(partner)s` is the partner's name."""


def told_position(position: int) -> str:
    """A position in milliseconds as `0:12:30`."""
    seconds = position // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def told_reason(key: str, partner: str) -> str:
    """The reason of this key as a sentence, with the name of the partner; the key itself where it is no known one."""
    return REASONS.get(key, key).replace("%(partner)s", partner)
