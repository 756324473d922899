"""Made-up lists for tests of the watchlist rules."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from parity.core.watch import Complete, Listing, Type, WatchItem
from parity.core.watch_agreement import agreement
from parity.core.watch_groups import Agreed, Group, Ruled, groups
from parity.core.watch_plan import Base, Memory, Plan, make_plan
from parity.core.watch_rule import Rule

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def on_plex(number: int, *ids: str, type: Type = "movie", key: str = "", **more: object) -> WatchItem:
    """A row of Plex's list; without ids it has the TMDB number 500 + `number` and the IMDb one to it."""
    made = ids or both_ids(number)
    return _item("plex", key or f"plex://{type}/{number:024x}", type, number, made, more)


def on_simkl(number: int, *ids: str, type: Type = "movie", key: str = "", **more: object) -> WatchItem:
    """A row of SIMKL's list, with the same ids as Plex's of that number."""
    made = ids or both_ids(number)
    key = key or str(9000 + number)
    return _item("simkl", key, type, number, (*made, f"simkl:{key}"), more)


def both_ids(number: int) -> tuple[str, ...]:
    """The ids of film `number`."""
    return (f"imdb:tt{1_000_000 + number}", f"tmdb:{500 + number}")


def agreed_on(*rows: WatchItem, at: datetime = NOW, known: bool = True) -> Base:
    """The base after both lists were read with these rows."""
    plex, simkl = _sides(rows)
    return Base(agreement(groups(plex, simkl, (), Ruled()), at), known)


def planned(
    plex: Iterable[WatchItem] | Listing,
    simkl: Iterable[WatchItem] | Listing,
    base: Base | None = None,
    *,
    rule: Rule | None = None,
    ruled: Ruled | None = None,
    memory: Memory | None = None,
    now: datetime = LATER,
    confirmed: frozenset[str] | None = frozenset(),
) -> Plan:
    """The plan for these lists; rows alone are a complete list."""
    return make_plan(
        plex if isinstance(plex, Listing) else Complete(tuple(plex)),
        simkl if isinstance(simkl, Listing) else Complete(tuple(simkl)),
        base or Base(),
        rule or Rule(),
        ruled or Ruled(),
        memory or Memory(),
        now,
        confirmed,
    )


def grouped(*rows: WatchItem, agreed: tuple[Agreed, ...] = (), ruled: Ruled | None = None) -> tuple[Group, ...]:
    """The titles of these rows."""
    plex, simkl = _sides(rows)
    return groups(plex, simkl, agreed, ruled or Ruled())


def told(plan: Plan) -> list[str]:
    """The actions as words: `simkl add Film 1: new on plex`, with ` (held: …)` behind where they are not planned."""
    return [
        f"{a.side} {a.do} {a.title}: {a.reason}" + (f" ({a.state}: {a.hold})" if a.state != "planned" else "")
        for a in plan.actions
    ]


def writes(plan: Plan) -> list[str]:
    """What would be carried out, as words."""
    return [f"{a.side} {a.do} {a.title}" for a in plan.actions if a.state == "planned"]


def _sides(rows: Iterable[WatchItem]) -> tuple[list[WatchItem], list[WatchItem]]:
    every = list(rows)
    return [r for r in every if r.side == "plex"], [r for r in every if r.side == "simkl"]


def _item(side: str, key: str, type: Type, number: int, ids: Iterable[str], more: dict[str, object]) -> WatchItem:
    name = "Film" if type == "movie" else "Show"
    made = {"title": f"{name} {number}", "year": 2000 + number % 30, **more}
    return WatchItem(side, key, type, ids=frozenset(ids), **made)  # type: ignore[arg-type]
