"""What the sources differ in about a show, as it is told; and whose season and episode keys are whose."""

from parity.core.shapes import Differing
from parity.store.database import Database
from parity.store.differences_view import differences_of
from parity.store.expected import shows_of_keys
from tests.store.builders import add_difference, add_episode, add_show, day, statements


def test_what_the_source_in_use_lists_comes_first_and_says_whether_it_is_accepted(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", tmdb_id=1437)
        add_episode(connection, show, (1, 2), day(-20), hidden_by="accepted difference")
        for code in ((1, 3), (1, 2)):
            add_difference(connection, show, code)
        theirs = {"provider": "tvdb", "explanation": "listed in the specials there"}
        add_difference(connection, show, (1, 2), title="Trash", **theirs)
        add_difference(connection, add_show(connection, "Lost"), (1, 1))
    with database.reading() as connection, statements(database) as sent:
        found = differences_of(connection, show)
    assert [(d.provider, d.code, d.in_use, d.accepted) for d in found] == [
        ("tmdb", "S01E02", True, True),
        ("tmdb", "S01E03", True, False),
        ("tvdb", "S01E02", False, False),
    ]
    assert len(sent) == 1
    assert found[2] == Differing(
        provider="tvdb",
        season=1,
        episode=2,
        code="S01E02",
        title="Trash",
        air_date=day(-20),
        explanation="listed in the specials there",
        in_use=False,
        accepted=False,
    )


def test_a_show_that_is_not_compared_differs_in_nothing(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", standing="suspect")
        add_difference(connection, show, (1, 2))
        assert differences_of(connection, show) == ()


def test_keys_of_seasons_and_episodes_lead_to_their_shows_in_every_order(database: Database) -> None:
    with database.writing() as connection:
        aired = add_show(connection, "Firefly", tmdb_id=1437, order_label="tmdb:aired")
        dvd = add_show(connection, "Lost", tmdb_id=4607, order_label="tvdb:dvd", source_id=73739)
        group = add_show(connection, "Naruto", tmdb_id=46260, order_label="tmdb:group:5a", source_id=46260)
        add_episode(connection, dvd, (1, 1), day(-9), episode_id=127131)
    for keys, wanted in (
        (["tmdb:aired:1437:s1"], [aired]),
        (["tvdb:dvd:73739:s1e2", "tmdb:aired:1437:s2"], [aired, dvd]),
        (["tvdb:e127131"], [dvd]),
        (["tmdb:group:5a:46260:s3"], [group]),
        (["tvdb:official:1437:s1", "tvdb:78874", "tmdb:4607", "local:m|folder|tvdb:e127131"], []),
    ):
        with database.reading() as connection:
            assert shows_of_keys(connection, keys) == wanted
