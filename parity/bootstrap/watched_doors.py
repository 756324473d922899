"""The way out to the player that is kept in step with Plex: SageTV."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

from parity.actions.ports import Heard, NotSetUp
from parity.actions.watched_ports import Partner
from parity.http import Limits
from parity.settings import Settings

WITHOUT_PARTNER = (
    "SAGETV_URL is not set: give the address of SageTV's web server, such as http://192.168.1.5:8080, "
    "with user:password@ before the host"
)


@contextmanager
def partner_of(
    settings: Settings, stop: threading.Event, limits: Limits, heard: Heard | None = None
) -> Iterator[Partner]:
    """SageTV, by the address that the settings give. Raises NotSetUp where they give none."""
    from parity.sagetv import SageTv, sagetv_caller  # only who looks at watched states goes this way

    if not settings.sagetv_url:
        raise NotSetUp(WITHOUT_PARTNER)
    on_request = None if heard is None else lambda service: heard("partner")
    caller = sagetv_caller(settings.sagetv_url, limits=limits, interrupt=stop, on_request=on_request)
    with closing(caller):
        yield SageTv(caller)
