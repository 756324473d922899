"""Versions, places and thanks."""

import platform
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from parity import __version__
from parity.settings import Settings
from parity.store.soundness import size_of
from parity.web import here
from parity.web.words import exact, size

page = Blueprint("about", __name__)

_PACKAGES = {"Flask": "Flask", "SQLAlchemy": "SQLAlchemy", "plexapi": "PlexAPI", "huey": "huey"}
_VENDORED = Path(__file__).parents[2] / "static" / "vendor"
_NAMED = {"htmx": "htmx", "pico": "Pico"}
_FILE = re.compile(r"(htmx|pico)-([0-9.]+)\.min\.(?:js|css)")


@dataclass(frozen=True, slots=True)
class About:
    """What this installation is made of and where it lives; nothing of it is secret."""

    versions: tuple[tuple[str, str], ...]
    folder: Path
    database: str
    database_bytes: int | None
    zone: str
    now: datetime
    auth: str

    @property
    def report(self) -> str:
        """The same as lines to paste into a question."""
        used = "" if self.database_bytes is None else f", {size(self.database_bytes)}"
        lines = [f"{name} {number}" for name, number in self.versions]
        lines += [
            f"System: {platform.system()} {platform.release()} ({platform.machine()})",
            f"Data folder: {self.folder}",
            f"Database: {self.database}{used}",
            f"Time: {exact(self.now)} ({self.zone})",
            f"Sign-in: {self.auth}",
        ]
        return "\n".join(lines)


@page.get("/about")
def index() -> ResponseReturnValue:
    """The page."""
    return render_template("about/index.html", about=_about(here.settings()))


def _about(settings: Settings) -> About:
    database = here.house().database
    return About(
        versions=_versions(),
        folder=settings.data_dir,
        database="SQLite" if database.is_sqlite else "PostgreSQL",
        database_bytes=size_of(database),
        zone=str(settings.tz),
        now=here.now(),
        auth=settings.auth,
    )


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    """Names and numbers, without loading what only the worker needs."""
    files = (_FILE.fullmatch(path.name) for path in sorted(_VENDORED.glob("*.min.*")))
    vendored = ((_NAMED[found[1]], found[2]) for found in files if found)
    installed = ((name, _installed(package)) for name, package in _PACKAGES.items())
    return (("Parity", __version__), ("Python", platform.python_version()), *installed, *vendored)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
