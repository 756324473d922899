"""What the stand-in for SIMKL says of titles and lists, in the recorded shapes, and which title it takes for meant."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from parity.demo.simkl_records import KINDS, SECTIONS, STATUSES, Library, SimklRow, SimklTitle

Row = dict[str, object]
_RESOLVED = ("imdb", "tmdb", "tvdb", "mal", "anidb", "anilist", "kitsu")
_TYPES = {"movies": "movie", "shows": "tv", "anime": "anime"}
_SENT_AS = {"movies": ("movies",), "shows": ("shows", "anime"), "anime": ("anime",)}
"""In which parts of the catalogue a title is looked for, by the list that it was sent in."""


def activities(library: Library) -> Row:
    """The body of `/sync/activities`; null for what never happened."""
    names = ("all", "rated_at", "playback", *STATUSES, "removed_from_list")
    told: Row = {"all": stamp(library.stamps.get("all")), "settings": {"all": None}}
    for section in ("tv_shows", "anime", "movies"):
        absent = ("watching", "hold") if section == SECTIONS["movies"] else ()
        kept = {name: stamp(library.stamps.get(f"{section} {name}")) for name in names if name not in absent}
        told[section] = kept
    return told


def lists(
    library: Library,
    titles: Mapping[int, SimklTitle],
    kinds: Iterable[str] = KINDS,
    status: str = "all",
    since: float = 0,
) -> Row:
    """The body of `/sync/all-items`: a kind without titles is left out."""
    told: Row = {}
    for kind in kinds:
        rows = [
            list_row(row, titles[row.title])
            for row in library.rows.values()
            if titles[row.title].kind == kind and status in ("all", row.status) and row.changed > since
        ]
        told |= {kind: rows} if rows else {}
    return told


def list_row(row: SimklRow, title: SimklTitle) -> Row:
    """One row of a list."""
    told: Row = {
        "added_to_watchlist_at": stamp(row.added),
        "last_watched_at": stamp(row.last_watched),
        "user_rated_at": stamp(row.rated),
        "user_rating": row.rating,
        "status": row.status,
    }
    if title.kind == "movies":
        return {**told, "movie": _short(title)}
    seen = bool(row.watched)
    told |= {
        "last_watched": f"S01E{row.watched:02}" if seen else None,
        "next_to_watch": None if row.watched >= title.episodes else f"S01E{row.watched + 1:02}",
        "watched_episodes_count": row.watched,
        "total_episodes_count": title.episodes,
        "not_aired_episodes_count": 0,
    }
    return {**told, **({"anime_type": title.anime_type} if title.kind == "anime" else {}), "show": _short(title)}


def described(title: SimklTitle, full: bool = True) -> Row:
    """The page of one title: in full with all its ids."""
    more: Row = {"anime_type": title.anime_type} if title.kind == "anime" else {}
    ids: Row = {"simkl": title.id, "slug": _slug(title)}
    kind = _TYPES[title.kind]
    if not full:
        return {"title": title.title, "year": title.year, "type": kind, "ids": ids}
    ids |= title.ids
    return {"title": title.title, "year": title.year, "type": kind, **more, "ids": ids, "overview": "", "genres": []}


def found(title: SimklTitle) -> Row:
    """A row of `/search/id`."""
    ids: Row = {"simkl": title.id, "slug": _slug(title)}
    return {"type": _TYPES[title.kind], "title": title.title, "poster": None, "year": title.year, "ids": ids}


def standing(library: Library, titles: Mapping[int, SimklTitle], asked: Row, legacy: bool) -> Row:
    """A row of `/sync/watched`: what was asked for comes back, to apps of late with SIMKL's own number."""
    title = meant(titles, "movies" if asked.get("type") == "movie" else "shows", {**asked, "ids": asked})
    if title is None:
        return {**asked, "result": "not_found"}
    row = library.rows.get(title.id)
    own: Row = {} if legacy else {"ids": {"simkl": title.id}, "simkl": title.id}
    listed: Row = {} if legacy and row is None else {"list": row.status if row else None}
    return {
        **asked,
        **own,
        "result": row is not None,
        **listed,
        "last_watched_at": stamp(row.last_watched if row else None),
    }


def meant(titles: Mapping[int, SimklTitle], sent_as: str, told: Mapping[str, object]) -> SimklTitle | None:
    """Which title SIMKL takes for meant: by its own number, else other ids, else name and year, else the name alone."""
    there = [title for title in titles.values() if title.kind in _SENT_AS[sent_as]]
    sent = told.get("ids")
    ids = {str(kind): str(value) for kind, value in sent.items()} if isinstance(sent, dict) else {}
    if "simkl" in ids:
        known = next((title for title in titles.values() if str(title.id) == ids["simkl"]), None)
        if known:
            return known
    for kind in _RESOLVED:
        by_id = next((title for title in there if kind in ids and title.ids.get(kind) == ids[kind]), None)
        if by_id:
            return by_id
    named = [title for title in there if title.title.casefold() == str(told.get("title") or "").casefold()]
    return next((title for title in named if str(title.year) == str(told.get("year"))), next(iter(named), None))


def looked_up(titles: Mapping[int, SimklTitle], told: Mapping[str, str]) -> list[SimklTitle]:
    """What an id leads to; a TMDB number means a film or a show, as `type` says."""
    wanted = told.get("type", "")
    asked = [(kind, told[kind]) for kind in ("simkl", *_RESOLVED) if kind in told]
    known = [(title, {**title.ids, "simkl": str(title.id)}) for title in titles.values()]
    answers = [title for title, ids in known if any(ids.get(kind) == value for kind, value in asked)]
    if any(kind == "tmdb" for kind, _ in asked) and wanted:
        answers = [title for title in answers if title.is_film == (wanted == "movie")]
    return answers


def stamp(moment: int | None) -> str | None:
    """A time as SIMKL writes it."""
    return None if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _short(title: SimklTitle) -> Row:
    told = title.ids if title.told_ids is None else {kind: title.ids[kind] for kind in title.told_ids}
    ids = {"simkl": title.id, "slug": _slug(title), **told}
    return {"title": title.title, "poster": None, "year": title.year, "runtime": 45, "ids": ids}


def _slug(title: SimklTitle) -> str:
    return "-".join(title.title.casefold().split())
