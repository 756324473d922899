"""The table of settings: one entry for each, in the order in which they are read and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from parity import settings_kinds as kinds
from parity.languages import languages
from parity.settings_compared import Compared
from parity.settings_kinds import Network
from parity.settings_rows import Default, Origin, Row, Shown, address, row

PROVIDERS = ("none", "newznab", "nzbhydra", "torznab", "prowlarr", "torbox", "jackett", "custom")
PRIVATE_NETWORKS = "127.0.0.0/8, ::1/128, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7"


def _in_data_dir(file: str) -> Default:
    return lambda above: f"sqlite:///{above['data_dir']}/{file}"


def _behind_a_proxy(above: Mapping[str, object]) -> str:
    return PRIVATE_NETWORKS if above["trusted_proxies"] and above["auth"] != "proxy" else ""  # else all are the owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Compared):
    """All settings, read once by `parity.settings.load`. A setting without value or default is None."""

    include_dmm_link: bool = row(
        "links", "INCLUDE_DMM_LINK", kinds.flag(), "Season links to Debrid Media Manager.", "true"
    )
    dmm_base_url: str = address(
        "links", "DMM_BASE_URL", "Address of Debrid Media Manager.", "https://debridmediamanager.com"
    )
    usenet_provider: str = row("links", "USENET_PROVIDER", kinds.choice(*PROVIDERS), "Where search links lead.", "none")
    usenet_api_key: str | None = row(
        "links", "USENET_API_KEY", kinds.plain(), "What {apikey} in the template stands for.", secret=True
    )
    usenet_web_url_template: str = row(
        "links",
        "USENET_WEB_URL_TEMPLATE",
        kinds.plain(),
        "Address of a search; empty for the provider's own. It may hold {query}, {title}, {code}, {season}, {episode}, "
        "{year}, {tmdbid}, {imdbid} and {apikey}, each also with _url; of a film {query} is its title and year.",
        "",
    )

    language: str = row(
        "interface",
        "PARITY_LANGUAGE",
        kinds.choice("auto", *languages()),
        "Language of the pages; auto is the browser's.",
        "auto",
    )
    week_start: str = row(
        "interface",
        "PARITY_WEEK_START",
        kinds.choice("monday", "saturday", "sunday"),
        "First day of the week.",
        "monday",
    )
    clock: str = row("interface", "PARITY_CLOCK", kinds.choice("24h", "12h"), "How times of day are written.", "24h")

    simkl_client_id: str | None = row("simkl", "SIMKL_CLIENT_ID", kinds.plain(), "Client id of your SIMKL app.")
    simkl_client_secret: str | None = row(
        "simkl", "SIMKL_CLIENT_SECRET", kinds.plain(), "Client secret of your SIMKL app.", secret=True
    )
    watchlist_mode: str = row(
        "simkl",
        "PARITY_WATCHLIST_MODE",
        kinds.choice("two-way", "mirror", "one-way"),
        "How Plex's watchlist and SIMKL's plan to watch are kept together.",
        "two-way",
    )
    watchlist_source: str = row(
        "simkl",
        "PARITY_WATCHLIST_SOURCE",
        kinds.choice("plex", "simkl"),
        "Whose list counts with mirror and one-way.",
        "plex",
    )
    watchlist_add: bool = row(
        "simkl", "PARITY_WATCHLIST_ADD", kinds.flag(), "Whether titles are added to the lists.", "true"
    )
    watchlist_remove: bool = row(
        "simkl", "PARITY_WATCHLIST_REMOVE", kinds.flag(), "Whether titles are taken off the lists.", "true"
    )
    watchlist_verify: bool = row(
        "simkl",
        "PARITY_WATCHLIST_VERIFY",
        kinds.flag(),
        "Whether both lists are read again after a change, to see that it is there.",
        "true",
    )
    watchlist_use_activity: bool = row(
        "simkl",
        "PARITY_WATCHLIST_USE_ACTIVITY",
        kinds.flag(),
        "Whether a list is read only when its service says that it changed.",
        "true",
    )
    watchlist_watching: str = row(
        "simkl",
        "PARITY_WATCHLIST_WATCHING",
        kinds.choice("keep", "remove"),
        "What becomes of a title on Plex's watchlist that SIMKL moved to watching or hold.",
        "keep",
    )
    watchlist_partial_adds: bool = row(
        "simkl",
        "PARITY_WATCHLIST_PARTIAL_ADDS",
        kinds.flag(),
        "Whether titles are added although a list could not be read whole. Nothing is ever removed then.",
        "false",
    )
    watchlist_every: int = row(
        "simkl",
        "PARITY_WATCHLIST_EVERY",
        kinds.whole(0, 168),
        "Hours between two runs that start by themselves; 0 starts none.",
        "0",
    )
    sagetv_url: str | None = row(
        "sagetv",
        "SAGETV_URL",
        kinds.url("http://user:password@192.168.1.5:8080", user=True),
        "Address of the SageX service, with its user.",
        secret=True,
    )
    sagetv_plex_token: str | None = row(
        "sagetv",
        "SAGETV_PLEX_TOKEN",
        kinds.plain(),
        "Token of the user of Plex whose watched state is meant, where that is not the owner's.",
        secret=True,
    )
    sagetv_libraries: tuple[str, ...] = row(
        "sagetv",
        "PARITY_SAGETV_LIBRARIES",
        kinds.listed(),
        "Libraries of Plex that are compared with SageTV: titles, section ids, or SERVER/SECTION; none given means "
        "those that are followed.",
        "",
    )
    sagetv_ways: str = row(
        "sagetv",
        "PARITY_SAGETV_WAYS",
        kinds.choice("both", "to-plex", "to-sagetv"),
        "Which side is changed.",
        "both",
    )
    sagetv_unmark: bool = row(
        "sagetv",
        "PARITY_SAGETV_UNMARK",
        kinds.flag(),
        "Whether a mark or position that was taken away on one side is taken away on the other too.",
        "false",
    )
    sagetv_ignore: int = row(
        "sagetv",
        "PARITY_SAGETV_IGNORE",
        kinds.whole(0, 3600),
        "Positions within so many seconds from the beginning count as none.",
        "60",
    )
    sagetv_every: int = row(
        "sagetv",
        "PARITY_SAGETV_EVERY",
        kinds.whole(0, 168),
        "Hours between two runs that start by themselves; 0 starts none.",
        "0",
    )

    data_dir: Path = row("storage", "PARITY_DATA_DIR", kinds.folder(), "Where everything is kept.", "./data")
    database_url: str = row(
        "storage",
        "PARITY_DATABASE_URL",
        kinds.keeper("sqlite", "postgresql"),
        "The database, as an SQLAlchemy URL.",
        _in_data_dir("parity.db"),
        secret=True,
    )
    queue_url: str = row(
        "storage",
        "PARITY_QUEUE_URL",
        kinds.keeper("sqlite", "redis", "rediss", "postgresql"),
        "The queue of work.",
        _in_data_dir("queue.db"),
        secret=True,
    )
    cache_url: str = row(
        "storage",
        "PARITY_CACHE_URL",
        kinds.keeper("sqlite", "redis", "rediss"),
        "Answers of outside services, kept for recomputation.",
        _in_data_dir("cache.db"),
        secret=True,
    )

    auth: str = row("web", "PARITY_AUTH", kinds.choice("plex", "proxy", "none"), "Who may come in.", "plex")
    auth_header: str = row(
        "web", "PARITY_AUTH_HEADER", kinds.header(), "Header in which a proxy names the user.", "Remote-User"
    )
    owner: str | None = row("web", "PARITY_OWNER", kinds.plain(), "Which of these users is the owner.")
    trusted_proxies: int = row(
        "web", "PARITY_TRUSTED_PROXIES", kinds.whole(0, 10), "Number of reverse proxies in front.", "0"
    )
    proxy_networks: tuple[Network, ...] = row(
        "web",
        "PARITY_PROXY_NETWORKS",
        kinds.networks(),
        "Networks whose forwarded headers are believed; behind a proxy private ones, unless it names users.",
        _behind_a_proxy,
    )
    url: str | None = row(
        "web", "PARITY_URL", kinds.url("https://parity.example.org"), "The address that the outside world uses."
    )
    hosts: tuple[str, ...] = row("web", "PARITY_HOSTS", kinds.hosts(), "Further host names that may be asked for.", "")
    url_prefix: str = row("web", "PARITY_URL_PREFIX", kinds.prefix(), "Path below which the site lives.", "")
    secret_key: str | None = row(
        "web", "PARITY_SECRET_KEY", kinds.plain(), "Signs sessions; made once when absent.", secret=True
    )
    api_key: str | None = row(
        "web", "PARITY_API_KEY", kinds.plain(), "Key of the JSON API; made once when absent.", secret=True
    )

    workers: int = row("system", "PARITY_WORKERS", kinds.whole(1, 32), "Worker threads.", "2")
    tmdb_rate: int = row(
        "system", "TMDB_RATE", kinds.whole(1, 10_000), "Requests a second that TMDB is asked at most.", "35"
    )
    tmdb_connections: int = row(
        "system", "TMDB_CONNECTIONS", kinds.whole(1, 200), "Requests to TMDB under way at once.", "20"
    )
    log_level: str = row(
        "system",
        "PARITY_LOG_LEVEL",
        kinds.choice("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
        "From which level on to log.",
        "INFO",
    )
    log_format: str = row(
        "system", "PARITY_LOG_FORMAT", kinds.choice("text", "json"), "Lines for people or for machines.", "text"
    )
    puid: int | None = row("system", "PUID", kinds.whole(0, 2**31), "User id that the container runs as.")
    pgid: int | None = row("system", "PGID", kinds.whole(0, 2**31), "Group id that the container runs as.")
    umask: int | None = row("system", "UMASK", kinds.octal(), "Umask that the container runs with.")

    plex_tv_url: str = address("addresses", "PLEX_TV_URL", "Plex accounts.", "https://plex.tv")
    plex_clients_url: str = address(
        "addresses", "PLEX_CLIENTS_URL", "Plex servers of an account.", "https://clients.plex.tv"
    )
    plex_app_url: str = address(
        "addresses", "PLEX_APP_URL", "Plex on the web: to sign in, and the pages of shows.", "https://app.plex.tv"
    )
    plex_discover_url: str = address(
        "addresses", "PLEX_DISCOVER_URL", "Plex watchlists.", "https://discover.provider.plex.tv"
    )
    plex_metadata_url: str = address(
        "addresses", "PLEX_METADATA_URL", "Plex metadata.", "https://metadata.provider.plex.tv"
    )
    tmdb_base_url: str = address("addresses", "TMDB_BASE_URL", "TMDB's API.", "https://api.themoviedb.org/3")
    tmdb_image_url: str = address("addresses", "TMDB_IMAGE_URL", "TMDB's pictures.", "https://image.tmdb.org/t/p")
    tvdb_base_url: str = address("addresses", "TVDB_BASE_URL", "TheTVDB's API.", "https://api4.thetvdb.com/v4")
    simkl_base_url: str = address("addresses", "SIMKL_BASE_URL", "SIMKL's API.", "https://api.simkl.com")
    simkl_auth_url: str = address("addresses", "SIMKL_AUTH_URL", "SIMKL's sign-in page.", "https://simkl.com")

    origins: Mapping[str, Origin] = field(repr=False, compare=False)

    def origin(self, name: str) -> Origin:
        """Where the value of the attribute `name` comes from. Raises KeyError when it is no setting."""
        return self.origins[name]

    def shown(self) -> tuple[Shown, ...]:
        """All settings in their order, fit for a page: no secret is in it."""
        return tuple(Shown(row, self._text(row), self.origin(row.name)) for row in ROWS)

    def _text(self, row: Row) -> str:
        value = getattr(self, row.name)
        if row.secret:
            return "not set" if self.origin(row.name) == "default" else "set"
        return "" if value is None and row.default is None else row.kind.write(value)


ROWS: tuple[Row, ...] = tuple(item.metadata["row"] for item in fields(Settings) if "row" in item.metadata)
