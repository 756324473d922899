"""What might be right of a suspect show, as its row keeps it."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from parity.core.suspicion import Proposal


def pack(proposals: Sequence[Proposal]) -> str:
    """As a row keeps them."""
    return json.dumps([asdict(proposal) for proposal in proposals], ensure_ascii=False)


def unpack(text: str | None) -> tuple[Proposal, ...]:
    """As they were kept; none where nothing is."""
    rows = json.loads(text) if text else ()
    return tuple(Proposal(row["kind"], row["value"], row["name"], row["share"], row["share_now"]) for row in rows)
