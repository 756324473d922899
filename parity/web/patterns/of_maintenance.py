"""Shows in doubt, decisions, cache and database."""

from parity.actions.cached import Kept
from parity.core.shapes import Notice
from parity.store.doubts_view import Doubt
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.shelves import DecisionShelf, DoubtShelf, ShelfPages, Wrong

_ONE = ShelfPages(1, 2)
_NONE = ShelfPages(1, 0)


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    return [*_doubts(), *_decided(), *_cache(), *_database(), _libraries()]


def _doubts() -> list[Pattern]:
    doubts = (
        made(Doubt, show_id=1, title=LONG, reason="Two shows of TMDB fit."),
        made(Doubt, show_id=2, candidates=()),
    )
    wrong = Wrong(1, "Breaking Bad", "A TMDB number has only digits.")
    shelves = {
        "not matched, one with what was typed": DoubtShelf("unmatched", "Not matched", doubts, _ONE, wrong),
        "not compared": DoubtShelf("suspect", "Not compared", (made(Doubt, matched=True),), _ONE),
        "every show is matched": DoubtShelf("unmatched", "Not matched", (), _NONE),
    }
    return [Pattern("maintenance/_doubts.html", state, {"shelf": shelf}) for state, shelf in shelves.items()]


def _decided() -> list[Pattern]:
    filled = made(DecisionShelf, key="ignored", title="Ignored", paging=_ONE)
    shelves = {"filled": filled, "nothing is ignored": DecisionShelf("ignored", "Ignored", (), _NONE)}
    return [Pattern("maintenance/_decided.html", state, {"shelf": shelf}) for state, shelf in shelves.items()]


def _cache() -> list[Pattern]:
    kept = {
        "filled": Kept(1200, 48_000_000),
        "empty": Kept(0, 4096),
        "no answer": Kept(),
        "not usable": Kept(trouble="the address cannot be read"),
    }
    return [Pattern("maintenance/_cache.html", state, {"cache": cache}) for state, cache in kept.items()]


def _database() -> list[Pattern]:
    template, size = "maintenance/_database.html", 48_000_000
    return [
        Pattern(template, "not checked", {"size": size}),
        Pattern(template, "whole", {"size": size, "said": "The database is whole.", "flaw": None}),
        Pattern(template, "damaged", {"size": size, "said": "The database is damaged.", "flaw": "page 3"}),
        Pattern(template, "on a server of its own", {"size": None}),
    ]


def _libraries() -> Pattern:
    states = ("held", "failed", "gone")
    notices = [Notice(state.title(), "Something is wrong with this library.", None, state) for state in states]
    return Pattern("maintenance/_libraries.html", "held, failed and gone", {"notices": notices})
