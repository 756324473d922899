"""What each address asks of whoever opens it: the one table of entry. What is not in it is for the owner alone."""

from enum import Enum

from parity.core.roles import Role


class Need(Enum):
    """What somebody has to be. After the setup BEGIN and SETUP are for the owner.

    ANYONE: nothing. KEY: the holder of a key for programs, whoever is signed in. HOOK: the same with a hook's secret.
    BEGIN: anybody while the setup is not over. SETUP: whoever sets the installation up.
    """

    ANYONE = "anyone"
    KEY = "key"
    HOOK = "hook"
    BEGIN = "begin"
    SETUP = "setup"
    VIEWER = "viewer"
    MANAGER = "manager"
    OWNER = "owner"

    @property
    def role(self) -> Role:
        """Which role it takes once the setup is over."""
        return {Need.VIEWER: Role.VIEWER, Need.MANAGER: Role.MANAGER}.get(self, Role.OWNER)


_NEEDS: dict[Need, tuple[str, ...]] = {
    Need.ANYONE: ("static", "health.healthz", "feeds.movies", "theme.choose", "login.*", "logout.*"),
    Need.KEY: (
        "lists.*",
        "scans.*",
        "refreshes.*",
        "decisions.*",
        "films.*",
        "film_decisions.*",
        "watchlists.*",
        "watched_states.*",
        "api-docs.*",
    ),
    Need.HOOK: ("hooks.*",),
    Need.BEGIN: ("setup.index",),
    Need.SETUP: ("setup.*", "account.*", "servers.*"),
    Need.VIEWER: (
        *(
            "dashboard.index",
            "shows.index",
            "show.index",
            "why.index",
            "movies.index",
            "movies.plex",
            "movie.index",
            "movie_exports.*",
            "calendar.index",
            "activity.index",
            "activity.scan",
            "library.index",
            "paths.index",
        ),
        *("about.index", "pictures.poster", "patterns.index"),
    ),
    Need.MANAGER: (
        *("dashboard.ignore_show", "shows.ignore", "shows.scan", "decided.undo", "out.out"),
        *("show.accept", "show.grace", "show.ignored", "show.match", "show.order", "show.orders", "show.policy"),
        *("show.rescan", "show.specials"),
        *("movies.ignore", "movies.match", "movies.scan", "movie.ignored", "movie.match", "movie.rescan"),
        *("scan_panel.*", "library.*", "item_refresh.*", "paths.*"),
        *("settings.*", "hook_settings.*", "servers.test", "maintenance.*"),
    ),
    Need.OWNER: (
        "people.*",
        "keys.*",
        "settings.show_key",
        "simkl_connect.*",
        "watchlist.*",
        "watched.*",
        "watched_user.*",
    ),
}
"""Endpoints, or all of a room as `room.*`; an endpoint by its own name outranks its room."""

NEEDS: dict[str, Need] = {name: need for need, names in _NEEDS.items() for name in names}


def needed(endpoint: str | None) -> Need:
    """What this endpoint asks for; an address that leads nowhere may be told so to anybody."""
    if endpoint is None:
        return Need.ANYONE
    room = f"{endpoint.rpartition('.')[0]}.*"
    return NEEDS.get(endpoint) or NEEDS.get(room) or Need.OWNER
