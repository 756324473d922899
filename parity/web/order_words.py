"""What pages say of orders: their names, who chose one, which can be chosen, and what might be right instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parity.core.catalogue import OrderOnOffer
from parity.core.order_choice import always_on_offer, label_of
from parity.core.shapes import Differing
from parity.core.suspicion import Proposal
from parity.core.why_facts import WhyOrder
from parity.web import here as ground
from parity.web import plurals
from parity.web.speech import gettext as _

_ORDERS: dict[str, Callable[[], str]] = {
    "tmdb:aired": lambda: _("TMDB, as aired"),
    "tmdb:absolute": lambda: _("TMDB, counted through"),
    "tvdb:official": lambda: _("TheTVDB, as aired"),
    "tvdb:dvd": lambda: _("TheTVDB, DVD order"),
    "tvdb:absolute": lambda: _("TheTVDB, counted through"),
    "tvdb:alternate": lambda: _("TheTVDB, alternate order"),
    "tvdb:regional": lambda: _("TheTVDB, regional order"),
    "tvdb:altdvd": lambda: _("TheTVDB, alternate DVD order"),
    "tvdb:alttwo": lambda: _("TheTVDB, second alternate order"),
}
_DOUBTS: dict[str, Callable[[], str]] = {
    "key": lambda: _("needs a TheTVDB key"),
    "order": lambda: _("order?"),
    "match": lambda: _("which show?"),
    "numbers": lambda: _("numbers?"),
}
_DIFFERS: dict[str, Callable[[str, str], str]] = {
    "listed in the specials there": lambda here, there: _("%(there)s lists it in its specials", there=there),
    "listed in a season there": lambda here, there: _("%(there)s lists it in a season", there=there),
    "one long episode there, two halves here": lambda here, there: _(
        "%(here)s has two halves, %(there)s one long episode", here=here, there=there
    ),
    "part of a longer episode there": lambda here, there: _(
        "%(there)s has it as part of a longer episode", there=there
    ),
    "split into segments there": lambda here, there: _("%(there)s has it in several segments", there=there),
    "newly listed here": lambda here, there: _("%(here)s lists it only since lately", here=here),
}
_GROUP = "tmdb:group:"
_LONGEST_NAME = 60

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Orders:
    """The choice of an order: `chosen` is "" where Plex says it. `looked`: other orders were asked for just now."""

    chosen: str
    options: Options
    looked: bool


def order(label: str) -> str:
    """In whose numbers a show is counted; an order that is not known by its own name."""
    if label in _ORDERS:
        return _ORDERS[label]()
    if label.startswith(_GROUP):
        return _("TMDB, another order (%(id)s)", id=label.removeprefix(_GROUP))
    provider, _colon, name = label.partition(":")
    return _("an order that Parity does not know (%(name)s)", name=name) if provider == "unknown" else label


def ordered_by(told: WhyOrder) -> str:
    """Who says in which order a show is numbered."""
    said = told.said
    return {
        "decision": lambda: _("chosen by hand"),
        "show": lambda: _("as this show is set in Plex: %(word)s", word=said),
        "library": lambda: _("as its library is set in Plex: %(word)s", word=said),
        "agent": lambda: _("as the agent of its library counts: %(word)s", word=said),
    }[told.source]()


def orders(chosen: str | None, in_use: str, offers: Sequence[OrderOnOffer] | None) -> Orders:
    """What can be chosen: as Plex says first, then what is always there, then what was found (`offers`)."""
    by_plex = _("as Plex says") if chosen else _("as Plex says: %(order)s", order=order(in_use))
    known = {label_of(each): order(label_of(each)) for each in always_on_offer(bool(ground.settings().tvdb_api_key))}
    for each in offers or ():
        known.setdefault(label_of(each), _offered(each))
    if chosen:
        known.setdefault(chosen, order(chosen))
    return Orders(chosen or "", (("", by_plex), *known.items()), offers is not None)


def doubt_word(doubt: str | None) -> str:
    """What is doubted of a show, in a word or two; "" when nothing is known of that."""
    return _DOUBTS[doubt]() if doubt in _DOUBTS else ""


def proposed(proposal: Proposal) -> str:
    """What might be right instead, and how much better it would fit, as a sentence."""
    if proposal.kind == "key":
        return _("With a key for TheTVDB Parity would compare in the order that Plex uses.")
    values = {"name": proposed_name(proposal), "share": proposal.share, "now": proposal.share_now}
    if proposal.kind == "order":
        return _("%(name)s explains %(share)s %% of what Plex holds; now it is %(now)s %%.", **values)
    return _("It may be %(name)s, which explains %(share)s %% of what Plex holds; now it is %(now)s %%.", **values)


def proposed_name(proposal: Proposal) -> str:
    """What is proposed, by its name."""
    return order(proposal.value) if proposal.value in _ORDERS else proposal.name or proposal.value


def differing(difference: Differing) -> str:
    """Why one provider lists an episode and the other does not."""
    here, there = ("TMDB", "TheTVDB") if difference.provider == "tmdb" else ("TheTVDB", "TMDB")
    only = _("only %(here)s lists it", here=here)
    why = _DIFFERS.get(difference.explanation)
    return f"{only}: {why(here, there)}" if why else only


def _offered(offer: OrderOnOffer) -> str:
    label, name = label_of(offer), offer.name[:_LONGEST_NAME]
    if label in _ORDERS:
        return _ORDERS[label]()
    provider = "TMDB" if offer.provider == "tmdb" else "TheTVDB"
    named = _("%(provider)s, order “%(name)s”", provider=provider, name=name)
    if offer.episodes is None:
        return named
    return f"{named}, {plurals.episodes(offer.episodes)}"
