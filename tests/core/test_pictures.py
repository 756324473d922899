"""Names that TMDB gives, and bytes that are a picture."""

import pytest

from parity.core.pictures import is_picture_name, picture_of


@pytest.mark.parametrize(
    "name", ["jRXYjXNq0Cs2TcJjLkki24MLp7u.jpg", "abcd_efg-9.webp", "12345678.png", "abcdefgh.jpeg"]
)
def test_names_that_tmdb_gives(name: str) -> None:
    assert is_picture_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".jpg", "short.jpg", "abcdefgh.svg", "abcdefgh.JPG", "abcdefgh.jpg.exe", "abcdefgh.jpg\n", "abcdefgh"),
        *(
            "../../etc/passwd",
            "../abcdefgh.jpg",
            "..%2fabcdefgh.jpg",
            ".abcdefgh.jpg",
            "abc/defgh.jpg",
            "a b c d e.png",
        ),
        *("äbcdefgh.jpg", "abcdefgh\0.jpg", f"{'a' * 65}.jpg"),
    ],
)
def test_anything_else_is_no_name(name: str) -> None:
    assert not is_picture_name(name)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(start: bytes, kind: str) -> None:
    found = picture_of(start + b"more")
    assert found is not None
    assert (found.kind, found.content) == (kind, start + b"more")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"GIF89a",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b" \xff\xd8\xff",
    ],
)
def test_what_may_carry_scripts_or_is_cut_is_no_picture(content: bytes) -> None:
    assert picture_of(content) is None
