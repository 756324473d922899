"""Keys are made once, kept private, and the environment outranks them."""

import stat
import uuid
from pathlib import Path

from parity.bootstrap import Keys, keys_of
from parity.http import redact
from parity.settings import load


def keys(folder: Path, **environ: str) -> Keys:
    return keys_of(load({"PARITY_DATA_DIR": str(folder), **environ}, {}))


def test_keys_are_made_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    made = keys(tmp_path)
    assert keys(tmp_path) == made
    assert str(uuid.UUID(made.client_id)) == made.client_id
    assert len({made.secret_key, made.api_key}) == 2
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"client_id": 0o600, "secret_key": 0o600, "api_key": 0o600}


def test_keys_of_the_environment_outrank_the_files_and_make_none(tmp_path: Path) -> None:
    given = keys(tmp_path, PARITY_SECRET_KEY="my own secret", PARITY_API_KEY="my own key")
    assert (given.secret_key, given.api_key) == ("my own secret", "my own key")
    assert [path.name for path in tmp_path.iterdir()] == ["client_id"]


def test_keys_are_neither_shown_nor_logged(tmp_path: Path) -> None:
    made = keys(tmp_path)
    assert made.secret_key not in repr(made)
    assert made.api_key not in repr(made)
    assert redact(f"signed with {made.secret_key} for {made.api_key}") == "signed with *** for ***"
