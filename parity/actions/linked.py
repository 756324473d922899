"""Puts search links beside episodes and films, and finds the true address behind one that needs the provider's key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from parity.actions.ports import House
from parity.core.film_links import LinkFilm, expand_film_with_key, film_links_for, find_film_out_id
from parity.core.film_shapes import Film, FilmCollection
from parity.core.links import (
    Link,
    LinkProfile,
    LinkShow,
    expand_with_key,
    find_out_id,
    links_for,
    profile_for,
)
from parity.core.shapes import Episode
from parity.settings import Settings
from parity.store import preferences
from parity.store.links_view import linked_episodes, linked_films

PROFILES = "link_profiles"


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links as the settings and the saved profiles say."""

    profile: LinkProfile
    dmm: str | None

    def with_links(self, episodes: Iterable[Episode]) -> tuple[Episode, ...]:
        """The episodes, each with its links."""
        return tuple(replace(e, links=self.links(_show_of(e), e.season, e.episode)) for e in episodes)

    def links(self, show: LinkShow, season: int, episode: int | None) -> tuple[Link, ...]:
        """The links of one episode, or of a whole season."""
        return links_for(self.profile, show, season, episode, dmm=self.dmm)

    def film_links(self, title: str, year: int | None, tmdb_id: int, imdb_id: str | None) -> tuple[Link, ...]:
        """The links of one film."""
        return film_links_for(self.profile, LinkFilm(title, year, tmdb_id, imdb_id), dmm=self.dmm)

    def with_film_links(self, collection: FilmCollection) -> FilmCollection:
        """The collection, what is missing and announced of it each with its links."""
        return replace(
            collection, missing=self.linked_films(collection.missing), announced=self.linked_films(collection.announced)
        )

    def linked_films(self, films: Iterable[Film]) -> tuple[Film, ...]:
        """The films, each with its links."""
        return tuple(replace(f, links=self.film_links(f.title, f.year, f.tmdb_id, f.imdb_id)) for f in films)


def linker(house: House, settings: Settings | None = None) -> Linker:
    """The linker of today's settings. One statement."""
    now = settings or house.settings()
    with house.database.reading() as connection:
        saved = _profiles(preferences.read(connection).get(PROFILES, "{}"))
    template, key = now.usenet_web_url_template, now.usenet_api_key or ""
    profile = profile_for(now.usenet_provider, template, key, saved)
    return Linker(profile, now.dmm_base_url if now.include_dmm_link else None)


def address_behind(house: House, out_id: str) -> str | None:
    """Where a link with a key really leads, the key filled in; None when nothing absent has such a link."""
    profile = linker(house).profile
    with house.database.reading() as connection:
        film = find_film_out_id(out_id, linked_films(connection))
        episode = find_out_id(out_id, linked_episodes(connection)) if film is None else None
    if film is not None:
        return expand_film_with_key(profile, film)
    return expand_with_key(profile, *episode) if episode else None


def _show_of(episode: Episode) -> LinkShow:
    return LinkShow(episode.title, episode.imdb_id, episode.year, episode.tmdb_id)


def _profiles(text: str) -> Mapping[str, LinkProfile]:
    return {provider: LinkProfile(**profile) for provider, profile in json.loads(text).items()}
