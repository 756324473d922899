"""Reads what Plex Parity, the Streamlit app, left behind: its `config.json` and its `plex_cache.json`.

Both are untrusted JSON: what is wrong becomes a sentence, never an exception. Shapes as read in
Lunedor/plex-parity at 780cb3f (backend.py, ui.py). `config.json` is one object whose search provider was
renamed twice, so that its keys may begin with `indexer_`, `usenet_` or `secondary_missing_link_`.
`plex_cache.json` goes from a rating key to what is known of the show. Only `ignored_missing` (a list of
codes), `ignore_all_missing` and `manual_tmdb_id` in it were decided by a person; `plex_signature` is
`title|year|guid|guid` and so on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from parity.core.ids import ExternalIds, read_guids
from parity.core.links import DEFAULT_TEMPLATES, LABELS, LinkProfile, check_template
from parity.core.numbering import Number, parse_code

_GENERATIONS = ("indexer", "usenet", "secondary_missing_link")  # newest first
_PARTS = ("provider", "api_key", "web_url_template", "base_url", "provider_profiles")
_OF_LINKS = frozenset(f"{age}_{part}" for age in _GENERATIONS for part in _PARTS)
_PLAIN = {
    "plex_base_url": "plex_base_url",
    "plex_token": "plex_token",
    "tmdb_api_key": "tmdb_api_key",
    "library_name": "plex_library_name",
    "scan_scope": "plex_scan_scope",
    "include_dmm_link": "include_dmm_link",
    "dmm_base_url": "dmm_base_url",
}
_EXAMPLES = ("YOUR_PLEX_TOKEN", "YOUR_TMDB_API_KEY")  # of its README
_MISSPELT = {"tornzab": "torznab"}
_OUTDATED = {"http://127.0.0.1:9117/UI/Dashboard?search={query_url}": DEFAULT_TEMPLATES["jackett"]}
_MARKS_OF_A_CONFIG = frozenset({"library_name", "scan_scope", "include_dmm_link", "dmm_base_url"}) | _OF_LINKS
_MARKS_OF_A_SHOW = frozenset({"plex_signature", "ignored_missing", "ignore_all_missing", "missing_raw"})
_NO_OBJECT = "The file is not a JSON object."


@dataclass(frozen=True, slots=True)
class PeerShow:
    """What a person decided about one show. `ids` are Plex's own; the `rating_key` belongs to one server."""

    rating_key: str
    title: str
    year: int | None
    ids: ExternalIds
    ignore_all: bool = False
    ignored: tuple[Number, ...] = ()
    tmdb_id: int | None = None


@dataclass(frozen=True, slots=True)
class Takeover:
    """What one file gives. `settings` goes from a setting's name to a text that must still be checked as one.

    `profiles` goes from a provider to what was saved for it. `left_out` says in sentences what was not taken
    over and why; no value of `settings` is in them.
    """

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    profiles: Mapping[str, LinkProfile] = field(default_factory=dict, repr=False)
    shows: tuple[PeerShow, ...] = ()
    left_out: tuple[str, ...] = ()


def read_peer_file(document: object) -> Takeover | None:
    """What a parsed file gives, told by its content which of the two it is; None when it is neither."""
    if not isinstance(document, dict):
        return None
    if _MARKS_OF_A_CONFIG.intersection(document):
        return read_config(document)
    if any(isinstance(entry, dict) and _MARKS_OF_A_SHOW.intersection(entry) for entry in document.values()):
        return read_cache(document)
    return None


def read_config(document: object) -> Takeover:
    """Settings and search profiles of a `config.json`."""
    if not isinstance(document, dict):
        return Takeover(left_out=(_NO_OBJECT,))
    source = {str(key): value for key, value in document.items()}
    left_out: list[str] = []
    settings = {name: text for key, name in _PLAIN.items() if (text := _plain(source, key, left_out))}
    profiles = _profiles(source, left_out)
    provider = _provider(_first(source, "provider", left_out), left_out)
    if provider:
        address = _first(source, "web_url_template", left_out)
        given = LinkProfile(
            provider,
            _template(provider, address, left_out),
            _first(source, "api_key", left_out),
        )
        profiles[provider] = _filled(given, profiles.get(provider, LinkProfile()))
        settings |= _settings_of(profiles[provider])
        if provider == "custom" and not profiles[provider].template:
            del settings["usenet_provider"], profiles[provider]
            left_out += [] if address else ["Search provider custom: it comes without an address."]
    if _text(source, "secondary_missing_link_base_url", left_out):
        left_out.append("secondary_missing_link_base_url: nothing has read it for some time.")
    left_out += [f"{_named(key)}: no such setting here." for key in source.keys() - _OF_LINKS - _PLAIN.keys()]
    return Takeover(settings, profiles, left_out=tuple(sorted(set(left_out))))


def read_cache(document: object) -> Takeover:
    """Ignores and TMDB overrides of a `plex_cache.json`; its results stay, as a scan finds better ones."""
    if not isinstance(document, dict):
        return Takeover(left_out=(_NO_OBJECT,))
    left_out: list[str] = []
    shows = [_show(str(key), entry, left_out) for key, entry in document.items()]
    decided = tuple(show for show in shows if show and (show.ignore_all or show.ignored or show.tmdb_id))
    left_out.append(f"Results of the last scan (shows: {len(shows)}): the next scan finds them itself.")
    return Takeover(shows=decided, left_out=tuple(left_out))


def _plain(source: Mapping[str, object], key: str, left_out: list[str]) -> str:
    if key == "include_dmm_link" and isinstance(source.get(key), bool):
        return "true" if source[key] else "false"
    text = _text(source, key, left_out)
    if text in _EXAMPLES:
        left_out.append(f"{key}: still the example of its README.")
        return ""
    if key == "library_name" and re.search(r'[,"]', text):  # it knew one library; ours is a list
        return '"' + text.replace('"', '""') + '"'
    return text


def _first(source: Mapping[str, object], part: str, left_out: list[str]) -> str:
    texts = [_text(source, f"{age}_{part}", left_out) for age in _GENERATIONS]
    return next((text for text in texts if text and text.lower() != "none"), "")


def _provider(text: str, left_out: list[str]) -> str:
    word = _MISSPELT.get(text.lower(), text.lower())
    if word in LABELS or word in ("", "none"):
        return "" if word == "none" else word
    left_out.append(f"Search provider {_named(text)}: not known here.")
    return ""


def _template(provider: str, text: str, left_out: list[str]) -> str:
    template = _OUTDATED.get(text, text)
    trouble = check_template(template) if template else None
    if trouble is None:
        return template
    left_out.append(f"Search address of {provider}: it {trouble}.")
    return ""


def _profiles(source: Mapping[str, object], left_out: list[str]) -> dict[str, LinkProfile]:
    found: dict[str, LinkProfile] = {}
    for age in _GENERATIONS:
        saved = source.get(f"{age}_provider_profiles")
        if not isinstance(saved, dict):
            left_out += [] if saved is None else [f"{age}_provider_profiles: not an object."]
            continue
        for name, parts in saved.items():
            provider = _provider(str(name), left_out)
            if provider:
                found[provider] = _filled(
                    found.get(provider, LinkProfile(provider)), _profile(provider, parts, left_out)
                )
    return {provider: profile for provider, profile in found.items() if profile.template or profile.api_key}


def _profile(provider: str, parts: object, left_out: list[str]) -> LinkProfile:
    if not isinstance(parts, dict):
        left_out.append(f"Saved profile of {provider}: not an object.")
        return LinkProfile(provider)
    template = _template(provider, _first(parts, "web_url_template", left_out), left_out)
    return LinkProfile(provider, template, _first(parts, "api_key", left_out))


def _filled(newer: LinkProfile, older: LinkProfile) -> LinkProfile:
    return LinkProfile(newer.provider, newer.template or older.template, newer.api_key or older.api_key)


def _settings_of(profile: LinkProfile) -> dict[str, str]:
    named = {"usenet_web_url_template": profile.template, "usenet_api_key": profile.api_key}
    return {"usenet_provider": profile.provider} | {name: text for name, text in named.items() if text}


def _show(key: str, entry: object, left_out: list[str]) -> PeerShow | None:
    if not isinstance(entry, dict):
        left_out.append(f"Entry {_named(key)}: not an object.")
        return None
    title, year, signature = entry.get("title"), entry.get("year"), entry.get("plex_signature")
    name = _named(title) if isinstance(title, str) and title.strip() else f"Entry {_named(key)}"
    guids = signature.split("|") if isinstance(signature, str) else []
    ignore_all = entry.get("ignore_all_missing")
    if ignore_all is not None and not isinstance(ignore_all, bool):
        left_out.append(f"{name}: ignore_all_missing is neither true nor false.")
    return PeerShow(
        rating_key=key,
        title=title if isinstance(title, str) else "",
        year=year if isinstance(year, int) and not isinstance(year, bool) else None,
        ids=read_guids("", guids),
        ignore_all=ignore_all is True,
        ignored=_ignored(name, entry.get("ignored_missing"), left_out),
        tmdb_id=_override(name, entry.get("manual_tmdb_id"), left_out),
    )


def _ignored(name: str, codes: object, left_out: list[str]) -> tuple[Number, ...]:
    if not isinstance(codes, list):
        left_out += [] if codes is None else [f"{name}: ignored_missing is not a list."]
        return ()
    found: set[Number] = set()
    for code in codes:
        number = parse_code(code) if isinstance(code, str) and len(code) < 20 else None
        if number is None:
            left_out.append(f"{name}: {_named(code)} in ignored_missing is not an episode.")
        else:
            found.add(number)
    return tuple(sorted(found))


def _override(name: str, value: object, left_out: list[str]) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,10}", value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**10:
        return value
    left_out.append(f"{name}: manual_tmdb_id is not a TMDB id.")
    return None


def _text(source: Mapping[str, object], key: str, left_out: list[str]) -> str:
    value = source.get(key)
    if isinstance(value, str):
        return value.strip()
    if value is not None:
        left_out.append(f"{key}: not a text.")
    return ""


def _named(value: object) -> str:
    text = value[:60] if isinstance(value, str) else ""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split()) or "(no name)"
