"""Whatever order and form SIMKL answers in, each title hears what became of itself."""

from hypothesis import given
from hypothesis import strategies as st

from parity.core.simkl import Put, Taken
from parity.core.watch import WatchItem, watch_ids
from parity.simkl.changes import body_of_put, body_of_take, heard_of_put, heard_of_take, to_put, to_take

_ids = st.fixed_dictionaries(
    {},
    optional={
        "imdb": st.integers(1, 4).map(lambda n: f"tt{n}"),
        "tmdb": st.integers(1, 4),
        "tvdb": st.integers(1, 4),
        "mal": st.integers(1, 4),
    },
)
_wishes = st.lists(st.tuples(st.sampled_from(["movie", "show"]), st.booleans(), _ids), max_size=8).map(
    lambda rows: [
        WatchItem(
            "plex", str(n), "movie" if kind == "movie" else "show", "x", None, watch_ids(ids.items()), anime=anime
        )
        for n, (kind, anime, ids) in enumerate(rows)
    ]
)


@given(_wishes, st.data())
def test_each_title_hears_of_itself(items: list[WatchItem], data: st.DataObject) -> None:
    sent = to_put(items)
    answer: dict[str, dict[str, list[object]]] = {"added": {}, "not_found": {}}
    wanted: dict[str, str | None] = {}
    for each in data.draw(st.permutations(sent)):
        status = data.draw(st.sampled_from(["plantowatch", "completed", None]))
        ids = {kind: data.draw(st.sampled_from([value, str(value)])) for kind, value in each.spoken_ids().items()}
        row = {"ids": ids, **({"to": status} if status else {})}
        answer["added" if status else "not_found"].setdefault(each.bucket, []).append(row)
        wanted |= {item.key: status for item in each.items}
    told = heard_of_put(sent, answer)
    assert len(told) == len(wanted)
    assert {put.key: put.status for put in told} == wanted


def test_what_is_sent_says_what_is_known_and_where_it_belongs() -> None:
    film = WatchItem("plex", "a", "movie", "The Matrix", 1999, frozenset({"tmdb:603", "imdb:tt0133093"}))
    anime = WatchItem("simkl", "37390", "movie", "Paprika", 2006, frozenset({"tmdb:4977", "mal:1943"}), anime=True)
    ids = {"imdb": "tt0133093", "tmdb": 603}
    assert body_of_put(to_put([film, anime]), titles=False) == {
        "movies": [{"to": "plantowatch", "ids": ids}],
        "shows": [{"to": "plantowatch", "ids": {"mal": 1943}}],  # its TMDB number is that of a film
    }
    assert body_of_put(to_put([film]), titles=True) == {
        "movies": [{"to": "plantowatch", "title": "The Matrix", "year": 1999, "ids": ids}]
    }
    assert body_of_take(to_take([anime])) == {"shows": [{"ids": {"simkl": 37390}}]}


def test_a_row_with_more_ids_than_were_sent_is_still_that_title() -> None:
    one = WatchItem("plex", "one", "movie", "x", None, frozenset({"tmdb:1"}))
    two = WatchItem("plex", "two", "movie", "x", None, frozenset({"tmdb:2", "imdb:tt2"}))
    rows = [
        {"to": "plantowatch", "ids": {"tmdb": 2, "simkl": 9, "imdb": "tt2"}},
        {"to": "hold", "ids": {"tmdb": 1, "simkl": 8}},
    ]
    told = heard_of_put(to_put([one, two]), {"added": {"movies": rows}, "not_found": {}})
    assert set(told) == {Put("two", "plantowatch"), Put("one", "hold")}


def test_what_was_removed_is_counted_without_its_episodes() -> None:
    rows = [WatchItem("simkl", str(n), "show", "x", None) for n in (1, 2)]
    answer = {"deleted": {"shows": 1, "episodes": 30}, "not_found": {"shows": [{"ids": {"simkl": 2}}]}}
    taken = heard_of_take(to_take(rows), answer)
    assert taken == Taken(frozenset({"2"}), 1)
