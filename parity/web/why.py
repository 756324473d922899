"""Why a show or one of its episodes stands as it does: a page of everything that is known behind it."""

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions.explain import explain
from parity.core.numbering import parse_code
from parity.core.roles import Role
from parity.core.why import Why
from parity.core.why_facts import provider_of
from parity.web import here, hx, who, why_words
from parity.web.show import ADDRESS, gone
from parity.web.show_words import plight_of
from parity.web.speech import gettext as _

page = Blueprint("why", __name__)

page.add_app_template_filter(provider_of, "provider_name")
page.add_app_template_filter(why_words.standing)
page.add_app_template_filter(why_words.aired, "aired_words")
page.add_app_template_filter(why_words.on_at)
page.add_app_template_filter(why_words.airing, "airing_words")
page.add_app_template_filter(why_words.grace, "grace_words")
page.add_app_template_filter(why_words.next_check, "next_words")

_LONGEST = 20


@dataclass(frozen=True, slots=True)
class WhyPage:
    """What the page is drawn from. `asked`: the episode as it was typed; `wrong`: why there is none such.

    `plight`: sentences about a show that is not compared, or of which nothing is expected.
    """

    why: Why
    asked: str
    wrong: str
    plight: tuple[str, ...]


@page.get(f"{ADDRESS}/why")
def index(show_id: int) -> ResponseReturnValue:
    """The page, or for htmx what stands in it; `episode` such as S01E02 asks about that one."""
    found = _find(show_id, request.args.get("episode", "").strip()[:_LONGEST])
    if found is None:
        return gone(show_id)
    status = 422 if found.wrong else 200
    if not hx.wants_fragment():
        return render_template("why/index.html", page=found), status
    if found.wrong:
        return hx.fragment(_drawn(found), status=status)
    values = {"episode": found.asked} if found.asked else {}
    return hx.listed(_drawn(found), url_for("why.index", show_id=show_id, **values))  # type: ignore[arg-type]


def _drawn(found: WhyPage) -> str:
    return render_template("why/_why.html", page=found)


def _find(show_id: int, asked: str) -> WhyPage | None:
    number, wrong = parse_code(asked), ""
    found = explain(here.house(), show_id, number)
    if asked and number is None:
        wrong = _("An episode is written as S01E02.")
    elif number is not None and found is None:
        found = explain(here.house(), show_id)
        wrong = _no_such(found, number.code)
    if found is None:
        return None
    known = found if who.eyes().role >= Role.MANAGER else _without_paths(found)
    return WhyPage(known, number.code if number and not wrong else asked, wrong, plight_of(found.show))


def _no_such(found: Why | None, code: str) -> str:
    if found is not None and found.show.state in ("suspect", "unmatched"):
        return _("This show is not compared: nothing can be said of %(code)s.", code=code)
    return _("This show has no %(code)s.", code=code)


def _without_paths(found: Why) -> Why:
    """Where files lie is for who manages the libraries."""
    copies = tuple(replace(copy, folder=None) for copy in found.copies)
    if found.episode is None:
        return replace(found, copies=copies)
    items = tuple(replace(item, file=None) for item in found.episode.items)
    return replace(found, copies=copies, episode=replace(found.episode, items=items))
