"""Pictures kept in the data folder, and which of them shows, films and collections name."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import insert

from parity.store import pictures
from parity.store.schema import collection_parts, collections, films
from tests.store.builders import add_show, new_database, statements


def test_shows_name_their_posters(tmp_path: Path) -> None:
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        add_show(connection, "Dark", poster="/abcdefgh.jpg")
        add_show(connection, "Dark again", poster="/abcdefgh.jpg")
        add_show(connection, "No poster")
    with database.reading() as connection, statements(database) as sent:
        assert pictures.is_named(connection, "abcdefgh.jpg")
        assert not pictures.is_named(connection, "otherone.jpg")
        assert pictures.all_named(connection) == {"abcdefgh.jpg"}
    assert len(sent) == 3
    database.close()


def test_films_collections_and_their_parts_name_their_posters(tmp_path: Path) -> None:
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        add_show(connection, "Dark", poster="/the_show.jpg")
        connection.execute(insert(films).values(key="tmdb:85", title="Raiders", poster="/the_film.jpg"))
        indy = {"id": 84, "name": "Indiana Jones", "sort_name": "indiana jones", "poster": "/together.jpg"}
        connection.execute(insert(collections).values(**indy))
        for part, poster in ((85, "/the_film.jpg"), (87, "/the_part.jpg"), (89, None)):
            listed = {"collection_id": 84, "tmdb_id": part, "position": part, "title": "Part", "poster": poster}
            connection.execute(insert(collection_parts).values(**listed))
    every = {"the_show.jpg", "the_film.jpg", "the_part.jpg", "together.jpg"}
    with database.reading() as connection, statements(database) as sent:
        assert {name for name in (*every, "nobodys.jpg") if pictures.is_named(connection, name)} == every
        assert pictures.all_named(connection) == every
    assert len(sent) == 6
    database.close()


def test_a_picture_is_kept_for_the_owner_alone_and_replaced_whole(tmp_path: Path) -> None:
    assert pictures.read(tmp_path, "abcdefgh.jpg") == b""
    assert pictures.kept(tmp_path) == []
    for content in (b"first", b"second"):
        pictures.keep(tmp_path, "abcdefgh.jpg", content)
        assert pictures.read(tmp_path, "abcdefgh.jpg") == content
    assert pictures.kept(tmp_path) == ["abcdefgh.jpg"]
    file = tmp_path / "pictures" / "abcdefgh.jpg"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file)] == [0o700, 0o600]


def test_what_cannot_be_kept_leaves_no_draft_behind(tmp_path: Path) -> None:
    (tmp_path / "pictures" / "abcdefgh.jpg").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        pictures.keep(tmp_path, "abcdefgh.jpg", b"x")
    assert pictures.kept(tmp_path) == ["abcdefgh.jpg"]


def test_removing_what_is_gone_already_is_no_trouble(tmp_path: Path) -> None:
    pictures.keep(tmp_path, "abcdefgh.jpg", b"x")
    pictures.remove(tmp_path, ["abcdefgh.jpg", "otherone.jpg"])
    assert pictures.kept(tmp_path) == []
