"""`/settings/hooks`: the ways in for programs that tell what arrived; each with its address and what came last."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import hooks
from parity.actions.decide import Refused
from parity.store import hooks as kept
from parity.store.hooks import HookRow, Kind, LastHeard
from parity.web import here, hx
from parity.web.places import outer_address
from parity.web.speech import gettext as _

page = Blueprint("hook_settings", __name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A hook with its addresses: its own, and as autoscan calls it, where its secret is the password.

    `used_at` is later than its last message where something came that was not worth keeping.
    """

    id: int
    kind: Kind
    name: str
    address: str = field(repr=False)
    trigger: str
    secret: str = field(repr=False)
    last: LastHeard | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a new hook, and what is wrong with it."""

    kind: str = "arr"
    name: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class HooksSection:
    """All hooks. `fresh` is the id of one that was just made."""

    cards: tuple[Card, ...]
    typed: Typed = Typed()
    fresh: int = 0


_NOTHING = Typed()


@page.get("/settings/hooks")
def index() -> ResponseReturnValue:
    """The page, or for htmx the hooks with what came meanwhile. `fresh`: the address of this one is unfolded."""
    section = _section(fresh=request.args.get("fresh", 0, int))
    return hx.fragment(_html(section)) if hx.wants_fragment() else _page(section)


@page.post("/settings/hooks")
def make() -> ResponseReturnValue:
    """A new hook of a `kind`, with a `name`."""
    typed = Typed(request.form.get("kind", ""), request.form.get("name", ""))
    try:
        made = hooks.make(here.house(), typed.kind, typed.name)
    except Refused as refused:
        section = _section(Typed(typed.kind, typed.name, str(refused)))
        return (hx.fragment(_html(section), status=422)) if hx.wants_fragment() else (_page(section), 422)
    return _done(_("The hook is there: give its address to the program."), made)


@page.post("/settings/hooks/<int(max=2147483647):hook_id>/revoke")
def revoke(hook_id: int) -> ResponseReturnValue:
    """From now on nothing comes in by this one."""
    hooks.revoke(here.house(), hook_id)
    return _done(_("Nothing comes in by this hook any more."))


@page.post("/settings/hooks/messages/<int(max=2147483647):arrival_id>/replay")
def replay(arrival_id: int) -> ResponseReturnValue:
    """Take a message once more, as if it had just come."""
    hooks.replay(here.house(), arrival_id)
    return _done(_("The message was taken once more."))


def _done(sentence: str, fresh: int = 0) -> ResponseReturnValue:
    html = _html(_section(fresh=fresh)) if hx.wants_fragment() else ""
    return hx.done(sentence, html, url_for("hook_settings.index", fresh=fresh or None))


def _section(typed: Typed = _NOTHING, fresh: int = 0) -> HooksSection:
    with here.house().database.reading() as connection:
        rows, last = kept.every(connection), kept.last_heard(connection)
    return HooksSection(tuple(_card(row, last.get(row.id)) for row in rows), typed, fresh)


def _card(row: HookRow, last: LastHeard | None) -> Card:
    address = outer_address(url_for("hooks.told" if row.kind == "path" else f"hooks.{row.kind}", secret=row.secret))
    return Card(row.id, row.kind, row.name, address, _trigger(row), row.secret, last, row.used_at)


def _trigger(row: HookRow) -> str:
    """Where programs of autoscan and autopulse post what this hook takes; "" for Plex, whose webhooks they leave."""
    if row.kind == "plex":
        return ""
    return outer_address(url_for("hooks.manual") if row.kind == "path" else url_for("hooks.named", name=row.name))


def _page(section: HooksSection) -> str:
    return render_template("settings/hooks.html", hooks=section)


def _html(section: HooksSection) -> str:
    return render_template("settings/_hooks.html", hooks=section)
