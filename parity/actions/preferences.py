"""Saves settings that the app itself may keep; those that change what is missing take effect at once."""

from collections.abc import Mapping

from parity.actions.clock import schedules_changed
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_all
from parity.core.links import check_template
from parity.settings import SettingError, parse_one
from parity.store import preferences

_OF_THE_CLOCK = frozenset({"tz", "schedule_incremental", "schedule_full"})
_TELLING = frozenset({"grace_days", "specials", "policy", "tz", "plex_scan_scope"})


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
    with house.database.writing() as connection:
        preferences.save(connection, usable, house.now())
    if _OF_THE_CLOCK.intersection(usable):
        schedules_changed(house, before)
    if _TELLING.intersection(usable):
        reckon_all(house)


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
