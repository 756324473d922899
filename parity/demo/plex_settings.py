"""Preferences of libraries and shows, as far as numbering and listing depend on them."""

from parity.demo.plex_records import Section, Show
from parity.demo.plex_rows import Row


def settings_of(section: Section) -> list[Row]:
    """`Setting[]` of `/library/sections/{id}/prefs`. Only the new agents know an order of their own."""
    known = {
        "hidden": "0",
        "episodeSort": "0",
        "flattenSeasons": "0",
        "enableCinemaTrailers": "1",
        "collectionMode": "2",
    }
    if section.type == "show" and section.agent.startswith("tv.plex.agents."):
        known["showOrdering"] = "tmdbAiring"
    defaults = {**dict.fromkeys(section.prefs, ""), **known}
    return [_setting(name, default, section.prefs.get(name, default)) for name, default in defaults.items()]


def preferences_of(show: Show) -> list[Row]:
    """`Preferences.Setting[]` of a show (`includePreferences=1`); "" means the library's default."""
    known = {"episodeSort": "-1", "flattenSeasons": "-1", "languageOverride": "", "useOriginalTitle": "-1"}
    chosen = show.show_ordering or ""
    return [
        *(_setting(name, value, value) for name, value in known.items()),
        _setting("showOrdering", "", chosen),
    ]


def _setting(name: str, default: str, value: str) -> Row:
    labels = {"id": name, "label": name, "summary": "", "type": "text", "default": default, "value": value}
    return {**labels, "hidden": False, "advanced": False, "group": ""}
