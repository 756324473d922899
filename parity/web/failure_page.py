"""The page that stands where another one failed: what happened in plain words, a reference, and where to go next."""

from dataclasses import dataclass

from flask import request, url_for

from parity.web import here, who
from parity.web.places import back_to, this_page
from parity.web.speech import gettext as _
from parity.web.ways import open_ways


@dataclass(frozen=True, slots=True)
class FailurePage:
    """`reference` is "" when the log has nothing to add; `steps` are pairs of address and words."""

    status: int
    title: str
    sentence: str
    reference: str
    steps: tuple[tuple[str, str], ...]


def failure_page(status: int, sentence: str, reference: str = "") -> FailurePage:
    """The page for this status; what it needs of the house was read before, if at all."""
    # Where the sentence names it already, one time is enough.
    named = "" if reference in sentence else reference
    return FailurePage(status, _title(status), sentence, named, tuple(_open(_steps(status))))


def sentence_for(status: int, name: str) -> str:
    """What a status means, when nobody said more; `name` is the one that HTTP gives it."""
    return {
        400: _("The request could not be understood."),
        404: _("There is nothing here."),
        405: _("This address does not take such a request."),
        413: _("The request is too large."),
        415: _("Send the data as JSON, with its content type."),
        422: _("Something in the request cannot be used."),
        429: _("Too many requests came at once: wait a minute and try again."),
        503: _("Parity cannot do this right now."),
    }.get(status, f"{name}.")


def _title(status: int) -> str:
    titles = {
        401: _("Sign in"),
        403: _("No entry"),
        404: _("Not found"),
        429: _("Too many at once"),
        500: _("Something went wrong"),
        503: _("Not possible right now"),
    }
    return titles.get(status, _("That did not work"))


def _steps(status: int) -> list[tuple[str, str]]:
    """Ways on that are open to whoever asks, as far as that is known: where nobody could be looked up, all are."""
    visitor = who.known()
    if visitor is not None and not visitor.is_authenticated:
        return _for_strangers()
    if not here.grounds().past_setup and status in (403, 409):
        return [_to_setup()]
    home = url_for("dashboard.index")
    steps = [(home, _("To the dashboard"))]
    if request.method == "GET" and status >= 500:
        return [(this_page(), _("Try again")), *steps]
    if request.method == "POST":
        back = back_to(home)
        return [(back, _("Back to where you were")), *steps] if back != home else steps
    return [*steps, (url_for("shows.index"), _("To all shows"))]


def _open(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that do not lead to the next refusal, as for a manager who has become a viewer meanwhile."""
    visitor = who.known()
    return open_ways(steps) if visitor is not None and visitor.is_authenticated else steps


def _for_strangers() -> list[tuple[str, str]]:
    if who.auth() == "proxy":
        return [(this_page(), _("Try again"))]
    if not here.grounds().past_setup:
        return [_to_setup()]
    return [(f"{request.script_root}/login", _("Sign in"))]


def _to_setup() -> tuple[str, str]:
    return f"{request.script_root}/setup", _("To the setup")
