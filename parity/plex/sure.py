"""A caller that gives a server its token only after the server said that it is the one meant (plex.md 1.5)."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from parity.core.failures import Unauthorised, Unavailable
from parity.http import Answer, Caller, Interrupt, Limits, Streamed
from parity.plex.calling import PATIENT, plex_headers


class SureCaller(Caller):
    """For a followed server. `who` asks the address, without a token, for the machine identifier, once before all."""

    def __init__(
        self,
        name: str,
        base_url: str,
        token: str,
        client_id: str,
        machine_id: str,
        who: Callable[[], str],
        *,
        verify: bool = True,
        limits: Limits | None = None,
        interrupt: Interrupt | None = None,
        on_request: Callable[[str], None] | None = None,
    ) -> None:
        headers = plex_headers(token, client_id)
        super().__init__(
            name,
            base_url,
            headers=headers,
            limits=limits or PATIENT,
            verify=verify,
            interrupt=interrupt,
            on_request=on_request,
        )
        self._machine_id, self._who = machine_id, who
        self._sure, self._asking = False, threading.Lock()

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """As Caller.get. Raises Unavailable too when another server answers, Unauthorised when it refuses its token."""
        return self._taken(super().get(path, params, headers))

    def put(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        once: bool = False,
    ) -> Answer:
        """As Caller.put, and raises as `get` does."""
        return self._taken(super().put(path, params, headers, once=once))

    def delete(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        once: bool = False,
    ) -> Answer:
        """As Caller.delete, and raises as `get` does."""
        return self._taken(super().delete(path, params, headers, once=once))

    def post(
        self,
        path: str,
        body: Mapping[str, object] | Sequence[object] | None = None,
        params: Mapping[str, str | int | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """As Caller.post, and raises as `get` does."""
        return self._taken(super().post(path, body, params, headers))

    @contextmanager
    def stream(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        silence: float = 30.0,
    ) -> Iterator[Streamed]:
        """As Caller.stream, and raises as `get` does."""
        with super().stream(path, params, headers, silence) as streamed:
            self._taken(streamed.answer)
            yield streamed

    def introduction(self) -> Mapping[str, str]:
        """The token among them: so whatever is called, the server has said before that it is the one meant."""
        self.make_sure()
        return super().introduction()

    def _taken(self, answer: Answer) -> Answer:
        if answer.status == 401:
            raise Unauthorised(self.service, "it refused its token: sign in with Plex again")
        return answer

    def make_sure(self) -> None:
        """Ask who is there, unless that is known. Raises Unavailable when it is nobody or another server."""
        with self._asking:
            if not self._sure and self._who() != self._machine_id:
                raise Unavailable(self.service, f"{self.host} answers, but it is another server than {self.service}")
            self._sure = True
