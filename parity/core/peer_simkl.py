"""Reads what Plex-SIMKL Watchlist Sync left behind: its `config.json` and its `state.json`.

Both are untrusted JSON: what is wrong becomes a sentence, never an exception. `config.json` has `plex`, `simkl` and
`sync`. `state.json` has each side's titles as they were after its last good run, by one id of each, whatever the type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from parity.core.peer_scanner import named, record, text
from parity.core.simkl import SimklToken
from parity.core.watch import Type, watch_ids

_MARKS = frozenset({"client_id", "client_secret", "access_token"})
_EXAMPLES = ("YOUR_SIMKL_CLIENT_ID", "YOUR_SIMKL_CLIENT_SECRET")
_TYPES: Mapping[str, Type] = {"movie": "movie", "show": "show", "tv": "show"}
_FLAGS = {
    "enable_add": "watchlist_add",
    "enable_remove": "watchlist_remove",
    "verify_after_write": "watchlist_verify",
}
_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_CLASHING = ("imdb", "tmdb", "tvdb", "simkl")  # a title has one of each; of mal and anidb it has one for each part
_NAMED = 10  # titles that are named each


@dataclass(frozen=True, slots=True)
class PeerTitle:
    """A title that both lists had."""

    type: Type
    title: str
    year: int | None
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class PeerSimkl:
    """What one file gives. `settings` goes from a setting's name to a text that must still be checked as one.

    `agreed`: what both lists had, as of `seen_at`; None where the file says nothing of that. `left_out` says in
    sentences what was not taken over and why; no value of `settings` and no token is in them.
    """

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    token: SimklToken | None = None
    agreed: tuple[PeerTitle, ...] | None = None
    seen_at: datetime | None = None
    left_out: tuple[str, ...] = ()


def read_peer_simkl(document: object) -> PeerSimkl | None:
    """What a parsed file gives, told by its content which of the two it is; None when it is neither."""
    fields = record(document)
    plex, simkl = record(fields.get("plex")), record(fields.get("simkl"))
    if "items" in plex and "items" in simkl:
        return _read_state(fields, plex["items"], simkl["items"])
    if _MARKS.intersection(simkl) and ("sync" in fields or "plex" in fields):
        return _read_config(fields, plex, simkl)
    return None


def _read_config(fields: Mapping[str, object], plex: Mapping[str, object], simkl: Mapping[str, object]) -> PeerSimkl:
    left_out: list[str] = []
    sync = record(fields.get("sync"))
    found = {
        "plex_account_token": _given(plex, "plex", "account_token", left_out),
        "simkl_client_id": _given(simkl, "simkl", "client_id", left_out),
        "simkl_client_secret": _given(simkl, "simkl", "client_secret", left_out),
        **{ours: _flag(sync, "sync", theirs, left_out) for theirs, ours in _FLAGS.items()},
        **_way(record(sync.get("bidirectional"))),
        **_activity(sync.get("activity"), left_out),
    }
    token = _token(simkl, found["simkl_client_id"], left_out)
    for key in sorted(fields.keys() - {"plex", "simkl", "sync", "runtime"}):
        left_out.append(f"{named(key)}: no such setting here.")
    return PeerSimkl({name: value for name, value in found.items() if value}, token, left_out=tuple(left_out))


def _way(given: Mapping[str, object]) -> dict[str, str]:
    """How the lists followed each other: whatever was not two-way or mirror was one-way, from Plex to SIMKL."""
    enabled = _truth(given.get("enabled", True))
    mode, source = (text(given.get(name, usual)).lower() for name, usual in _USUAL.items())
    if enabled is False or mode not in ("two-way", "mirror"):
        return {"watchlist_mode": "one-way", "watchlist_source": "plex"}
    return {"watchlist_mode": mode, "watchlist_source": "plex" if source == "plex" else "simkl"}


_USUAL = {"mode": "two-way", "source_of_truth": "plex"}


def _activity(given: object, left_out: list[str]) -> dict[str, str]:
    fields = record(given)
    if fields.get("types", ["watchlist"]) != ["watchlist"]:
        left_out.append("sync.activity.types: Parity keeps the watchlist alone together with SIMKL.")
    return {"watchlist_use_activity": _flag(fields, "sync.activity", "use_activity", left_out)}


def _token(simkl: Mapping[str, object], client_id: str, left_out: list[str]) -> SimklToken | None:
    value = text(simkl.get("access_token"))
    if text(simkl.get("refresh_token")):
        left_out.append("simkl.refresh_token: SIMKL never renewed a sign-in of this kind, and its token does not end.")
    if value and not client_id:
        left_out.append("simkl.access_token: it opens nothing without simkl.client_id.")
        return None
    return SimklToken("v1", client_id, value) if value else None


def _given(fields: Mapping[str, object], where: str, key: str, left_out: list[str]) -> str:
    value = fields.get(key)
    found = text(value)
    if value is not None and not isinstance(value, str):
        left_out.append(f"{where}.{key}: not a text.")
        return ""
    if found.upper() in _EXAMPLES:
        left_out.append(f"{where}.{key}: still the example that it came with.")
        return ""
    return found


def _flag(fields: Mapping[str, object], where: str, key: str, left_out: list[str]) -> str:
    if key not in fields:
        return ""
    truth = _truth(fields[key])
    if truth is None:
        left_out.append(f"{where}.{key}: neither true nor false.")
        return ""
    return "true" if truth else "false"


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _WORDS.get(text(value).lower())


def _read_state(fields: Mapping[str, object], plex: object, simkl: object) -> PeerSimkl:
    left_out: list[str] = []
    sides = [list(_titles(side, items, left_out)) for side, items in (("plex", plex), ("simkl", simkl))]
    agreed, alone, clashing = [], 0, []
    for group in _groups(sides):
        if {side for side, _ in group} != {0, 1}:
            alone += len(group)
        elif _clashes(group):
            clashing.append(group[0][1].title)
        else:
            first = group[0][1]
            ids = frozenset[str]().union(*(title.ids for _, title in group))
            agreed.append(PeerTitle(first.type, first.title, first.year, ids))
    left_out += [f"{named(title)}: its ids on the two lists disagree." for title in clashing[:_NAMED]]
    if len(clashing) > _NAMED:
        left_out.append(f"The ids of {len(clashing) - _NAMED} more titles disagree.")
    if alone:
        left_out.append(f"Titles that were on one list only ({alone}): the next run compares them anew.")
    return PeerSimkl(agreed=tuple(agreed), seen_at=_moment(fields.get("last_sync_epoch")), left_out=tuple(left_out))


def _titles(side: str, items: object, left_out: list[str]) -> Iterator[PeerTitle]:
    fields, useless = record(items), []
    if not isinstance(items, dict):
        left_out.append(f"{side}.items: not an object.")
    for key, entry in fields.items():
        row = record(entry)
        kind, year = _TYPES.get(text(row.get("type")).lower()), row.get("year")
        pairs = [*record(row.get("ids")).items(), *_pair(key)]
        ids = watch_ids(pairs)
        if kind is None or not ids:
            useless.append(named(text(row.get("title")) or key))
            continue
        yield PeerTitle(kind, text(row.get("title")), year if type(year) is int and 0 < year < 10**4 else None, ids)
    left_out += [f"{title}: it comes without a type or an id that could be used." for title in useless[:_NAMED]]
    if len(useless) > _NAMED:
        left_out.append(f"{side}.items: {len(useless) - _NAMED} more come without a type or an id that could be used.")


Group = list[tuple[int, PeerTitle]]


def _pair(key: str) -> list[tuple[str, object]]:
    kind, mark, value = key.partition(":")
    return [(kind, value)] if mark else []


def _groups(sides: list[list[PeerTitle]]) -> list[Group]:
    """Titles of both sides that share an id, each with the number of its side; those that share none stand alone."""
    every = [(side, title) for side, titles in enumerate(sides) for title in titles]
    above, first = list(range(len(every))), dict[tuple[str, str], int]()

    def top(at: int) -> int:
        while above[at] != at:
            above[at] = at = above[above[at]]
        return at

    for at, (_, title) in enumerate(every):
        for one in title.ids:
            above[top(at)] = top(first.setdefault((title.type, one), at))
    groups: dict[int, Group] = {}
    for at, each in enumerate(every):
        groups.setdefault(top(at), []).append(each)
    return list(groups.values())


def _clashes(group: Group) -> bool:
    every = {one for _, title in group for one in title.ids}
    return any(sum(one.startswith(f"{kind}:") for one in every) > 1 for kind in _CLASHING)


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**33:
        return None
    return datetime.fromtimestamp(value, UTC)
