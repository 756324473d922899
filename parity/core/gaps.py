"""The heart: what a show should have, what it has, and what hides the rest (RULES R1-R5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType

from parity.core.airing import horizon
from parity.core.airtime import Timing
from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Decision, Rulings, episode_names, season_key
from parity.core.numbering import Number
from parity.core.policy import ALWAYS, Policy, Span, hidden_by_policy, parse_policy, superseded_on

SPECIALS = "specials"
ACCEPTED = "accepted difference"
IGNORED = ("ignored", "ignored season", "ignored show", ACCEPTED)
NOTHING_KNOWN: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Taste:
    """The owner's general wishes: days of grace, whether specials count, which policy holds by default.

    `learns`: a show whose episodes take longer to arrive gets more grace; `zone` is the owner's, `now` the moment.
    """

    grace_days: int = 1
    specials: bool = False
    policy: Policy = Policy()
    learns: bool = True
    zone: tzinfo = UTC
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One expected episode as it is kept. Never "missing": that follows from these fields and today.

    `hidden_by` is None or the reason; it holds from `hidden_from` to `hidden_to`, None is open on that side.
    """

    season: int
    number: int
    episode_id: int
    title: str
    air_date: date | None
    runtime: int | None
    kind: str
    due_on: date | None
    owned: bool
    hidden_by: str | None = None
    hidden_from: date | None = None
    hidden_to: date | None = None

    def hidden(self, day: date) -> bool:
        """Whether something hides it on that day."""
        return self.hidden_by is not None and Span(self.hidden_from, self.hidden_to).covers(day)

    def missing(self, today: date) -> bool:
        """RULES R1: not owned, not hidden, due."""
        return not self.owned and self.due_on is not None and self.due_on <= today and not self.hidden(today)

    def upcoming(self, today: date) -> bool:
        """RULES R1, R6: not owned, not hidden, not due yet, and dated so that one can believe it."""
        if self.owned or self.due_on is None or self.due_on <= today or self.hidden(today):
            return False
        return self.air_date is not None and self.air_date <= horizon(today)

    def announced(self, today: date) -> bool:
        """RULES R6: not owned, not hidden, without a date or with one too far ahead. Junk in an ended show."""
        if self.owned or self.hidden(today):
            return False
        return self.air_date is None or self.air_date > horizon(today)


def judge(
    show_id: int,
    episodes: Sequence[ProviderEpisode],
    owned: Iterable[Number],
    rules: Rulings,
    taste: Taste,
    order: str = "tmdb:aired",
    differing: Mapping[int, str] = NOTHING_KNOWN,
    timing: Timing | None = None,
) -> tuple[Gap, ...]:
    """Every episode the provider lists: when it is due, whether it is owned, what hides it.

    `show_id` is the provider's, `order` the label of the one that the episodes are numbered in; `differing` are the
    signatures of what another source does not list, by episode id; `timing` is what is known of this show's own grace
    and time of day. The judgement knows no day: its rows stay right while only time passes, but for two things. Where
    an ignore ends and a policy holds too, the policy takes its place at the next judgement; and what has just been on
    is due from then on.
    """
    policy, specials = policy_of(rules, taste), specials_of(rules, taste)
    held, timing = frozenset(owned), timing or Timing(taste.grace_days)
    dues = [timing.due(e.air_date, e.runtime) for e in episodes]
    by_season = ((e.season, due) for e, due in zip(episodes, dues, strict=True))
    superseded = superseded_on(by_season) if policy.kind == "last" else {}
    ignoring = bool(rules.episodes or rules.seasons or "ignore_show" in rules.show or rules.accepted)
    rows = []
    for e, due in zip(episodes, dues, strict=True):
        by = None if specials or e.season != 0 else SPECIALS
        span = ALWAYS
        if by is None and (ignoring or policy.kind != "all"):
            ignore = _ignore(e, show_id, order, rules, differing) if ignoring else None
            by, span = _hidden(ignore, policy, hidden_by_policy(policy, e.season, e.air_date, superseded))
        facts = (e.season, e.number, e.episode_id, e.title, e.air_date, e.runtime, e.kind)
        rows.append(Gap(*facts, due, (e.season, e.number) in held, by, span.start, span.end))
    return tuple(rows)


def policy_of(rules: Rulings, taste: Taste) -> Policy:
    """The show's own policy, else the general one."""
    own = rules.show.get("policy")
    return (parse_policy(own.value, own.made_on) if own else None) or taste.policy


def specials_of(rules: Rulings, taste: Taste) -> bool:
    """The show's own switch for specials, else the general one."""
    own = rules.show.get("specials")
    return own.value == "on" if own and own.value in ("on", "off") else taste.specials


def _hidden(ignore: tuple[str, Decision] | None, policy: Policy, by_policy: Span | None) -> tuple[str | None, Span]:
    if ignore is None:
        return (None, ALWAYS) if by_policy is None else (f"policy {policy.label}", by_policy)
    word, decision = ignore
    if decision.until is None or by_policy is None:
        return word, Span(end=decision.until)
    # Both hide it: one open span when they touch, else the ignore's own.
    touches = by_policy.start is None or (by_policy.start - decision.until).days <= 1
    return word, Span(end=None if touches else decision.until)


def _ignore(
    e: ProviderEpisode, show_id: int, order: str, rules: Rulings, differing: Mapping[int, str]
) -> tuple[str, Decision] | None:
    own = rules.episodes
    names = episode_names(show_id, Number(e.season, e.number), e.episode_id, order) if own or rules.accepted else ()
    found: list[tuple[str, Decision | None]] = [
        ("ignored", next((own[name] for name in names if name in own), None)),
        ("ignored season", rules.seasons.get(season_key(show_id, e.season, order))),
        ("ignored show", rules.show.get("ignore_show")),
        (ACCEPTED, _accepted(names, rules, differing.get(e.episode_id))),
    ]
    real = [(word, decision) for word, decision in found if decision is not None]
    # The one that hides longest decides; an open end is longest of all.
    return max(real, key=lambda pair: pair[1].until or date.max, default=None)


def _accepted(names: Sequence[str], rules: Rulings, signature: str | None) -> Decision | None:
    """The word on exactly the difference that there is today: any other is news."""
    found = next((rules.accepted[name] for name in names if name in rules.accepted), None)
    return found if found is not None and found.value == signature else None
