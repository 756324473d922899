"""What the page of a collection is made of: one frozen value for all its sections, built from one look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parity.actions.linked import linker
from parity.core.film_shapes import Film, FilmCollection, PlexList
from parity.core.franchises import collection_key, film_key
from parity.core.why import WhyDecision
from parity.store.collections_view import collection
from parity.store.film_copies_view import Edition
from parity.store.film_decisions_view import FilmDecisions, film_decisions
from parity.store.held_parts_view import HeldPart, held_parts
from parity.store.plex_lists_view import plex_lists
from parity.web import film_words, here, scan_panel
from parity.web.film_words import Day, Standing
from parity.web.scan_panel import ScanPanel
from parity.web.show_page import NOT_WRONG, Wrong
from parity.web.speech import gettext as _


@dataclass(frozen=True, slots=True)
class PartLine:
    """One film. `facts`: its length and rating; `why`: what hides it; `editions`: its items.

    `own`: it is ignored by itself; `ignorable`: it can be.
    """

    film: Film
    standing: Standing
    days: tuple[Day, ...]
    facts: tuple[str, ...]
    why: str
    editions: tuple[Edition, ...]
    own: bool
    ignorable: bool


@dataclass(frozen=True, slots=True)
class PartGroup:
    """The films that are out, that have a day, or that have none."""

    key: str
    title: str
    lines: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class MoviePage:
    """All that the page draws. `ignored`: the collection itself is, by the decision `ignored`.

    `pulls`: the films that are there, for which the collection is; `region`: the country whose days are shown.
    """

    collection: FilmCollection
    groups: tuple[PartGroup, ...]
    pulls: tuple[HeldPart, ...]
    lists: tuple[PlexList, ...]
    decisions: tuple[WhyDecision, ...]
    ignored: WhyDecision | None
    region: str
    panel: ScanPanel
    wrong: Wrong


def movie_page(collection_id: int, wrong: Wrong = NOT_WRONG) -> MoviePage | None:
    """The page of a collection, for today; None: there is none to see. At most 23 statements, whatever its size."""
    today, settings = here.today(), here.settings()
    with here.house().database.reading() as connection:
        found = collection(connection, today, collection_id)
        if found is None:
            return None
        pulls, lists = held_parts(connection, collection_id), plex_lists(connection, collection_id)
        films = (*found.there, *found.missing, *found.announced)
        keys = {collection_key(collection_id), *(film_key(film.tmdb_id) for film in films)}
        decisions = film_decisions(connection, today, keys)
    linked = linker(here.house(), settings).with_film_links(found)
    return MoviePage(
        collection=linked,
        groups=_groups(linked, decisions, {held.tmdb_id: held.editions for held in pulls}),
        pulls=pulls,
        lists=lists,
        decisions=decisions.all,
        ignored=decisions.ruling.get(collection_key(collection_id)),
        region=film_words.country(settings.movie_region),
        panel=scan_panel.panel(),
        wrong=wrong,
    )


def _groups(
    found: FilmCollection, decisions: FilmDecisions, editions: Mapping[int, tuple[Edition, ...]]
) -> tuple[PartGroup, ...]:
    def lines(films: Sequence[Film]) -> tuple[PartLine, ...]:
        return tuple(_line(film, found.collection_id, decisions, editions.get(film.tmdb_id, ())) for film in films)

    out = sorted((*found.there, *found.missing), key=lambda film: (film.release_date is None, film.release_date))
    dated = [film for film in found.announced if film.available_on is not None]
    undated = [film for film in found.announced if film.available_on is None]
    groups = (("out", _("Released"), out), ("ahead", _("Announced"), dated), ("undated", _("Without a date"), undated))
    return tuple(PartGroup(key, title, lines(films)) for key, title, films in groups if films)


def _line(film: Film, collection_id: int, decisions: FilmDecisions, editions: tuple[Edition, ...]) -> PartLine:
    own = decisions.ruling.get(film_key(film.tmdb_id))
    by = own if film.reason == "ignored" else decisions.ruling.get(collection_key(collection_id))
    return PartLine(
        film=film,
        standing=film_words.standing(film),
        days=film_words.days(film),
        facts=film_words.facts(film),
        why=film_words.hidden_by(film, by) if film.ignored else "",
        editions=editions,
        own=own is not None,
        ignorable=own is None and not film.owned,
    )
