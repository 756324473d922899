"""What the page of the watchlist is made of: one frozen value for each of its sections. Nobody outside is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import url_for

from parity.core.shapes import Listing
from parity.core.watch import WatchItem
from parity.core.watch_shapes import WatchAction, WatchRun, WatchUnresolved
from parity.core.why import WhyDecision
from parity.store import accounts, notices
from parity.store.decisions_view import decisions_listing
from parity.store.watch_history import actions_of, active_run, last_ended, newest_plan, runs_listing
from parity.store.watch_pairs import Pair, pairs
from parity.store.watch_ruled import APART, MATCH
from parity.store.watch_runs import OF_A_TERMINAL
from parity.store.watchlist_view import PairFilter, Stand, fitting, stand, unresolved
from parity.web import here
from parity.web.blank import Blank, to_topic
from parity.web.given import given
from parity.web.paging import Paging, paging
from parity.web.show_choices import Choice
from parity.web.speech import gettext as _

PATIENCE = timedelta(seconds=30)  # with a worker that was not seen
RECENT, ROWS = 5, 50
ORDER = ("held", "failed", "planned", "skipped", "done")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "state": ("all", "differs", "both", "plex", "simkl", "apart"),
    "type": ("movie", "show"),
}
_USUAL = {"state": "all"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many titles are on both lists, on one alone, on one and left alone, and on both but perhaps not the same."""

    both: int = 0
    plex: int = 0
    simkl: int = 0
    apart: int = 0
    doubt: int = 0

    @property
    def equal(self) -> bool:
        """Whether each title that is on one list is on the other, as a run says it too."""
        return not (self.plex or self.simkl or self.apart or self.doubt)


@dataclass(frozen=True, slots=True)
class Now:
    """How both lists stand, and the run at work. `plan`: the newest that came as far as a plan; `last`: that ended.

    `simkl_url`: where SIMKL's own pages are. `left`: it waits for a worker that was not seen.
    `lacks`: why nothing can be compared. `first_run`: they were never brought together in this way, so it only adds.
    `other_way`: the plan was made for another way than the settings have now, or by a token for one run.
    """

    stand: Stand
    counts: Counts
    run: WatchRun | None
    last: WatchRun | None
    plan: WatchRun | None
    simkl_url: str
    left: bool = False
    lacks: tuple[Blank, ...] = ()
    first_run: bool = False
    other_way: bool = False

    @property
    def seen(self) -> int:
        """The id of the run that ended last, 0 for none."""
        return self.last.id if self.last else 0

    @property
    def unconnected(self) -> bool:
        """Whether SIMKL has to be connected first, or anew."""
        return self.stand.simkl_name is None or self.stand.refused

    @property
    def ready(self) -> bool:
        """Whether a plan stands that nobody has carried out yet, and that a run would make anew."""
        return (
            self.plan is not None and self.plan.work == "plan" and self.plan.state != "refused" and not self.other_way
        )


@dataclass(frozen=True, slots=True)
class PlanSection:
    """The changes of a run by how they stand: pairs of state and changes. `wrong`: why a form of it was refused."""

    run: WatchRun | None
    groups: tuple[tuple[str, tuple[WatchAction, ...]], ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Fixing:
    """A form that was sent for one title, by its side and key: what was typed, what was found, what is wrong."""

    side: str = ""
    key: str = ""
    typed: str = ""
    wrong: str = ""
    found: tuple[WatchItem, ...] = ()
    searched: bool = False


@dataclass(frozen=True, slots=True)
class UnresolvedSection:
    """Titles that nothing can be done about; `fixing` is the one whose form was just sent."""

    items: tuple[WatchUnresolved, ...]
    fixing: Fixing = field(default_factory=Fixing)
    landing: bool = False


@dataclass(frozen=True, slots=True)
class PairLine:
    """A title with what is to be done about it, or why nothing is."""

    pair: Pair
    action: WatchAction | None = None
    unresolved: WatchUnresolved | None = None


@dataclass(frozen=True, slots=True)
class ListsSection:
    """One page of all titles. `known`: how many there are without the filters; `given`: those in the address."""

    lines: tuple[PairLine, ...]
    paging: Paging
    known: int
    given: Mapping[str, str]
    choices: tuple[Choice, ...]


def every_title() -> tuple[Pair, ...]:
    """All titles of both lists. Four statements, however many there are."""
    with here.house().database.reading() as connection:
        return pairs(connection)


def now_section(every: tuple[Pair, ...] | None = None) -> Now:
    """How everything stands; `every`: all titles, where they were just read. Sixteen statements at most."""
    with here.house().database.reading() as connection:
        stands, run = stand(connection), active_run(connection)
        last, plan = last_ended(connection), newest_plan(connection)
        if every is None:
            every = () if run else pairs(connection)
        beat = notices.last_beat(connection, "worker")
        account = accounts.kept(connection) is not None
    left = run is not None and (beat is None or here.now() - beat > PATIENCE)
    lacks, simkl = tuple(_lacks(stands, account)), here.settings().simkl_auth_url
    first = stands.rule != _rule()
    return Now(stands, _counts(every), run, last, plan, simkl, left, lacks, first, is_other_way(plan))


def plan_section(wrong: str = "") -> PlanSection:
    """The newest plan, or what became of it. Three statements."""
    with here.house().database.reading() as connection:
        run = newest_plan(connection)
        actions = actions_of(connection, run.id) if run else ()
    return PlanSection(run, grouped(actions), wrong)


def grouped(actions: Iterable[WatchAction]) -> tuple[tuple[str, tuple[WatchAction, ...]], ...]:
    """Changes by how they stand, what needs a person first."""
    every = tuple(actions)
    found = ((state, tuple(each for each in every if each.state == state)) for state in ORDER)
    return tuple((state, those) for state, those in found if those)


def unresolved_section(fixing: Fixing | None = None, landing: bool = False) -> UnresolvedSection:
    """What nothing can be done about, but for what somebody wants left alone. One statement."""
    with here.house().database.reading() as connection:
        items = tuple(each for each in unresolved(connection) if each.why != "left alone")
    return UnresolvedSection(items, fixing or Fixing(), landing)


def history(limit: int = RECENT, offset: int = 0) -> Listing[WatchRun]:
    """The newest runs. Three statements."""
    with here.house().database.reading() as connection:
        return runs_listing(connection, limit, offset)


def decided_section() -> tuple[WhyDecision, ...]:
    """What stands decided about titles. Two statements."""
    with here.house().database.reading() as connection:
        return decisions_listing(connection, here.today(), kinds=(APART, MATCH)).items


def lists_section(every: tuple[Pair, ...] | None = None) -> ListsSection:
    """The titles that the address asks for; `every` as above. Eight statements, four of them for all titles.

    Aborts with 422 at a choice that there is not.
    """
    asked = given(("q",), _CHOICES, _USUAL)
    with here.house().database.reading() as connection:
        every = pairs(connection) if every is None else every
        run, untold = newest_plan(connection), unresolved(connection)
        actions = actions_of(connection, run.id) if run else ()
    those = fitting(every, _filter(asked))
    pages = paging(len(those), "watchlist.index", ROWS)
    noted = {(each.of, key): each for each in actions if each.state != "done" for key in each.keys}
    said = {(each.side, each.key): each for each in untold}
    lines = (_line(pair, noted, said) for pair in those[pages.offset : pages.offset + pages.rows])
    return ListsSection(tuple(lines), pages, len(every), asked, choices(asked))


def choices(asked: Mapping[str, str]) -> tuple[Choice, ...]:
    """By what the titles can be narrowed."""
    states = (
        ("", _("All titles")),
        ("differs", _("Only differences")),
        ("plex", _("Only on Plex's")),
        ("simkl", _("Only on SIMKL's")),
        ("both", _("In sync")),
        ("apart", _("Left alone")),
    )
    types = (("", _("Films and shows")), ("movie", _("Films")), ("show", _("Shows")))
    return (
        Choice("state", _("Which titles"), asked.get("state", ""), states),
        Choice("type", _("Films or shows"), asked.get("type", ""), types),
    )


def is_other_way(plan: WatchRun | None) -> bool:
    """Whether a plan was made for another way, or by a token for one run: carried out it would be another one."""
    if plan is None:
        return False
    way = plan.mode, "" if plan.mode == "two-way" else plan.source
    return plan.started_by == OF_A_TERMINAL or way != _rule()


def _rule() -> tuple[str, str]:
    """The way in which the settings have them brought together, as it is kept with what they agree on."""
    settings = here.settings()
    return settings.watchlist_mode, "" if settings.watchlist_mode == "two-way" else settings.watchlist_source


def _filter(asked: Mapping[str, str]) -> PairFilter:
    wanted: dict[str, Any] = {name: asked[name] for name in ("state", "type", "q") if name in asked}
    return PairFilter(**wanted)


def _line(pair: Pair, noted: Mapping[Any, WatchAction], said: Mapping[Any, WatchUnresolved]) -> PairLine:
    names = [(item.side, item.key) for item in (*pair.rows, *pair.known)]
    action = next((noted[name] for name in names if name in noted), None)
    return PairLine(pair, action, next((said[name] for name in names if name in said), None))


def _counts(every: Iterable[Pair]) -> Counts:
    tally = {"both": 0, "plex": 0, "simkl": 0, "apart": 0, "doubt": 0}
    for pair in every:
        tally[_count_as(pair)] += 1
    return Counts(**tally)


def _count_as(pair: Pair) -> str:
    if pair.state == "both":
        return "doubt" if pair.doubt == "ids disagree" else "both"
    return "apart" if pair.apart else pair.state


def _lacks(stands: Stand, account: bool) -> Iterable[Blank]:
    """What has to be connected before anything can be compared."""
    settings = here.settings()
    if not (account or settings.plex_account_token or settings.plex_token):
        yield Blank(_("Nobody is signed in with Plex, so that no watchlist can be read."), (to_topic("account"),))
    simkl = url_for("watchlist.index", _anchor="simkl-connect"), _("Connect SIMKL")
    if stands.simkl_name is None:
        yield Blank(_("Parity is not connected to SIMKL yet."), (simkl,))
    elif stands.refused:
        yield Blank(_("SIMKL no longer takes the sign-in of %(name)s.", name=stands.simkl_name), (simkl,))
