"""The questions that Parity asks TMDB."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from parity.core.catalogue import Candidate, FeedDay, OrderOnOffer, ProviderShow
from parity.core.failures import NotFound, Unavailable
from parity.http import Caller
from parity.tmdb.building import built_show, listed_seasons
from parity.tmdb.calling import ask
from parity.tmdb.feed import feed_page, read_day
from parity.tmdb.films import FilmCatalogue
from parity.tmdb.finding import SHOWS, by_foreign, by_imdb, by_title
from parity.tmdb.groups import PREFIX, grouped, kept_group, offered
from parity.tmdb.shapes import SERVICE, Object, an_object, number, wrong
from parity.tmdb.trimming import kept_season, kept_show, lean, lean_group

_MOST_APPENDED = 20  # "Too many append to response objects: The maximum number of remote calls is 20" (code 27)
_UNASKED = range(_MOST_APPENDED - 1)  # season/0 … season/18 beside external_ids: enough for 99 % of shows
_KEPT_FOR = 90 * 24 * 3600  # seconds; TMDB's terms allow half a year
_GROUP = re.compile(r"group:[0-9a-f]{1,40}")


class Memory(Protocol):
    """What is asked of the cache."""

    def get_many(self, keys: list[str]) -> dict[str, object]:
        """The known ones."""

    def put_many(self, values: Mapping[str, object], seconds: int) -> None:
        """Keep them."""


class TmdbCatalogue(FilmCatalogue):
    """TMDB as a catalogue of shows, and of films. Every method may raise the four failures."""

    def __init__(self, caller: Caller, cache: Memory) -> None:
        super().__init__(caller)
        self._cache = cache

    def show(self, tmdb_id: int, known: Collection[int] = ()) -> ProviderShow:
        """The show with all its seasons: one request, and one more for each 20 seasons that did not fit into it.

        `known` are the season numbers it had last time: they and the next one are asked for at once, in place of
        0 to 18. What comes is written to the cache, which is never read here. Raises NotFound ("show 1396") when TMDB
        has no such show, Unavailable when a season that it lists does not come.
        """
        where = f"show {tmdb_id}"
        first = _seasons_to_ask(known)
        details = self._ask_show(tmdb_id, ["external_ids", *map(_part, first)])
        answers = [details]
        rest = sorted(listed_seasons(details, where).keys() - set(first))
        for start in range(0, len(rest), _MOST_APPENDED):
            answers.append(self._ask_show(tmdb_id, map(_part, rest[start : start + _MOST_APPENDED])))
        seasons = _handed_over({*first, *rest}, answers, where)
        kept = kept_show(details)
        show = built_show(kept, seasons)
        self._keep(tmdb_id, kept, seasons)
        return show

    def remembered(self, tmdb_id: int) -> ProviderShow | None:
        """The show as the cache has it, without asking anyone; None when any part of it is not there."""
        key = _key(tmdb_id)
        try:
            details = an_object(self._cache.get_many([key]).get(key), "the cache")
            keys = {season: f"{key}:season:{season}" for season in listed_seasons(details, "the cache")}
            found = self._cache.get_many(list(keys.values()))
            seasons = {season: an_object(found.get(kept), "the cache") for season, kept in keys.items()}
            return built_show(details, seasons)
        except Unavailable:
            return None

    def find_by_imdb(self, imdb_id: str) -> tuple[int, ...]:
        """Shows that have this IMDb id ("tt0903747"); what is not shaped like one is no show's."""
        return by_imdb(self._caller, SHOWS, imdb_id)

    def find_by_tvdb(self, tvdb_id: int) -> tuple[int, ...]:
        """Shows that have this TheTVDB id."""
        return by_foreign(self._caller, SHOWS, str(tvdb_id), "tvdb_id")

    def search(self, title: str, year: int | None) -> tuple[Candidate, ...]:
        """Shows with such a title that began in that year or in any, best first as TMDB ranks them."""
        return by_title(self._caller, SHOWS, title, year)

    def changes(self, day: date) -> FeedDay:
        """Shows that changed on `day` (UTC), from /tv/changes; see `FeedDay` for what is not whole.

        TMDB does not say whether `end_date` belongs to the range. The day after is right in one reading and too much
        in the other; the day itself would be nothing at all in one of them.
        """
        where = f"the changes of {day}"
        span = {"start_date": str(day), "end_date": str(day + timedelta(days=1))}
        return read_day(
            lambda page: feed_page(ask(self._caller, "/tv/changes", {**span, "page": page}, where), where),
            day,
            self._caller.connections,
        )

    def groups(self, tmdb_id: int) -> tuple[OrderOnOffer, ...]:
        """The episode groups of a show: orders that people made for it. Raises NotFound when there is no such show."""
        where = f"show {tmdb_id}"
        return offered(ask(self._caller, f"/tv/{tmdb_id}/episode_groups", {}, where), where)

    def group(self, tmdb_id: int, order: str) -> ProviderShow:
        """The show in the order of an episode group ("group:5acf93e60e0a26346d0000ce"): one request.

        A group tells nothing of the show itself: that is what the cache knows of it, else blank. What comes is
        written to the cache. Raises NotFound when there is no such group, or it is another show's.
        """
        group_id = order.removeprefix(PREFIX)
        where = f"the episode group {group_id} of show {tmdb_id}"
        if not _GROUP.fullmatch(order):
            raise NotFound(SERVICE, where)
        kept = kept_group(ask(self._caller, f"/tv/episode_group/{group_id}", {}, where, lean_group), tmdb_id, where)
        show = grouped(kept, self.remembered(tmdb_id), tmdb_id, order)
        self._cache.put_many({_group_key(tmdb_id, order): kept}, _KEPT_FOR)
        return show

    def remembered_group(self, tmdb_id: int, order: str) -> ProviderShow | None:
        """The same as the cache has it, without asking anyone; None when it is not there."""
        key = _group_key(tmdb_id, order)
        try:
            kept = an_object(self._cache.get_many([key]).get(key), "the cache")
            return grouped(kept, self.remembered(tmdb_id), tmdb_id, order)
        except Unavailable:
            return None

    def test(self) -> str:
        """One sentence when TMDB answers and takes the key. Raises Unauthorised when it does not."""
        where = "the configuration"
        an_object(an_object(ask(self._caller, "/configuration", {}, where), where).get("images"), where, "images")
        return "TMDB answers and takes the key."

    def _ask_show(self, tmdb_id: int, parts: Iterable[str]) -> Object:
        where = f"show {tmdb_id}"
        appended = {"append_to_response": ",".join(parts)}
        details = an_object(ask(self._caller, f"/tv/{tmdb_id}", appended, where, lean), where)
        if number(details, "id", where) != tmdb_id:
            wrong(where, "id", details["id"], str(tmdb_id))
        return details

    def _keep(self, tmdb_id: int, details: Object, seasons: Mapping[int, Object]) -> None:
        key = _key(tmdb_id)
        rows: dict[str, object] = {key: details}
        for season in listed_seasons(details, key):
            # One that is listed with no episodes and did not come is kept as such, so that what is remembered is whole.
            rows[f"{key}:season:{season}"] = seasons.get(season, {"season_number": season, "episodes": []})
        self._cache.put_many(rows, _KEPT_FOR)


def _key(tmdb_id: int) -> str:
    return f"tmdb:tv:{tmdb_id}"


def _group_key(tmdb_id: int, order: str) -> str:
    return f"{_key(tmdb_id)}:{order}"


def _part(season: int) -> str:
    return f"season/{season}"


def _seasons_to_ask(known: Collection[int]) -> list[int]:
    if not known:
        return list(_UNASKED)
    return sorted({*known, max(known) + 1})[: len(_UNASKED)]


def _handed_over(asked: Iterable[int], answers: list[Object], where: str) -> dict[int, Object]:
    seasons: dict[int, Object] = {}
    for season in asked:
        for answer in answers:
            if _part(season) in answer:
                seasons.setdefault(season, kept_season(an_object(answer[_part(season)], where, _part(season))))
    return seasons
