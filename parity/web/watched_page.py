"""What the page of the watched states is made of: one frozen value for each section. Nobody outside is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from flask import url_for

from parity.actions import watched_user
from parity.actions.watched_clock import next_due
from parity.actions.watched_scope import EVERYTHING
from parity.core.shapes import Listing
from parity.core.watched import SAGETV
from parity.core.watched_shapes import WatchedAlone, WatchedChange, WatchedRun
from parity.settings import Settings
from parity.store import notices, watched_view
from parity.store.database import Connection
from parity.store.watched_stand import Shelf, Stand, stand
from parity.store.watched_view import AloneFilter, ChangeFilter
from parity.web import here
from parity.web.blank import Blank, lacks_server, to_topic
from parity.web.given import given
from parity.web.paging import Paging, paging
from parity.web.places import with_query
from parity.web.show_choices import Choice, Options
from parity.web.speech import gettext as _

PATIENCE = timedelta(seconds=30)  # with a worker that was not seen
RECENT = 5
STATES = ("held", "failed", "planned", "done", "skipped")
ALONE = {"missing": "not in partner", "ambiguous": "ambiguous"}
_CHOICES: Mapping[str, tuple[str, ...]] = {"state": STATES, "side": ("plex", "partner")}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many videos stand alike, and of how many one side is behind: as a run found it, and with what it did."""

    in_sync: int
    plex_out: int
    partner_out: int


Stale = Literal["", "settings", "overtaken"]


@dataclass(frozen=True, slots=True)
class Now:
    """How both sides stand, and the run at work. `plan`: the newest that came as far as a plan; `last`: that ended.

    `who`: whose states of Plex are meant, in words. `libraries`: what is compared; `strange`: names of the settings
    that mean no library. `left`: the run waits for a worker that was not seen. `lacks`: why nothing can be compared.
    `stale`: why a run would go by something else than the plan: other settings, or what a later run has changed.
    """

    who: str
    libraries: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    run: WatchedRun | None = None
    last: WatchedRun | None = None
    plan: WatchedRun | None = None
    counts: Counts | None = None
    next_at: datetime | None = None
    left: bool = False
    lacks: tuple[Blank, ...] = ()
    stale: Stale = ""

    @property
    def seen(self) -> int:
        """The id of the run that ended last, 0 for none."""
        return self.last.id if self.last else 0

    @property
    def failed(self) -> bool:
        """Whether the last run came to nothing."""
        return self.last is not None and self.last.state == "failed"

    @property
    def ready(self) -> bool:
        """Whether a plan stands that nobody has carried out yet, or not all of it, and that a run would make anew."""
        if self.plan is None or self.stale or self.lacks:
            return False
        return self.plan.work == "plan" or self.plan.tally.planned > 0


@dataclass(frozen=True, slots=True)
class ChangesSection:
    """One page of what a run would do or did. `given`: the filters in the address, `address`: that of the list.

    `open`: what stands here can be asked for; `busy`: not just now, as a run is at work; `wrong`: why a form of it was
    refused; `ticked`: the marks that it named.
    """

    run: WatchedRun | None
    changes: tuple[WatchedChange, ...]
    paging: Paging
    given: Mapping[str, str]
    choices: tuple[Choice, ...]
    address: str
    open: bool = False
    busy: bool = False
    wrong: str = ""
    ticked: frozenset[str] = field(default_factory=frozenset)

    @property
    def narrowed(self) -> str:
        """The address of the list with its filters."""
        return with_query(self.address, {name: [text] for name, text in self.given.items()})

    @property
    def known(self) -> int:
        """How many there are without the filters."""
        tally = self.run.tally if self.run else None
        return tally.planned + tally.done + tally.failed + tally.skipped + tally.held if tally else 0


@dataclass(frozen=True, slots=True)
class AloneSection:
    """One page of the videos without a partner. `known`: how many there are without the filters."""

    videos: tuple[WatchedAlone, ...]
    paging: Paging
    known: int
    given: Mapping[str, str]
    choices: tuple[Choice, ...]


def now_section() -> Now:
    """How everything stands. Fifteen statements at most."""
    settings = here.settings()
    with here.house().database.reading() as connection:
        stands = stand(connection)
        run, last = watched_view.active_run(connection), watched_view.last_ended(connection)
        plan = watched_view.newest_plan(connection)
        stale = _staleness(connection, stands, plan)
        counts = _counts(plan, watched_view.done_by_side(connection, plan.id)) if plan else None
        beat = notices.last_beat(connection, "worker")
        next_at = next_due(connection, settings)
    left = run is not None and (beat is None or here.now() - beat > PATIENCE)
    return Now(
        who=_who(settings, stands),
        libraries=_in_scope(settings, stands),
        strange=_strange(settings, stands),
        run=run,
        last=last,
        plan=plan,
        counts=counts,
        next_at=next_at,
        left=left,
        lacks=tuple(_lacks(settings)),
        stale=stale,
    )


def asked() -> dict[str, str]:
    """The filters of the changes in the address. Aborts with 422 at a choice that there is not."""
    return given(("q", "library"), _CHOICES, {})


def wanted(filters: Mapping[str, str]) -> ChangeFilter:
    """The same for the store."""
    values: dict[str, Any] = {"place" if name == "library" else name: text for name, text in filters.items()}
    return ChangeFilter(**values)


def plan_section(wrong: str = "", ticked: frozenset[str] = frozenset()) -> ChangesSection:
    """What the newest plan would do, or what became of it. Ten statements at most."""
    with here.house().database.reading() as connection:
        run, busy = watched_view.newest_plan(connection), watched_view.active_run(connection) is not None
        busy = busy or _staleness(connection, stand(connection), run) != ""
    return _changes(run, url_for("watched.index"), "watched.index", wrong=wrong, ticked=ticked, open=True, busy=busy)


def run_section(run: WatchedRun) -> ChangesSection:
    """What one run would do, or did. Six statements."""
    return _changes(run, url_for("watched.run", run_id=run.id), "watched.run")


def history(limit: int = RECENT, offset: int = 0) -> Listing[WatchedRun]:
    """The newest runs. Three statements."""
    with here.house().database.reading() as connection:
        return watched_view.runs(connection, limit, offset)


def alone_section() -> AloneSection:
    """The videos without a partner that the address asks for. Seven statements.

    Aborts with 422 at a choice that there is not.
    """
    filters = given(("q", "library"), {"why": tuple(ALONE)}, {})
    narrow = AloneFilter(ALONE.get(filters.get("why", "")), filters.get("library"), filters.get("q", ""))
    with here.house().database.reading() as connection:
        pages = paging(watched_view.alone(connection, SAGETV.id, narrow, limit=0).total)
        found = watched_view.alone(connection, SAGETV.id, narrow, pages.rows, pages.offset)
        known = watched_view.alone(connection, SAGETV.id, limit=0).total
        names, places = watched_view.library_names(connection), watched_view.alone_places(connection)
    whys = (
        ("", _("All of them")),
        ("missing", _("Not in %(partner)s", partner=SAGETV.name)),
        ("ambiguous", _("Match unclear")),
    )
    choices = (Choice("why", _("Why"), filters.get("why", ""), whys), *_of_library(filters, places, names))
    return AloneSection(found.items, pages, known, filters, choices)


def choices_of(filters: Mapping[str, str], places: Iterable[str], names: Mapping[str, str]) -> tuple[Choice, ...]:
    """By what the changes can be narrowed."""
    states = (
        ("", _("Every state")),
        ("held", _("Waits for your yes")),
        ("planned", _("To do")),
        ("failed", _("Failed")),
        ("done", _("Done")),
        ("skipped", _("Left as they are")),
    )
    sides = (
        ("", _("Both sides")),
        ("plex", _("Changes in Plex")),
        ("partner", _("Changes in %(partner)s", partner=SAGETV.name)),
    )
    return (
        Choice("state", _("State"), filters.get("state", ""), states),
        Choice("side", _("Which side is changed"), filters.get("side", ""), sides),
        *_of_library(filters, tuple(places), names),
    )


def _changes(run: WatchedRun | None, address: str, endpoint: str, **more: Any) -> ChangesSection:
    filters = asked()
    if run is None:
        return ChangesSection(None, (), paging(0, endpoint), filters, choices_of(filters, (), {}), address)
    with here.house().database.reading() as connection:
        total = watched_view.changes_of(connection, run, wanted(filters), limit=0).total
        pages = paging(total, endpoint)
        found = watched_view.changes_of(connection, run, wanted(filters), pages.rows, pages.offset)
        names, places = watched_view.library_names(connection), watched_view.change_places(connection, run.id)
    return ChangesSection(run, found.items, pages, filters, choices_of(filters, places, names), address, **more)


def _of_library(filters: Mapping[str, str], places: tuple[str, ...], names: Mapping[str, str]) -> tuple[Choice, ...]:
    chosen = filters.get("library", "")
    if len(places) < 2 and not chosen:
        return ()
    known: Options = tuple((place, names.get(place, place)) for place in dict.fromkeys((*places, chosen)) if place)
    return (Choice("library", _("Library"), chosen, (("", _("Every library")), *known)),)


def _counts(plan: WatchedRun, done: Mapping[str, int]) -> Counts:
    plex, partner = done.get("plex", 0), done.get("partner", 0)
    return Counts((plan.in_sync or 0) + plex + partner, (plan.plex_out or 0) - plex, (plan.partner_out or 0) - partner)


def _who(settings: Settings, stands: Stand) -> str:
    if settings.sagetv_plex_token:
        return _("the user of the token in the settings")
    return stands.name or stands.who or _("the owner of the server")


def _in_scope(settings: Settings, stands: Stand) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shelf.title for shelf in stands.shelves if _is_meant(shelf, settings)))


def _is_meant(shelf: Shelf, settings: Settings) -> bool:
    names = settings.sagetv_libraries
    return any(_means(name, shelf) for name in names) if names else shelf.followed


def _means(name: str, shelf: Shelf) -> bool:
    return name.casefold() == EVERYTHING or shelf.is_called(name)


def _strange(settings: Settings, stands: Stand) -> tuple[str, ...]:
    """Names in the settings that mean none of the libraries, when those are known."""
    unknown = (name for name in settings.sagetv_libraries if not any(_means(name, each) for each in stands.shelves))
    return tuple(unknown) if stands.shelves else ()


def _staleness(connection: Connection, stands: Stand, plan: WatchedRun | None) -> Stale:
    """Why a plan is not what a run would go by: the settings or the user were changed since, or a video was."""
    if plan is None:
        return ""
    other = plan.who != watched_user.who_by(here.settings().sagetv_plex_token, stands.who)
    if other or (stands.changed_at is not None and stands.changed_at > plan.created_at):
        return "settings"
    return "overtaken" if watched_view.is_overtaken(connection, plan.id) else ""


def _lacks(settings: Settings) -> Iterable[Blank]:
    """What has to be given before anything can be compared."""
    if not settings.sagetv_url:
        said = _("Parity does not know where %(partner)s is.", partner=SAGETV.name)
        hint = _("Enter the address of its SageX service with user and password.")
        yield Blank(f"{said} {hint}", (to_topic("sagetv"),))
    for words, _name, topic in lacks_server(settings):
        yield Blank(_("Parity has not got %(thing)s.", thing=words), (to_topic(topic),))
