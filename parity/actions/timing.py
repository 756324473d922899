"""When the episodes of a show are due: its days of grace and, where known, the time of day at which it is on."""

from collections.abc import Sequence
from datetime import timedelta

from parity.core.airtime import Timing, slot_of, zone_of
from parity.core.arrival import Grace, grace_of, learned_grace
from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.decisions import Rulings
from parity.core.gaps import Taste
from parity.core.holdings import Copy
from parity.store.shows import ShowRow

_LATELY = timedelta(days=400)  # a show that rests longer has no arrivals that tell, and nothing that grace changes


def on_air(row: ShowRow, found: ProviderShow | None) -> dict[str, str | None]:
    """Where a show comes from and when it is on: what was answered now, else what was told before."""
    origin = " ".join(found.origin) if found and found.origin else row.origin
    told = found.airs_at if found else None
    if told is None:
        return {"origin": origin, "airs_time": row.airs_time, "airs_zone": row.airs_zone}
    return {"origin": origin, "airs_time": told, "airs_zone": zone_of(origin.split())}


def timing_of(row: ShowRow, found: ProviderShow | None, grace: Grace, taste: Taste) -> Timing:
    """What the judgement of this show takes its due days from."""
    facts = on_air(row, found)
    return Timing(grace.days, slot_of(facts["airs_time"], facts["airs_zone"]), taste.zone, taste.now)


def grace_for(rules: Rulings, taste: Taste, copies: Sequence[Copy], episodes: Sequence[ProviderEpisode]) -> Grace:
    """The show's own days of grace; learned ones only of a show that was on lately or will be."""
    own = rules.show.get("grace")
    learned = None
    if own is None and taste.learns and taste.now is not None:
        lately = taste.now.astimezone(taste.zone).date() - _LATELY
        if any(e.air_date is not None and e.air_date >= lately for e in episodes):
            learned = learned_grace((e for c in copies for e in c.episodes), taste.zone)
    return grace_of(own.value if own else None, taste.grace_days, learned)


def as_kept(grace: Grace) -> dict[str, object]:
    """The columns of a show that tell it."""
    return {"grace_days": grace.days, "grace_source": grace.source}
