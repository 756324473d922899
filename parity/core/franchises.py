"""What of a collection is there, what is missing of it and what is yet to come (RULES R1, R2 for films)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from parity.core.decisions import Decision
from parity.core.release import Choice, Dates, available_on, is_short

IGNORED = ("ignored", "ignored collection")
SHORT = "short"


@dataclass(frozen=True, slots=True)
class FilmTaste:
    """The owner's wishes about films: which release makes one missing, in which country, and whether shorts count."""

    available: Choice = "any"
    region: str = "US"
    shorts: bool = True


@dataclass(frozen=True, slots=True)
class FilmRulings:
    """What was decided about films and collections and is in force, each by its key."""

    films: Mapping[str, Decision] = field(default_factory=dict)
    collections: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What matters of a part: its first release anywhere, its days in the owner's country, its length in minutes."""

    tmdb_id: int
    released_on: date | None
    dates: Dates = Dates()
    runtime: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a part stands. Never "missing": that follows from these fields and today.

    `hidden_by` is None or the reason, which holds to the end of the day `hidden_to`, None is for good.
    """

    owned: bool
    due_on: date | None
    hidden_by: str | None = None
    hidden_to: date | None = None

    def hidden(self, today: date) -> bool:
        """Whether something hides it on that day."""
        return self.hidden_by is not None and (self.hidden_to is None or today <= self.hidden_to)

    def missing(self, today: date) -> bool:
        """Not there, not hidden, and it can be owned."""
        return not self.owned and self.due_on is not None and self.due_on <= today and not self.hidden(today)

    def announced(self, today: date) -> bool:
        """Not there, not hidden, and it cannot be owned yet: nobody knows from when on, or it is yet to come."""
        return not self.owned and (self.due_on is None or self.due_on > today) and not self.hidden(today)


def judge_part(
    part: Known, collection_id: int, owned: Collection[int], rules: FilmRulings, taste: FilmTaste
) -> Standing:
    """How one part of a collection stands. `owned` are the TMDB ids of all films that are there.

    The judgement knows no day: it stays right while only time passes.
    """
    due = available_on(taste.available, part.released_on, part.dates)
    hidden_by, hidden_to = _hidden(part, collection_id, rules, taste)
    return Standing(part.tmdb_id in owned, due, hidden_by, hidden_to)


def film_key(tmdb_id: int) -> str:
    """The name under which decisions on a film are kept that Plex need not have. A show may have the same number."""
    return f"film:tmdb:{tmdb_id}"


def collection_key(collection_id: int) -> str:
    """The name under which decisions on a collection are kept."""
    return f"collection:tmdb:{collection_id}"


def film_rulings(found: Iterable[Decision], today: date) -> FilmRulings:
    """Sort out what was decided: in force only, and of two about one thing the newer."""
    films: dict[str, Decision] = {}
    collections: dict[str, Decision] = {}
    shelves = {"ignore_film": films, "ignore_collection": collections}
    in_force = [d for d in found if d.kind in shelves and d.in_force(today)]
    for decision in sorted(in_force, key=lambda d: (d.made_at, d.id), reverse=True):
        for key in decision.keys:
            shelves[decision.kind].setdefault(key, decision)
    return FilmRulings(films, collections)


def parts_ignored(decision: Decision) -> frozenset[int] | None:
    """The parts that an ignored collection hides; None: all, those too that are yet to be listed."""
    return frozenset(int(part) for part in decision.value.split()) if decision.value else None


def _hidden(part: Known, collection_id: int, rules: FilmRulings, taste: FilmTaste) -> tuple[str | None, date | None]:
    own, whole = rules.films.get(film_key(part.tmdb_id)), rules.collections.get(collection_key(collection_id))
    if whole is not None and part.tmdb_id not in (parts_ignored(whole) or {part.tmdb_id}):
        whole = None
    found = [(word, d) for word, d in (("ignored", own), ("ignored collection", whole)) if d is not None]
    if not taste.shorts and is_short(part.runtime):
        return SHORT, None  # for good, so that it outlasts whatever was decided
    # The one that hides longest decides; an open end is longest of all.
    word, decision = max(found, key=lambda pair: pair[1].until or date.max, default=(None, None))
    return word, decision.until if decision is not None else None
