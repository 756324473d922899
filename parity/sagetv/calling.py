"""How SageTV's SageX service is asked, and which failure an answer of its means (sagetv.md 1.1 and 1.2)."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.http import Answer, Caller, Interrupt, Limits, Object, RetryPolicy, peek_json, read_json, register_secret

SERVICE = "SageTV"
_API = "/sagex/api"
_MOST = 64 * 1024 * 1024
"""Bytes of one answer: 250 recordings with all that was looked up about them."""
_LONGEST = 160
_WHERE = "does SAGETV_URL lead to SageTV's web server, and is the plugin SageX Services installed there?"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service is, without the user; and the headers that say who asks, the likeliest first."""

    url: str
    credentials: tuple[str, ...]


def address_of(url: str) -> Address:
    """Take an address with a user and password apart: up to the last @, as a password may hold anything.

    Both may be written as in an address (`%40` for @). Old servers read them as Latin-1, newer ones as UTF-8.
    """
    scheme, _, rest = url.partition("://")
    given, _, place = rest.rpartition("@")
    address = f"{scheme}://{place.rstrip('/').removesuffix(_API)}"
    if not given:
        return Address(address, ())
    user, _, password = given.partition(":")
    named = f"{unquote(user)}:{unquote(password)}"
    register_secret(unquote(password))
    register_secret(password)
    packed = dict.fromkeys(b64encode(each).decode("ascii") for each in _encodings(named))
    for each in packed:
        register_secret(each)
    return Address(address, tuple(f"Basic {each}" for each in packed))


def _encodings(text: str) -> Iterator[bytes]:
    yield text.encode("utf-8", "replace")
    try:
        yield text.encode("latin-1")
    except UnicodeEncodeError:
        return


class SageCaller:
    """Asks one SageTV. What is asked may be asked again, what changes something is sent once.

    A change is seen through even where the work around it is being stopped: it may be half of one.
    """

    service = SERVICE

    def __init__(self, reads: Caller, writes: Caller, credentials: tuple[str, ...]) -> None:
        self._reads = reads
        self._writes = writes
        self._credentials = credentials
        self.host = reads.host

    def ask(self, command: str, *args: str | int, **more: str | int) -> Object:
        """What a command answers. Raises the failures of core; an empty object says that there is no such thing."""
        params = _params(command, args, more)
        return _told(self._answer(lambda who: self._reads.get(_API, params, who)))

    def tell(self, command: str, *args: str | int) -> None:
        """Send a command that changes something. That it was answered does not say that it did anything."""
        params = _params(command, args, {})
        _told(self._answer(lambda who: self._writes.post(_API, None, params, who)))

    def close(self) -> None:
        """Let go of the kept connections."""
        self._reads.close()
        self._writes.close()

    def _answer(self, send: Callable[[dict[str, str]], Answer]) -> Answer:
        answer = send(self._headers())
        if answer.status == 401 and len(self._credentials) > 1:
            again = send({"Authorization": self._credentials[1]})
            if again.status != 401:
                self._credentials = self._credentials[1:]
            return again
        return answer

    def _headers(self) -> dict[str, str]:
        return {"Authorization": self._credentials[0]} if self._credentials else {}


def sagetv_caller(
    url: str,
    *,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> SageCaller:
    """A caller for the SageTV at `url`, which may hold a user and password: they travel in a header alone."""
    address, given = address_of(url), limits or Limits()

    def calling(heeded: Interrupt | None, policy: RetryPolicy) -> Caller:
        return Caller(
            SERVICE,
            address.url,
            connections=1,
            limits=Limits(given.connect, given.read, given.whole, _MOST),
            policy=policy,
            interrupt=heeded,
            on_request=on_request,
        )

    # Who cannot be stopped must not wait either.
    once = RetryPolicy(limited=1)
    return SageCaller(calling(interrupt, RetryPolicy()), calling(None, once), address.credentials)


def _params(command: str, args: tuple[str | int, ...], more: dict[str, str | int]) -> dict[str, str | int]:
    numbered = {str(at): arg for at, arg in enumerate(args, 1)}
    return {"c": command, **numbered, **more, "encoder": "json"}


def _told(answer: Answer) -> Object:
    if not answer.good:
        raise _failure_of(answer)
    try:
        told = read_json(answer)
    except Unavailable as failure:
        raise Unavailable(SERVICE, f"{failure.detail}; {_WHERE}") from None
    if not isinstance(told, dict):
        raise Unavailable(SERVICE, f"{answer.host} answered with something that is not SageTV's; {_WHERE}")
    if "error" in told:
        raise Unavailable(SERVICE, f"{answer.host} answered with an error{_words(told['error'])}")
    return told


def _failure_of(answer: Answer) -> Failure:
    """401 alone says that the user or the password is wrong, 403 that they may not come here."""
    if answer.status == 401:
        return Unauthorised(SERVICE, f"the user or password was refused{_how(answer)}")
    if answer.status == 403:
        return Unauthorised(SERVICE, "the user of SAGETV_URL may not use its SageX service")
    if answer.status == 404:
        return Unavailable(SERVICE, f"{answer.host} has no SageX service at that address; {_WHERE}")
    told = peek_json(answer)
    words = _words(told.get("error")) if isinstance(told, dict) else ""
    return Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}{words}")


def _how(answer: Answer) -> str:
    """What to do about a 401. SageTV's web server says how it wants to be told, which others do not."""
    if answer.headers.get("WWW-Authenticate", "").casefold().startswith("basic"):
        return "; SAGETV_URL takes them as user:password@ before the host, as the web interface of SageTV asks for them"
    return f", and not as SageTV does it: another program may answer at {answer.host}; {_WHERE}"


def _words(error: object) -> str:
    """What an error says, as the end of a sentence: its first line, and nothing that is not text."""
    if not isinstance(error, str):
        return ""
    first = "".join(letter for letter in error.partition("\n")[0] if letter.isprintable()).strip()
    cut = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return f": {cut}" if cut else ""
