"""What an address asks of a list: its filters, each one that there is."""

from collections.abc import Iterable, Mapping

from flask import abort, request

from parity.web.speech import gettext as _

_LONGEST = 200


def given(free: Iterable[str], choices: Mapping[str, tuple[str, ...]], usual: Mapping[str, str]) -> dict[str, str]:
    """The filters of the address by name, without what is `usual`: those that are `free` text and those with `choices`.

    Aborts with 422 at a choice that there is not: a misread filter would mean all there is.
    """
    found: dict[str, str] = {}
    for name in (*free, *choices):
        text = request.args.get(name, "").strip()
        if len(text) > _LONGEST or text not in choices.get(name, (text,)) and text:
            abort(422, _("%(name)s cannot be %(value)s.", name=name, value=text[:_LONGEST]))
        if text and text != usual.get(name):
            found[name] = text
    return found
