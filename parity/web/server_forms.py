"""What can be done with a server, from the setup and from the settings alike: look, follow, test, let go."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from parity.actions import servers
from parity.actions.check_connections import plainly
from parity.actions.look_round import look_for_servers
from parity.actions.ports import House, NotSetUp
from parity.actions.servers import NotSignedIn, NotThatServer, ServerSeen
from parity.cache import CacheUnusable
from parity.core.failures import Failure
from parity.settings import SettingError, parse_one
from parity.settings_kinds import without_user
from parity.web import connections, here, plurals
from parity.web.server_cards import ByHand
from parity.web.speech import gettext as _

_TROUBLES = (Failure, NotSetUp, NotSignedIn, NotThatServer, CacheUnusable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, in words. `by_hand`: an address that somebody typed has to be mended."""

    sentence: str
    well: bool = True
    by_hand: ByHand | None = None


def add_to(page: Blueprint, under: str, answer: Callable[[Outcome], ResponseReturnValue]) -> None:
    """Give a blueprint these forms, below an address; `answer` draws its own page around what came of one."""
    for name, do in _DEEDS.items():
        page.add_url_rule(f"{under}/{name.replace('_', '-')}", name, _view(do, answer), methods=["POST"])


def trouble_to_look(house: House) -> str:
    """Look for the account's servers; answers why there are none to see, in words, "" when all went well."""
    try:
        outcome = _look(house)
    except _TROUBLES as trouble:
        return plainly(trouble)
    return "" if outcome.well else outcome.sentence


def _view(
    do: Callable[[House], Outcome], answer: Callable[[Outcome], ResponseReturnValue]
) -> Callable[[], ResponseReturnValue]:
    def view() -> ResponseReturnValue:
        try:
            return answer(do(here.house()))
        except _TROUBLES as trouble:
            return answer(Outcome(plainly(trouble), well=False))

    return view


def _look(house: House) -> Outcome:
    found = look_for_servers(house)
    if not found:
        said = _("This Plex account has no server. Sign in with the account that owns one, or give an address by hand.")
        return Outcome(said, well=False)
    return Outcome(_("Plex names %(servers)s.", servers=plurals.servers(found)))


def _follow(house: House) -> Outcome:
    seen = servers.follow(house, _meant())
    return Outcome(_("%(name)s is followed. %(way)s", name=seen.name, way=_way(seen)))


def _unfollow(house: House) -> Outcome:
    servers.unfollow(house, _meant())
    return Outcome(_("It is not followed any more. What was known of it stays until you forget its libraries."))


def _test(house: House) -> Outcome:
    if not request.form.get("server"):
        made = connections.test(house, "plex")
        return Outcome(made.sentence, well=made.outcome == "works")
    seen = servers.test(house, _meant())
    return Outcome(
        _("%(name)s answers, version %(version)s. %(way)s", name=seen.name, version=seen.version, way=_way(seen))
    )


def _verify(house: House) -> Outcome:
    wanted = request.form.get("verify")
    if wanted not in ("yes", "no"):
        abort(422)
    servers.set_verify(house, _meant(), wanted == "yes")
    if wanted == "yes":
        return Outcome(_("Its certificate is checked from now on."))
    return Outcome(_("Its certificate is not checked any more."))


def _by_hand(house: House) -> Outcome:
    typed, unchecked = request.form.get("address", "").strip(), "unchecked" in request.form
    try:
        address = parse_one("plex_base_url", typed)
    except SettingError:
        return _mend(without_user(typed), unchecked, _no_address(typed))
    try:
        seen = servers.follow_by_hand(house, address, verify_tls=not unchecked)
    except _TROUBLES as trouble:
        return _mend(address, unchecked, plainly(trouble))
    return Outcome(_("%(name)s is followed. %(way)s", name=seen.name, way=_way(seen)))


def _no_address(typed: str) -> str:
    example = "http://192.168.1.5:32400"
    if without_user(typed) != typed:
        return _("No user name or password can stand in it: write it as in %(example)s.", example=example)
    return _("This is no web address. Write it as in %(example)s.", example=example)


def _mend(address: str, unchecked: bool, problem: str) -> Outcome:
    return Outcome(problem, well=False, by_hand=ByHand(address, unchecked, problem))


def _way(seen: ServerSeen) -> str:
    if seen.relay:
        said = _(
            "It answers through Plex's relay only, in %(ms)s ms: that is slow, so scans take long.", ms=seen.latency_ms
        )
        return said
    return _("It answers at %(address)s in %(ms)s ms.", address=seen.address, ms=seen.latency_ms)


def _meant() -> str:
    """The server that the form names."""
    named = request.form.get("server", "")
    if not named or len(named) > 100:
        abort(422, _("Say which server."))
    return named


_DEEDS: dict[str, Callable[[House], Outcome]] = {
    "look": _look,
    "follow": _follow,
    "unfollow": _unfollow,
    "test": _test,
    "verify": _verify,
    "by_hand": _by_hand,
}
NAMES = frozenset(_DEEDS)
"""What their endpoints are called, below the name of the blueprint."""
