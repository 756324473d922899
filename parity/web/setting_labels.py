"""What settings are called in plain words. Translated where they are shown."""

from dataclasses import dataclass

N_ = str
"""Marks a text for translation."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a setting or of a topic, and a sentence about it."""

    name: str
    help: str = ""


TOPICS = {
    "plex": Label(N_("Plex"), N_("The server whose libraries are compared.")),
    "metadata": Label(N_("Metadata"), N_("Who knows which episodes there are.")),
    "missing": Label(N_("Missing episodes"), N_("What counts as missing. A change takes effect at once.")),
    "movies": Label(N_("Movies"), N_("What counts as missing of a collection. A change takes effect at once.")),
    "scans": Label(N_("Scans"), N_("When a scan starts by itself.")),
    "library": Label(N_("Library refresh"), N_("When Plex is told what arrived. A change takes effect at once.")),
    "links": Label(N_("Links"), N_("Where a season or a missing episode can be looked for.")),
    "interface": Label(N_("Interface"), N_("How these pages speak.")),
    "simkl": Label(N_("Watchlist and SIMKL"), N_("How Plex's watchlist and SIMKL's plan to watch are kept together.")),
    "sagetv": Label(N_("SageTV"), N_("How watched states and positions of Plex and SageTV are kept alike.")),
    "storage": Label(N_("Storage")),
    "web": Label(N_("Web")),
    "system": Label(N_("System")),
    "addresses": Label(N_("Addresses of outside services")),
}
LABELS = {
    "plex_base_url": Label(
        N_("Server address"), N_("Where Parity reaches your Plex server, such as http://192.168.1.5:32400.")
    ),
    "plex_token": Label(N_("Token"), N_("Lets Parity read the libraries of that server.")),
    "plex_account_token": Label(
        N_("Account token"), N_("Whose watchlist is meant. Needless once somebody has signed in with Plex.")
    ),
    "plex_library_name": Label(
        N_("Libraries"),
        N_("Titles with commas between; empty follows all but home videos. Counts from the next scan on."),
    ),
    "plex_scan_scope": Label(N_("What to follow"), N_("The watchlist narrows what is shown; nothing is deleted.")),
    "plex_sign_in": Label(
        N_("Kind of sign-in"), N_("For the next sign-in. A token for seven days is exchanged before it ends.")
    ),
    "tmdb_api_key": Label(N_("TMDB key"), N_("The v3 key or the v4 read token of your account at themoviedb.org.")),
    "tvdb_api_key": Label(
        N_("TheTVDB key"),
        N_("Compares shows that Plex numbers by TheTVDB. Get one at thetvdb.com; all else needs none."),
    ),
    "tvdb_pin": Label(N_("TheTVDB PIN"), N_("Your subscriber PIN, where the key needs one.")),
    "grace_days": Label(N_("Days of grace"), N_("Days from airing to missing; with 0 it is the same day.")),
    "learn_grace": Label(
        N_("Learn the days of grace"), N_("A show whose episodes take longer to arrive gets as many days as they take.")
    ),
    "specials": Label(N_("Expect specials"), N_("Whether season 0 counts too. A show can be set apart on its page.")),
    "policy": Label(N_("Episodes to expect"), N_("For every show that has no policy of its own.")),
    "brake_share": Label(
        N_("Brake"), N_("Per cent of a library that may be gone at once; with more gone, Parity waits for your word.")
    ),
    "movie_available": Label(
        N_("Missing from"), N_("Which release makes a film missing. Without a day for it: 90 days after the cinema.")
    ),
    "movie_region": Label(
        N_("Country"),
        N_("Whose days of release count: two letters, as in US or DE. The next scan asks for those of another one."),
    ),
    "movie_shorts": Label(
        N_("Expect shorts"),
        N_("Whether films of up to 40 minutes count too. Once off, the next scan asks how long missing ones are."),
    ),
    "tz": Label(N_("Time zone"), N_("By it a day begins, and scans start.")),
    "schedule_incremental": Label(N_("Incremental scan"), N_("Asks about what may have changed: short.")),
    "schedule_full": Label(N_("Full scan"), N_("Asks about every show: thorough.")),
    "refresh_age": Label(
        N_("Seconds of quiet"), N_("So long nothing may arrive in a folder before Plex is asked to scan it.")
    ),
    "refresh_longest": Label(
        N_("Longest wait in seconds"), N_("Then the folder is scanned although more keeps arriving in it.")
    ),
    "refresh_ages": Label(
        N_("Seconds of quiet for single hooks"),
        N_("By their names: inotify=600, sonarr=10. A longer one puts off nothing that others told."),
    ),
    "refresh_ignore": Label(
        N_("Never scanned"),
        N_("Folders, and names of folders and files, with commas between: /tv/.trash, @eaDir, *.srt."),
    ),
    "refresh_anchors": Label(
        N_("Anchors"), N_("Files or folders with commas between. While one of them is not there, nothing is scanned.")
    ),
    "refresh_check_files": Label(
        N_("Wait for the file"), N_("Only where Parity sees the same folders as Sonarr and Radarr do.")
    ),
    "hold_while_playing": Label(
        N_("Wait while somebody plays"), N_("A library is not scanned while somebody plays from it.")
    ),
    "hold_longest": Label(N_("Longest wait for players in minutes"), N_("Then it is scanned all the same.")),
    "refresh_metadata": Label(N_("When an item has arrived"), N_("What Plex is asked to do with it.")),
    "empty_trash": Label(
        N_("Empty the trash"), N_("After something was replaced, and only while nothing is scanned in that library.")
    ),
    "empty_trash_most": Label(N_("Most items in the trash"), N_("With more in it, it is left for you.")),
    "listen": Label(N_("Listen to the servers"), N_("What arrives or goes in Plex shows here at once.")),
    "sonarr_url": Label(N_("Sonarr's address"), N_("To find what Sonarr has and Plex does not.")),
    "sonarr_api_key": Label(N_("Sonarr's API key"), N_("In Sonarr under Settings, General.")),
    "radarr_url": Label(N_("Radarr's address"), N_("To find what Radarr has and Plex does not.")),
    "radarr_api_key": Label(N_("Radarr's API key"), N_("In Radarr under Settings, General.")),
    "include_dmm_link": Label(
        N_("Debrid Media Manager"), N_("A link beside each missing film and each season with something missing.")
    ),
    "dmm_base_url": Label(N_("Address of Debrid Media Manager"), N_("Only where you run one of your own.")),
    "usenet_provider": Label(N_("Search links"), N_("Where a link beside a missing episode or film searches.")),
    "usenet_api_key": Label(
        N_("Key for searching"), N_("What {apikey} in the search address stands for. No page shows it.")
    ),
    "usenet_web_url_template": Label(
        N_("Search address"),
        N_(
            "Empty: the provider's own. {query_url} stands for title and episode, of a film for title and year. There "
            "are also {title}, {code}, {season}, {episode}, {year}, {tmdbid} and {imdbid}."
        ),
    ),
    "language": Label(N_("Language"), ""),
    "week_start": Label(N_("First day of the week"), ""),
    "clock": Label(N_("Times of day"), ""),
    "simkl_client_id": Label(N_("Client id"), N_("Of your own SIMKL app.")),
    "simkl_client_secret": Label(N_("Client secret"), N_("Of your own SIMKL app.")),
    "watchlist_mode": Label(N_("How the lists follow each other"), N_("The first run of each way only adds.")),
    "watchlist_source": Label(N_("The list that counts"), N_("With mirror and one-way; two-way asks both.")),
    "watchlist_add": Label(N_("Add titles"), ""),
    "watchlist_remove": Label(N_("Take titles off"), N_("Without it Parity only says what it would take off.")),
    "watchlist_verify": Label(N_("Look again after a change"), N_("Reads both lists once more.")),
    "watchlist_use_activity": Label(
        N_("Read only what changed"), N_("SIMKL blocks programs that read everything each time.")
    ),
    "watchlist_watching": Label(
        N_("What you are watching"), N_("A title that SIMKL moved to watching or on hold, and Plex still lists.")
    ),
    "watchlist_partial_adds": Label(
        N_("Add from half a list"), N_("When a list could not be read whole. Nothing is ever taken off then.")
    ),
    "watchlist_every": Label(N_("Hours between two runs"), N_("0: only when you press the button.")),
    "sagetv_url": Label(
        N_("SageTV address"), N_("Of the SageX service, such as http://user:password@192.168.1.5:8080.")
    ),
    "sagetv_plex_token": Label(
        N_("Token of another Plex user"), N_("SageTV knows one state for all: whose state in Plex is meant.")
    ),
    "sagetv_libraries": Label(N_("Libraries"), N_("Empty: all that are followed. Recordings may lie in another one.")),
    "sagetv_ways": Label(N_("Which side is changed")),
    "sagetv_unmark": Label(
        N_("Take marks away too"), N_("Without it Parity only says what was un-marked, and waits for your yes.")
    ),
    "sagetv_ignore": Label(N_("Ignore the first seconds"), N_("A position before that counts as not begun.")),
    "sagetv_every": Label(N_("Hours between two runs"), N_("0: only when you press the button.")),
}
"""By `Row.name`; the others are told by the table's own help."""

CHOICES = {
    "plex_scan_scope": {"all_library": N_("Everything"), "watchlist_only": N_("Only what is on the watchlist")},
    "plex_sign_in": {"classic": N_("A token that lasts"), "jwt": N_("A token for seven days at a time (JWT)")},
    "policy": {
        "all": N_("All episodes"),
        "future": N_("Only those that air from now on"),
        "from": N_("From a season on"),
        "last": N_("Only the last season"),
        "none": N_("None"),
    },
    "movie_available": {
        "any": N_("Any release"),
        "theatrical": N_("In the cinema"),
        "digital": N_("To stream or buy online"),
        "physical": N_("On disc"),
    },
    "refresh_metadata": {
        "none": N_("Nothing"),
        "refresh": N_("Read its metadata again"),
        "analyze": N_("Analyse its files"),
    },
    "watchlist_mode": {
        "two-way": N_("Both ways"),
        "mirror": N_("One list is made like the other"),
        "one-way": N_("Only what is new or gone on one list goes to the other"),
    },
    "watchlist_source": {"plex": N_("Plex's watchlist"), "simkl": N_("SIMKL's plan to watch")},
    "sagetv_ways": {
        "both": N_("Both: what is newer counts"),
        "to-plex": N_("Only Plex, after SageTV"),
        "to-sagetv": N_("Only SageTV, after Plex"),
    },
    "watchlist_watching": {"keep": N_("Stays on the watchlist"), "remove": N_("Is taken off")},
    "week_start": {"monday": N_("Monday"), "saturday": N_("Saturday"), "sunday": N_("Sunday")},
    "clock": {"24h": "14:05", "12h": "2:05 pm"},
    "language": {"auto": N_("As the browser has it")},
    "usenet_provider": {
        "none": N_("No search links"),
        "newznab": "Newznab",
        "nzbhydra": "NZBHydra",
        "torznab": "Torznab",
        "prowlarr": "Prowlarr",
        "torbox": "TorBox",
        "jackett": "Jackett",
        "custom": N_("An address of my own"),
    },
}
DAYS = {
    "off": N_("Never"),
    "daily": N_("Every day"),
    "weekly monday": N_("Every Monday"),
    "weekly tuesday": N_("Every Tuesday"),
    "weekly wednesday": N_("Every Wednesday"),
    "weekly thursday": N_("Every Thursday"),
    "weekly friday": N_("Every Friday"),
    "weekly saturday": N_("Every Saturday"),
    "weekly sunday": N_("Every Sunday"),
}
"""The first part of a schedule; the second is the time of day."""
