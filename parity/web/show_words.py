"""What the page of a show says in sentences: where its facts come from, what hides an episode, what became of a gap."""

from collections.abc import Callable
from datetime import date

from parity.core import links
from parity.core.film_shapes import PlexList
from parity.core.gaps import ACCEPTED, SPECIALS
from parity.core.shapes import Copy, Show
from parity.core.why import WhyDecision
from parity.store.episode_map_view import MapEpisode, PastGap, WholeShow
from parity.web import here, plurals
from parity.web.order_words import order
from parity.web.speech import gettext as _
from parity.web.ways import may_open
from parity.web.words import short_day

_SOURCES: dict[str, Callable[[], str]] = {
    "decision": lambda: _yours(_("you said so"), _("said by hand")),
    "tmdb": lambda: _("Plex names this id"),
    "imdb": lambda: _("found by its IMDb id"),
    "tvdb": lambda: _("found by its TheTVDB id"),
    "search": lambda: _("found by title and year"),
}
_POLICIES: dict[str, Callable[[], str]] = {
    "all": lambda: _("all episodes"),
    "future": lambda: _("only what airs from the day it is set"),
    "last": lambda: _("only the last season"),
    "none": lambda: _("none"),
}
_ENDED: dict[str, Callable[[], str]] = {
    "arrived": lambda: _("arrived in Plex"),
    "hidden": lambda: _("no longer wanted"),
    "dropped": lambda: _("no longer in the list that it is compared with"),
    "uncompared": lambda: _("no longer compared"),
}
_PLACED: dict[str, Callable[[], str]] = {
    "id": lambda: _("by its episode id"),
    "title": lambda: _("by its title"),
    "date": lambda: _("by its air date"),
    "half": lambda: _("as one half of a long episode"),
    "range": lambda: _("as its file holds more than one episode"),
}
_DECIDED: dict[str, Callable[[WhyDecision], str]] = {
    "accept": lambda d: _("Accepted difference: %(what)s", what=d.label),
    "match": lambda d: _("Matched to TMDB %(number)s", number=d.value),
    "match_film": lambda d: _("Matched to TMDB %(number)s", number=d.value),
    "order": lambda d: _("Numbered by %(order)s", order=order(d.value)),
    "policy": lambda d: _("Wanted episodes: %(policy)s", policy=policy(d.value)),
    "specials": lambda d: _("Specials count") if d.value == "on" else _("Specials do not count"),
    "grace": lambda d: _("Missing after %(time)s", time=plurals.days(int(d.value))),
}


def plex_page(copy: Copy | PlexList) -> str:
    """Where a copy of a show or film, or a collection, is to be seen in Plex."""
    return links.plex_page(here.settings().plex_app_url, copy.server, copy.rating_key)


def match_source(source: str | None) -> str:
    """How a show was identified."""
    return _SOURCES[source]() if source in _SOURCES else _("for a reason that was not kept")


def policy(label: str) -> str:
    """Which episodes a policy wants."""
    if label.startswith("from "):
        return _("from season %(number)s on", number=label.removeprefix("from "))
    return _POLICIES[label]() if label in _POLICIES else label


def grace(show: Show) -> str:
    """How long its episodes usually take to arrive, where that was learned, and when one is missing."""
    if show.grace_days is None:
        return ""
    missing = _("An episode is missing on the day on which it airs.")
    if show.grace_days:
        missing = _("An episode is missing %(days)s after it aired.", days=plurals.days(show.grace_days))
    if show.grace_source != "learned":
        return missing
    wait = show.grace_days - 1
    usually = _("Episodes usually arrive on the day on which they air.")
    if wait:
        usually = _("Episodes usually arrive %(days)s after they aired.", days=plurals.days(wait))
    return f"{usually} {missing}"


def decided(decision: WhyDecision) -> str:
    """What was decided."""
    say = _DECIDED.get(decision.kind)
    return say(decision) if say else _("Ignored: %(what)s", what=decision.label)


def hidden(episode: MapEpisode, today: date) -> str:
    """What hides an episode today, or will; "" when nothing does."""
    gap = episode.gap
    if gap.hidden_by is None or (gap.hidden_to is not None and gap.hidden_to < today):
        return ""
    said = hidden_by(gap.hidden_by)
    if gap.hidden_from is not None and gap.hidden_from > today:
        said = _("from %(day)s on: %(what)s", day=short_day(gap.hidden_from), what=said)
    if gap.hidden_to is not None:
        said = _("%(what)s until %(day)s", what=said, day=short_day(gap.hidden_to))
    return f"{said}: {episode.by.reason}" if episode.by and episode.by.reason else said


def hidden_by(word: str) -> str:
    """What hides an episode, from the word that its row has for it."""
    if word.startswith("policy "):
        return _("the policy leaves it out (%(policy)s)", policy=policy(word.removeprefix("policy ")))
    return {
        SPECIALS: _("specials do not count"),
        "ignored": _yours(_("you ignored it"), _("ignored by hand")),
        "ignored season": _yours(_("you ignored the season"), _("the season is ignored")),
        "ignored show": _yours(_("you ignored the show"), _("the show is ignored")),
        ACCEPTED: _yours(_("you accepted that the sources differ"), _("accepted: the sources differ")),
    }.get(word, word)


def placed_how(how: str) -> str:
    """By what an item was found to be another episode than its number says."""
    return _PLACED[how]() if how in _PLACED else how


def _yours(said: str, otherwise: str = "") -> str:
    """What is said to who decides about shows, and what to everybody else: they did not, and have no form for it."""
    return said if may_open("show.match") else otherwise


def ended(gap: PastGap) -> str:
    """What became of a gap; it still is one when nothing did."""
    if gap.ended_how is None:
        return _("still missing")
    return _ENDED[gap.ended_how]() if gap.ended_how in _ENDED else gap.ended_how


def plight(whole: WholeShow) -> tuple[str, ...]:
    """Why there are no episodes to see, or none that count, and what to do, each a sentence; () when all is well."""
    show, said = whole.show, plight_of(whole.show)
    if show.checked_at is None and show.state in ("error", "missing") and whole.seasons:
        said = _remembered()
    if not said and not whole.seasons:
        said = (_("TMDB lists no episodes of this show yet."),)
    if whole.held_back:
        named = _("The library %(library)s is held back.", library=whole.held_back)
        said = (*said, named, _("Until that is settled, this page shows what was known before."))
    return tuple(filter(None, said))


def plight_of(show: Show) -> tuple[str, ...]:
    """The same as far as the state of the show tells it."""
    return tuple(filter(None, _PLIGHTS[show.state](show))) if show.state in _PLIGHTS else ()


def _unmatched(show: Show) -> tuple[str, ...]:
    asked = _("TMDB was asked and the show is not matched.")
    if show.reason:
        asked = _("TMDB was asked and the show is not matched: %(reason)s.", reason=show.reason)
    unknown = _("So nobody knows which episodes there should be.")
    return asked, _yours(_("So nobody knows which episodes there should be. Say below which show it is."), unknown)


def _suspect(show: Show) -> tuple[str, ...]:
    reason = (show.reason or "").rstrip(".")
    if show.doubt is not None:
        told = f"{reason[:1].upper()}{reason[1:]}." if reason else ""
        return told, _("So nothing of it is called missing until that is settled.")
    return (
        _("The show is not compared: it is %(reason)s.", reason=reason),
        _("Its numbers may mean other episodes than TMDB's, and that would make false gaps."),
        _yours(
            _(
                "Set its episode ordering in Plex to The Movie Database and rescan it, "
                "or say that its numbers are TMDB's."
            )
        ),
    )


def _ignored(show: Show) -> tuple[str, ...]:
    if show.reason != "ignored":
        plainly = _("Its policy wants no episodes, so nothing is called missing.")
        return (
            _yours(_("Its policy wants no episodes, so nothing is called missing. Choose another one below."), plainly),
        )
    if show.ignored_until is None:
        plainly = _("This show is ignored, so nothing is called missing.")
        return (_yours(_("You ignored this show, so nothing is called missing."), plainly),)
    day = short_day(show.ignored_until)
    return (
        _yours(_("You ignored this show until %(day)s.", day=day), _("This show is ignored until %(day)s.", day=day)),
    )


def _error(show: Show) -> tuple[str, ...]:
    return _("This show was never checked well, so its episodes are not known."), _rescan()


def _remembered() -> tuple[str, ...]:
    told = _("TMDB has not answered about this show yet: these episodes are what was remembered of it.")
    return told, _rescan()


def _rescan() -> str:
    return _yours(_("Rescan it to ask Plex and TMDB."))


_PLIGHTS: dict[str, Callable[[Show], tuple[str, ...]]] = {
    "unmatched": _unmatched,
    "suspect": _suspect,
    "ignored": _ignored,
    "error": _error,
}
