"""Everything behind one show or one of its episodes, as values and as sentences: each row can say why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from parity.core import why_facts
from parity.core.shapes import Differing, Show
from parity.core.suspicion import Proposal
from parity.core.why_facts import WhyAiring, WhyCheck, WhyOrder, moment, provider_of

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
    "grace": "days of grace set",
    "accept": "difference accepted",
    "ignore_film": "ignored",
    "ignore_collection": "ignored",
    "match_film": "matched by hand",
}


@dataclass(frozen=True, slots=True)
class WhyCopy:
    """One copy as Plex lists it. `live` episodes are there, `trashed` ones do not count; `folder` is a path there."""

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
    folder: str | None = None


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
    """An item that counts under another number than Plex gives it (`was`), or under none (`code` is None).

    `how`: id, title, date, half, range, unplaced.
    """

    rating_key: str
    title: str
    code: str | None
    how: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class WhyCandidate:
    """A show of TMDB that a search found, but not with certainty."""

    tmdb_id: int
    title: str
    year: int | None


@dataclass(frozen=True, slots=True)
class WhyItem:
    """A Plex item that counts as the episode, or would if it were not in the trash."""

    library: str
    rating_key: str
    title: str
    live: bool
    file: str | None


@dataclass(frozen=True, slots=True)
class WhyEpisode:
    """One expected episode. `items` are what Plex lists for it, trash included.

    `lost_on`: since when it is gone, where Plex had it; `confidence_reason`: why it may be no gap. `airs_at` is the
    moment at which it is on, where its network's time is known.
    """

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
    lost_on: date | None = None
    confidence_reason: str | None = None
    airs_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything behind a show, and behind one of its episodes when one was asked for."""

    show: Show
    copies: tuple[WhyCopy, ...]
    candidates: tuple[WhyCandidate, ...]
    decisions: tuple[WhyDecision, ...]
    placements: tuple[WhyPlacement, ...]
    episode: WhyEpisode | None = None
    order: WhyOrder | None = None
    airing: WhyAiring | None = None
    doubt: str | None = None
    proposals: tuple[Proposal, ...] = ()
    differences: tuple[Differing, ...] = ()
    check: WhyCheck | None = None


def why_sentences(why: Why) -> list[str]:
    """What a person reads: the verdict first, then what it rests on."""
    first = _of_episode(why.episode, provider_of(why.show.order)) if why.episode else _of_state(why.show)
    parts = (first, *_behind(why))
    return [sentence for part in parts for sentence in part]


def _behind(why: Why) -> Iterator[Iterable[str]]:
    yield (why_facts.of_proposal(proposal) for proposal in why.proposals)
    yield _of_identity(why)
    yield why_facts.of_order(why.order) if why.order else ()
    yield why_facts.of_airing(why.airing) if why.airing else ()
    yield (_copy(copy) for copy in why.copies)
    yield (f"{c.library}: {c.library_notice}" for c in why.copies if c.library_notice)
    yield (_decision(decision) for decision in why.decisions)
    yield (_placement(placement) for placement in why.placements)
    yield (why_facts.of_difference(difference) for difference in why.differences)
    yield _of_check(why.show)
    yield why_facts.of_check(why.check) if why.check else ()


def _of_state(show: Show) -> Iterator[str]:
    counted = f"{show.owned} of {show.expected} episodes are there"
    yield {
        "complete": f"{show.title} is complete: {counted}.",
        "missing": f"{show.title} misses {_count(show.missing, 'episode')}: {counted}.",
        "unmatched": f"{show.title} is not matched: {show.reason}.",
        "suspect": f"{show.title} is not compared: {(show.reason or '').rstrip('.')}.",
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
        yield f"It is TMDB {show.tmdb_id}, {source}."
        others = (("IMDb", show.imdb_id), ("TheTVDB", show.tvdb_id))
        named = [f"{name} {value}" for name, value in others if value is not None]
        if named:
            yield f"TMDB says that this is {' and '.join(named)}."
    for candidate in why.candidates:
        yield f"Perhaps it is TMDB {candidate.tmdb_id}: {candidate.title} ({candidate.year or 'no year'})."


def _of_check(show: Show) -> Iterator[str]:
    yield f"Last checked {moment(show.checked_at)}." if show.checked_at else "Never checked."
    if show.trouble:
        since = f" since {moment(show.trouble.since)}" if show.trouble.since else ""
        yield f"Trouble{since}: {show.trouble.what}; all else is what was known before."


def _of_episode(episode: WhyEpisode, provider: str) -> Iterator[str]:
    name = f"{episode.code} {episode.title}".strip()
    yield {
        "owned": f"{name} is there.",
        "hidden": f"{name} is hidden: {episode.hidden_by}{_span(episode)}.",
        "missing": f"{name} is missing since {episode.due_on}.",
        "upcoming": f"{name} is upcoming; it counts as missing from {episode.due_on}.",
        "announced": f"{name} is announced, without a date that can be believed.",
    }[episode.standing]
    yield f"{provider} calls it episode {episode.episode_id}, aired {episode.air_date or 'on a day not known'}."
    if episode.airs_at:
        yield f"It is on at {moment(episode.airs_at)}."
    if episode.lost_on:
        yield f"It was in Plex until {episode.lost_on}."
    if episode.confidence_reason:
        yield f"It may be no gap: {episode.confidence_reason}."
    if episode.first_seen:
        yield f"First found missing {moment(episode.first_seen)}."
    for item in episode.items:
        there = "is there" if item.live else "is in the trash, which does not count"
        file = f" Its file is {item.file}." if item.file else ""
        yield f"{item.library}: rating key {item.rating_key}, {item.title}, {there}.{file}"
    if not episode.items:
        yield "Plex lists nothing that counts as this episode."


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
    over = "; no longer in force" if decision.until else "; a newer decision outranks it"
    outranked = "" if decision.in_force else over
    made = f"Decided on {decision.made_on}: {decision.label}, {what}{value}"
    return f"{made}{_until(decision.until)}{reason}{outranked}."


def _placement(placement: WhyPlacement) -> str:
    if placement.code is None:
        return f"{placement.title} (rating key {placement.rating_key}) cannot be placed: no number, date or title fits."
    was = f", which Plex numbers {placement.was}," if placement.was else ""
    how = why_facts.placed_by(placement.how)
    return f"{placement.title} (rating key {placement.rating_key}){was} counts as {placement.code}, {how}."


def _span(episode: WhyEpisode) -> str:
    start = f" from {episode.hidden_from}" if episode.hidden_from else ""
    return f"{start}{_until(episode.hidden_to)}"


def _until(day: date | None) -> str:
    return f" until {day}" if day else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
