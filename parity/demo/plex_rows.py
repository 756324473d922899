"""Rows of the fake Plex server as plain mappings, in the recorded shapes and of the real weight."""

from collections.abc import Iterable, Mapping

from parity.demo.plex_records import Episode, Media, Section, Show
from parity.demo.plex_state import PlexState
from parity.demo.plex_viewings import OWNER

Row = dict[str, object]

CAST = ("Ada Abara", "Ben Becker", "Cleo Costa", "Dario Dahl", "Edith Eriksen", "Femi Fontaine")
SUMMARY = (
    "After a night that nobody in town wants to speak of, two people who never got along must share one car, "
    "one map and one story for the police. What begins as a favour becomes a search for whoever wrote the "
    "letters, and for the reason why they stopped. Meanwhile an old promise was kept all along.\r\n"
)


def section_row(section: Section) -> Row:
    """A library as `/library/sections` lists it."""
    return {
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "composite": f"/library/sections/{section.key}/composite/{section.updated_at}",
        "filters": True,
        "refreshing": section.refreshing,
        "thumb": f"/:/resources/{section.type}.png",
        "key": str(section.key),
        "type": section.type,
        "title": section.title,
        "agent": section.agent,
        "scanner": section.scanner,
        "language": section.language,
        "uuid": section.uuid,
        "updatedAt": section.updated_at,
        "createdAt": section.created_at,
        "scannedAt": section.scanned_at,
        "content": True,
        "directory": True,
        "contentChangedAt": section.content_changed_at,
        "hidden": section.hidden,
        "Location": [{"id": section.key * 10 + n, "path": path} for n, path in enumerate(section.locations)],
    }


def show_row(show: Show, with_ordering: bool) -> Row:
    """A show as a listing has it."""
    where = f"/library/metadata/{show.key}"
    return present(
        {
            "ratingKey": str(show.key),
            "key": f"{where}/children",
            "guid": show.guid,
            "slug": show.title.casefold().replace(" ", "-"),
            "studio": "Demo Network",
            "type": "show",
            "title": show.title,
            "titleSort": sort_title(show.title) if sort_title(show.title) != show.title else None,
            "contentRating": "TV-14",
            "summary": SUMMARY,
            "index": 1,
            "audienceRating": 7.5,
            "year": show.year,
            "tagline": "Nobody tells the whole truth.",
            "thumb": f"{where}/thumb/{show.updated_at}",
            "art": f"{where}/art/{show.updated_at}",
            "theme": f"{where}/theme/{show.updated_at}",
            "duration": 2_700_000,
            "originallyAvailableAt": show.originally_available_at,
            "leafCount": show.leaf_count,
            "childCount": show.child_count,
            "addedAt": show.added_at,
            "updatedAt": show.updated_at,
            "audienceRatingImage": "themoviedb://image.rating",
            "showOrdering": show.show_ordering if with_ordering else None,
            "Image": images(show.title, where, show.updated_at),
            "UltraBlurColors": colours(),
            "Genre": [{"tag": "Drama"}, {"tag": "Mystery"}],
            "Country": [{"tag": "United States of America"}],
            "Guid": [{"id": each} for each in show.guids],
            "Role": [{"tag": name} for name in CAST],
        }
    )


def season_row(state: PlexState, show: Show, season: int, episodes: Iterable[Episode], who: str = OWNER) -> Row:
    """A season as `/library/metadata/{show}/children` has it for the account `who`."""
    key = state.season_key(show.key, season)
    leaves = list(episodes)
    return {
        "ratingKey": str(key),
        "key": f"/library/metadata/{key}/children",
        "parentRatingKey": str(show.key),
        "guid": season_guid(show, season, key),
        "parentGuid": show.guid,
        "parentStudio": "Demo Network",
        "type": "season",
        "title": season_title(season),
        "parentKey": f"/library/metadata/{show.key}",
        "parentTitle": show.title,
        "summary": "",
        "index": season,
        "parentIndex": 1,
        "thumb": f"/library/metadata/{key}/thumb/{show.updated_at}",
        "leafCount": len(leaves),
        **state.viewings.over(who, leaves),
        "addedAt": min((e.added_at for e in leaves), default=show.added_at),
        "updatedAt": show.updated_at,
    }


def episode_row(state: PlexState, show: Show, episode: Episode) -> Row:
    """An episode as a listing has it; what is None is absent, as in Plex."""
    where, home = f"/library/metadata/{episode.key}", f"/library/metadata/{show.key}"
    season = 1 if episode.season is None else episode.season
    parent = state.season_key(show.key, season)
    return present(
        {
            "ratingKey": str(episode.key),
            "key": where,
            "parentRatingKey": str(parent),
            "grandparentRatingKey": str(show.key),
            "guid": episode.guid,
            "parentGuid": season_guid(show, season, parent),
            "grandparentGuid": show.guid,
            "grandparentSlug": show.title.casefold().replace(" ", "-"),
            "type": "episode",
            "title": episode.title,
            "grandparentKey": home,
            "parentKey": f"/library/metadata/{parent}",
            "grandparentTitle": show.title,
            "parentTitle": season_title(season),
            "contentRating": "TV-14",
            "summary": SUMMARY,
            "index": episode.number,
            "parentIndex": episode.season,
            "audienceRating": 7.1,
            "year": int(episode.originally_available_at[:4]) if episode.originally_available_at else None,
            "thumb": f"{where}/thumb/{episode.updated_at}",
            "art": f"{home}/art/{show.updated_at}",
            "parentThumb": f"/library/metadata/{parent}/thumb/{show.updated_at}",
            "grandparentThumb": f"{home}/thumb/{show.updated_at}",
            "grandparentArt": f"{home}/art/{show.updated_at}",
            "grandparentTheme": f"{home}/theme/{show.updated_at}",
            "duration": episode.duration,
            "originallyAvailableAt": episode.originally_available_at,
            "addedAt": episode.added_at,
            "updatedAt": episode.updated_at,
            "deletedAt": episode.deleted_at,
            "audienceRatingImage": "themoviedb://image.rating",
            "chapterSource": "media",
            "Media": [media_row(media) for media in episode.media],
            "Image": images(episode.title, where, episode.updated_at),
            "UltraBlurColors": colours(),
            "Guid": [{"id": each} for each in episode.guids],
            "Director": [{"tag": "Ada Abara"}],
            "Writer": [{"tag": "Ben Becker"}, {"tag": "Cleo Costa"}],
            "Role": [{"tag": name} for name in CAST[:3]],
        }
    )


def present(row: Mapping[str, object]) -> Row:
    """A row without what is not there: Plex leaves an attribute out rather than sending null."""
    return {name: value for name, value in row.items() if value is not None and value != []}


def sort_title(title: str) -> str:
    """The title without its leading article, as Plex sorts."""
    first, _, rest = title.partition(" ")
    return rest if rest and first.casefold() in ("the", "a", "an") else title


def season_title(season: int) -> str:
    """`Specials` or `Season 3`."""
    return f"Season {season}" if season else "Specials"


def season_guid(show: Show, season: int, key: int) -> str:
    """A season's guid in the grammar of the show's agent."""
    base, question, language = show.guid.partition("?")
    return f"plex://season/{key:024x}" if base.startswith("plex://") else f"{base}/{season}{question}{language}"


def media_row(media: Media, duration: int = 2_625_089) -> Row:
    """One version of an item; `duration` is in milliseconds."""
    return present(
        {
            "id": media.id,
            "duration": duration,
            "bitrate": 5_741,
            "width": 1_920,
            "height": 1_080,
            "aspectRatio": 1.78,
            "audioChannels": 6,
            "audioCodec": "ac3",
            "videoCodec": "h264",
            "videoResolution": "1080",
            "container": "mkv",
            "videoFrameRate": "24p",
            "videoProfile": "high",
            "proxyType": media.proxy_type,
            "deletedAt": media.deleted_at,
            "Part": [_part(media.id * 10 + n, file, duration) for n, file in enumerate(media.files)],
        }
    )


def _part(part_id: int, file: str, duration: int) -> Row:
    return {
        "id": part_id,
        "key": f"/library/parts/{part_id}/1680000000/file.mkv",
        "duration": duration,
        "file": file,
        "size": 1_883_816_967,
        "container": "mkv",
        "videoProfile": "high",
    }


def images(title: str, where: str, stamp: int) -> list[Row]:
    """Where an item's pictures lie."""
    kinds = (("coverPoster", "thumb"), ("background", "art"), ("clearLogo", "clearLogo"))
    return [{"alt": title, "type": kind, "url": f"{where}/{name}/{stamp}"} for kind, name in kinds]


def colours() -> Row:
    """What a player paints behind an item."""
    return {"topLeft": "3b3024", "topRight": "2c261f", "bottomRight": "14110d", "bottomLeft": "46372a"}
