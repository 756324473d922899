"""Pictures in a folder of the data folder, and which of them shows name."""

import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, select

from parity.store.schema import shows

FOLDER = "pictures"


def is_named(connection: Connection, name: str) -> bool:
    """Whether some show has this poster."""
    query = select(shows.c.id).where(shows.c.poster == f"/{name}").limit(1)
    return connection.execute(query).first() is not None


def all_named(connection: Connection) -> set[str]:
    """The names of the posters of all shows."""
    query = select(shows.c.poster).where(shows.c.poster.is_not(None)).distinct()
    return {str(path).lstrip("/") for path in connection.execute(query).scalars()}


def read(data_dir: Path, name: str) -> bytes:
    """What is kept under this name, else nothing. The name must be one that is safe for a file."""
    with suppress(OSError):
        return (data_dir / FOLDER / name).read_bytes()
    return b""


def keep(data_dir: Path, name: str, content: bytes) -> None:
    """Keep it, for the owner alone; no reader ever sees half of it. Raises OSError."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        draft.rename(folder / name)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def kept(data_dir: Path) -> list[str]:
    """The names of all files of the folder, drafts that somebody left behind included."""
    try:
        return sorted(os.listdir(data_dir / FOLDER))
    except OSError:
        return []


def remove(data_dir: Path, names: Collection[str]) -> None:
    """Let go of these files as far as that is possible."""
    for name in names:
        with suppress(OSError):
            (data_dir / FOLDER / name).unlink()
