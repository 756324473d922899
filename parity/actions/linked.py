"""Puts search links beside episodes, and finds the true address behind one that needs the provider's key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from parity.actions.ports import House
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
from parity.store.links_view import linked_episodes

PROFILES = "link_profiles"


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links as the settings and the saved profiles say."""

    profile: LinkProfile
    dmm: str | None

    def with_links(self, episodes: Iterable[Episode]) -> tuple[Episode, ...]:
        """The episodes, each with its links."""
        return tuple(replace(e, links=self.links(LinkShow(e.title, e.imdb_id), e.season, e.episode)) for e in episodes)

    def links(self, show: LinkShow, season: int, episode: int | None) -> tuple[Link, ...]:
        """The links of one episode, or of a whole season."""
        return links_for(self.profile, show, season, episode, dmm=self.dmm)


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
    with house.database.reading() as connection:
        found = find_out_id(out_id, linked_episodes(connection))
    return expand_with_key(linker(house).profile, *found) if found else None


def _profiles(text: str) -> Mapping[str, LinkProfile]:
    return {provider: LinkProfile(**profile) for provider, profile in json.loads(text).items()}
