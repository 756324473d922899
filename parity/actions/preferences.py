"""Saves settings that the app itself may keep; those that change what is missing take effect at once."""

from collections.abc import Mapping

from parity.actions.clock import schedules_changed
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_all
from parity.actions.reckon_films import reckon_all_films
from parity.core.links import check_template
from parity.http import register_secret
from parity.settings import SettingError, parse_one, saveable
from parity.store import preferences

_OF_THE_CLOCK = frozenset({"tz", "schedule_incremental", "schedule_full"})
_TELLING = frozenset({"grace_days", "learn_grace", "specials", "policy", "tz", "plex_scan_scope"})
_ABOUT_FILMS = frozenset({"movie_available", "movie_region", "movie_shorts"})


def flaws(values: Mapping[str, str | None]) -> dict[str, SettingError]:
    """What is wrong with settings by name, as text; a name that is not in it can be saved as it is."""
    found = {}
    for name, text in values.items():
        try:
            _usable(name, text)
        except SettingError as flaw:
            found[name] = flaw
    return found


def save(house: House, values: Mapping[str, str | None]) -> None:
    """Save settings by name, as text; None goes back to the default. Raises SettingError and then saves nothing."""
    usable = {name: _usable(name, text) for name, text in values.items()}
    before = house.settings()
    _keep_out(usable)
    with house.database.writing() as connection:
        preferences.save(connection, usable, house.now())
    if _OF_THE_CLOCK.intersection(usable):
        schedules_changed(house, before)
    if _TELLING.intersection(usable):
        reckon_all(house)
    elif _ABOUT_FILMS.intersection(usable):
        reckon_all_films(house)


def _keep_out(values: Mapping[str, str | None]) -> None:
    for row in saveable():
        if row.secret and len(values.get(row.name) or "") >= 8:  # a shorter one would be cut out of ordinary words
            register_secret(values[row.name])


def _usable(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    plain = parse_one(name, text)
    flaw = check_template(plain) if name == "usenet_web_url_template" else None
    if flaw is not None:
        raise SettingError(
            "USENET_WEB_URL_TEMPLATE", flaw, "give an http or https address with variables like {query_url}"
        )
    return plain
