"""What the sample household owns: one line a show, with the hole in it and the words for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

TV, ANIME, KIDS, OLD = "TV Shows", "Anime", "Kids TV", "TV (old agent)"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A show in a library. Numbers are written like `S03E04`, `S02E04-E06`, `S05`, several with spaces.

    Owned is what aired at least two days ago, specials only when named by `only`; then `lacks` is taken away.
    """

    library: str
    show: int
    why: str
    only: str = ""
    lacks: str = ""
    trashed: str = ""
    """Still listed, its file gone."""
    media_trashed: str = ""
    """The same, told only by the Media element."""
    unnumbered: str = ""
    """Listed without an index."""
    ids: str = "imdb tmdb tvdb"
    """Which external ids Plex knows; "" for none at all."""
    extra_guid: str = ""
    order: str | None = None
    counts: str = ""
    """TheTVDB's order in which the files are numbered, where they are not by TMDB; `only` and `lacks` are in it too."""
    untold: bool = False
    """Plex found nothing under these numbers: its titles are "Episode 5", without a date or ids."""
    paired: bool = False
    """One file for two neighbouring numbers."""


SHELVES = (
    Shelf(TV, 66732, "complete"),
    Shelf(TV, 93405, "complete"),
    Shelf(TV, 42009, "a single episode is missing", lacks="S03E04"),
    Shelf(TV, 76479, "a hole in the middle of a season", lacks="S02E04-E06"),
    Shelf(TV, 77169, "a whole season is absent", lacks="S03"),
    Shelf(TV, 615, "only the last season is there", only="S11"),
    Shelf(TV, 108978, "one aired yesterday, the rest comes weekly"),
    Shelf(TV, 125988, "one airs today; season 4 is announced without episodes"),
    Shelf(TV, 153312, "a season begins tomorrow"),
    Shelf(TV, 126027, "two air next week on one day"),
    Shelf(TV, 253941, "a whole season comes on one day in a month"),
    Shelf(TV, 236235, "a whole season came three days ago and is not here yet", lacks="S02"),
    Shelf(TV, 128904, "the next season is half a year away"),
    Shelf(TV, 194583, "complete, with specials on TMDB that nobody asked for"),
    Shelf(TV, 208569, "an episode without a number, found by its date", unnumbered="S04E05"),
    Shelf(TV, 235884, "season 3 has an episode 0, which is missing", lacks="S03E00"),
    Shelf(TV, 93870, "no ids in Plex: found by search; the finale is missing", lacks="S02E06", ids=""),
    Shelf(TV, 219543, "the next season is one episode without a date"),
    Shelf(TV, 126660, "undated episodes in the middle and at the end"),
    Shelf(TV, 253368, "Ended, and yet three episodes are still to air"),
    Shelf(TV, 220998, "seasons numbered by the year", lacks="S2025E03"),
    Shelf(TV, 125928, "season 1 here, the rest in Kids TV: together complete", only="S01"),
    Shelf(TV, 212457, "no ids, and two shows of this title: unmatched", ids=""),
    Shelf(TV, 71790, "the last season is absent", lacks="S08"),
    Shelf(TV, 79680, "two episodes are in the trash", trashed="S02E05-E06"),
    Shelf(TV, 91239, "complete; season 5 is announced"),
    Shelf(TV, 116799, "complete: two episodes share one file", paired=True),
    Shelf(TV, 75006, "the file of the finale is gone", media_trashed="S04E06"),
    Shelf(TV, 12786, "21 seasons with the specials; one episode is missing", lacks="S14E05"),
    Shelf(TV, 1338, "51 seasons; number 45 is absent", lacks="S45"),
    Shelf(TV, 80748, "the last aired episode is missing", lacks="S08E22"),
    Shelf(TV, 94605, "complete", lacks="S00"),
    Shelf(
        TV,
        1437,
        "numbered by TheTVDB as on the DVDs: one episode is missing",
        lacks="S01E11",
        order="tvdbDvd",
        counts="dvd",
    ),
    Shelf(ANIME, 94605, "a copy of season 1", only="S01"),
    Shelf(
        ANIME,
        30984,
        "files numbered by TheTVDB, and Plex is told to go by TMDB: one episode is missing",
        lacks="S05E03",
        counts="official",
        untold=True,
    ),
    Shelf(
        ANIME,
        31911,
        "complete; Plex knows only its TheTVDB id; some specials are owned",
        "S01 S00E01-E04",
        ids="tvdb",
    ),
    Shelf(ANIME, 86031, "a whole season is absent", lacks="S02"),
    Shelf(ANIME, 207468, "complete; Plex knows only its IMDb id", ids="imdb"),
    Shelf(ANIME, 220542, "an early episode is missing", lacks="S01E12"),
    Shelf(ANIME, 240411, "two TMDB ids that disagree: unmatched", extra_guid="tmdb://207468"),
    Shelf(KIDS, 125928, "seasons 2 and 3; season 1 is in TV Shows", lacks="S01"),
    Shelf(KIDS, 68073, "two segments a file; one file is missing", lacks="S05E11-E12", paired=True),
    Shelf(KIDS, 65334, "an episode is missing; others have no date", lacks="S06E01"),
    Shelf(KIDS, 204135, "complete; season 2 is announced"),
    Shelf(
        OLD,
        2190,
        "old guids, but ordered by TMDB: one episode is missing",
        lacks="S28E05",
        order="tmdbAiring",
    ),
    Shelf(OLD, 1413, "old guids and no order: numbered by TheTVDB, complete", counts="official"),
)

_NUMBERS = re.compile(r"S(\d+)(?:E(\d+)(?:-E(\d+))?)?")


def names(text: str) -> Callable[[int, int], bool]:
    """Whether a season and number are among those written in `text`."""
    spans = []
    for season, first, last in _NUMBERS.findall(text):
        low = int(first) if first else 0
        spans.append((int(season), low, int(last or first) if first else 10_000))
    return lambda season, number: any(s == season and low <= number <= high for s, low, high in spans)
