"""What the sync would do, or did, to one title on one of the two lists, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parity.core.watch import Side, Type

Do = Literal["add", "remove"]
State = Literal["planned", "done", "failed", "skipped", "held"]

N_ = str
"""Marks a text for translation."""


@dataclass(frozen=True, slots=True)
class Action:
    """One change of one list. `keys`: the rows of that list to take off; for an addition those of the other list.

    `mark` names it: equal in every plan that holds the same change. `reason` and, where it waits for a person (held)
    or is left out (skipped), `hold` are keys of REASONS. `added_at` is when the title was put on the list that has it,
    so that it can be told to the other.
    """

    mark: str
    side: Side
    do: Do
    type: Type
    title: str
    year: int | None
    ids: frozenset[str]
    keys: tuple[str, ...]
    reason: str
    state: State = "planned"
    hold: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A title of one list that nothing is done about, because the other service does not know it or may mean another.

    `reason` is a key of REASONS.
    """

    side: Side
    key: str
    type: Type
    title: str
    year: int | None
    ids: frozenset[str]
    reason: str


REASONS: dict[str, str] = {
    # why something is to be done
    "new on plex": N_("It was put on Plex's watchlist."),
    "new on simkl": N_("It was put on SIMKL's list."),
    "again on plex": N_("It was put on Plex's watchlist again after SIMKL lost it."),
    "again on simkl": N_("It was put on SIMKL's list again after Plex lost it."),
    "gone from plex": N_("It was on both lists, and is no longer on Plex's watchlist."),
    "gone from simkl": N_("It was on both lists, and is no longer in SIMKL's account."),
    "completed": N_("SIMKL says that it has been watched."),
    "dropped": N_("SIMKL says that it was dropped."),
    "watching": N_("SIMKL says that it is being watched."),
    "counts on plex": N_("Plex's watchlist, which counts, has it."),
    "counts on simkl": N_("SIMKL's list, which counts, has it."),
    "not on plex": N_("Plex's watchlist, which counts, does not have it."),
    "not on simkl": N_("SIMKL's list, which counts, does not have it."),
    "undone": N_("You took back what was done."),
    # why it waits for a person (held)
    "first run": N_("A first run only adds; this title was on one list only. Say yes to take it off."),
    "list is empty": N_("The list that it should follow is suddenly empty."),
    "too many": N_("Too many titles would be taken off at once."),
    "finished show": N_("A finished show is never taken off by itself."),
    "several seasons": N_("SIMKL has several entries for this show; which of them you meant is not known."),
    "same name": N_("The other list has a title of the same name by itself, which may be this one under another id."),
    "keeps coming back": N_("It was taken off three times and came back each time."),
    # why it is left out (skipped)
    "adding is off": N_("Adding titles is switched off in the settings."),
    "removing is off": N_("Taking titles off is switched off in the settings."),
    "list not whole": N_("A list could not be read whole."),
    "a moment ago": N_("It was changed only a moment ago; the services need a while to tell the same."),
    "changed meanwhile": N_("It changed at SIMKL while this ran; the next run looks at it again."),
    "there already": N_("It is on that list already."),
    "known at simkl": N_("SIMKL has it on another list, and it is not moved back."),
    "other ids": N_("The other list has it under other ids; the next run looks at it again."),
    "has history": N_("SIMKL has history or a rating of it, which would be lost."),
    # why nothing can be done (unresolved)
    "without ids": N_("It has no id by which the other service could know it."),
    "not found on plex": N_("Plex does not know it under any of its ids."),
    "not found on simkl": N_("SIMKL does not know it under any of its ids."),
    "ids disagree": N_("Both lists have a title that shares one id with it and differs in another."),
    "other type": N_("One list calls it a film, the other a show."),
    "left alone": N_("You asked for it to be left alone."),
}
"""Why, as a sentence for people; by its key, which is what is kept."""
