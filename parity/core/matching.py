"""Whether a search result is surely the show that was looked for (RULES R15)."""

import re
import unicodedata
from collections.abc import Sequence

from parity.core.catalogue import Candidate

_YEAR = re.compile(r"\s*\(((?:19|20)[0-9][0-9])\)\s*$")
_ARTICLE = re.compile(r"^(the|a|an) ")
# The accents of Latin, Greek, Cyrillic. Other marks make another letter: Japanese "ba" is "ha" with one.
_ACCENTS = re.compile("[\u0300-\u036f]")


def normal_title(title: str) -> str:
    """Title for comparing: no case, accents, punctuation, leading article, or year in brackets at the end."""
    return _ARTICLE.sub("", words_of(title))


def words_of(title: str) -> str:
    """Its words with one space between: no case, accents, punctuation, or year in brackets at the end."""
    text = unicodedata.normalize("NFKD", _YEAR.sub("", title)).casefold().replace("&", " and ")
    bare = _ACCENTS.sub("", text).replace("'", "").replace("’", "")
    letters = "".join(c if _counts(c) else " " for c in bare)
    return " ".join(letters.split())


def without_year(title: str) -> str:
    """The title as a search engine takes it: `Doctor Who (2005)` is found as `Doctor Who`."""
    return _YEAR.sub("", title) or title


def year_in_title(title: str) -> int | None:
    """`Doctor Who (2005)` says 2005."""
    found = _YEAR.search(title)
    return int(found[1]) if found else None


def certain_match(title: str, year: int | None, candidates: Sequence[Candidate]) -> Candidate | None:
    """The one candidate with the same title and a year at most one away; None when there is no or a second such one.

    Without a year nothing is certain: a title alone is shared too often.
    """
    wanted, when = normal_title(title), year or year_in_title(title)
    if not wanted or when is None:
        return None
    fitting = {
        c.tmdb_id: c
        for c in candidates
        if c.year is not None
        and abs(c.year - when) <= 1
        and wanted in (normal_title(c.title), normal_title(c.original_title))
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _counts(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
