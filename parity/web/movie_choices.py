"""The choices above the list of collections: by what it can be narrowed, and how it can be sorted."""

from collections.abc import Mapping, Sequence

from parity.store.copies_view import Shelf
from parity.web import plurals
from parity.web.show_choices import Choice, Options, in_places, on_watchlist
from parity.web.speech import gettext as _

RATINGS = ("5", "6", "7", "8")
VOTES = ("10", "100", "500", "1000")


def movie_choices(given: Mapping[str, str], shelves: Sequence[Shelf]) -> tuple[Choice, ...]:
    """All of them; libraries and servers where there are several, or the address names one."""
    lists = [
        ("state", _("State"), _states()),
        ("sort", _("Sort"), _sorts()),
        *in_places(given, shelves),
        ("rating", _("Rating"), _ratings()),
        ("votes", _("Votes"), _votes()),
        ("shorts", _("Shorts"), (("", _("Shorts too")), ("hide", _("No known shorts")))),
        ("single", _("How many are here"), (("", _("One or more here")), ("only", _("Only one here")))),
        ("watchlist", _("Watchlist"), on_watchlist()),
    ]
    return tuple(Choice(name, label, given.get(name, ""), options) for name, label, options in lists if options)


def _states() -> Options:
    return (
        ("", _("Missing")),
        ("complete", _("Complete")),
        ("ignored", _("Ignored")),
        ("error", _("Never checked")),
        ("all", _("Every state")),
    )


def _sorts() -> Options:
    return (
        ("", _("By name")),
        ("-name", _("By name, Z first")),
        ("-missing", _("Most missing")),
        ("missing", _("Fewest missing")),
        ("-owned", _("Most here")),
        ("owned", _("Fewest here")),
    )


def _ratings() -> Options:
    return (("", _("Any rating")), *((each, _("Rated %(number)s or more", number=each)) for each in RATINGS))


def _votes() -> Options:
    least = ((each, _("%(votes)s or more", votes=plurals.votes(int(each)))) for each in VOTES)
    return (("", _("Any votes")), *least)
