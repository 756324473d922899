"""Where the list in use does not explain what Plex holds, others are asked once, and what fits is proposed."""

from itertools import accumulate

from parity.actions.accept import accept
from parity.actions.decide import Target, match, order
from parity.actions.ports import House
from parity.actions.undo import undo
from parity.core.suspicion import Proposal
from parity.store import proposals, shows
from parity.store.decisions import standing
from tests.actions.household import Household, Told
from tests.actions.series import add_series
from tests.actions.twice import scan_says

BLEACH = (20, 21, 22)
"""Episodes a season at TheTVDB; TMDB has all in one."""
LOST = "43 episodes in Plex fit no number that is listed, and could be among the 43 that seem missing"


def bleach(home: Household, tvdb: bool = True) -> None:
    """Numbered as TheTVDB numbers it, though Plex says TMDB, and nothing but the numbers tells."""
    home.broadcast(30984, "Bleach", {1: sum(BLEACH)}, tvdb_id=74796)
    home.own("Bleach", 30984, {season: range(1, many + 1) for season, many in enumerate(BLEACH, 1)})
    if tvdb:
        official = dict(enumerate(BLEACH, 1))
        add_series(home.tvdb, 74796, "Bleach", {"official": official, "absolute": {1: sum(BLEACH)}})


def proposed(house: House, title: str) -> tuple[str | None, tuple[Proposal, ...]]:
    """The kind of doubt, and what is proposed."""
    with house.database.reading() as connection:
        row = next(row for row in shows.every(connection) if row.title == title)
    return row.doubt, proposals.unpack(row.proposals)


def test_the_order_that_explains_everything_is_proposed_and_taken_with_one_step(orders_household: Household) -> None:
    home = orders_household
    bleach(home)
    scan_says(home, {"Bleach": Told("suspect", LOST)})
    doubt, [best] = proposed(home.house, "Bleach")
    assert (doubt, best) == ("order", Proposal("order", "tvdb:official", "", 100, best.share_now))
    assert best.share_now < 50
    asked = home.tvdb.requests.total
    home.scan()
    assert home.tvdb.requests.total == asked, "asked once"
    order(home.house, home.show_id("Bleach"), best.value)
    assert home.told("Bleach") == Told(), "by what is remembered"
    order(home.house, home.show_id("Bleach"), None)
    assert proposed(home.house, "Bleach") == ("order", (best,)), "taken back, it is proposed again at once"
    order(home.house, home.show_id("Bleach"), best.value)
    scan_says(home, {"Bleach": Told()}, "incremental")
    home.plex.remove_episode(home.plex.find_episode(home.plex.find_show("Bleach"), 2, 5))
    scan_says(home, {"Bleach": Told("missing", missing=("S02E05",))}, "incremental")


def test_without_a_key_the_proposal_says_what_one_would_give(household: Household) -> None:
    bleach(household, tvdb=False)
    scan_says(household, {"Bleach": Told("suspect", LOST)})
    doubt, [only] = proposed(household.house, "Bleach")
    assert (doubt, only.kind, only.share) == ("numbers", "key", 100)


def test_a_library_that_is_counted_through_is_recognised_without_anyone_else(household: Household) -> None:
    household.broadcast(1, "Show", {1: 4, 2: 4, 3: 4})
    household.own("Show", 1, {1: range(1, 13)})
    household.scan()
    assert proposed(household.house, "Show") == ("order", (Proposal("order", "tmdb:absolute", "", 100, 33),))
    order(household.house, household.show_id("Show"), "tmdb:absolute")
    scan_says(household, {"Show": Told()}, "incremental")


def test_a_group_of_tmdb_is_proposed_by_its_name(household: Household) -> None:
    household.broadcast(71446, "Money Heist", {1: 15, 2: 16, 3: 10})
    ids = [episode.id for _, episode in household.tmdb.shows[71446].episodes()]
    ends = list(accumulate((13, 9, 8, 8, 3)))
    parts = {part: ids[begin:end] for part, (begin, end) in enumerate(zip([0, *ends], ends, strict=False), 1)}
    household.tmdb.add_group(71446, "5eb730dfca7ec6001f7beb51", "Netflix", parts)
    household.own("Money Heist", 71446, {part: range(1, len(own) + 1) for part, own in parts.items()})
    household.scan()
    doubt, [best, *_] = proposed(household.house, "Money Heist")
    label = "tmdb:group:5eb730dfca7ec6001f7beb51"
    assert (doubt, best.value, best.name, best.share) == ("order", label, "Netflix", 100)
    order(household.house, household.show_id("Money Heist"), label)
    scan_says(household, {"Money Heist": Told()}, "incremental")


def test_another_show_of_the_same_title_is_proposed_when_it_explains_far_more(household: Household) -> None:
    new = {number: f"2023-11-{number:02d}" for number in range(1, 9)}
    household.broadcast(57243, "Doctor Who", {1: 13, 2: 13}, first_air_date="2005-03-26")
    household.broadcast(239770, "Doctor Who", {1: new}, first_air_date="2023-11-25")
    show = household.own("Doctor Who", 57243, {}, year=2023)
    for number, day in new.items():
        household.plex.add_episode(show, 1, number, f"Tale {number}", day)
        household.tmdb.set_episode(57243, 1, number, name=f"Story {number}")
        household.tmdb.set_episode(239770, 1, number, name=f"Tale {number}")
    scan_says(household, {"Doctor Who": Told("suspect", "8 of 8 episodes in Plex are unlike those of their numbers")})
    doubt, [best] = proposed(household.house, "Doctor Who")
    assert (doubt, best) == ("match", Proposal("match", "239770", "Doctor Who (2023)", 100, 0))
    match(household.house, household.show_id("Doctor Who"), 239770)
    scan_says(household, {"Doctor Who": Told()}, "incremental")


def test_who_says_that_it_is_right_as_it_is_is_believed(household: Household) -> None:
    household.broadcast(1, "Show", {1: 3})
    household.own("Show", 1, {1: [1, 2, 9]})
    household.scan()
    assert household.listed("Show").state == "suspect"  # type: ignore[union-attr]
    order(household.house, household.show_id("Show"), "tmdb")
    scan_says(household, {"Show": Told("missing", missing=("S01E03",))}, "incremental")


def test_what_only_one_source_lists_is_told_and_can_be_accepted(orders_household: Household) -> None:
    home = orders_household
    home.broadcast(1, "Deep Space Nine", {1: 20, 7: 26}, tvdb_id=72073)
    home.own("Deep Space Nine", 1, {1: range(1, 21), 7: range(1, 26)})
    add_series(home.tvdb, 72073, "Deep Space Nine", {"official": {1: 20, 7: 25}})
    gap = Told("missing", missing=("S07E26",))
    scan_says(home, {"Deep Space Nine": gap})
    scan_says(home, {"Deep Space Nine": gap}, "incremental")
    asked = home.tvdb.requests.total
    home.scan("incremental")
    assert home.tvdb.requests.total == asked, "asked once for one set of gaps"
    accept(home.house, Target(home.show_id("Deep Space Nine"), 7, 26), "a double episode")
    scan_says(home, {"Deep Space Nine": Told()}, "incremental")
    home.tmdb.set_episode(1, 7, 26, name="What You Leave Behind")
    scan_says(home, {"Deep Space Nine": gap})
    with home.house.database.reading() as connection:
        [made] = [row.decision.id for row in standing(connection)]
    assert undo(home.house, made)
