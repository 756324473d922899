"""All settings by topic, each with its origin, and the tests of the connections."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.actions import preferences
from parity.core.roles import Role
from parity.settings import ROWS, SettingError, Shown
from parity.settings_rows import SAVED_TOPICS
from parity.store.servers import followed
from parity.web import here, hx, who
from parity.web.account_section import account_section
from parity.web.connections import Test, untested
from parity.web.connections import test as try_out
from parity.web.decided import CHANGED
from parity.web.server_cards import ServersSection, section
from parity.web.setting_changes import Typed, drawn, overtaken, typed_into, wanted
from parity.web.setting_fields import Field
from parity.web.setting_labels import TOPICS, Label
from parity.web.setting_names import by_label, linked
from parity.web.simkl_section import simkl_section
from parity.web.speech import gettext as _
from parity.web.watched_user_section import whose_section

page = Blueprint("settings", __name__)
page.add_app_template_filter(linked, "settings_linked")

_ADDRESS = f"/settings/<any({', '.join(SAVED_TOPICS)}):topic>"
_NOTHING: Mapping[str, Typed] = {}
_WELL: Mapping[str, SettingError] = {}
# The token goes to the address: who may change either could have the other.
_PLEX = frozenset({"plex_base_url", "plex_token"})
_ARR = frozenset({"sonarr_url", "sonarr_api_key", "radarr_url", "radarr_api_key"})
# Whose watchlist and watched states they are, and all that decides what becomes of them: they are the owner's own.
_LISTS = frozenset({"plex_account_token", *(row.name for row in ROWS if row.topic in ("simkl", "sagetv"))})
_OWNERS = _PLEX | _ARR | _LISTS
_TESTED = {
    "plex": ("plex",),
    "metadata": ("tmdb", "tvdb"),
    "library": ("sonarr", "radarr"),
    "simkl": ("simkl", "watchlist"),
    "sagetv": ("sagetv",),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """One form. `fields` by name; `wrong`: nothing of it was saved. `needless`: nobody need fill these in."""

    key: str
    label: Label
    fields: Mapping[str, Field]
    tests: tuple[Test, ...]
    needless: frozenset[str] = frozenset()

    @property
    def wrong(self) -> int:
        """How many fields need another value."""
        return sum(bool(field.problem) for field in self.fields.values())

    @property
    def open(self) -> bool:
        """Whether there is anything to save."""
        return not all(field.locked for field in self.fields.values())


@dataclass(frozen=True, slots=True)
class Fixed:
    """Settings of one topic that only the environment gives."""

    key: str
    label: Label
    settings: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """The key of the JSON API; `text` only after somebody asked for it."""

    given: bool
    text: str = ""


@page.get("/settings")
def index() -> ResponseReturnValue:
    """The page, or for htmx its folded API key."""
    if request.args.get("section") == "key" and hx.wants_fragment():
        return hx.fragment(_key_html(_api_key()))
    return whole()


@page.post(_ADDRESS)
def save(topic: str) -> ResponseReturnValue:
    """Save what was changed in one topic's form; what cannot be is said beside its field, and nothing is saved."""
    fields = {name: field for name, field in _topic(topic).fields.items() if not field.locked}
    typed = typed_into(request.form, fields)
    changed, late = wanted(typed, fields), overtaken(typed, fields)
    flaws = preferences.flaws(changed)
    if flaws or late:
        return _refused(_topic(topic, typed, flaws, late))
    preferences.save(here.house(), changed)
    return _saved(topic, _("Saved.") if changed else _("Nothing was changed."))


@page.post(f"{_ADDRESS}/default")
def reset(topic: str) -> ResponseReturnValue:
    """Forget what was saved for the setting `name`, so that its default holds again."""
    name = request.form.get("name", "")
    fields = _topic(topic).fields
    field = fields.get(name)
    if field is None:
        abort(422)
    if field.owners:
        abort(403, _("Only the owner of this installation may do that."))
    preferences.save(here.house(), {name: None})
    title = _(field.label.name)
    removed = field.row.secret
    said = _("%(setting)s: removed.", setting=title) if removed else _("%(setting)s: as by default.", setting=title)
    others = {other: field for other, field in fields.items() if other != name}
    return _saved(topic, said, typed_into(request.form, others))


@page.post("/settings/test/<any(plex, tmdb, tvdb, sonarr, radarr, simkl, watchlist, sagetv):service>")
def test(service: str) -> ResponseReturnValue:
    """Ask the service with what is saved, and say what was seen."""
    if not _may_test(service):
        abort(403, _("What is on the watchlist, and what was watched, is for its owner to see."))
    made = try_out(here.house(), service)
    html = render_template("settings/_tested.html", test=made)
    if hx.wants_fragment():
        return hx.fragment(html)
    kind = "info" if made.outcome == "works" else "error"
    return hx.done(by_label(made.sentence), html, url_for("settings.index", _anchor=f"test-{service}"), kind)


def _may_test(service: str) -> bool:
    """Whether who looks may be told what a test sees: whose lists they are, and how long, is for their owner."""
    return service not in (*_TESTED["simkl"], *_TESTED["sagetv"]) or is_owner()


@page.post("/settings/key")
def show_key() -> ResponseReturnValue:
    """The API's key, for who asked for it: never in the page by itself, kept by no browser."""
    key = _api_key(here.grounds().api_key)
    return hx.fragment(_key_html(key)) if hx.wants_fragment() else whole(key=key)


def whole(changed: Topic | None = None, key: ApiKey | None = None, servers: ServersSection | None = None) -> str:
    """The page, with what one of its forms changed."""
    topics = [changed if changed and changed.key == name else _topic(name) for name in SAVED_TOPICS]
    return render_template(
        "settings/index.html",
        topics=topics,
        fixed=_fixed(),
        key=key or _api_key(),
        account=account_section(is_owner()),
        simkl=simkl_section(),
        whose=whose_section() if is_owner() and here.settings().sagetv_url else None,
        servers=servers or section("servers", changeable=is_owner()),
    )


def is_owner() -> bool:
    """Whether who asks may change the account and the servers too."""
    return who.role() >= Role.OWNER


def _topic(
    name: str,
    typed: Mapping[str, Typed] = _NOTHING,
    flaws: Mapping[str, SettingError] = _WELL,
    late: Collection[str] = (),
) -> Topic:
    fields = {
        shown.row.name: drawn(shown, typed.get(shown.row.name), flaws.get(shown.row.name), shown.row.name in late)
        for shown in here.settings().shown()
        if shown.row.topic == name
    }
    if not is_owner():
        fields = {key: replace(field, owners=key in _OWNERS) for key, field in fields.items()}
    tests = tuple(untested(service) for service in _TESTED.get(name, ()) if _may_test(service))
    return Topic(name, TOPICS[name], fields, tests, _needless(fields))


def _needless(fields: Mapping[str, Field]) -> frozenset[str]:
    """Address and token, as long as none is given and servers are followed by the sign-in."""
    if not fields.keys() >= _PLEX or any(fields[name].origin != "default" for name in _PLEX):
        return frozenset()
    with here.house().database.reading() as connection:
        return _PLEX if followed(connection) else frozenset()


def _fixed() -> list[Fixed]:
    shown = here.settings().shown()
    topics = dict.fromkeys(each.row.topic for each in shown if not each.row.saveable)
    return [Fixed(name, TOPICS[name], tuple(s for s in shown if s.row.topic == name)) for name in topics]


def _api_key(text: str = "") -> ApiKey:
    return ApiKey(here.grounds().given.origin("api_key") == "environment", text)


def _key_html(key: ApiKey) -> str:
    return render_template("settings/_key.html", key=key)


def _refused(topic: Topic) -> ResponseReturnValue:
    if hx.wants_fragment():
        return hx.fragment(render_template("settings/_topic.html", topic=topic), status=422)
    return whole(topic), 422


def _saved(topic: str, sentence: str, typed: Mapping[str, Typed] = _NOTHING) -> Response:
    here.settings_changed()
    html = render_template("settings/_topic.html", topic=_topic(topic, typed)) if hx.wants_fragment() else ""
    return hx.done(sentence, html, url_for("settings.index", _anchor=f"topic-{topic}"), event=CHANGED)
