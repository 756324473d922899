"""What callers may ask for: the query and body of each request, checked before a view sees them."""

from datetime import date
from typing import Any

from marshmallow import Schema, validate
from marshmallow import fields as ma

from parity.core.arrival import LONGEST
from parity.core.days import day_of
from parity.store.collection_filter import SORTS, STATES

LARGEST_PAGE = 1000
ROW_LIMIT = 2**31 - 1
_POSITIVE = validate.Range(1, ROW_LIMIT)
_NUMBER = validate.Range(0, ROW_LIMIT)


class _Day(ma.Date):
    """A day as the API writes it too; marshmallow's own reading takes 20261231 as well."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        try:
            return day_of(value)
        except (TypeError, ValueError):
            raise self.make_error("invalid", obj_type="date", input=value) from None


class Paged(Schema):
    """One page of a list."""

    limit = ma.Integer(
        load_default=100, validate=validate.Range(0, LARGEST_PAGE), metadata={"description": "Items on a page."}
    )
    offset = ma.Integer(load_default=0, validate=_NUMBER, metadata={"description": "Items to leave out first."})


class Grouped(Paged):
    """What narrows shows and episodes alike."""

    group = ma.String(validate=validate.OneOf(["ongoing", "archive"]))
    library = ma.String(metadata={"description": "A library: title, section id or MACHINE_ID/SECTION_ID."})
    watchlist = ma.Boolean(load_default=False, metadata={"description": "Only what is on the watchlist."})


class MissingQuery(Grouped):
    """Filters of the missing episodes."""

    show = ma.Integer(validate=_POSITIVE, metadata={"description": "Parity's show id."})
    ignored = ma.Boolean(load_default=False, metadata={"description": "List what you ignored, too."})
    lost = ma.Boolean(metadata={"description": "Only what was in Plex before; false: only what never was."})


class UpcomingQuery(Grouped):
    """Filters of the upcoming episodes."""

    show = ma.Integer(validate=_POSITIVE, metadata={"description": "Parity's show id."})
    days = ma.Integer(validate=validate.Range(0, 3650), metadata={"description": "Days ahead."})


class ShowsQuery(Grouped):
    """Filters of the shows."""

    state = ma.String(
        validate=validate.OneOf(["complete", "missing", "unmatched", "ignored", "suspect", "error"]),
    )


class CollectionsQuery(Paged):
    """Filters of the collections of films."""

    state = ma.String(validate=validate.OneOf(STATES))
    library = ma.String(metadata={"description": "A library: title, section id or MACHINE_ID/SECTION_ID."})
    server = ma.String(metadata={"description": "A server's machine identifier."})
    q = ma.String(load_default="", metadata={"description": "Words of its name or of one of its films."})
    rating = ma.Float(validate=validate.Range(0, 10), metadata={"description": "Only films rated at least so."})
    votes = ma.Integer(validate=_NUMBER, metadata={"description": "Only films that at least so many rated."})
    shorts = ma.Boolean(load_default=True, metadata={"description": "false: no films known to be short."})
    single = ma.Boolean(load_default=False, metadata={"description": "Only where one film alone is there."})
    sort = ma.String(load_default="name", validate=validate.OneOf(SORTS))
    ignored = ma.Boolean(load_default=False, metadata={"description": "List what you ignored, too."})
    watchlist = ma.Boolean(
        load_default=False, metadata={"description": "Only those of which a film is on the watchlist."}
    )
    all = ma.Boolean(load_default=False, metadata={"description": "Those that lack nothing, too."})


class ScansQuery(Paged):
    """Filters of the scans."""

    state = ma.String(
        validate=validate.OneOf(["queued", "running", "paused", "done", "partial", "cancelled", "failed"]),
    )


class RefreshesQuery(Paged):
    """Filters of what Plex is asked to scan."""

    open = ma.Boolean(metadata={"description": "Only what is under way; false: only what is over."})


class RefreshOrder(Schema):
    """What Plex is to scan: one of library, show, film, path; a path may come with its library."""

    library = ma.String(
        validate=validate.Length(1, 200), metadata={"description": "Title, section id or MACHINE_ID/SECTION_ID."}
    )
    show = ma.Integer(validate=_POSITIVE, metadata={"description": "Parity's show id."})
    film = ma.Integer(validate=_POSITIVE, metadata={"description": "Parity's film id."})
    path = ma.String(
        validate=validate.Length(1, 4096), metadata={"description": "A file or folder, as you or the server call it."}
    )
    server = ma.String(
        validate=validate.Length(1, 200), metadata={"description": "Only on this one: name or machine identifier."}
    )


class WhyQuery(Schema):
    """Which episode is asked about."""

    episode = ma.String(metadata={"description": "Such as S01E02; none: the show."})


class WatchOrder(Schema):
    """How the two lists are compared, where not as the settings say."""

    mode = ma.String(load_default=None, allow_none=True, validate=validate.OneOf(["two-way", "mirror", "one-way"]))
    source = ma.String(load_default=None, allow_none=True, validate=validate.OneOf(["plex", "simkl"]))


class WatchSyncOrder(WatchOrder):
    """The same, and what is said yes to."""

    confirm = ma.List(
        ma.String(validate=validate.Length(1, 200)),
        load_default=list,
        validate=validate.Length(max=5000),
        metadata={"description": "Marks of held changes that are to be done; `all` alone: every one of them."},
    )


class WatchedPlanQuery(Paged):
    """Filters of what would be done to watched states, or was."""

    side = ma.String(validate=validate.OneOf(["plex", "partner"]), metadata={"description": "Which side is changed."})
    state = ma.String(validate=validate.OneOf(["planned", "done", "failed", "skipped", "held"]))
    library = ma.String(metadata={"description": "A library as MACHINE_ID/SECTION_ID."})
    q = ma.String(load_default="", metadata={"description": "A part of the title."})


class WatchedSyncOrder(Schema):
    """What is wanted: all that is planned, where nothing is said."""

    work = ma.String(
        load_default="sync",
        validate=validate.OneOf(["plan", "sync"]),
        metadata={"description": "plan: only compare."},
    )
    chosen = ma.List(
        ma.String(validate=validate.Length(1, 200)),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=5000),
        metadata={"description": "Marks of just those changes that are to be done, of those that wait too."},
    )
    yes = ma.Boolean(load_default=False, metadata={"description": "Do all that waits for a yes, too."})


class ScanOrder(Schema):
    """The scan that is wanted."""

    mode = ma.String(required=True, validate=validate.OneOf(["full", "incremental", "refresh", "show", "collection"]))
    show = ma.Integer(validate=_POSITIVE, metadata={"description": "Parity's show id, for mode show."})
    collection = ma.Integer(validate=_POSITIVE, metadata={"description": "TMDB's id of it, for mode collection."})
    library = ma.String(metadata={"description": "Only this library: title, section id or MACHINE_ID/SECTION_ID."})
    accept_shrink = ma.Boolean(
        load_default=False, metadata={"description": "What is gone from a held library is really gone."}
    )


class Place(Schema):
    """A season or an episode; neither: the whole show."""

    season = ma.Integer(load_default=None, validate=_NUMBER, allow_none=True)
    episode = ma.Integer(load_default=None, validate=_NUMBER, allow_none=True)


class IgnoreFilmOrder(Schema):
    """Why it is ignored, and until the end of which day."""

    reason = ma.String(load_default="", validate=validate.Length(max=500))
    until = _Day(load_default=None, allow_none=True)


class IgnoreOrder(Place, IgnoreFilmOrder):
    """What is ignored, why, and until the end of which day."""


class IgnoreCollectionOrder(IgnoreFilmOrder):
    """Whether parts that are listed later are told about all the same."""

    new_parts = ma.Boolean(load_default=False)


class AcceptOrder(Schema):
    """The episode about which the sources differ, and why that is as it should be."""

    season = ma.Integer(required=True, validate=_NUMBER)
    episode = ma.Integer(required=True, validate=_NUMBER)
    reason = ma.String(load_default="", validate=validate.Length(max=500))


class MatchOrder(Schema):
    """The TMDB show that it is; null: let Parity find out again."""

    tmdb_id = ma.Integer(required=True, allow_none=True, validate=_POSITIVE)


class MatchFilmOrder(Schema):
    """The film of TMDB that it is; null: let Parity find out again."""

    tmdb_id = ma.Integer(required=True, allow_none=True, validate=_POSITIVE)


class OrderOrder(Schema):
    """The order it is numbered in; null: as Plex says."""

    order = ma.String(required=True, allow_none=True, validate=validate.Length(max=50))


class PolicyOrder(Schema):
    """all, future, from N, last or none; null: as generally set."""

    policy = ma.String(required=True, allow_none=True, validate=validate.Length(max=50))


class GraceOrder(Schema):
    """After how many days an absent episode is missing; null: as learned, or generally set."""

    days = ma.Integer(required=True, allow_none=True, strict=True, validate=validate.Range(0, LONGEST))


class SpecialsOrder(Schema):
    """Whether specials are expected; null: as generally set."""

    specials = ma.Boolean(required=True, allow_none=True)
