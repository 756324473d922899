"""TMDB's episode groups: other orders of a show, made by hand of the same episodes."""

from collections.abc import Iterator
from dataclasses import replace

from parity.core.catalogue import OrderOnOffer, ProviderEpisode, ProviderShow
from parity.core.failures import NotFound, Unavailable
from parity.tmdb.building import built_episode
from parity.tmdb.shapes import SERVICE, Object, a_list, an_object, number, number_or_none, text

PREFIX = "group:"
_GROUP = ("id", "name", "episode_count", "groups")
_PART = ("order", "episodes")


def offered(answer: object, where: str) -> tuple[OrderOnOffer, ...]:
    """The groups of a show, from /tv/{id}/episode_groups."""
    found = [an_object(item, where, "a group") for item in a_list(an_object(answer, where), "results", where)]
    return tuple(
        OrderOnOffer(
            "tmdb",
            PREFIX + text(group, "id", where),
            text(group, "name", where),
            number_or_none(group, "episode_count", where),
        )
        for group in found
    )


def kept_group(answer: object, tmdb_id: int, where: str) -> Object:
    """The fields of /tv/episode_group/{id} that count. Raises NotFound when all of it is another show's."""
    group = an_object(answer, where)
    parts = [an_object(part, where, "a group") for part in a_list(group, "groups", where)]
    shows = {number(item, "show_id", where) for part in parts for item in _episodes(part, where)}
    if shows and tmdb_id not in shows:
        raise NotFound(SERVICE, where)
    kept = {name: group[name] for name in _GROUP if name in group}
    kept["groups"] = [{name: part[name] for name in _PART if name in part} for part in parts]
    return kept


def grouped(group: Object, show: ProviderShow | None, tmdb_id: int, order: str) -> ProviderShow:
    """The show in the order of a group; what a group does not tell comes from `show`, as it was last known.

    A group's own `order` is its season, an episode's one less than its number. Raises Unavailable for what is wrong
    or not whole.
    """
    where = f"the episode group {order.removeprefix(PREFIX)}"
    episodes: dict[tuple[int, int], ProviderEpisode] = {}
    came = 0
    for part in (an_object(item, where, "a group") for item in a_list(group, "groups", where)):
        season = number(part, "order", where)
        for item in _episodes(part, where):
            came += 1
            at = number(item, "order", where) + 1
            episode = replace(built_episode(item, season, where), number=at)
            episodes.setdefault((season, at), episode)
    announced = number_or_none(group, "episode_count", where) or 0
    if came < announced:
        raise Unavailable(SERVICE, f"partial answer: {came} of the {announced} episodes of {where} came")
    ordered = tuple(episodes[place] for place in sorted(episodes))
    return replace(show or _unknown(tmdb_id), episodes=ordered, order=order)


def _episodes(part: Object, where: str) -> Iterator[Object]:
    return (an_object(item, where, "an episode") for item in a_list(part, "episodes", where))


def _unknown(tmdb_id: int) -> ProviderShow:
    return ProviderShow(
        provider="tmdb",
        show_id=tmdb_id,
        title="",
        original_title="",
        year=None,
        status="",
        kind="",
        poster=None,
        imdb_id=None,
        tvdb_id=None,
        origin=(),
        episodes=(),
    )
