"""The choices above the list of shows: by what it can be narrowed, and how it can be sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parity.core.library import label
from parity.store.copies_view import Shelf
from parity.web.speech import gettext as _
from parity.web.ways import may_open

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose from: pairs of value and words; "" stands for no choice."""

    name: str
    label: str
    chosen: str
    options: Options


def choices(given: Mapping[str, str], shelves: Sequence[Shelf]) -> tuple[Choice, ...]:
    """All of them; libraries and servers where there are several, or the address names one."""
    lists = [
        ("state", _("State"), _states()),
        ("group", _("Group"), _groups()),
        *in_places(given, shelves),
        ("policy", _("Policy"), _policies()),
        ("watchlist", _("Watchlist"), on_watchlist()),
        ("sort", _("Sort"), _sorts()),
    ]
    return tuple(Choice(name, label, given.get(name, ""), options) for name, label, options in lists if options)


def in_places(given: Mapping[str, str], shelves: Sequence[Shelf]) -> tuple[tuple[str, str, Options], ...]:
    """Name, label and options of the choice of a library and of a server."""
    libraries = {shelf.library: shelf.library for shelf in shelves}
    names = {shelf.server: shelf.server_name for shelf in shelves}
    servers = {machine_id: label(name, machine_id, names.values()) for machine_id, name in names.items()}
    return (
        ("library", _("Library"), _places(_("Every library"), libraries, given.get("library"))),
        ("server", _("Server"), _places(_("Every server"), servers, given.get("server"))),
    )


def on_watchlist() -> Options:
    """Whether only what is on the watchlist is wanted: a choice for whose it is."""
    if not may_open("watchlist.index"):
        return ()
    return (("", _("Everything")), ("only", _("On my watchlist")))


def _places(all_of_them: str, known: Mapping[str, str], chosen: str | None) -> Options:
    if len(known) < 2 and not chosen:
        return ()
    named = {**known, chosen: known.get(chosen, chosen)} if chosen else known
    return (("", all_of_them), *named.items())


def _states() -> Options:
    return (
        ("", _("Every state")),
        ("missing", _("Missing")),
        ("was-here", _("Missing, was here before")),
        ("complete", _("Complete")),
        ("ignored", _("Ignored")),
        ("unmatched", _("Not matched")),
        ("suspect", _("Not compared")),
        ("error", _("Never checked")),
    )


def _groups() -> Options:
    return (("", _("Ongoing, ended")), ("ongoing", _("Ongoing")), ("archive", _("Ended")))


def _policies() -> Options:
    return (
        ("", _("Every policy")),
        ("all", _("All episodes")),
        ("future", _("Future episodes only")),
        ("from", _("From a season on")),
        ("last", _("Last season only")),
        ("none", _("No episodes")),
    )


def _sorts() -> Options:
    return (
        ("", _("By title")),
        ("-title", _("By title, Z first")),
        ("-missing", _("Most missing")),
        ("missing", _("Fewest missing")),
        ("next", _("Next airing")),
        ("-next", _("Next airing last")),
        ("-checked", _("Last checked")),
        ("checked", _("Longest unchecked")),
    )
