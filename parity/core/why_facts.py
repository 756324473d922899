"""What a show's reasons rest on besides its copies and decisions: order, air times, differences, checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from parity.core.shapes import Differing
from parity.core.suspicion import Proposal

PROVIDERS = {"tmdb": "TMDB", "tvdb": "TheTVDB"}
_ORDER_FROM = {
    "decision": "because you said so",
    "show": "as this show is set in Plex",
    "library": "as its library is set in Plex",
    "agent": "as the agent counts that matched it",
}
_PLACED = {
    "id": "by its episode id",
    "title": "by its title",
    "date": "by its air date",
    "half": "as one half of a long episode",
    "range": "because its file holds more than one episode",
}
_GRACE = {"set": "as you set it", "learned": "learned from how long its episodes took to arrive"}


@dataclass(frozen=True, slots=True)
class WhyOrder:
    """The order that is compared in. `source`: decision, show, library or agent; `said`: their own word for it.

    `show_id` is the show's id at the provider of that order, None while it is not known.
    """

    label: str
    source: str
    said: str
    show_id: int | None


@dataclass(frozen=True, slots=True)
class WhyAiring:
    """How its dates are read. `time` and `zone`, where the network's are known; else a date is all there is.

    `grace_days` None: as generally set; `grace_source`: set or learned.
    """

    time: str | None
    zone: str | None
    origin: str
    grace_days: int | None
    grace_source: str | None

    @property
    def exact(self) -> bool:
        """Whether the hour is known, not only the day."""
        return self.time is not None and self.zone is not None


@dataclass(frozen=True, slots=True)
class WhyCheck:
    """When a scan asks about the show next, and why; None: no schedule would."""

    next_at: datetime | None
    mode: str | None
    why: str | None


def placed_by(how: str) -> str:
    """By what an item was placed."""
    return _PLACED.get(how, how)


def provider_of(order_label: str) -> str:
    """Whose list the rows of a show in this order are."""
    return PROVIDERS.get(order_label.partition(":")[0], "TMDB")


def of_order(order: WhyOrder) -> Iterator[str]:
    """In which order it is compared, and who said so."""
    said = f" ({order.said})" if order.said and order.source != "decision" else ""
    yield f"It is compared in the order {order.label}, {_ORDER_FROM.get(order.source, order.source)}{said}."
    if order.label.startswith("tvdb:") and order.show_id is not None:
        yield f"TheTVDB calls it series {order.show_id}."


def of_airing(airing: WhyAiring) -> Iterator[str]:
    """How its dates are read."""
    if airing.exact:
        yield f"It airs at {airing.time} in {airing.zone}: its air times are exact."
    else:
        yield "Only the day on which its episodes air is known: air times are estimated."
    if airing.grace_days is not None and airing.grace_source is not None:
        days = f"{airing.grace_days} day{'' if airing.grace_days == 1 else 's'}"
        yield f"An episode is missing {days} after it aired, {_GRACE.get(airing.grace_source or '', 'as set')}."


def of_proposal(proposal: Proposal) -> str:
    """What might be right instead, and how to take it."""
    if proposal.kind == "key":
        return "With a key for TheTVDB Parity would compare in the order that Plex uses: set TVDB_API_KEY."
    shares = f"would explain {proposal.share} % of what Plex holds, now {proposal.share_now} % are explained"
    name = f" ({proposal.name})" if proposal.name else ""
    return f"Proposed: {proposal.kind} {proposal.value}{name}, which {shares}."


def of_difference(difference: Differing) -> str:
    """What one provider lists and the other does not."""
    listed = f"{PROVIDERS.get(difference.provider, difference.provider)} lists {difference.code} {difference.title}"
    aired = f", aired {difference.air_date}" if difference.air_date else ""
    accepted = " You accepted that." if difference.accepted else ""
    return f"{listed.strip()}{aired}, the other provider does not: {difference.explanation}.{accepted}"


def of_check(check: WhyCheck) -> Iterator[str]:
    """When it is asked about next."""
    if check.next_at is None:
        yield "No schedule would ask about it: start a scan by hand."
    else:
        yield f"Asked about next by the {check.mode} scan of {moment(check.next_at)}: {check.why}."


def moment(value: datetime) -> str:
    """A moment for a terminal, always UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
