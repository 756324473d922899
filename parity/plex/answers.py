"""What an answer of Plex means: a container of rows, or one of the four words for trouble."""

from dataclasses import dataclass

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import Answer, read_json
from parity.plex.reading import Row, number

_START = "X-Plex-Container-Start"
_TOTAL = "X-Plex-Container-Total-Size"


@dataclass(frozen=True, slots=True)
class Container:
    """The `MediaContainer` of an answer. `total` is the length of the whole listing, None when not said.

    `paged` is false when nothing shows that the server took notice of the page that it was asked for.
    """

    fields: Row
    total: int | None
    paged: bool
    service: str
    host: str

    def rows(self, name: str = "Metadata") -> list[object]:
        """The rows under `name`. An empty page has no such key and says `size: 0` (plex.md 3).

        Raises Unavailable when there is neither: such an answer must not pass for an empty list.
        """
        found = self.fields.get(name)
        if isinstance(found, list):
            return found
        if isinstance(found, dict):
            return [found]
        if found is None and number(self.fields.get("size")) == 0:
            return []
        raise self.senseless()

    def senseless(self) -> Unavailable:
        """The failure for an answer that is JSON but not what was asked for."""
        return _senseless(self.service, self.host)


def read_container(answer: Answer, what: str | None = None) -> Container:
    """The container of a 2xx answer; `what` names the thing asked for ("library 3").

    Raises the failure that the status stands for, and Unavailable for HTML, garbage, other shapes on a 2xx.
    """
    failure = failure_of(answer, what)
    if failure is not None:
        raise failure
    value = read_json(answer)
    fields = value.get("MediaContainer") if isinstance(value, dict) else None
    if not isinstance(fields, dict):
        raise _senseless(answer.service, answer.host)
    said = fields.get("totalSize", answer.headers.get(_TOTAL))
    paged = "offset" in fields or _START in answer.headers
    return Container(fields, number(said), paged, answer.service, answer.host)


def failure_of(answer: Answer, what: str | None) -> Failure | None:
    """The one place where a status of Plex becomes a failure; the bodies are HTML and say no more.

    404 means that `what` does not exist; without a `what` the whole address is wrong, which says nothing of
    any item. 429 never gets here: the caller waits it out or raises RateLimited.
    """
    if answer.good:
        return None
    if answer.status == 401:
        return Unauthorised(answer.service, "the token was refused; set PLEX_TOKEN to one that your server takes")
    if answer.status == 403:
        return Unauthorised(answer.service, f"the token is not allowed to see {what or 'this'}")
    if answer.status == 404 and what is not None:
        return NotFound(answer.service, what)
    if answer.status == 404:
        return Unavailable(answer.service, f"{answer.host} does not know what was asked (404): is the address right?")
    return Unavailable(answer.service, f"{answer.host} answered with status {answer.status}")


def _senseless(service: str, host: str) -> Unavailable:
    return Unavailable(service, f"{host} answered with data of another shape than Plex's")
