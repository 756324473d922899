"""One show: what is there and what is not, episode by episode, and everything that can be decided about it."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.core.catalogue import OrderOnOffer
from parity.store.episode_map_view import whole_show
from parity.store.former_view import heirs
from parity.web import here, hx, order_words, scan_panel, show_words
from parity.web.show_page import NOT_WRONG, ShowPage, Wrong, show_page
from parity.web.speech import gettext as _

page = Blueprint("show", __name__)

ADDRESS = "/shows/<int(max=2147483647):show_id>"

page.add_app_template_filter(show_words.match_source)
page.add_app_template_filter(show_words.plex_page)
page.add_app_template_filter(order_words.order, "order_words")
page.add_app_template_filter(order_words.ordered_by)
page.add_app_template_filter(order_words.differing)
page.add_app_template_filter(order_words.doubt_word)
page.add_app_template_filter(order_words.proposed)
page.add_app_template_filter(order_words.proposed_name)
page.add_app_template_filter(show_words.placed_how)
page.add_app_template_filter(show_words.policy, "policy_words")
page.add_app_template_filter(show_words.decided, "decided_words")
page.add_app_template_filter(show_words.ended, "gap_ended")


@page.get(ADDRESS)
def index(show_id: int) -> ResponseReturnValue:
    """The page, or for htmx all that stands in it, or only how far a scan is."""
    if request.args.get("section") == "scan" and hx.wants_fragment():
        return _scan(show_id)
    found = find(show_id)
    if found is None:
        return gone(show_id)
    if request.args.get("section") == "show" and hx.wants_fragment():
        return hx.fragment(drawn(found))
    return render_template("show/index.html", page=found)


def find(show_id: int, wrong: Wrong = NOT_WRONG, offers: Sequence[OrderOnOffer] | None = None) -> ShowPage | None:
    """What the page of a show is drawn from; None when nobody can see such a show. `offers`: orders just found."""
    with here.house().database.reading() as connection:
        whole = whole_show(connection, here.today(), show_id)
    return show_page(whole, wrong, offers) if whole else None


def drawn(found: ShowPage) -> str:
    """All that stands in the page of a show, as its forms answer it."""
    return render_template("show/_show.html", page=found)


def _scan(show_id: int) -> Response:
    now = scan_panel.panel()
    news = request.args.get("seen", now.seen, type=int) != now.seen
    html = render_template("show/_scan.html", show_id=show_id, panel=now)
    return hx.fragment(html, event=scan_panel.FINISHED if news else None)


def gone(show_id: int) -> ResponseReturnValue:
    """The answer where nobody can see such a show.

    One that was matched anew may have another number since: it leads to where its copies went.
    """
    with here.house().database.reading() as connection:
        found = heirs(connection, show_id)
    if not found:
        abort(404, _("There is no show %(number)s.", number=show_id))
    title = found[0].title
    several = url_for("shows.index", q=title)
    to = several if len(found) > 1 else url_for("show.index", show_id=found[0].show_id)
    return hx.moved(_("%(title)s was matched anew: it stands here now.", title=title), to)
