"""Short builders: what a provider lists, what a library holds, what a person decided, and what follows from it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Decision, Rulings, rulings
from parity.core.gaps import Gap, Taste, judge
from parity.core.holdings import Copy, Holdings, holdings
from parity.core.ids import ExternalIds
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.ordering import Order

SHOW = 1437
TODAY = date(2026, 11, 21)
LONG_AGO = date(2010, 1, 1)
AIRED = Order("tmdb", "aired")
OFFICIAL = Order("tvdb", "official")
NETFLIX = Order("unknown", "netflixOrder")
NO_RULES = Rulings()


def day(offset: int) -> date:
    """A day, counted from today."""
    return TODAY + timedelta(days=offset)


def listed(
    season: int, number: int, aired: date | None = LONG_AGO, title: str | None = None, episode_id: int | None = None
) -> ProviderEpisode:
    """One episode as the provider lists it. Its id is made from its number where none is given."""
    own_id = 100_000 * (season + 1) + number if episode_id is None else episode_id
    name = f"Story {season}.{number}" if title is None else title
    return ProviderEpisode(season, number, own_id, name, aired, 42, "standard")


def season(number: int, episodes: int | Iterable[int], aired: date | None = LONG_AGO) -> list[ProviderEpisode]:
    """A season of so many episodes, or of these numbers, all of one date."""
    numbers = range(1, episodes + 1) if isinstance(episodes, int) else episodes
    return [listed(number, each, aired) for each in numbers]


def item(
    season: int | None,
    number: int | None,
    *,
    title: str = "",
    aired: date | None = None,
    live: bool = True,
    tmdb: Sequence[int] = (),
    file: str | None = None,
    key: str | None = None,
) -> PlexEpisode:
    """One episode item of a library; its rating key is made from its numbers, title and date where none is given."""
    rating_key = key or f"{season}/{number}/{title}/{aired}"
    return PlexEpisode(rating_key, "9", season, number, title, aired, live, ExternalIds(tmdb=tuple(tmdb)), file)


def copy(items: Iterable[PlexEpisode], order: Order = AIRED, key: str = "1") -> Copy:
    """One library's copy of the show."""
    return Copy(key, order, list(items))


def files(episodes: Iterable[ProviderEpisode]) -> Copy:
    """A copy that holds exactly these, by number."""
    return copy(item(e.season, e.number) for e in episodes)


def numbers(season: int, episodes: Iterable[int]) -> Copy:
    """A copy that holds these numbers of one season."""
    return copy(item(season, number) for number in episodes)


def held(expected: Sequence[ProviderEpisode], *copies: Copy) -> Holdings:
    """What these copies hold of what is expected."""
    return holdings(copies, {"tmdb:aired": expected})


def decide(
    kind: str,
    keys: Iterable[str] = ("imdb:tt1",),
    value: str = "",
    *,
    id: int = 1,
    made: date = date(2026, 1, 1),
    until: date | None = None,
) -> Decision:
    """What a person decided at noon of a day."""
    noon = datetime(made.year, made.month, made.day, 12, tzinfo=UTC)
    return Decision(id, kind, frozenset(keys), value, "because", noon, made, until)


def ruled(*decisions: Decision, today: date = TODAY) -> Rulings:
    """What is in force today."""
    return rulings(decisions, today)


def judged(
    expected: Sequence[ProviderEpisode],
    owned: Iterable[Number] = (),
    rules: Rulings = NO_RULES,
    taste: Taste | None = None,
) -> tuple[Gap, ...]:
    """The rows of the show; a day of grace, no specials, all of it, unless the taste is another."""
    return judge(SHOW, expected, owned, rules, taste or Taste())


def gaps(expected: Sequence[ProviderEpisode], *copies: Copy, taste: Taste | None = None) -> tuple[Gap, ...]:
    """The rows of the show with what these copies hold."""
    return judged(expected, held(expected, *copies).owned, taste=taste)


def missing(rows: Iterable[Gap], today: date = TODAY) -> list[str]:
    """The codes that are missing on a day."""
    return [Number(row.season, row.number).code for row in rows if row.missing(today)]


def upcoming(rows: Iterable[Gap], today: date = TODAY) -> list[str]:
    """The codes that are to come on a day."""
    return [Number(row.season, row.number).code for row in rows if row.upcoming(today)]


def announced(rows: Iterable[Gap], today: date = TODAY) -> list[str]:
    """The codes that are only announced on a day."""
    return [Number(row.season, row.number).code for row in rows if row.announced(today)]


def codes(season: int, episodes: Iterable[int]) -> list[str]:
    """`S03E01`, `S03E02` and so on."""
    return [Number(season, number).code for number in episodes]
