"""Rows of Plex as core nouns (fields: plex.md 2.1-2.3). None stands for a row that cannot be read."""

import re

from parity.core.ids import ExternalIds, read_guids
from parity.core.library import PlexEpisode, PlexShow, Section, Server
from parity.plex.media import is_deleted, minutes, version_left
from parity.plex.reading import EMPTY, Row, day, number, record, records, text, yes

SHOW_ORDERING = "showOrdering"
# What a new agent lists as a rule, one below the other, with as many digits as core takes.
_USUAL_IDS = re.compile(
    r"(?:imdb://(tt[0-9]{1,12})\n?)?(?:tmdb://([1-9][0-9]{0,11})\n?)?(?:tvdb://([1-9][0-9]{0,11}))?"
)


def read_server(container: Row) -> Server | None:
    """The answer to `GET /`; None without a machine identifier."""
    machine_id = text(container.get("machineIdentifier"))
    if not machine_id:
        return None
    return Server(machine_id, text(container.get("friendlyName")), text(container.get("version")))


def read_section(row: object) -> Section | None:
    """A `Directory` of `/library/sections`. `Location` is missing where it is only shared with the owner."""
    fields = record(row)
    key = text(fields.get("key"))
    if not key:
        return None
    places = (text(place.get("path")) for place in records(fields.get("Location")))
    return Section(
        key,
        text(fields.get("type")),
        text(fields.get("title")),
        text(fields.get("agent")),
        (
            number(fields.get("contentChangedAt")),
            number(fields.get("updatedAt")),
            number(fields.get("scannedAt")),
        ),
        tuple(path for path in places if path),
        yes(fields.get("refreshing")),
    )


def read_show(row: object, _container: Row = EMPTY) -> PlexShow | None:
    """A show of a listing or of its own metadata."""
    fields = record(row)
    rating_key = text(fields.get("ratingKey"))
    if not rating_key:
        return None
    return PlexShow(
        rating_key,
        text(fields.get("guid")),
        text(fields.get("title")),
        number(fields.get("year")),
        read_ids(fields),
        _own_order(fields),
        number(fields.get("leafCount")),
        number(fields.get("childCount")),
        number(fields.get("updatedAt")),
    )


def read_episode(row: object, container: Row = EMPTY) -> PlexEpisode | None:
    """An episode; what all rows of a page share may stand on the container only (plex.md 2.3).

    One that names no show is unreadable too: to drop it quietly would make a false gap.
    """
    if not isinstance(row, dict):
        return None
    get = row.get
    rating_key = text(get("ratingKey"))
    show_key = text(get("grandparentRatingKey") or container.get("grandparentRatingKey"))
    if not rating_key or not show_key:
        return None
    usable, file = version_left(get("Media"))
    season = get("parentIndex")
    return PlexEpisode(
        rating_key,
        show_key,
        number(container.get("parentIndex") if season is None else season),
        number(get("index")),
        text(get("title")),
        day(get("originallyAvailableAt")),
        usable and not is_deleted(row),
        _episode_ids(text(get("guid")), _guids(row)),
        file,
        number(get("addedAt")),
        minutes(get("duration")),
    )


def read_order(row: Row) -> str | None:
    """A show's own order as its metadata with preferences has it: None when not told, "" for the default."""
    own = _own_order(row)
    groups = [group for group in records(row.get("Preferences")) if "Setting" in group]
    if own is not None or not groups:
        return own
    found = (preference(group, SHOW_ORDERING) for group in groups)
    return next((order for order in found if order is not None), "")


def preference(container: Row, name: str) -> str | None:
    """The value of one preference out of a `Setting` list; None when it is not among them."""
    values = (setting.get("value") for setting in records(container.get("Setting")) if setting.get("id") == name)
    return next((text(value) for value in values), None)


def read_ids(row: Row) -> ExternalIds:
    """The external ids of a show or film, from its own guid and the listed ones."""
    return read_guids(text(row.get("guid")), _guids(row))


def _own_order(row: Row) -> str | None:
    value = row.get(SHOW_ORDERING)
    return value if isinstance(value, str) else None


def _guids(row: Row) -> list[str]:
    listed = row.get("Guid")
    if not isinstance(listed, list):
        return []
    return [each["id"] for each in listed if isinstance(each, dict) and type(each.get("id")) is str]


def _episode_ids(guid: str, listed: list[str]) -> ExternalIds:
    """What `read_guids` says, but the usual list beside Plex's own guid is read in a third of the time."""
    known = _USUAL_IDS.fullmatch("\n".join(listed)) if guid[:7] in ("plex://", "") else None
    if known is None:
        return read_guids(guid, listed)
    imdb, tmdb, tvdb = known.groups()
    return ExternalIds((imdb,) if imdb else (), (int(tmdb),) if tmdb else (), (int(tvdb),) if tvdb else ())
