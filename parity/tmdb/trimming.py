"""What is kept of an answer about a show. Of its bytes most are crew, guest stars and texts, which nobody needs here.

The kept part is what goes into the cache and what a show is built from, whether it was just asked for or remembered.
"""

from collections.abc import Mapping

from parity.tmdb.shapes import Object

_SHOW = (
    *("id", "name", "original_name", "status", "type", "first_air_date", "poster_path", "origin_country"),
    *("external_ids", "seasons"),
)
_EXTERNAL = ("imdb_id", "tvdb_id")
_LISTED = ("season_number", "episode_count")
_SEASON = ("season_number", "episodes")
_EPISODE = ("id", "episode_number", "name", "air_date", "runtime", "episode_type")
_GROUPED = (*_EPISODE, "order", "show_id")


def lean(thing: dict[str, object]) -> object:
    """For json's object_hook: people vanish and episodes are trimmed while the rest is still being decoded.

    So no whole tree ever stands in memory, and it takes a third less time. Everybody in crew and guest_stars has a
    credit_id, and nothing that is needed has one.
    """
    if "credit_id" in thing:
        return None
    return _picked(thing, _EPISODE) if "episode_number" in thing else thing


def lean_group(thing: dict[str, object]) -> object:
    """The same for an episode group, whose episodes have a place of their own in it beside their number."""
    return _picked(thing, _GROUPED) if "episode_number" in thing else thing


def kept_show(details: Object) -> Object:
    """The fields of /tv/{id} that count, unread: they are checked when a show is built of them."""
    kept = _picked(details, _SHOW)
    external = kept.get("external_ids")
    if isinstance(external, dict):
        kept["external_ids"] = _picked(external, _EXTERNAL)
    seasons = kept.get("seasons")
    if isinstance(seasons, list):
        kept["seasons"] = [_picked(item, _LISTED) if isinstance(item, dict) else item for item in seasons]
    return kept


def kept_season(season: Object) -> Object:
    """The same for a season; its episodes were trimmed by `lean`."""
    return _picked(season, _SEASON)


def _picked(thing: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: thing[name] for name in names if name in thing}
