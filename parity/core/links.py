"""Search links for what is missing: Debrid Media Manager's season pages and one search provider's address.

A template is an http(s) address with variables: `{query}` is the title and the code, `{title}`, `{code}`
(`S01E02`, for a whole season `S01`), `{season}`, `{episode}` (empty for a season), `{year}` and `{tmdbid}` (empty
when not known), `{imdbid}` (without `tt`, empty when not known) and `{apikey}`. Of a film (core.film_links)
`{query}` is the title and the year, and there is neither code, season nor episode. Each may stand anywhere behind
the host. Two ways of writing:

* `{x}` is readable: ASCII letters, digits and `-._~!$()*,:=@` stay, behind a `?` or `#` the slash too. All
  else could end, split or break the address and is percent-encoded.
* `{x_url}` keeps only ASCII letters, digits and `-._~`.

A space is always `%20`: in a fragment, which a page reads itself, `+` would stay a plus sign.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, urlsplit

from parity.core.numbering import Number

LABELS = {
    "newznab": "Newznab",
    "nzbhydra": "NZBHydra",
    "torznab": "Torznab",
    "prowlarr": "Prowlarr",
    "torbox": "TorBox",
    "jackett": "Jackett",
    "custom": "Search",
}
DEFAULT_TEMPLATES = {
    "nzbhydra": "http://127.0.0.1:5076/?query={query_url}",
    "jackett": "http://127.0.0.1:9117/UI/Dashboard#search={query_url}",
    "prowlarr": "http://127.0.0.1:9696/",
}
VARIABLES = ("query", "title", "code", "season", "episode", "year", "tmdbid", "imdbid", "apikey")

_SAYS_QUERY = ("nzbhydra", "prowlarr", "torbox")  # the others' search parameter is `q`
_VARIABLE = re.compile(r"(\{[^{}]*\})")
_KNOWN = frozenset(f"{{{name}{end}}}" for name in VARIABLES for end in ("", "_url"))
_KEYS = frozenset({"{apikey}", "{apikey_url}"})
_ADDRESS = re.compile(r"(https?://([^/?#]*))(.*)", re.IGNORECASE)
_WRITTEN_KEY = re.compile(r"[?&#](?:api_?key|token|passkey)=[^&#{]", re.IGNORECASE)
_READABLE = "!$()*,:=@"
_AS_WRITTEN = "%/?#[]@!$&()*+,;=:"


@dataclass(frozen=True, slots=True)
class LinkProfile:
    """A search provider (a key of LABELS, or `none`), the template of its address, and its key."""

    provider: str = "none"
    template: str = ""
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LinkShow:
    """What a link says of a show. `imdb_id` with or without `tt`."""

    title: str
    imdb_id: str | None = None
    year: int | None = None
    tmdb_id: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page. With `needs_key` its url is `/out/<id>`: the true one is for managers only."""

    label: str
    url: str
    needs_key: bool = False


@lru_cache(32)  # asked for each link of a page, of the same few addresses
def check_template(text: str) -> str | None:
    """Why a template cannot be saved, as the end of a sentence that begins with "it"; None when it can."""
    return _trouble_of_address(text.strip()) or _trouble_of_variables(text)


def profile_for(provider: str, template: str, api_key: str, saved: Mapping[str, LinkProfile]) -> LinkProfile:
    """The profile to use: what is given, where that is empty what was saved, else the provider's default."""
    kept = saved.get(provider, LinkProfile())
    address = template.strip() or kept.template.strip() or DEFAULT_TEMPLATES.get(provider, "")
    return LinkProfile(provider, address, api_key or kept.api_key)


def links_for(
    profile: LinkProfile, show: LinkShow, season: int, episode: int | None, *, dmm: str | None = None
) -> tuple[Link, ...]:
    """The links of an episode, or of a whole season (None). `dmm` is DMM's address; without it no such link.

    What would not be a plain http(s) address gives no link. No link holds the profile's key.
    """
    # The page is src/pages/show/[imdbid]/[seasonNum].tsx of debridmediamanager/debrid-media-manager.
    found = [dmm_link(dmm.strip(), show.imdb_id, f"DMM season {season}", f"show/{{}}/{season}")] if dmm else []
    found.append(search_link(profile, _values(show, season, episode), out_id(show, season, episode)))
    return tuple(link for link in found if link is not None)


def plex_page(app: str, machine_id: str, rating_key: str) -> str:
    """An item's page in the Plex app at that address, for which the server needs not be near.

    As `getWebURL` of plexapi builds it: what lies behind the `#!` never leaves the browser.
    """
    key = quote(f"/library/metadata/{rating_key}", safe="")
    return f"{app.rstrip('/')}/desktop/#!/server/{quote(machine_id, safe='')}/details?key={key}"


def out_id(show: LinkShow, season: int, episode: int | None) -> str:
    """16 hex digits that name one link behind `/out/`; the same for as long as the link says the same."""
    apart = [show.year, show.tmdb_id] if show.year or show.tmdb_id else []
    return hashed([show.title, imdb_digits(show.imdb_id), season, episode, *apart])


def hashed(said: object) -> str:
    """16 hex digits that name what a link says, given as JSON has it."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def find_out_id(
    wanted: str, candidates: Iterable[tuple[LinkShow, int, int | None]]
) -> tuple[LinkShow, int, int | None] | None:
    """The (show, season, episode) whose `out_id` is wanted, None when none has it."""
    return next((item for item in candidates if out_id(*item) == wanted), None)


def expand_with_key(profile: LinkProfile, show: LinkShow, season: int, episode: int | None) -> str | None:
    """The true address of a search, with the key: only to redirect a manager. None when there is none."""
    return address_of(profile, _values(show, season, episode))


def address_of(profile: LinkProfile, values: Mapping[str, str]) -> str | None:
    """The template with the key and these values of the other variables in it. None when it is no plain address."""
    template = profile.template.strip() or DEFAULT_TEMPLATES.get(profile.provider, "")
    if profile.provider not in LABELS or check_template(template) is not None:
        return None
    found = _ADDRESS.fullmatch(_with_query(profile.provider, template))
    if found is None:
        return None
    return found[1] + _fill(found[3], {**values, "apikey": profile.api_key})


def search_link(profile: LinkProfile, values: Mapping[str, str], name: str) -> Link | None:
    """The link to a search, through the house and under this name where it would tell a key."""
    url = address_of(profile, values)
    if url is None:
        return None
    label = LABELS[profile.provider]
    return Link(label, f"/out/{name}", needs_key=True) if _tells_a_key(profile) else Link(label, url)


def dmm_link(base: str, imdb_id: str | None, label: str, path: str) -> Link | None:
    """A page of DMM, whose path has the imdb id at `{}`. None without one, or when the base is no plain address."""
    digits = imdb_digits(imdb_id)
    if not digits or not _can_be_continued(base):
        return None
    return Link(label, f"{base.rstrip('/')}/{path.format(f'tt{digits}')}")


def imdb_digits(imdb_id: str | None) -> str:
    """The number alone, "" when it is none."""
    found = re.fullmatch(r"(?:tt)?([0-9]{1,12})", (imdb_id or "").strip())
    return found[1] if found else ""


@lru_cache(32)
def _can_be_continued(base: str) -> bool:
    return _trouble_of_address(base) is None and base.isascii() and not re.search(r"[?#\s]", base)


def _tells_a_key(profile: LinkProfile) -> bool:
    used = _KEYS.intersection(_VARIABLE.findall(profile.template))
    written = profile.api_key and profile.api_key in profile.template
    return bool(used or written or _WRITTEN_KEY.search(profile.template))


def _values(show: LinkShow, season: int, episode: int | None) -> Mapping[str, str]:
    code = f"S{season:02d}" if episode is None else Number(season, episode).code
    return {
        "query": f"{show.title} {code}".strip(),
        "title": show.title,
        "code": code,
        "season": str(season),
        "episode": "" if episode is None else str(episode),
        "year": str(show.year or ""),
        "tmdbid": str(show.tmdb_id or ""),
        "imdbid": imdb_digits(show.imdb_id),
    }


def _with_query(provider: str, template: str) -> str:
    """A template that says nothing of the episode or film gets a search parameter, before its fragment."""
    if set(_VARIABLE.findall(template)) - _KEYS:
        return template
    if re.search(r"[?&#](?:q|query|search)=$", template):
        return template + "{query_url}"
    head, mark, fragment = template.partition("#")
    words = ("query", "q") if provider in _SAYS_QUERY else ("q", "query")
    word = words[1] if re.search(rf"[?&]{words[0]}=", head) else words[0]
    joint = "" if head.endswith(("?", "&")) else "&" if "?" in head else "?"
    return f"{head}{joint}{word}={{query_url}}{mark}{fragment}"


def _fill(rest: str, values: Mapping[str, str]) -> str:
    """Everything behind the host, its variables replaced and its literal text made fit for an address."""
    written: list[str] = []
    readable = _READABLE
    for piece in _VARIABLE.split(rest):
        if piece in _KNOWN:
            name = piece[1:-1].removesuffix("_url")
            safe = "" if piece.endswith("_url}") else readable
            written.append(quote(values[name], safe=safe, errors="replace"))
        else:
            written.append(quote(piece, safe=_AS_WRITTEN, errors="replace"))
            readable = _READABLE + "/" if "?" in piece or "#" in piece else readable
    return "".join(written)


def _trouble_of_address(address: str) -> str | None:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return "does not start with http:// or https://, or is not one line"
    host = found[2]
    if "@" in host:
        return "has a user name or password in it"
    if "{" in host or "}" in host:
        return "has a variable in the name of the host"
    if re.search(r"[\x00-\x1f\x7f\\]", address) or not _is_host(host):
        return "is not an address with a host"
    return None


def _is_host(host: str) -> bool:
    try:
        parts = urlsplit(f"http://{host}/")
        return bool(parts.hostname) and parts.port != 0 and not re.search(r"[\s\"'<>^`|%]", host)
    except ValueError:
        return False


def _trouble_of_variables(template: str) -> str | None:
    if re.search(r"[{}]", _VARIABLE.sub("", template)):
        return "has a brace without its partner"
    unknown = sorted(set(_VARIABLE.findall(template)) - _KNOWN)
    if unknown:
        names = ", ".join(f"{{{name}}}" for name in VARIABLES)
        return f"has {unknown[0][:40]} in it, which is no variable (there are {names}, each also with _url)"
    return None
