"""What the environment says, else what the app saved, else the default. The only reader of os.environ."""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from parity.settings_kinds import Network, Schedule, Unusable
from parity.settings_rows import Origin, Row, Shown
from parity.settings_table import ROWS, Settings

__all__ = [
    "ROWS",
    "Network",
    "Origin",
    "Row",
    "Schedule",
    "SettingError",
    "Settings",
    "Shown",
    "child_environment",
    "display_environment",
    "from_environment",
    "load",
    "parse_one",
    "saveable",
    "tell_plexapi",
]

_BY_NAME = {row.name: row for row in ROWS}
_KNOWN = frozenset(row.environment for row in ROWS) | frozenset(f"{row.environment}_FILE" for row in ROWS if row.secret)
_OF_THE_TESTS = frozenset({"PARITY_REQUIRE_BROWSER", "PARITY_REQUIRE_NGINX"})
# Kubernetes and Docker links put such names into every container beside a service that is called parity.
_OF_THE_PLATFORM = re.compile(
    r"PARITY(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_\w+)?)"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST = 10_000  # characters of a value or of a secret's file; /dev/zero has no end


class SettingError(Exception):
    """A setting that cannot be used. Its text is one line: name, problem and mend, and never a secret.

    `reason` is that of settings_kinds.Unusable, or empty or line (too long, or not one).
    """

    def __init__(self, name: str, problem: str, mend: str, reason: str = "") -> None:
        super().__init__(" ".join(f"{name}: {problem}; {mend}".split()))
        self.reason = reason
        self.name = name
        self.problem = problem
        self.mend = mend


def load(environ: Mapping[str, str], saved: Mapping[str, str]) -> Settings:
    """All settings, from an environment and from what the app saved.

    `saved` is keyed by `Row.name`; what the app may not save is ignored. An empty value counts as not given.
    Raises SettingError for the first value that cannot be used, for a PARITY_ name that is no setting, and
    for a secret's file that cannot be read.
    """
    if any(name.endswith("_FILE") for name in environ):  # what a file says may change while its name does not
        return _read(environ, saved, _where())
    return _read_before(frozenset(environ.items()), frozenset(saved.items()), _where())


def from_environment(saved: Mapping[str, str]) -> Settings:
    """`load` with this process's environment."""
    return load(os.environ, saved)


def child_environment(given: Mapping[str, str], *, without_settings: bool = False) -> dict[str, str]:
    """The environment of a child process: this one and `given`; `without_settings` leaves ours out."""
    kept = {name: text for name, text in os.environ.items() if not (without_settings and name in _KNOWN)}
    return {**kept, **given}


def display_environment() -> dict[str, str]:
    """What this process's environment says of how things are shown: the owner's zone, language, week and clock.

    None of it leads anywhere or lets anybody in, so that it can hold where nothing else of the environment may.
    """
    return {row.environment: text for row in ROWS if _is_display(row) and (text := os.environ.get(row.environment))}


def tell_plexapi(client_id: str) -> None:
    """Who we are at Plex, for plexapi, which reads it here when it is imported, and else names the network card."""
    os.environ["PLEXAPI_HEADER_IDENTIFIER"] = client_id


def saveable() -> tuple[Row, ...]:
    """The settings that the app itself may keep."""
    return tuple(row for row in ROWS if row.saveable)


def parse_one(name: str, text: str) -> str:
    """The text to save for the setting `name` (`Row.name`), in its plainest form.

    To go back to the default, delete what is saved. Raises SettingError; also when the name cannot be saved.
    """
    row = _BY_NAME.get(name)
    if row is None:
        raise SettingError(name, "is not a setting", "look for the name on the Settings page")
    if not row.saveable:
        raise SettingError(row.environment, "cannot be saved in the app", "give it in the environment")
    if not text.strip():
        raise SettingError(row.environment, "is empty", "write a value, or go back to the default", "empty")
    return row.kind.write(_parse(row, text))


def _is_display(row: Row) -> bool:
    return row.topic == "interface" or row.name == "tz"


def _given(row: Row, environ: Mapping[str, str], saved: Mapping[str, str]) -> tuple[str, Origin]:
    """What was given, and where; an empty text by nobody."""
    if text := _from_environment(row, environ):
        return text, "environment"
    if row.saveable and (text := saved.get(row.name, "").strip()):
        return text, "saved"
    return "", "default"


def _read(environ: Mapping[str, str], saved: Mapping[str, str], where: str) -> Settings:
    _refuse_unknown(environ)
    return _made(tuple(_given(row, environ, saved) for row in ROWS), where)


@lru_cache(4)  # they are read at every turn and hardly ever change
def _read_before(environ: frozenset[tuple[str, str]], saved: frozenset[tuple[str, str]], where: str) -> Settings:
    return _read(dict(environ), dict(saved), where)


@lru_cache(4)
def _made(given: tuple[tuple[str, Origin], ...], _where: str) -> Settings:
    values: dict[str, object] = {}
    for row, (text, origin) in zip(ROWS, given, strict=True):
        values[row.name] = _value(row, text, origin, values)
    origins = {row.name: origin for row, (_, origin) in zip(ROWS, given, strict=True)}
    make = cast(Callable[..., Settings], Settings)  # the table's types were held against the kinds already
    _refuse_together(values)
    return make(origins=MappingProxyType(origins), **values)


def _refuse_together(values: Mapping[str, object]) -> None:
    """What each may be said, but not both."""
    if values["auth"] == "proxy" and not values["proxy_networks"]:
        problem = "is proxy, but it is not said from where the proxy may name people"
        mend = "give its address as PARITY_PROXY_NETWORKS: whoever asks from there is believed to be whom they name"
        raise SettingError("PARITY_AUTH", problem, mend)


def _where() -> str:
    """Where the program stands, which relative paths begin at; "" when that folder is gone."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _value(row: Row, text: str, origin: Origin, above: Mapping[str, object]) -> object:
    if origin == "default":
        default = row.default(above) if callable(row.default) else row.default
        return None if default is None else _parse(row, default)
    besides = f", or give {row.environment} in the environment, which outranks it" if origin == "saved" else ""
    return _parse(row, text, besides)


def _parse(row: Row, text: str, besides: str = "") -> object:
    plain = text.strip()
    if len(plain) > _LONGEST or _CONTROL.search(plain):
        problem = "is too long or has a control character in it"
        raise SettingError(row.environment, problem, "write one short line", "line")
    try:
        return row.kind.parse(plain)
    except Unusable as trouble:
        raise SettingError(row.environment, trouble.problem, trouble.mend + besides, trouble.reason) from None


def _from_environment(row: Row, environ: Mapping[str, str]) -> str:
    text = environ.get(row.environment, "").strip()
    in_file = f"{row.environment}_FILE"
    path = environ.get(in_file, "").strip() if row.secret else ""
    if text and path:
        raise SettingError(row.environment, f"is given twice, by itself and by {in_file}", "remove one of the two")
    return _read_secret(in_file, path) if path else text


def _read_secret(name: str, path: str) -> str:
    file_name = repr(path) if "/" in path else "the file"  # without a slash it may be the secret itself, misplaced
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(_LONGEST + 1).strip()
    except OSError as trouble:
        raise SettingError(name, f"cannot read {file_name} ({trouble.strerror})", "check its path and mode") from None
    except ValueError:
        raise SettingError(name, f"{file_name} is not a text file", "put nothing but the secret into it") from None
    if not text:
        raise SettingError(name, f"{file_name} is empty", "put the secret into it, or give no file")
    return text


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if not name.startswith("PARITY_") or name in _KNOWN | _OF_THE_TESTS or not environ[name].strip():
            continue
        if not _OF_THE_PLATFORM.fullmatch(name):
            near = difflib.get_close_matches(name, _KNOWN, n=1)
            mend = f"did you mean {near[0]}?" if near else "remove it"
            raise SettingError(name, "is not a setting", mend)
