"""The page that stands where another one failed: what happened in plain words, a reference, and where to go next."""

from dataclasses import dataclass

from flask import request, url_for

from parity.web.places import back_to, this_page
from parity.web.speech import gettext as _


@dataclass(frozen=True, slots=True)
class FailurePage:
    """`reference` is "" when the log has nothing to add; `steps` are pairs of address and words."""

    status: int
    title: str
    sentence: str
    reference: str
    steps: tuple[tuple[str, str], ...]


def failure_page(status: int, sentence: str, reference: str = "") -> FailurePage:
    """The page for this status; what it needs of the house is in the request alone."""
    # Where the sentence names it already, one time is enough.
    named = "" if reference in sentence else reference
    return FailurePage(status, _title(status), sentence, named, tuple(_steps(status)))


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
        403: _("No entry"),
        404: _("Not found"),
        500: _("Something went wrong"),
        503: _("Not possible right now"),
    }
    return titles.get(status, _("That did not work"))


def _steps(status: int) -> list[tuple[str, str]]:
    home = url_for("dashboard.index")
    steps = [(home, _("To the dashboard"))]
    if request.method == "GET" and status >= 500:
        return [(this_page(), _("Try again")), *steps]
    if request.method == "POST":
        back = back_to(home)
        return [(back, _("Back to where you were")), *steps] if back != home else steps
    return [*steps, (url_for("shows.index"), _("To all shows"))]
