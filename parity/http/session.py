"""A session for libraries that bring their own calls: whatever they ask goes out as everything else here does."""

import io
from collections.abc import Iterable
from http.client import responses
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from parity.core.failures import Unavailable
from parity.http.answer import Answer
from parity.http.line import WHO_ASKS, Line, Manners
from parity.http.trouble import TROUBLES, host_of, trouble_of

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
"""What may be repeated: asking for the same twice changes nothing."""


class LineSession(requests.Session):
    """Asks one service at its `addresses` and nobody else, so that a token goes nowhere but there.

    An answer comes back whole and whatever its status, redirects excepted. Raises Unavailable when there is none
    (refused, timed out, cut, too big, redirected, interrupted, another address) and RateLimited when 429 came too
    often. Time limits, proxies and redirects that the library wishes for are not heeded; cookies are not kept, and
    nothing is read from the environment.
    """

    def __init__(self, service: str, addresses: Iterable[str], manners: Manners | None = None) -> None:
        super().__init__()
        self.trust_env = False
        self.headers = CaseInsensitiveDict({"Accept": "*/*", **WHO_ASKS})
        self._origins = frozenset(map(_origin, addresses))
        self._line = Line(service, manners or Manners(), len(self._origins))

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """As in requests. Raises Unavailable for an address or a header that cannot be sent."""
        try:
            return super().prepare_request(request)
        except TROUBLES as error:
            host = host_of(str(request.url or ""))
            sentence = trouble_of(error, host, self._line.manners.limits).sentence
            raise Unavailable(self._line.service, sentence) from None

    def send(self, request: requests.PreparedRequest, **_wishes: object) -> requests.Response:
        """Send it as `Line.call` does."""
        url = request.url or ""
        host = host_of(url)
        if _origin(url) not in self._origins:
            raise Unavailable(self._line.service, f"{host or 'an empty address'} is not one of its addresses")
        request.headers["Accept-Encoding"] = WHO_ASKS["Accept-Encoding"]
        return _response(request, self._line.call(request, host, (request.method or "GET") in _HARMLESS))

    def close(self) -> None:
        """Let go of the kept connections."""
        super().close()
        self._line.close()


def _origin(url: str) -> tuple[str, str]:
    try:
        return urlsplit(url).scheme.lower(), host_of(url).lower()
    except ValueError:
        return "", ""


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.reason = responses.get(answer.status, "")
    response.headers = CaseInsensitiveDict(answer.headers)
    response.raw = io.BytesIO(answer.body)
    response.request = request
    # Libraries put the address into their messages, which must hold neither password nor query.
    response.url = urlunsplit((*_origin(request.url or ""), urlsplit(request.url or "").path, "", ""))
    told = "charset" in answer.headers.get("Content-Type", "")
    response.encoding = get_encoding_from_headers(response.headers) if told else "utf-8"  # else it would be guessed
    return response
