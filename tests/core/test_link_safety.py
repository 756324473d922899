"""Links lead where they say: templates that cannot work, keys that are not told, titles of every shape."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.links import (
    DEFAULT_TEMPLATES,
    LABELS,
    VARIABLES,
    Link,
    LinkProfile,
    LinkShow,
    check_template,
    expand_with_key,
    find_out_id,
    links_for,
    out_id,
)

WESTWORLD = LinkShow("Westworld", "tt0475784")
FARGO = LinkShow("Fargo")
KEY = "k3yK3Yk3yK3Y"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("", "does not start with http:// or https://, or is not one line"),
        ("javascript:alert('{title}')", "does not start with http:// or https://, or is not one line"),
        ("data:text/html,{title}", "does not start with http:// or https://, or is not one line"),
        ("//h/{title}", "does not start with http:// or https://, or is not one line"),
        ("/search?q={title}", "does not start with http:// or https://, or is not one line"),
        ("{title}", "does not start with http:// or https://, or is not one line"),
        ("http://h/\n{title}", "does not start with http:// or https://, or is not one line"),
        ("http://{title}/", "has a variable in the name of the host"),
        ("http://me:{apikey}@h/", "has a user name or password in it"),
        ("http://me@h/{title}", "has a user name or password in it"),
        ("http:///{title}", "is not an address with a host"),
        ("http://h:99999/{title}", "is not an address with a host"),
        ("http://[::1/{title}", "is not an address with a host"),
        ("http://a b/{title}", "is not an address with a host"),
        ("http://h\\@evil/{title}", "has a user name or password in it"),
        ("http://h/\\{title}", "is not an address with a host"),
        ("http://h/\t{title}", "is not an address with a host"),
        ("http://h/{title", "has a brace without its partner"),
        ("http://h/{{title}}", "has a brace without its partner"),
        (
            "http://h/{Title}",
            "has {Title} in it, which is no variable (there are {query}, {title}, {code}, {season}, "
            "{episode}, {year}, {tmdbid}, {imdbid}, {apikey}, each also with _url)",
        ),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_a_reason_and_gives_no_link(template: str, reason: str) -> None:
    assert check_template(template) == reason
    assert links_for(LinkProfile("custom", template, KEY), WESTWORLD, 1, 2) == ()


@pytest.mark.parametrize(
    "template", [*DEFAULT_TEMPLATES.values(), "HTTPS://H:8080/x?q={query_url}", "http://[::1]:80/{code}"]
)
def test_a_template_that_works_is_not_refused(template: str) -> None:
    assert check_template(f" {template}\n") is None


# Keys


@pytest.mark.parametrize(
    "template",
    [
        "http://h/api?q={query}&apikey={apikey}",
        "http://h/{apikey_url}/{code}",
        f"http://h/{{code}}/{KEY}",
        "http://h/api?q={query}&apikey=0123456789",
        "http://h/api?api_key=0123456789&q={query}",
    ],
)
def test_a_link_with_a_key_leads_through_the_house(template: str) -> None:
    profile = LinkProfile("newznab", template, KEY)
    wanted = out_id(WESTWORLD, 1, 2)
    assert links_for(profile, WESTWORLD, 1, 2) == (Link("Newznab", f"/out/{wanted}", needs_key=True),)
    assert KEY not in repr(links_for(profile, WESTWORLD, 1, 2))


def test_the_id_of_a_link_is_short_stable_and_of_that_link_alone() -> None:
    assert out_id(WESTWORLD, 1, 2) == "1a6e9afed7c695ad"
    assert out_id(LinkShow("Westworld", "0475784"), 1, 2) == out_id(WESTWORLD, 1, 2)
    ids = {out_id(WESTWORLD, season, episode) for season in range(30) for episode in (None, *range(30))}
    assert len(ids) == 30 * 31


def test_the_link_behind_an_id_is_found_again() -> None:
    candidates = [(WESTWORLD, 1, 1), (WESTWORLD, 1, None), (FARGO, 1, 2)]
    assert find_out_id(out_id(FARGO, 1, 2), candidates) == (FARGO, 1, 2)
    assert find_out_id("0" * 16, candidates) is None


def test_a_profile_does_not_tell_its_key() -> None:
    assert KEY not in repr(LinkProfile("custom", "http://h/?k={apikey}", KEY))


# For all titles


TITLES = st.text() | st.text("/\\?#&@:%+ .'\"<>{}=é\x00\n\ud800", max_size=12)
HOSTS = st.sampled_from(["127.0.0.1:5076", "nas", "search.example.org:8443", "[::1]:80"])
PIECES = st.lists(
    st.sampled_from([f"{{{name}{end}}}" for name in VARIABLES for end in ("", "_url")])
    | st.text("abc/?#&=.-%20 é;:+", max_size=6)
)


@given(
    host=HOSTS,
    pieces=PIECES,
    title=TITLES,
    provider=st.sampled_from(list(LABELS)),
    episode=st.integers(0) | st.none(),
)
def test_a_link_always_leads_to_the_host_of_its_template(
    host: str, pieces: list[str], title: str, provider: str, episode: int | None
) -> None:
    profile = LinkProfile(provider, f"https://{host}/" + "".join(pieces), KEY)
    url = expand_with_key(profile, LinkShow(title, "tt1"), 1, episode)
    assert url is not None
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.username) == ("https", host, None)
    assert url.isascii()
    assert url.isprintable()
    assert not set(url) & set(" \"'<>\\{}|^`")


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_title_arrives_at_the_search_as_it_is(title: str) -> None:
    for variable in ("{title}", "{title_url}"):
        template = f"http://h/{variable}/x?before=1&q={variable}&after=1#{variable}"
        url = expand_with_key(LinkProfile("custom", template), LinkShow(title), 1, 2)
        assert url is not None
        parts = urlsplit(url)
        assert parse_qs(parts.query, keep_blank_values=True) == {
            "before": ["1"],
            "q": [title],
            "after": ["1"],
        }
        assert unquote(parts.path) == f"/{title}/x"
        assert parts.path.count("/") == 2
        assert unquote(parts.fragment) == title


@given(template=st.text() | PIECES.map("".join).map("http://h/{}".format))
def test_no_template_makes_a_link_with_the_key_in_it(template: str) -> None:
    profile = LinkProfile("custom", template + "{apikey}", KEY)
    assert KEY not in repr(links_for(profile, WESTWORLD, 1, 2, dmm=template))
