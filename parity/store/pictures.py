"""Pictures in a folder of the data folder, and which of them shows, films and collections name."""

import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, literal, select, union, union_all

from parity.store.schema import collection_parts, collections, films, shows

FOLDER = "pictures"
_POSTERS = (shows.c.poster, collection_parts.c.poster, films.c.poster, collections.c.poster)


def is_named(connection: Connection, name: str) -> bool:
    """Whether a show, a film, a collection or a part of one has this poster. One statement."""
    having = (select(literal(1)).where(poster == f"/{name}") for poster in _POSTERS)
    return connection.execute(union_all(*having).limit(1)).first() is not None


def all_named(connection: Connection) -> set[str]:
    """The names of the posters of all of them. One statement."""
    named = union(*(select(poster).where(poster.is_not(None)) for poster in _POSTERS))
    return {str(path).lstrip("/") for path in connection.execute(named).scalars()}


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
