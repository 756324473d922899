"""What this installation is known by and signs with: made once, kept in the data folder for its owner alone."""

import uuid
from dataclasses import dataclass, field

from parity.bootstrap.logs import keep_out
from parity.settings import Settings
from parity.store.folder import made_once


@dataclass(frozen=True, slots=True)
class Keys:
    """`client_id` is who Plex thinks we are; `secret_key` signs sessions and messages; `api_key` opens the API."""

    client_id: str
    secret_key: str = field(repr=False)
    api_key: str = field(repr=False)


def keys_of(settings: Settings) -> Keys:
    """The keys from the settings, else from their files, which are made when absent. Raises OSError."""
    keys = Keys(
        client_id=made_once(settings.data_dir, "client_id", lambda: str(uuid.uuid4())),
        secret_key=settings.secret_key or made_once(settings.data_dir, "secret_key"),
        api_key=settings.api_key or made_once(settings.data_dir, "api_key"),
    )
    keep_out(keys.secret_key)
    keep_out(keys.api_key)
    return keys
