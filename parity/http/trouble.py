"""Why there was no answer, in one plain sentence that names the host and never an address or a token."""

from dataclasses import dataclass
from http.client import IncompleteRead
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions as broken
from urllib3 import exceptions as low

from parity.http.body import BrokenBody, Limits


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer. `again`: worth another try."""

    sentence: str
    again: bool


# Sending raises requests' errors, reading a body urllib3's; UnicodeError: a header that no header can hold.
TROUBLES = (requests.RequestException, low.HTTPError, BrokenBody, OSError, UnicodeError)


def host_of(url: str) -> str:
    """Host and port as people write them, without user and password."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:  # half an IPv6 address
        return ""


def trouble_of(error: Exception, host: str, limits: Limits) -> Trouble:
    """Which kind of trouble `error` (one of TROUBLES) is."""
    if isinstance(error, BrokenBody):
        return Trouble(f"{host} {error}", error.again)
    if isinstance(error, broken.SSLError | low.SSLError):
        return Trouble(f"{host} does not speak https with a certificate that can be trusted", again=False)
    if isinstance(error, broken.ConnectTimeout):
        return Trouble(f"{host} cannot be reached (no connection within {limits.connect:g} s)", again=True)
    if isinstance(error, broken.ReadTimeout | low.ReadTimeoutError | TimeoutError):
        return Trouble(f"{host} did not answer within {limits.read:g} s", again=True)
    if isinstance(error, ValueError):  # InvalidURL, InvalidSchema, MissingSchema, InvalidHeader …
        return Trouble(f"{host or 'it'} cannot be asked: the address or the key is malformed", again=False)
    return Trouble(_broken_connection(error, host), again=True)


def _broken_connection(error: Exception, host: str) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, low.NameResolutionError) for cause in causes):
        return f"the name {host} cannot be found"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"{host} refused the connection"
    if any(isinstance(cause, low.NewConnectionError) for cause in causes):
        return f"{host} cannot be reached"
    if any(isinstance(cause, IncompleteRead) for cause in causes):
        return f"{host} cut its answer short"
    return f"the connection to {host} broke"


def _causes(error: BaseException) -> list[BaseException]:
    """The error, what it wraps and what it came from; requests and urllib3 nest them in all three ways."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and cause not in found:
            found.append(cause)
            waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
    return found


def redirect_target(response: requests.Response) -> str | None:
    """The host that a redirect points at, None when the answer is no redirect."""
    if response.status_code not in (301, 302, 303, 307, 308) or "Location" not in response.headers:
        return None
    try:
        return host_of(urljoin(response.url, response.headers["Location"])) or "nowhere"
    except ValueError:
        return "nowhere"
