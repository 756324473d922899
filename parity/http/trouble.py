"""Why there was no answer, in one plain sentence that names the host and never an address or a token."""

import ssl
from dataclasses import dataclass
from http.client import IncompleteRead
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions as broken
from urllib3 import exceptions as low
from urllib3.util.ssl_match_hostname import CertificateError

from parity.http.body import BrokenBody, Limits


@dataclass(frozen=True, slots=True)
class Trouble:
    """No answer. `again`: worth another try. `unheard`: nothing can have reached the other side."""

    sentence: str
    again: bool
    unheard: bool = False


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
        return Trouble(_broken_trust(error, host), again=False, unheard=True)
    if isinstance(error, broken.ConnectTimeout):
        words = f"{host} cannot be reached (no connection within {limits.connect:g} s)"
        return Trouble(words, again=True, unheard=True)
    if isinstance(error, broken.ReadTimeout | low.ReadTimeoutError | TimeoutError):
        return Trouble(f"{host} did not answer within {limits.read:g} s", again=True)
    if isinstance(error, ValueError):  # InvalidURL, InvalidSchema, MissingSchema, InvalidHeader …
        return Trouble(f"{host or 'it'} cannot be asked: the address or the key is malformed", again=False)
    return _broken_connection(error, host)


def _broken_connection(error: Exception, host: str) -> Trouble:
    causes = _causes(error)
    if any(isinstance(cause, low.NameResolutionError) for cause in causes):
        return Trouble(f"the name {host} cannot be found", again=True, unheard=True)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Trouble(f"{host} refused the connection", again=True, unheard=True)
    if any(isinstance(cause, low.NewConnectionError) for cause in causes):
        return Trouble(f"{host} cannot be reached", again=True, unheard=True)
    if any(isinstance(cause, IncompleteRead) for cause in causes):
        return Trouble(f"{host} cut its answer short", again=True)
    return Trouble(f"the connection to {host} broke", again=True)


def _broken_trust(error: Exception, host: str) -> str:
    """Why https came to nothing. The codes are OpenSSL's (X509_V_ERR_…)."""
    causes = _causes(error)
    if any(isinstance(cause, CertificateError) for cause in causes):
        return f"the certificate of {host} is made out to another name"
    code = next((cause.verify_code for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if code is None:
        return f"{host} does not speak https with a certificate that can be trusted"
    if code in (9, 10):
        return f"the certificate of {host} is not valid today; or is the clock of this machine wrong?"
    if code in (62, 64):
        return f"the certificate of {host} is made out to another name"
    return (
        f"the certificate of {host} cannot be trusted: something between here and there may be inspecting the "
        "traffic, or the server made it itself"
    )


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
