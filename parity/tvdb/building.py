"""From what is kept of the answers to a show in one order."""

from collections.abc import Iterable

from parity.core.catalogue import OrderOnOffer, ProviderEpisode, ProviderShow, SeriesFacts
from parity.tvdb.countries import origin_of
from parity.tvdb.shapes import (
    Object,
    a_list_or_none,
    an_object,
    day,
    number,
    number_or_none,
    text,
)

_STATUSES = {"Continuing": "Returning Series", "Upcoming": "Planned"}
"""TheTVDB's words in TMDB's, by which the house goes; "Ended" is the same in both."""
_KINDS = {"season": "finale", "series": "finale", "midseason": "mid_season"}


def built_show(series: Object, rows: Iterable[Object], order: str, where: str) -> ProviderShow:
    """The show. Of an episode or a number that comes twice the first holds. Raises Unavailable for what is wrong."""
    series_id = number(series, "id", where)
    episodes: dict[tuple[int, int], ProviderEpisode] = {}
    known: set[int] = set()
    for row in rows:
        episode = _episode(row, order, where)
        if episode is not None and episode.episode_id not in known:
            known.add(episode.episode_id)
            episodes.setdefault((episode.season, episode.number), episode)
    title = text(series, "name", where)
    return ProviderShow(
        provider="tvdb",
        show_id=series_id,
        title=title,
        original_title=title,
        year=_year(series, where),
        status=_status(series, where),
        kind="",
        poster=None,
        imdb_id=None,
        tvdb_id=series_id,
        origin=origin_of(text(series, "originalCountry", where)),
        episodes=tuple(episodes[place] for place in sorted(episodes)),
        order=order,
    )


def built_facts(data: Object, where: str) -> SeriesFacts:
    """What the long answer about a series tells beside its episodes."""
    return SeriesFacts(
        series_id=number(data, "id", where),
        airs_at=text(data, "airsTime", where).strip() or None,
        origin=origin_of(text(data, "originalCountry", where)),
        imdb_id=_imdb_id(data, where),
        orders=tuple(_orders(data, where).values()),
    )


def _orders(data: Object, where: str) -> dict[str, OrderOnOffer]:
    found: dict[str, OrderOnOffer] = {}
    for item in a_list_or_none(data, "seasonTypes", where):
        kind = an_object(item, where, "a season type")
        name = text(kind, "type", where)
        if name:
            said = text(kind, "alternateName", where) or text(kind, "name", where)
            found.setdefault(name, OrderOnOffer("tvdb", name, said or name))
    return found


def _imdb_id(data: Object, where: str) -> str | None:
    for item in a_list_or_none(data, "remoteIds", where):
        remote = an_object(item, where, "a remote id")
        if text(remote, "sourceName", where) == "IMDB":
            return text(remote, "id", where) or None
    return None


def _episode(row: Object, order: str, where: str) -> ProviderEpisode | None:
    """None for one that has no number in this order, which need not have all that there are."""
    season, at = number_or_none(row, "seasonNumber", where), number_or_none(row, "number", where)
    if order == "absolute":
        season = 1 if season is None else season
        at = (number_or_none(row, "absoluteNumber", where) or None) if at is None else at
    if season is None or at is None:
        return None
    return ProviderEpisode(
        season=season,
        number=at,
        episode_id=number(row, "id", where),
        title=text(row, "name", where),
        air_date=day(row, "aired", where),
        runtime=number_or_none(row, "runtime", where),
        kind=_KINDS.get(text(row, "finaleType", where), "standard"),
    )


def _status(series: Object, where: str) -> str:
    status = series.get("status")
    said = text(an_object(status, where, "status"), "name", where) if status is not None else ""
    return _STATUSES.get(said, said)


def _year(series: Object, where: str) -> int | None:
    first = day(series, "firstAired", where)
    if first is not None:
        return first.year
    said = series.get("year")  # text in all answers that were seen, and nothing depends on it
    return int(said) if isinstance(said, str) and said.isdecimal() and len(said) == 4 else None
