"""The sample household of `make demo`: real shows and films, dates moved so that some air around today."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from parity.demo.delivery import lay_down
from parity.demo.film_household import add_films, own_films
from parity.demo.other_orders import places_of
from parity.demo.plex_records import LEGACY_TVDB_AGENT
from parity.demo.plex_world import PlexWorld
from parity.demo.shelves import ANIME, KIDS, OLD, SHELVES, TV, Shelf, names
from parity.demo.synthetic import FEED_IDS_A_DAY
from parity.demo.tmdb_records import Episode, Season, Show
from parity.demo.tmdb_world import TmdbWorld

_FACTS = Path(__file__).with_name("household.json")
_ANCHORS = {
    108978: ((4, 5), -1),
    125988: ((3, 9), 0),
    153312: ((4, 1), 1),
    126027: ((6, 1), 7),
    253941: ((2, 1), 30),
    236235: ((2, 1), -3),
    253368: ((1, 6), 3),
}
"""Show -> an episode and how many days from today it airs; the whole show moves along."""
_YEAR_SEASONS = {220998: {1: 2023, 2: 2025, 3: 2026}}
_EPISODE_ZERO = (235884, 3)
_HEAVY = 2190
_WITHOUT_POSTER = (12786, 204135, 219543)
_OWNED_AFTER = timedelta(days=2)


def build(today: date) -> tuple[TmdbWorld, PlexWorld]:
    """The two worlds as of `today`.

    Facts are TMDB's of 2026-08-22 (TheTVDB ids where known). Ended shows keep their dates; shows with
    episodes ahead on that day move as if it were today, some by an anchor. Invented for the sake of the
    case: episode 0 of "Kitchen Nightmares", the years as season numbers of "Quarterback", the late end of
    "The Iris Affair".

    Expected story, with grace 1 and specials off:

    * missing by one: "Black Mirror" S03E04, "Kitchen Nightmares" S03E00, "SAS Rogue Heroes" S02E06 (found by
      search), "Quarterback" S2025E03, "Murdoch Mysteries" S14E05, "FBI" S08E22, "The Apothecary Diaries"
      S01E12, "Miraculous" S06E01, "South Park" S28E05, "The Umbrella Academy" S04E06 (its file is gone),
      "Reacher" S04E05 (aired yesterday);
    * by more: "The Boys" S02E04-E06, "Cobra Kai" S03, "Futurama" S01-S10 (only the last season is owned),
      "The Gentlemen" S02, "S.W.A.T." S08, "Snowpiercer" S02E05-E06 (in the trash), "Alarm for Cobra 11" S45,
      "Dr. STONE" S02, "The Loud House" S05E11-E12;
    * upcoming: "Silo" S03E09 today, "Tulsa King" S04E01 and "Dead City" S03E05 tomorrow, "The Iris Affair"
      S01E06-E08 from in three days though it has Ended, "Reacher" S04E06 in six, "Ghosts" S06E01-E02 in a
      week, "The Paper" S02 in thirty days, what follows them, and more of other returning shows;
    * announced: the undated episodes of "Professor T", "Creature Commandos", "Miraculous"; the empty seasons
      of "Silo", "Bridgerton", "Dragon Striker" mean nothing;
    * complete across two libraries: "My Adventures with Superman";
    * unmatched: "The Traitors" (two shows of that title), "Dan Da Dan" (two ids that disagree);
    * by TheTVDB, whose world `other_orders.build_tvdb` makes of this one: "Firefly", as on the DVDs, misses S01E11;
      "American Horror Story" is complete; "Bleach", which Plex counts by TMDB although its files are numbered by
      TheTVDB, is doubted, and misses S05E03 once it is counted so;
    * left alone: "Home Videos", on agent `none`;
    * arriving: a better copy of "The Paper" S01E10, of which `delivery` tells.

    Of films, `film_household` tells the story.
    """
    facts = json.loads(_FACTS.read_text(encoding="utf-8"))
    recorded = date.fromisoformat(facts["recorded"])
    tmdb = TmdbWorld((_show(each, recorded, today) for each in facts["shows"]), today.isoformat())
    named = sorted(tmdb.shows)[::5]
    tmdb.set_noise(named, FEED_IDS_A_DAY - len(named))
    plex = PlexWorld(now=int(datetime.combine(today, time(4), UTC).timestamp()))
    _fill(plex, tmdb, today)
    add_films(tmdb, today)
    own_films(plex, tmdb)
    _gather(plex)
    _wish(plex)
    lay_down(plex)
    return tmdb, plex


def _show(facts: Mapping[str, Any], recorded: date, today: date) -> Show:
    kept = {name: value for name, value in facts.items() if name != "seasons"}
    show = Show(**kept, origin_country=[], networks=[], poster_path=_poster_path(kept["id"]))
    if show.id == _HEAVY:
        show.weight = 4_000_000
    moved = _moved(show.id, facts["seasons"], recorded, today)
    for number, season_id, name, air_date, episodes in facts["seasons"]:
        shown = _YEAR_SEASONS.get(show.id, {}).get(number, number)
        season = Season(season_id, shown, name, _later(air_date, moved))
        for at, day, runtime, episode_id, title, *kind in episodes:
            season.episodes[at] = Episode(episode_id, at, title, _later(day, moved), runtime, *kind)
        show.seasons[shown] = season
    show.first_air_date = _later(show.first_air_date, moved)
    if show.id == _EPISODE_ZERO[0]:
        episodes = show.seasons[_EPISODE_ZERO[1]].episodes
        episodes[0] = Episode(99_000_000, 0, "The Night Before", episodes[1].air_date, 20)
    return show


def _poster_path(show_id: int) -> str | None:
    name = hashlib.sha256(f"{show_id} as a poster".encode()).hexdigest()[:27]
    return None if show_id in _WITHOUT_POSTER else f"/{name}.png"


def _moved(show_id: int, seasons: list[Any], recorded: date, today: date) -> timedelta:
    dates = {(number, row[0]): row[1] for number, _, _, _, episodes in seasons for row in episodes}
    if show_id in _ANCHORS:
        episode, days = _ANCHORS[show_id]
        return today + timedelta(days=days) - date.fromisoformat(dates[episode])
    ahead = any(day and day > recorded.isoformat() for day in dates.values())
    return today - recorded if ahead else timedelta(0)


def _later(day: str | None, moved: timedelta) -> str | None:
    return (date.fromisoformat(day) + moved).isoformat() if day else day


def _fill(plex: PlexWorld, tmdb: TmdbWorld, today: date) -> None:
    sections = {
        TV: plex.add_section(TV, locations=["/media/tv"]),
        ANIME: plex.add_section(ANIME, locations=["/media/anime"]),
        KIDS: plex.add_section(KIDS, locations=["/media/kids"]),
        OLD: plex.add_section(OLD, agent=LEGACY_TVDB_AGENT, scanner="Plex Series Scanner", locations=["/media/old"]),
    }
    newest = (today - _OWNED_AFTER).isoformat()
    for shelf in SHELVES:
        _own(plex, sections[shelf.library], shelf, tmdb.shows[shelf.show], newest)
    videos = plex.add_section("Home Videos", agent="com.plexapp.agents.none", locations=["/media/home"])
    summer = plex.add_show(videos, "Summer at the Lake", 2024, guid="com.plexapp.agents.none://5f1d0c?lang=xn")
    for day in ("2024-07-01", "2024-07-02", "2024-07-03"):
        plex.add_episode(summer, 1, None, f"Day {day}", day, guid=f"com.plexapp.agents.none://5f1d0c/{day}?lang=xn")
    plex.settle(summer)


def _own(plex: PlexWorld, section: int, shelf: Shelf, show: Show, newest: str) -> None:
    guids = _guids(shelf, show)
    key = plex.add_show(
        section,
        show.name,
        int((show.first_air_date or "0")[:4]) or None,
        guid=_own_guid(shelf, show),
        guids=[] if shelf.library == OLD else guids,
        show_ordering=shelf.order,
        originally_available_at=show.first_air_date,
    )
    wanted, lacked = names(shelf.only), names(shelf.lacks)
    for season, episode in show.episodes():
        aired = bool(episode.air_date) and (episode.air_date or "") <= newest
        place = places_of(show.id, season, episode.number)[shelf.counts] if shelf.counts else (season, episode.number)
        chosen = wanted(*place) if shelf.only else aired and season > 0
        if chosen and (aired or season == 0) and not lacked(*place):
            _add(plex, key, shelf, show, place, episode)
    plex.settle(key)


def _add(plex: PlexWorld, key: int, shelf: Shelf, show: Show, place: tuple[int, int], episode: Episode) -> None:
    season, at = place
    number = None if names(shelf.unnumbered)(*place) else at
    first = at - (at - 1) % 2
    file = f"{plex.shows[key].folder}/Season {season:02}/S{season:02}E{first:02}-E{first + 1:02}.mkv"
    old = shelf.library == OLD
    made = plex.add_episode(
        key,
        season,
        number,
        f"Episode {at}" if shelf.untold else episode.name,
        None if shelf.untold else episode.air_date,
        [f"tmdb://{episode.id}"] if shelf.ids and not old and not shelf.untold else [],
        file=file if shelf.paired else None,
        guid=f"{LEGACY_TVDB_AGENT}://{show.tvdb_id}/{season}/{at}?lang=en" if old else None,
    )
    if names(shelf.trashed)(*place):
        plex.trash_episode(made)
    if names(shelf.media_trashed)(*place):
        plex.trash_episode(made, media_only=True)


def _guids(shelf: Shelf, show: Show) -> list[str]:
    known = {"imdb": show.imdb_id, "tmdb": show.id, "tvdb": show.tvdb_id}
    listed = [f"{kind}://{known[kind]}" for kind in shelf.ids.split() if known[kind]]
    return [*listed, shelf.extra_guid] if shelf.extra_guid else listed


def _own_guid(shelf: Shelf, show: Show) -> str | None:
    if shelf.library == OLD:
        return f"{LEGACY_TVDB_AGENT}://{show.tvdb_id}?lang=en"
    return None if shelf.ids else f"local://{show.id}"


def _gather(plex: PlexWorld) -> None:
    """A collection of shows, which is none of a film library's."""
    shows = [plex.find_show(title) for title in ("SAS Rogue Heroes", "Murdoch Mysteries")]
    plex.add_collection(plex.shows[shows[0]].section, "Crime and war", shows, subtype="show")


def _wish(plex: PlexWorld) -> None:
    for title in ("Silo", "Reacher", "Black Mirror"):
        plex.wish(plex.shows[plex.find_show(title)].guid)
    plex.wish(next(iter(plex.movies.values())).guid)
    plex.wish("plex://show/5d9c0872aaaaaaaaaaaa0001", "A Show Not Owned", 2025, ["tmdb://999001"])
