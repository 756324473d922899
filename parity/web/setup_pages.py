"""What the pages of the setup show, each from one context."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parity.actions.choose_libraries import Shelf, shelves
from parity.actions.look_round import is_given
from parity.actions.set_up import TIMES_ASKED
from parity.core.library_choice import Choice
from parity.core.setup_steps import LIBRARIES, SERVERS, SIGN_IN, START, STEPS, TIMES, TMDB, Facts, before
from parity.settings import SettingError
from parity.store import accounts
from parity.store.folder import is_lost
from parity.web import here, nearness, plurals
from parity.web.server_cards import ServersSection
from parity.web.setting_changes import Typed, drawn
from parity.web.setting_fields import Field
from parity.web.speech import gettext as _
from parity.web.who import Visitor

N_ = str
"""Marks a text for translation."""

TITLES = {
    SIGN_IN: N_("Sign in"),
    SERVERS: N_("Servers"),
    LIBRARIES: N_("Libraries"),
    TMDB: N_("TMDB"),
    TIMES: N_("Times"),
    START: N_("Start"),
}


def slug_of(step: str) -> str:
    """A step as its address has it."""
    return step.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step in the line of all. `state`: done, here, open, shut."""

    slug: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every step. `again`: the setup was finished before; `lost`: the data folder is no volume."""

    slug: str
    title: str
    number: int
    crumbs: tuple[Crumb, ...]
    back: str
    again: bool
    lost: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """`account`: who is signed in; `dead`: Plex refuses that one now; `given`: the settings lead to a server.

    `free`: it may be left out; `needs_code`: the code from the log comes first; `others`: another account is at it.
    """

    account: str = ""
    dead: bool = False
    given: str = ""
    free: bool = False
    needs_code: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A library to tick. `value` names it and no other one."""

    value: str
    title: str
    kind: str
    home_videos: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class TickShelf:
    """The libraries of one server; `others`: how many it has that hold neither shows nor movies."""

    machine_id: str
    name: str
    ticks: tuple[Tick, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Libraries:
    """`locked`: the environment names them; `silent`: servers that have not told theirs yet."""

    shelves: tuple[TickShelf, ...]
    silent: tuple[str, ...] = ()
    locked: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Tmdb:
    """`origin`: environment or saved when there is a key, else empty; `silent`: TMDB could not be asked about it."""

    origin: str
    problem: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """The fields by name; `wrong`: nothing of it was saved."""

    fields: Mapping[str, Field]
    key: str = "times"

    @property
    def wrong(self) -> int:
        """How many fields need another value."""
        return sum(bool(field.problem) for field in self.fields.values())


@dataclass(frozen=True, slots=True)
class Start:
    """What was chosen: what it is, in words, and where to change it."""

    lines: tuple[tuple[str, str, str], ...]
    again: bool = False
    needs_code: bool = False


def frame(step: str, facts: Facts) -> Frame:
    """The frame of a step."""
    folder = here.grounds().given.data_dir
    crumbs = tuple(Crumb(slug_of(one), _(TITLES[one]), _state(one, step, facts)) for one in STEPS)
    back = before(step)
    return Frame(
        slug_of(step),
        _(TITLES[step]),
        STEPS.index(step) + 1,
        crumbs,
        slug_of(back) if back else "",
        facts.set_up,
        str(folder) if is_lost(folder) else "",
    )


def sign_in(visitor: Visitor, facts: Facts, mine: bool) -> SignIn:
    """The first step, for somebody who may go on (`mine`) or has to sign in first."""
    with here.house().database.reading() as connection:
        kept = accounts.kept(connection)
    settings = here.settings()
    return SignIn(
        account=kept.account.name if kept and mine else "",
        dead=kept is not None and kept.dead and mine,
        given=settings.origin("plex_token") if is_given(settings) else "",
        free=mine and facts.met(SIGN_IN),
        needs_code=nearness.needs_code(),
        others=kept is not None and not mine and (visitor.overtaken or visitor.candidate is None),
    )


def libraries(chosen: Collection[str] | None = None, problem: str = "") -> Libraries:
    """All libraries to tick; `chosen`: those that were ticked just now."""
    settings = here.settings()
    named = settings.plex_library_name
    locked = ", ".join(named) if settings.origin("plex_library_name") == "environment" else ""
    found = shelves(here.house())
    names = Counter(shelf.name for shelf in found)
    called = {one.machine_id: f"{one.name} ({one.machine_id[:6]})" for one in found if names[one.name] > 1}
    told = tuple(_ticks(one, called.get(one.machine_id, one.name), named, chosen) for one in found if one.libraries)
    return Libraries(told, tuple(one.name for one in found if not one.libraries), locked, problem)


def tmdb(problem: str = "", silent: bool = False) -> Tmdb:
    """The step of TMDB's key."""
    settings = here.settings()
    return Tmdb(settings.origin("tmdb_api_key") if settings.tmdb_api_key else "", problem, silent)


def times(
    typed: Mapping[str, Typed] | None = None,
    flaws: Mapping[str, SettingError] | None = None,
    late: Collection[str] = (),
) -> Times:
    """The step of zone, grace and schedules."""
    shown = {each.row.name: each for each in here.settings().shown()}
    return Times(
        {
            name: drawn(shown[name], (typed or {}).get(name), (flaws or {}).get(name), name in late)
            for name in TIMES_ASKED
        }
    )


def start(facts: Facts, servers: ServersSection) -> Start:
    """The last step: what was chosen, and what happens next."""
    lines = [(_("Servers"), ", ".join(card.called for card in servers.cards if card.followed or card.given), "servers")]
    if servers.account:
        lines.insert(0, (_("Plex account"), servers.account, "sign-in"))
    ticked = sum(tick.ticked for shelf in libraries().shelves for tick in shelf.ticks)
    fields = times().fields
    lines += [
        (_("Libraries"), plurals.libraries(ticked) if ticked else _("all but home videos"), "libraries"),
        (_("TMDB"), _("a key is there") if facts.tmdb else _("no key yet"), "tmdb"),
        *((_(field.label.name), field.said, "times") for field in fields.values()),
    ]
    return Start(tuple(lines), facts.set_up, nearness.needs_code())


def _state(one: str, step: str, facts: Facts) -> str:
    if one == step:
        return "here"
    if facts.done(one):
        return "done"
    return "open" if facts.is_open(one) else "shut"


def _ticks(shelf: Shelf, called: str, named: Sequence[str], chosen: Collection[str] | None) -> TickShelf:
    able = [one for one in shelf.libraries if one.can_be_followed]
    ticks = tuple(_tick(one, one.is_meant(named) if chosen is None else one.name in chosen) for one in able)
    return TickShelf(shelf.machine_id, called, ticks, len(shelf.libraries) - len(able))


def _tick(library: Choice, ticked: bool) -> Tick:
    return Tick(library.name, library.title, library.kind, library.agent.endswith(".none"), ticked)
