"""What an address asks of a list: its filters, each one that there is."""

from collections.abc import Iterable, Mapping

from flask import abort, request

from parity.web.speech import gettext as _
from parity.web.ways import may_open

_LONGEST = 200


def given(free: Iterable[str], choices: Mapping[str, tuple[str, ...]], usual: Mapping[str, str]) -> dict[str, str]:
    """The filters of the address by name, without what is `usual`: those that are `free` text and those with `choices`.

    Aborts with 422 at a choice that there is not: a misread filter would mean all there is; and with 403 where who asks
    may not know what is on the watchlist.
    """
    found: dict[str, str] = {}
    for name in (*free, *choices):
        text = request.args.get(name, "").strip()
        if len(text) > _LONGEST or text not in choices.get(name, (text,)) and text:
            abort(422, _("%(name)s cannot be %(value)s.", name=name, value=text[:_LONGEST]))
        if name == "watchlist" and text and not may_open("watchlist.index"):
            abort(403, _("What is on the watchlist is for its owner to see."))
        if text and text != usual.get(name):
            found[name] = text
    return found
