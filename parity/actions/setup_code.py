"""The setup code: who sets Parity up from outside the house shows by it that they can read its log."""

import hmac
import logging
import secrets
from pathlib import Path

from parity.actions.ports import House
from parity.store import people
from parity.store.folder import made_once

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no I beside 1, no O beside 0, and no vowels, which make words
_FILE = "setup_code"
_log = logging.getLogger(__name__)


def tell_setup_code(house: House) -> None:
    """Say the code in the log while this installation is nobody's. For the web process alone, at its start."""
    settings = house.settings()
    if settings.auth != "plex":
        return
    with house.database.reading() as connection:
        owner = people.owner(connection)
    if owner is None:
        code = code_of(settings.data_dir)
        _log.warning("This installation has no owner yet. Setup code, for whoever sets it up from outside: %s", code)


def code_of(data_dir: Path) -> str:
    """The code of this installation, such as `BCDF-GHJK`; made at the first call. Raises OSError."""
    return made_once(data_dir, _FILE, _make)


def is_right(data_dir: Path, typed: str) -> bool:
    """Whether somebody typed the code: in any case, with hyphens and spaces anywhere. Raises OSError."""
    return hmac.compare_digest(_plain(typed).encode(), _plain(code_of(data_dir)).encode())


def _make() -> str:
    first, second = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
    return f"{first}-{second}"


def _plain(text: str) -> str:
    return "".join(text.upper().split()).replace("-", "")
