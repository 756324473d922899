"""What this installation is known by and signs with: made once, kept in the data folder for its owner alone."""

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parity.bootstrap.logs import keep_out
from parity.core.failures import Unavailable
from parity.settings import Settings, tell_plexapi
from parity.store.folder import made_once

if TYPE_CHECKING:
    from parity.plex.device_key import DeviceKey

_CLIENT_ID = "client_id"


@dataclass(frozen=True, slots=True)
class Keys:
    """`client_id` is who Plex thinks we are; `secret_key` signs sessions and messages; `api_key` opens the API."""

    client_id: str
    secret_key: str = field(repr=False)
    api_key: str = field(repr=False)


def keys_of(settings: Settings) -> Keys:
    """The keys from the settings, else from their files, which are made when absent. Raises OSError."""
    keys = Keys(
        client_id=client_id_of(settings),
        secret_key=settings.secret_key or made_once(settings.data_dir, "secret_key"),
        api_key=settings.api_key or made_once(settings.data_dir, "api_key"),
    )
    keep_out(keys.secret_key)
    keep_out(keys.api_key)
    return keys


def client_id_of(settings: Settings) -> str:
    """Who we are at Plex, for ever; plexapi is told too. Raises OSError."""
    client_id = made_once(settings.data_dir, _CLIENT_ID, lambda: str(uuid.uuid4()))
    tell_plexapi(client_id)
    return client_id


def tell_who_we_are(settings: Settings) -> None:
    """See that plexapi, whoever imports it, goes by our name at Plex. Makes nothing: `client_id_of` does."""
    with suppress(OSError, ValueError):
        if client_id := (settings.data_dir / _CLIENT_ID).read_text(encoding="utf-8").strip():
            tell_plexapi(client_id)


def device_key_of(settings: Settings) -> "DeviceKey":
    """The key that signs for us at Plex. Raises BadKey, and Unavailable when it cannot be kept."""
    from parity.plex.calling import ACCOUNT
    from parity.plex.device_key import BadKey, DeviceKey, new_key  # cryptography is big, and few ever need it

    try:
        return DeviceKey(made_once(settings.data_dir, "device_key.pem", new_key))
    except OSError as trouble:
        words = f"device_key.pem cannot be kept in the data folder ({trouble.strerror})"
        raise Unavailable(ACCOUNT, words) from None
    except UnicodeDecodeError:
        raise BadKey("not a text") from None
