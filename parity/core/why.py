"""Everything behind one show or one of its episodes, as values and as sentences: each row can say why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from parity.core.shapes import Show

EpisodeStanding = Literal["owned", "hidden", "missing", "upcoming", "announced"]

_SOURCES = {
    "decision": "because you said so",
    "tmdb": "because Plex names this id",
    "imdb": "found by its IMDb id",
    "tvdb": "found by its TheTVDB id",
    "search": "found by title and year",
}
_KINDS = {
    "ignore_show": "ignored",
    "ignore_season": "ignored",
    "ignore_episode": "ignored",
    "match": "matched by hand",
    "order": "order set by hand",
    "policy": "policy set",
    "specials": "specials set",
    "accept": "difference accepted",
}
_PLACED = {"date": "by its air date", "title": "by its title"}


@dataclass(frozen=True, slots=True)
class WhyCopy:
    """One copy as Plex lists it. `live` episodes are there, `trashed` ones do not count."""

    server_name: str
    library: str
    library_state: str
    library_notice: str | None
    rating_key: str
    title: str
    year: int | None
    ids: tuple[str, ...]
    order: str
    live: int
    trashed: int


@dataclass(frozen=True, slots=True)
class WhyDecision:
    """A decision about the show. One that is not `in_force` is outranked by a newer one of its kind."""

    id: int
    kind: str
    label: str
    value: str
    reason: str
    made_on: date
    until: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class WhyPlacement:
    """An item that Plex gives no usable number, and where it went: by "date", by "title", or "unplaced"."""

    rating_key: str
    title: str
    code: str | None
    how: str


@dataclass(frozen=True, slots=True)
class WhyCandidate:
    """A show of TMDB that a search found, but not with certainty."""

    tmdb_id: int
    title: str
    year: int | None


@dataclass(frozen=True, slots=True)
class WhyItem:
    """A Plex item that carries the episode's number."""

    library: str
    rating_key: str
    title: str
    live: bool
    file: str | None


@dataclass(frozen=True, slots=True)
class WhyEpisode:
    """One expected episode. `items` are what Plex lists under its number, trash included."""

    code: str
    title: str
    episode_id: int
    air_date: date | None
    due_on: date | None
    standing: EpisodeStanding
    hidden_by: str | None
    hidden_from: date | None
    hidden_to: date | None
    first_seen: datetime | None
    items: tuple[WhyItem, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Everything behind a show, and behind one of its episodes when one was asked for."""

    show: Show
    copies: tuple[WhyCopy, ...]
    candidates: tuple[WhyCandidate, ...]
    decisions: tuple[WhyDecision, ...]
    placements: tuple[WhyPlacement, ...]
    episode: WhyEpisode | None = None


def why_sentences(why: Why) -> list[str]:
    """What a person reads: the verdict first, then what it rests on."""
    parts = (_of_episode(why.episode) if why.episode else _of_state(why.show), *_behind(why))
    return [sentence for part in parts for sentence in part]


def _behind(why: Why) -> Iterator[Iterator[str]]:
    yield _of_identity(why)
    yield (_copy(copy) for copy in why.copies)
    yield (f"{c.library}: {c.library_notice}" for c in why.copies if c.library_notice)
    yield (_decision(decision) for decision in why.decisions)
    yield (_placement(placement) for placement in why.placements)
    yield _of_check(why.show)


def _of_state(show: Show) -> Iterator[str]:
    counted = f"{show.owned} of {show.expected} episodes are there"
    yield {
        "complete": f"{show.title} is complete: {counted}.",
        "missing": f"{show.title} misses {_count(show.missing, 'episode')}: {counted}.",
        "unmatched": f"{show.title} is not matched: {show.reason}.",
        "suspect": f"{show.title} is not compared: {show.reason}.",
        "ignored": f"{show.title} is ignored ({show.reason}){_until(show.ignored_until)}.",
        "error": f"{show.title} was never checked well.",
    }[show.state]
    if show.next_air:
        yield f"Next is {show.next_air.code} on {show.next_air.air_date}; {show.upcoming} upcoming in all."
    if show.announced:
        yield f"{_count(show.announced, 'episode')} announced without a date that can be believed."
    yield f"Policy: {show.policy}. Specials count: {'yes' if show.specials else 'no'}."


def _of_identity(why: Why) -> Iterator[str]:
    show = why.show
    if show.tmdb_id is not None:
        source = _SOURCES.get(show.match_source or "", "for a reason that was not kept")
        yield f"It is TMDB {show.tmdb_id}, {source}; numbered as {show.order}."
    for candidate in why.candidates:
        yield f"Perhaps it is TMDB {candidate.tmdb_id}: {candidate.title} ({candidate.year or 'no year'})."


def _of_check(show: Show) -> Iterator[str]:
    yield f"Last checked {_moment(show.checked_at)}." if show.checked_at else "Never checked."
    if show.trouble:
        since = f" since {_moment(show.trouble.since)}" if show.trouble.since else ""
        yield f"Trouble{since}: {show.trouble.what}; all else is what was known before."


def _of_episode(episode: WhyEpisode) -> Iterator[str]:
    name = f"{episode.code} {episode.title}".strip()
    yield {
        "owned": f"{name} is there.",
        "hidden": f"{name} is hidden: {episode.hidden_by}{_span(episode)}.",
        "missing": f"{name} is missing since {episode.due_on}.",
        "upcoming": f"{name} is upcoming; it counts as missing from {episode.due_on}.",
        "announced": f"{name} is announced, without a date that can be believed.",
    }[episode.standing]
    yield f"TMDB calls it episode {episode.episode_id}, aired {episode.air_date or 'on a day not known'}."
    if episode.first_seen:
        yield f"First found missing {_moment(episode.first_seen)}."
    for item in episode.items:
        there = "is there" if item.live else "is in the trash, which does not count"
        yield f"{item.library}: rating key {item.rating_key}, {item.title}, {there}."
    if not episode.items:
        yield "No copy in Plex lists anything under this number."


def _copy(copy: WhyCopy) -> str:
    trash = f", {copy.trashed} in the trash" if copy.trashed else ""
    ids = ", ".join(copy.ids) or "no ids"
    return (
        f"{copy.server_name}, {copy.library}: rating key {copy.rating_key}, {ids}, "
        f"numbered as {copy.order}, {_count(copy.live, 'episode')}{trash}."
    )


def _decision(decision: WhyDecision) -> str:
    what = _KINDS.get(decision.kind, decision.kind)
    value = f" {decision.value}" if decision.value and decision.kind != "accept" else ""
    reason = f" ({decision.reason})" if decision.reason else ""
    outranked = "" if decision.in_force else "; a newer decision outranks it"
    made = f"Decided on {decision.made_on}: {decision.label}, {what}{value}"
    return f"{made}{_until(decision.until)}{reason}{outranked}."


def _placement(placement: WhyPlacement) -> str:
    if placement.code is None:
        return f"{placement.title} (rating key {placement.rating_key}) cannot be placed: no number, date or title fits."
    how = _PLACED.get(placement.how, placement.how)
    return f"{placement.title} (rating key {placement.rating_key}) counts as {placement.code}, {how}."


def _span(episode: WhyEpisode) -> str:
    start = f" from {episode.hidden_from}" if episode.hidden_from else ""
    return f"{start}{_until(episode.hidden_to)}"


def _until(day: date | None) -> str:
    return f" until {day}" if day else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
