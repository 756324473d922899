"""The first half of the table of settings: what is compared with what, and what Plex is told."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from parity import settings_kinds as kinds
from parity import settings_places as places
from parity.settings_kinds import Schedule
from parity.settings_rows import row


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Plex, the sources of metadata, what counts as missing, when scans start, how a library is refreshed."""

    plex_base_url: str | None = row(
        "plex", "PLEX_BASE_URL", kinds.url("http://192.168.1.5:32400"), "Address of the Plex server."
    )
    plex_token: str | None = row("plex", "PLEX_TOKEN", kinds.plain(), "A token for the server.", secret=True)
    plex_account_token: str | None = row(
        "plex",
        "PLEX_ACCOUNT_TOKEN",
        kinds.plain(),
        "Token of the Plex account whose watchlist is meant; needless after signing in.",
        secret=True,
    )
    plex_library_name: tuple[str, ...] = row(
        "plex", "PLEX_LIBRARY_NAME", kinds.listed(), "Libraries to follow: title, id, or SERVER_ID/ID.", ""
    )
    plex_scan_scope: str = row(
        "plex",
        "PLEX_SCAN_SCOPE",
        kinds.choice("all_library", "watchlist_only"),
        "Check all shows and films, or only those on the watchlist.",
        "all_library",
    )

    plex_sign_in: str = row(
        "plex",
        "PARITY_PLEX_SIGN_IN",
        kinds.choice("classic", "jwt"),
        "Which kind of token Plex gives at the next sign-in: one that lasts, or one for seven days at a time.",
        "classic",
    )

    tmdb_api_key: str | None = row(
        "metadata", "TMDB_API_KEY", kinds.plain(), "TMDB's v3 key or v4 read token.", secret=True
    )
    tvdb_api_key: str | None = row(
        "metadata", "TVDB_API_KEY", kinds.plain(), "A key for TheTVDB's v4 API.", secret=True
    )
    tvdb_pin: str | None = row(
        "metadata", "TVDB_PIN", kinds.plain(), "Subscriber PIN that some TheTVDB keys need.", secret=True
    )

    grace_days: int = row(
        "missing", "PARITY_GRACE_DAYS", kinds.whole(0, 7), "Days from airing to missing; 0 is the same day.", "1"
    )
    learn_grace: bool = row(
        "missing", "PARITY_LEARN_GRACE", kinds.flag(), "Whether a show that arrives late gets more days.", "true"
    )
    specials: bool = row("missing", "PARITY_SPECIALS", kinds.flag(), "Whether specials are expected too.", "false")
    policy: str = row("missing", "PARITY_POLICY", kinds.policy(), "Which episodes are expected of a show.", "all")
    brake_share: int = row(
        "missing",
        "PARITY_BRAKE_SHARE",
        kinds.whole(5, 90),
        "Per cent of a library that may be gone at once before it is held back.",
        "50",
    )
    tz: ZoneInfo = row("missing", "TZ", places.zone(), "The owner's time zone.", "UTC")
    movie_available: str = row(
        "movies",
        "PARITY_MOVIE_AVAILABLE",
        kinds.choice("any", "theatrical", "digital", "physical"),
        "Which release makes a film of a begun collection missing.",
        "any",
    )
    movie_region: str = row(
        "movies",
        "PARITY_MOVIE_REGION",
        places.country(),
        "The country whose days of release count, as in US or DE.",
        "US",
    )
    movie_shorts: bool = row(
        "movies", "PARITY_MOVIE_SHORTS", kinds.flag(), "Whether films of up to 40 minutes are expected too.", "true"
    )
    schedule_incremental: Schedule | None = row(
        "scans",
        "PARITY_SCHEDULE_INCREMENTAL",
        kinds.schedule(),
        "When the incremental scan starts by itself.",
        "daily 03:30",
    )
    schedule_full: Schedule | None = row(
        "scans", "PARITY_SCHEDULE_FULL", kinds.schedule(), "When the full scan starts by itself.", "weekly sunday 04:30"
    )

    refresh_age: int = row(
        "library",
        "PARITY_REFRESH_AGE",
        kinds.whole(0, 3600),
        "Seconds that a folder has to be quiet before Plex is asked to scan it.",
        "30",
    )
    refresh_longest: int = row(
        "library",
        "PARITY_REFRESH_LONGEST",
        kinds.whole(0, 86400),
        "Seconds after which a folder is scanned although more keeps arriving in it.",
        "600",
    )
    refresh_ages: places.Waits = row(
        "library",
        "PARITY_REFRESH_AGES",
        places.waits(3600),
        "Seconds of quiet for what single hooks tell, by their names: inotify=600, sonarr=10.",
        "",
    )
    refresh_ignore: tuple[str, ...] = row(
        "library",
        "PARITY_REFRESH_IGNORE",
        kinds.listed(),
        "Folders, and names of folders and files, for which nothing is scanned: /tv/.trash, @eaDir, *.srt.",
        "",
    )
    refresh_anchors: tuple[str, ...] = row(
        "library",
        "PARITY_REFRESH_ANCHORS",
        kinds.listed(),
        "Files or folders that must exist here before anything is scanned, comma separated.",
        "",
    )
    refresh_check_files: bool = row(
        "library",
        "PARITY_REFRESH_CHECK_FILES",
        kinds.flag(),
        "Whether a file must exist here before Plex is asked to scan its folder.",
        "false",
    )
    hold_while_playing: bool = row(
        "library",
        "PARITY_HOLD_WHILE_PLAYING",
        kinds.flag(),
        "Whether a library is not scanned while somebody plays from it.",
        "false",
    )
    hold_longest: int = row(
        "library",
        "PARITY_HOLD_LONGEST",
        kinds.whole(1, 1440),
        "Minutes after which it is scanned all the same.",
        "120",
    )
    refresh_metadata: str = row(
        "library",
        "PARITY_REFRESH_METADATA",
        kinds.choice("none", "refresh", "analyze"),
        "What Plex is asked to do with an item that has arrived.",
        "none",
    )
    empty_trash: bool = row(
        "library",
        "PARITY_EMPTY_TRASH",
        kinds.flag(),
        "Whether a library's trash is emptied after something in it was replaced.",
        "false",
    )
    empty_trash_most: int = row(
        "library",
        "PARITY_EMPTY_TRASH_MOST",
        kinds.whole(1, 1000),
        "Items in the trash above which it is left for you.",
        "20",
    )
    listen: bool = row(
        "library",
        "PARITY_LISTEN",
        kinds.flag(),
        "Whether the servers are listened to, so that what arrives shows at once.",
        "true",
    )
    sonarr_url: str | None = row(
        "library",
        "SONARR_URL",
        kinds.url("http://192.168.1.5:8989"),
        "Sonarr's address, to compare its files with Plex.",
    )
    sonarr_api_key: str | None = row("library", "SONARR_API_KEY", kinds.plain(), "Sonarr's API key.", secret=True)
    radarr_url: str | None = row(
        "library",
        "RADARR_URL",
        kinds.url("http://192.168.1.5:7878"),
        "Radarr's address, to compare its files with Plex.",
    )
    radarr_api_key: str | None = row("library", "RADARR_API_KEY", kinds.plain(), "Radarr's API key.", secret=True)
