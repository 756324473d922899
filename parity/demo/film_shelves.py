"""Which films the sample household owns: one line a copy, with the words for what is odd about it."""

from dataclasses import dataclass

MOVIES, FOUR_K, KIDS_MOVIES = "Movies", "4K Movies", "Kids Movies"
LIBRARIES = {MOVIES: "/media/movies", FOUR_K: "/media/movies-4k", KIDS_MOVIES: "/media/kids-movies"}
LISTS = (
    ("Indy", (85, 87), False),
    ("The Craig years", (36557, 37724, 206647), True),
    ("Rainy Sundays", (105, 165, 771, 772), False),
)
"""Plex's own collections in Movies: a title, its films, whether a rule makes it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A film in a library."""

    library: str
    film: int
    why: str = "nothing odd"
    ids: str = "imdb tmdb"
    """Which external ids Plex knows; "" for none at all."""
    old_guid: str = ""
    """What an old agent left as the item's own guid."""
    edition: str = ""
    year: int | None = None
    """What Plex says, where that is not TMDB's year."""
    trashed: bool = False
    """Still listed, its file gone."""


_IMDB_AGENT, _TMDB_AGENT = "com.plexapp.agents.imdb", "com.plexapp.agents.themoviedb"
_BOND = (646, 658, 710, 36557, 37724, 206647, 370172)

COPIES = (
    Copy(MOVIES, 1007757, "of no collection"),
    Copy(MOVIES, 1011477, "the last of its collection and the only one"),
    Copy(MOVIES, 1022787, "of no collection"),
    Copy(MOVIES, 558, "the middle of its collection and the only one"),
    Copy(MOVIES, 569094, "the one before is missing, the next is announced"),
    Copy(MOVIES, 71679, "the only one of six"),
    *(Copy(MOVIES, film, "three of five") for film in (85, 87, 89)),
    *(Copy(MOVIES, film, "complete") for film in (105, 165, 196)),
    *(Copy(MOVIES, film, "the third is missing, two are announced for far days") for film in (19995, 76600)),
    *(Copy(MOVIES, film, "complete but for one without a date") for film in (207703, 343668)),
    Copy(MOVIES, 476669, "says that it belongs to a collection which does not list it"),
    *(Copy(MOVIES, film, "the next is in the cinemas and not yet at home") for film in (315635, 429617, 634649)),
    *(Copy(MOVIES, film, "some of a long one") for film in _BOND),
    Copy(MOVIES, 36670, "listed in a collection of which its own details say nothing"),
    *(Copy(MOVIES, film, "the first two; two more are in Kids Movies") for film in (862, 863)),
    Copy(
        MOVIES, 106, "an old agent's IMDb guid and nothing else", ids="", old_guid=f"{_IMDB_AGENT}://tt0093773?lang=en"
    ),
    Copy(MOVIES, 766507, "Plex knows only its IMDb id", ids="imdb"),
    Copy(MOVIES, 744, "an old agent's TMDB guid and nothing else", ids="", old_guid=f"{_TMDB_AGENT}://744?lang=en"),
    Copy(MOVIES, 1487, "no ids in Plex: found by search", ids=""),
    Copy(MOVIES, 348, "two editions of one film"),
    Copy(MOVIES, 348, "two editions of one film", edition="Director's Cut"),
    Copy(MOVIES, 679),
    *(Copy(MOVIES, film) for film in (49051, 57158)),
    Copy(MOVIES, 122917, "in the trash, so it is missing", trashed=True),
    Copy(
        MOVIES,
        109445,
        "a thriller of that title, taken for the cartoon with its collection",
        year=2010,
    ),
    *(Copy(MOVIES, film) for film in (771, 772)),
    *(Copy(MOVIES, film, "of no collection") for film in (1000866, 1083381, 1267905, 1290159, 1285965)),
    Copy(MOVIES, 1495638, "no ids, and two films of this title and year: unmatched", ids=""),
    *(Copy(FOUR_K, film, "a copy of one in Movies") for film in (19995, 76600, 105, 348, 37724, 569094)),
    Copy(FOUR_K, 361743, "only here; the one before is in Movies"),
    *(Copy(KIDS_MOVIES, film, "the last two that are owned; the first are in Movies") for film in (10193, 301528)),
    *(Copy(KIDS_MOVIES, film, "complete") for film in (116149, 346648, 516729)),
    Copy(KIDS_MOVIES, 269149, "the second is missing"),
    *(Copy(KIDS_MOVIES, film, "all that is missing is short") for film in (531, 533, 929204)),
)
