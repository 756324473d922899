"""Saves settings that the app itself may keep; those that change what is missing take effect at once."""

from collections.abc import Mapping

from parity.actions.ports import House
from parity.actions.reckon_all import reckon_all
from parity.core.links import check_template
from parity.settings import SettingError, parse_one
from parity.store import preferences

_TELLING = frozenset({"grace_days", "specials", "policy", "tz", "plex_scan_scope"})


def save(house: House, values: Mapping[str, str | None]) -> None:
    """Save settings by name, as text; None goes back to the default. Raises SettingError and then saves nothing."""
    usable = {name: None if text is None else parse_one(name, text) for name, text in values.items()}
    template = usable.get("usenet_web_url_template")
    flaw = check_template(template) if template else None
    if flaw is not None:
        raise SettingError(
            "USENET_WEB_URL_TEMPLATE", flaw, "give an http or https address with variables like {query_url}"
        )
    with house.database.writing() as connection:
        preferences.save(connection, usable, house.now())
    if _TELLING.intersection(usable):
        reckon_all(house)
