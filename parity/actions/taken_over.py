"""What was taken over from another program, and its settings, which all of them have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parity.actions.ports import House
from parity.actions.preferences import save
from parity.settings import SettingError, parse_one
from parity.store import servers


@dataclass(slots=True)
class Report:
    """What was taken over, in numbers, and what was left out, in sentences; `unreadable` counts useless files.

    `known_already` counts decisions, `standing` rules and hooks that were here before; `alike` names settings that are
    the same here. `connected`: SIMKL is, by the sign-in of the other program; `agreed` counts the titles that both
    watchlists had there, None where none were told. `sagetv`: it was told where that answers, and is known here.
    """

    settings: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    ignored: int = 0
    matched: int = 0
    known_already: int = 0
    rules: int = 0
    standing: int = 0
    hooks: list[str] = field(default_factory=list)
    connected: bool = False
    agreed: int | None = None
    sagetv: bool = False
    unreadable: int = 0
    left_out: list[str] = field(default_factory=list)


def take_settings(house: House, wanted: Mapping[str, str], report: Report) -> None:
    """Save settings by name, as text; one that cannot be used is left out."""
    for name, text in wanted.items():
        try:
            save(house, {name: parse_one(name, text)})
        except SettingError as error:
            report.left_out.append(str(error))
            continue
        report.settings.append(name)
        if house.settings().origin(name) == "environment":
            report.left_out.append(f"{name} was saved, but the environment says otherwise and comes first")


def has_plex(house: House) -> bool:
    """Whether a Plex server is asked already, given or followed."""
    with house.database.reading() as connection:
        return house.settings().plex_base_url is not None or any(row.followed for row in servers.every(connection))
