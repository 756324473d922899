"""The way out to the Plex servers: the one that the settings give, and those that are followed."""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from parity.actions.ports import Library, NotSetUp, Reached
from parity.actions.watched_ports import PlexViewer
from parity.http import Caller, Limits
from parity.plex.answering import who_answers
from parity.plex.calling import SERVER, server_caller
from parity.plex.library import PlexLibrary
from parity.plex.sure import SureCaller
from parity.plex.viewing import PlexViewing
from parity.settings import Settings
from parity.store.servers import ServerRow

IDENTITY_PATIENCE = 10.0
"""Seconds that a followed server has to say who it is, before it is asked anything else."""


@dataclass(frozen=True, slots=True)
class PlexDoors:
    """Opens servers for one piece of work; what it opens is closed with `open_until`."""

    client_id: str
    stop: threading.Event
    open_until: ExitStack
    on_request: Callable[[str], None]
    limits: Limits | None = None

    def all_of(self, settings: Settings, followed: Sequence[ServerRow]) -> tuple[Reached, ...]:
        """The given server, then the followed ones. Raises NotSetUp when there is none at all."""
        if _given(settings) is None and not followed:
            raise NotSetUp(_absent(settings))
        given = [Reached(None, SERVER, self.given(settings))] if _given(settings) else []
        return (*given, *(Reached(row.machine_id, row.name or SERVER, self.followed(row)) for row in followed))

    def given(self, settings: Settings) -> Library:
        """The server that the settings give. Raises NotSetUp."""
        return PlexLibrary(self._given(settings))

    def followed(self, row: ServerRow, at_once: bool = False) -> Library:
        """A server by its own address and token, which it gets only after it said that it is the one meant.

        It is asked that before the first question, or `at_once`; that raises the failures of core.
        """
        caller = self._followed(row, row.token or "")
        if at_once:
            caller.make_sure()
        return PlexLibrary(caller)

    def viewer(self, settings: Settings, row: ServerRow | None, token: str | None) -> PlexViewer:
        """A server, None for the given one, as the user of `token` watches it; None for the server's own. NotSetUp.

        A followed one gets either token only after it said that it is the one meant.
        """
        if row is None:
            return PlexViewing(self._given(settings, token), theirs=token is not None)
        own = row.token if token is None else token
        if not row.address or not own:
            raise not_followed(row)
        return PlexViewing(self._followed(row, own), row.machine_id, theirs=token is not None)

    def _given(self, settings: Settings, token: str | None = None) -> Caller:
        pair = _given(settings)
        if pair is None:
            raise NotSetUp(_absent(settings))
        address, own = pair
        caller = server_caller(
            address,
            own if token is None else token,
            self.client_id,
            limits=self.limits,
            interrupt=self.stop,
            on_request=self.on_request,
        )
        return self.open_until.enter_context(closing(caller))

    def _followed(self, row: ServerRow, token: str) -> SureCaller:
        address, name = row.address or "", row.name or SERVER

        def who() -> str:
            self.on_request(name)
            patience = min(IDENTITY_PATIENCE, self.limits.whole) if self.limits else IDENTITY_PATIENCE
            return who_answers(address, row.verify_tls, patience, interrupt=self.stop).machine_id

        caller = SureCaller(
            name,
            address,
            token,
            self.client_id,
            row.machine_id,
            who,
            verify=row.verify_tls,
            limits=self.limits,
            interrupt=self.stop,
            on_request=self.on_request,
        )
        return self.open_until.enter_context(closing(caller))


def not_followed(row: ServerRow) -> NotSetUp:
    """That its address or token is not kept, and what to do."""
    return NotSetUp(f"{row.name} is not followed: follow it in Settings, under Servers")


def _given(settings: Settings) -> tuple[str, str] | None:
    """Address and token of the server that the settings give, if they do."""
    if not settings.plex_base_url or not settings.plex_token:
        return None
    return settings.plex_base_url, settings.plex_token


def _absent(settings: Settings) -> str:
    """Why there is no server, and what to do."""
    given = {"PLEX_BASE_URL": settings.plex_base_url, "PLEX_TOKEN": settings.plex_token}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        how = "sign in with Plex on the page /setup, or give PLEX_BASE_URL and PLEX_TOKEN"
        return f"No Plex server can be asked: {how}"
    what = "the address of your Plex server, such as http://192.168.1.5:32400"
    wanted = {"PLEX_BASE_URL": what, "PLEX_TOKEN": "a token of your Plex server"}[missing[0]]
    return f"{missing[0]} is not set: give {wanted}, or sign in with Plex on the page /setup"
