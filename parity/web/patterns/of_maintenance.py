"""The sections of the maintenance page."""

from dataclasses import replace
from datetime import timedelta

from parity.actions.cached import Kept
from parity.core.shapes import Notice
from parity.core.why import WhyDecision
from parity.store.doubts_view import Doubt
from parity.web import here
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.shelves import DecisionShelf, DoubtShelf, ShelfPages, Wrong


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    return [*_doubts(), *_decided(), *_libraries(), *_caches(), *_databases()]


def _doubts() -> list[Pattern]:
    asked = made(Doubt, reason="two shows of TMDB bear this title", matched=False)
    unsure = made(Doubt, show_id=6, title=LONG, year=None, reason=None, matched=False, candidates=())
    suspect = made(Doubt, show_id=7, reason="numbered by TheTVDB, by DVD", matched=True, candidates=())
    wrong = Wrong(
        7, "the long way", "A TMDB id is a number such as 1396: it stands in the address of the show's page there."
    )
    shelves = {
        "not matched, on pages": DoubtShelf("unmatched", "Not matched", (asked, unsure), _pages("unmatched", 321)),
        "all are matched": DoubtShelf(
            "unmatched", "Not matched", (), _pages("unmatched", 0), none="Every show is matched."
        ),
        "not compared": DoubtShelf("suspect", "Not compared", (suspect,), _pages("suspect", 1)),
        "wrong input": DoubtShelf("suspect", "Not compared", (suspect,), _pages("suspect", 1), wrong),
        "none is known": DoubtShelf("suspect", "Not compared", (), _pages("suspect", 0), none="No show is known yet."),
    }
    left = replace(shelves["not compared"], landing=0)
    return [
        *(Pattern("maintenance/_doubts.html", state, {"shelf": shelf}) for state, shelf in shelves.items()),
        Pattern("maintenance/_matched.html", "one was matched", {"shelf": left}),
    ]


def _decided() -> list[Pattern]:
    today = here.today()
    ignored = (
        _decision("The Long Way Home", made_on=today, until=today + timedelta(days=30), reason="with the neighbours"),
        _decision(LONG, made_on=today - timedelta(days=90), until=today - timedelta(days=30), in_force=False),
    )
    shelves = {
        "ignored: to a day, and ended": DecisionShelf("ignored", "Ignored", ignored, _pages("ignored", 2)),
        "nothing is ignored": DecisionShelf("ignored", "Ignored", (), _pages("ignored", 0)),
        "others, on pages": DecisionShelf("decided", "Other decisions", (_decision(LONG),), _pages("decided", 321)),
        "no others": DecisionShelf("decided", "Other decisions", (), _pages("decided", 0)),
    }
    return [Pattern("maintenance/_decided.html", state, {"shelf": shelf}) for state, shelf in shelves.items()]


def _decision(label: str, **given: object) -> WhyDecision:
    values = {"reason": "", "until": None, "in_force": True, "made_on": here.today(), **given}
    return made(WhyDecision, label=label, **values)


def _libraries() -> list[Pattern]:
    template = "maintenance/_libraries.html"
    notices = (
        Notice("Anime", "Plex lists 12 episodes where there were 240.", None, "held"),
        Notice("TV Shows", "Plex did not answer.", None, "failed"),
        Notice("Kids", "Plex no longer has this library.", None, "gone"),
    )
    return [
        Pattern(template, "one is held, one failed, one is gone", {"notices": notices}),
        Pattern(template, "all are well (nothing is drawn)", {"notices": ()}),
    ]


def _caches() -> list[Pattern]:
    states = {
        "filled": Kept(48213, 91_000_000),
        "filled, size unknown": Kept(1, None),
        "empty": Kept(0, 0),
        "does not answer": Kept(),
        "cannot be used": Kept(trouble="its folder cannot be written"),
    }
    return [Pattern("maintenance/_cache.html", state, {"cache": kept}) for state, kept in states.items()]


def _databases() -> list[Pattern]:
    template, size, flaw = "maintenance/_database.html", 12_000_000, "row 5 missing from index"
    damaged = {"size": size, "said": f"The database is damaged: {flaw}.", "flaw": flaw}
    return [
        Pattern(template, "a file", {"size": size}),
        Pattern(template, "whole", {"size": size, "said": "The database is whole.", "flaw": None}),
        Pattern(template, "damaged", damaged),
        Pattern(template, "a server of its own", {"size": None}),
    ]


def _pages(key: str, total: int) -> ShelfPages:
    return ShelfPages(1, total, key=key)
