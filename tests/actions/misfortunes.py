"""What can go wrong outside while a scan runs: any fault that the stand-ins know, at any point."""

import threading

from hypothesis import strategies as st

from parity.demo.faults import Fault, Faults
from tests.actions.twins import Twins

PLEX = ("", "^/$", "/library/sections$", "/prefs$", "/all$", "/library/metadata/", "/allLeaves$")
TMDB = ("", r"/tv/\d+$", "/tv/changes$", "/find/", "/search/")
ANYWHERE = ("html", "garbage", "truncated", "wrong_type", "wrong_string", "closed", "slow", "stop")
STATUSES = (401, 404, 429, 500, 503)
LISTINGS = ("cut_page", "shift", "total_disagrees", "no_total", "empty_page")
FEEDS = ("repeat_page", "cut_feed", "empty_page")

Misfortune = tuple[bool, str, str, int, int | None, int]
"""Whether it is Plex's, kind, path, how many requests pass before, how many suffer, and a number for the kind."""


def misfortunes() -> st.SearchStrategy[list[Misfortune]]:
    """One or two at a time."""
    kinds = [*ANYWHERE, *(f"status {code}" for code in STATUSES)]
    how = (st.integers(0, 12), st.sampled_from((None, 1, 2, 5, 20)), st.sampled_from((1, 2, -1)))
    plex = st.tuples(st.just(True), st.sampled_from([*kinds, *LISTINGS]), st.sampled_from(PLEX), *how)
    tmdb = st.tuples(st.just(False), st.sampled_from([*kinds, *FEEDS]), st.sampled_from(TMDB), *how)
    return st.lists(st.one_of(plex, tmdb), min_size=1, max_size=2)


def befall(twins: Twins, some: list[Misfortune], stop: threading.Event, split: bool) -> None:
    """Let them happen from now on. One of them is that the scan itself is stopped.

    `split`: some show has two ids. That one of them exists no more is an answer; nobody could tell it from a lie.
    """
    for of_plex, name, path, skip, times, rows in some:
        if split and not of_plex and name == "status 404":
            continue
        faults: Faults = twins.plex_faults if of_plex else twins.tmdb_faults
        kind, _, code = name.partition(" ")
        fault = Fault("call" if kind == "stop" else kind, path, skip=skip, times=times, rows=rows, call=stop.set)
        fault.status, fault.retry_after, fault.seconds = int(code or 500), 0, 0.05
        faults.add(fault)


def clear(twins: Twins) -> None:
    """All is well again."""
    twins.plex_faults.clear()
    twins.tmdb_faults.clear()
