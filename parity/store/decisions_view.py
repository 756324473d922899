"""The standing decisions, as other programs read them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, select

from parity.core.decisions import Decision
from parity.core.shapes import Listing
from parity.core.why import WhyDecision
from parity.store.schema import decisions


def decisions_listing(
    connection: Connection,
    today: date,
    limit: int | None = None,
    offset: int = 0,
    kinds: Collection[str] | None = None,
) -> Listing[WhyDecision]:
    """What was decided and not undone, the newest first; what has ended is not in force. Two statements.

    `kinds`: only decisions of these kinds.
    """
    stands: ColumnElement[bool] = decisions.c.undone_at.is_(None)
    if kinds is not None:
        stands = and_(stands, decisions.c.kind.in_(sorted(kinds)))
    total = connection.execute(select(func.count()).where(stands)).scalar_one()
    columns = [decisions.c[name] for name in ("id", "kind", "label", "value", "reason", "made_on", "until")]
    query = select(*columns).where(stands).order_by(decisions.c.id.desc()).limit(limit).offset(offset)
    rows = (
        WhyDecision(
            id=row.id,
            kind=row.kind,
            label=row.label,
            value=row.value,
            reason=row.reason,
            made_on=row.made_on,
            until=row.until,
            in_force=row.until is None or today <= row.until,
        )
        for row in connection.execute(query)
    )
    return Listing(total, tuple(rows))


def told_of(decision: Decision, label: str, in_force: bool) -> WhyDecision:
    """A decision as a page tells it."""
    return WhyDecision(
        id=decision.id,
        kind=decision.kind,
        label=label,
        value=decision.value,
        reason=decision.reason,
        made_on=decision.made_on,
        until=decision.until,
        in_force=in_force,
    )
