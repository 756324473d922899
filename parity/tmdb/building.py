"""From what is kept of the answers to a show."""

from collections.abc import Iterator, Mapping

from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.failures import Unavailable
from parity.tmdb.shapes import (
    SERVICE,
    Object,
    a_list,
    an_object,
    day,
    number,
    number_or_none,
    text,
    wrong,
    year,
)


def listed_seasons(details: Object, where: str) -> dict[int, int]:
    """Season numbers that TMDB lists, with how many episodes it says they have.

    They are the only truth about which seasons there are: `number_of_seasons` counts them without specials, and
    numbers have holes or are years.
    """
    listed = (an_object(item, where, "a season") for item in a_list(details, "seasons", where))
    return {number(item, "season_number", where): number(item, "episode_count", where) for item in listed}


def built_show(details: Object, seasons: Mapping[int, Object]) -> ProviderShow:
    """The show. `seasons` are those that were handed over. Raises Unavailable for what is wrong or not whole."""
    show_id = number(details, "id", "a show")
    where = f"show {show_id}"
    external = an_object(details.get("external_ids"), where, "external_ids")
    episodes: list[ProviderEpisode] = []
    for season, expected in sorted(listed_seasons(details, where).items()):
        episodes += _whole_season(seasons.get(season), season, expected, where)
    return ProviderShow(
        provider="tmdb",
        show_id=show_id,
        title=text(details, "name", where),
        original_title=text(details, "original_name", where),
        year=year(details, "first_air_date", where),
        status=text(details, "status", where),
        kind=text(details, "type", where),
        poster=text(details, "poster_path", where) or None,
        imdb_id=text(external, "imdb_id", where) or None,
        tvdb_id=number_or_none(external, "tvdb_id", where) or None,
        origin=tuple(_origin(details, where)),
        episodes=tuple(episodes),
    )


def _whole_season(season: Object | None, listed: int, expected: int, show: str) -> list[ProviderEpisode]:
    where = f"{show}, season {listed}"
    if season is None:
        if expected:
            raise Unavailable(SERVICE, f"partial answer: {where} was left out")
        return []
    if number(season, "season_number", where) != listed:
        wrong(where, "season_number", season["season_number"], str(listed))
    # dict: of a number that comes twice the first holds
    episodes: dict[int, ProviderEpisode] = {}
    for item in a_list(season, "episodes", where):
        episode = built_episode(an_object(item, where, "an episode"), listed, where)
        episodes.setdefault(episode.number, episode)
    if expected and not episodes:
        raise Unavailable(SERVICE, f"partial answer: {where} came without its {expected} episodes")
    return [episodes[found] for found in sorted(episodes)]


def built_episode(item: Object, season: int, where: str) -> ProviderEpisode:
    """One episode of a season. Raises Unavailable for what is wrong."""
    return ProviderEpisode(
        season=season,
        number=number(item, "episode_number", where),
        episode_id=number(item, "id", where),
        title=text(item, "name", where),
        air_date=day(item, "air_date", where),
        runtime=number_or_none(item, "runtime", where),
        kind=text(item, "episode_type", where),
    )


def _origin(details: Object, where: str) -> Iterator[str]:
    if details.get("origin_country") is None:
        return
    for country in a_list(details, "origin_country", where):
        yield country if isinstance(country, str) else wrong(where, "origin_country", country, "texts")
