"""What a show's reasons rest on besides its copies and decisions: its order, air times, proposals and differences."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from parity.core.decisions import Rulings
from parity.core.numbering import Number
from parity.core.order_choice import kept_under
from parity.core.suspicion import Proposal
from parity.core.why import WhyDecision
from parity.core.why_facts import WhyAiring, WhyDifference, WhyOrder
from parity.store.items import ItemRow
from parity.store.schema import differences
from parity.store.shows import ShowRow


def order_told(row: ShowRow, first: ItemRow, rules: Rulings) -> WhyOrder:
    """The order in use and who said so: that of the first copy."""
    source, said = order_from(first, rules)
    return WhyOrder(row.order_label, source, said, kept_under(row.order_label, row.source_id, row.tmdb_id)[0])


def order_from(copy: ItemRow, rules: Rulings) -> tuple[str, str]:
    """Who says in which order a copy is numbered (decision, show, library, agent), and in which words."""
    if "order" in rules.show:
        return "decision", rules.show["order"].value
    if copy.own_order:
        return "show", copy.own_order
    return ("library", copy.library_order) if copy.library_order else ("agent", copy.agent)


def airing_told(row: ShowRow) -> WhyAiring:
    """How its dates are read."""
    return WhyAiring(row.airs_time, row.airs_zone, row.origin, row.grace_days, row.grace_source)


def read_proposals(text: str | None) -> tuple[Proposal, ...]:
    """The proposals as a show's row keeps them."""
    rows = json.loads(text) if text else None
    return tuple(Proposal(row["kind"], row["value"], row["name"], row["share"], row["share_now"]) for row in rows or ())


def differences_told(connection: Connection, row: ShowRow, decided: Iterable[WhyDecision]) -> tuple[WhyDifference, ...]:
    """What one provider lists and the other does not, by number. One statement.

    One that was accepted in what was `decided` stays so only as long as both providers say what they said then.
    """
    accepted = {decision.value for decision in decided if decision.kind == "accept"}
    columns = ("provider", "season", "number", "title", "air_date", "explanation", "signature")
    query = select(*(differences.c[name] for name in columns)).where(differences.c.show_id == row.id)
    return tuple(
        WhyDifference(
            provider=each.provider,
            season=each.season,
            number=each.number,
            code=Number(each.season, each.number).code,
            title=each.title,
            air_date=each.air_date,
            explanation=each.explanation,
            own=row.order_label.startswith(f"{each.provider}:"),
            accepted=each.signature in accepted,
        )
        for each in connection.execute(query.order_by(differences.c.season, differences.c.number))
    )
