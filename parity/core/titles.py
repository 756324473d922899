"""What a title of an episode says: nothing, when it only counts; a part of a whole, when it ends in (1) or Part Two."""

import re

from parity.core.matching import words_of

# "Episode 5" and what the usual languages make of it; Plex and TMDB write it where nobody gave a title.
_COUNTING = (
    "episode épisode episodio episódio folge aflevering avsnitt afsnit odcinek epizod epizoda jakso bölüm díl rész "
    "эпизод серия выпуск episodul tập 第 第集 集 話 回 第話 第回 tba tbd tbc ep e s"
)
_PART = re.compile(
    r"^(?P<base>.*?\w.*?)[\s,:;–—-]*(?:\((?:part |pt\.? )?(?P<bare>[1-9])\)|[\s(\[](?:part|pt\.?|teil|partie|parte)\s*"
    r"(?P<word>[1-9]|one|two|three|four|five|i{1,3}|iv|v)[\])]?)$",
    re.IGNORECASE,
)
_LONGEST = 300  # the pattern is slow where a title is a whole story
_PLAIN = frozenset(words_of(word) for word in _COUNTING.split())
_COUNT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def telling(title: str) -> str:
    """The words of a title that tells episodes apart, "" for one that only counts ("Episode 5", "TBA", "第5集").

    A bare number is a title when it has three digits or more: "316" and "1969" are, "4" is not. So are signs: "○△□".
    """
    words = spoken(title)
    if not any(c.isalnum() for c in words):
        return words
    letters = "".join(" " if c.isdigit() else c for c in words).split()
    if letters:
        return words if any(word not in _PLAIN for word in letters) else ""
    return words if len(words.replace(" ", "")) > 2 else ""


def spoken(title: str) -> str:
    """The words of a title as `words_of` has them; its signs where it consists of nothing else."""
    return words_of(title) or "".join(title.split())


def part_of(title: str) -> tuple[str, int] | None:
    """`Pilot (2)` and `Pilot, Part Two` are ("pilot", 2); None for a title that is no part of anything."""
    found = _PART.match(title.strip()) if len(title) <= _LONGEST else None
    if found is None:
        return None
    number = (found["bare"] or found["word"]).lower()
    base = words_of(found["base"])
    return (base, _COUNT.get(number) or int(number)) if base else None
