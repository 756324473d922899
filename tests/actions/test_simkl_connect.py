"""Connecting SIMKL over HTTP, for apps of both generations: by a code, through a browser, and every end of either."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from parity.actions.simkl_begin import Begun, begin_browser, begin_code
from parity.actions.simkl_connect import LIMITED, SILENT, Connected, Gone, Waiting, ask, come_back, disconnect, look
from parity.core.simkl_sign_in import Over, Returned, challenge_of
from parity.core.watch import Member
from parity.demo.faults import Fault
from parity.store import simkl_pending
from tests.simkl_scene import BACK, FIRST, SECOND, SECRET, SimklScene, scene_in

JANE = Connected(Member("1", "jane_doe"))
BOTH = pytest.mark.parametrize("app", [FIRST, SECOND])


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SimklScene]:
    made = scene_in(tmp_path)
    yield made
    made.close()


def begun(scene: SimklScene, app: str = SECOND) -> str:
    scene.gives(simkl_client_id=app)
    key = begin_code(scene.house)
    assert isinstance(key, str), key
    return key


def browsing(scene: SimklScene, app: str = SECOND, secret: str | None = None) -> Begun:
    scene.gives(simkl_client_id=app, simkl_client_secret=secret)
    made = begin_browser(scene.house, BACK)
    assert isinstance(made, Begun), made
    return made


def waiting(seen: Waiting | Connected | Over) -> Waiting:
    assert isinstance(seen, Waiting), seen
    return seen


# By a code


@BOTH
def test_a_code_is_shown_and_who_types_it_connects_their_account(scene: SimklScene, app: str) -> None:
    key = begun(scene, app)
    seen = waiting(look(scene.house, key))
    assert seen.code == scene.code()
    assert seen.address.startswith(f"{scene.doorway.url}/pin")
    assert seen.code not in repr(seen)
    assert waiting(scene.asks(key)).trouble == ""
    scene.auth.approve(seen.code)
    assert scene.asks(key) == JANE
    kept = scene.kept()
    assert kept is not None
    assert kept.member == JANE.member
    assert (kept.token.generation, kept.token.client_id) == ("v1" if app == FIRST else "v2", app)
    assert (kept.token.expires_at is None, kept.token.refresh is None) == (
        (True, True) if app == FIRST else (False,) * 2
    )
    assert scene.auth.user_of(kept.token.value) == 1
    assert scene.asks(key) == Over("used")


@BOTH
def test_26_a_code_is_over_after_15_minutes_without_asking_anybody(scene: SimklScene, app: str) -> None:
    key = begun(scene, app)
    scene.wait(900)
    scene.asked.clear()
    assert ask(scene.house, key) == Over("expired")
    assert scene.asked == []


def test_26_a_new_code_in_place_of_an_answer_means_that_the_old_one_is_over(scene: SimklScene) -> None:
    key = begun(scene, FIRST)
    scene.auth.expire(scene.code())
    assert scene.asks(key) == Over("gone")
    assert scene.asks(key) == Over("used")


@BOTH
def test_26_slow_down_makes_the_pauses_longer(scene: SimklScene, app: str) -> None:
    key = begun(scene, app)
    assert waiting(scene.asks(key)).next_in == 5
    scene.auth.shorts[scene.code()].interval = 60
    assert waiting(scene.asks(key)).next_in == 10
    scene.wait(9)
    before = len(scene.asked)
    assert waiting(ask(scene.house, key)).next_in == 1
    assert len(scene.asked) == before, "SIMKL was asked before the pause was over"
    scene.wait(1)
    assert waiting(ask(scene.house, key)).next_in == 15


@pytest.mark.parametrize(("meant", "reason"), [("deny", "denied"), ("expire", "expired")])
def test_who_says_no_to_a_code_of_the_second_generation_is_heard(scene: SimklScene, meant: str, reason: str) -> None:
    key = begun(scene)
    getattr(scene.auth, meant)(scene.code())
    seen = scene.asks(key)
    assert isinstance(seen, Over)
    assert seen.reason == reason
    assert scene.kept() is None


@pytest.mark.parametrize(
    "fault", [{"kind": "html"}, {"kind": "wrong_type"}, {"kind": "truncated"}, {"kind": "status", "status": 503}]
)
@BOTH
def test_trouble_at_simkl_says_nothing_about_the_code(scene: SimklScene, app: str, fault: dict[str, object]) -> None:
    key = begun(scene, app)
    scene.auth.approve(scene.code())
    scene.faults.replace([{**fault, "path": "/oauth"}])
    seen = waiting(scene.asks(key))
    assert seen.trouble == SILENT
    assert scene.kept() is None
    scene.faults.clear()
    if fault["kind"] == "status":
        assert scene.asks(key) == JANE


def test_too_many_questions_lead_to_a_long_pause(scene: SimklScene) -> None:
    key = begun(scene)
    scene.faults.add(Fault("status", "/oauth2/token", status=429))
    seen = waiting(scene.asks(key))
    assert (seen.trouble, seen.next_in) == (LIMITED, 30)


def test_a_token_that_comes_once_is_kept_though_simkl_cannot_say_whose_it_is(scene: SimklScene) -> None:
    key = begun(scene, FIRST)
    scene.auth.approve(scene.code())
    scene.faults.add(Fault("status", "/users/settings", status=500))
    assert scene.asks(key) == Connected(Member("", ""))
    kept = scene.kept()
    assert kept is not None
    assert scene.auth.user_of(kept.token.value) == 1


def test_an_app_that_simkl_does_not_know_is_named_at_once(scene: SimklScene) -> None:
    scene.gives(simkl_client_id="nobody-has-this-app")
    assert begin_code(scene.house) == Over("app")
    assert begin_browser(scene.house, BACK) == Over("app")
    scene.gives(simkl_client_id=None)
    scene.asked.clear()
    assert begin_code(scene.house) == begin_browser(scene.house, BACK) == Over("no app")
    assert scene.asked == []


def test_trouble_at_the_beginning_is_no_answer_either(scene: SimklScene) -> None:
    scene.faults.add(Fault("status", "/oauth", status=500))
    seen = begin_code(scene.house)
    assert isinstance(seen, Over)
    assert seen.reason == "silent"
    assert "status 500" in seen.sentence


def test_another_client_id_ends_what_was_begun_with_the_former_one(scene: SimklScene) -> None:
    key = begun(scene)
    scene.gives(simkl_client_id=FIRST)
    assert scene.asks(key) == Over("app changed")


# Through a browser


@pytest.mark.parametrize(("app", "secret"), [(FIRST, SECRET), (FIRST, None), (SECOND, None)])
def test_who_allows_it_on_simkls_page_is_connected(scene: SimklScene, app: str, secret: str | None) -> None:
    made = browsing(scene, app, secret)
    assert made.address.startswith(f"{scene.doorway.url}/oauth{'2' if app == SECOND else ''}/authorize?")
    assert come_back(scene.house, made.key, scene.answers(made.address)) == JANE
    assert scene.kept() is not None


def test_pkce_the_state_and_the_very_redirect_uri_are_told(scene: SimklScene) -> None:
    made = browsing(scene)
    told = parse_qs(urlsplit(made.address).query)
    with scene.house.database.reading() as connection:
        row = simkl_pending.get(connection, made.key)
    assert row is not None
    assert told["code_challenge"] == [challenge_of(row.verifier)]
    assert (told["code_challenge_method"], told["state"]) == (["S256"], [made.key])
    assert (told["redirect_uri"], told["scope"]) == ([BACK], ["media:read media:write"])
    assert row.verifier not in made.address


def test_25_an_answer_with_another_state_or_none_is_refused_and_the_right_one_still_counts(scene: SimklScene) -> None:
    made = browsing(scene)
    right = scene.answers(made.address)
    scene.asked.clear()
    for state in ("", "of somebody else", made.key[:-1], "é"):
        assert come_back(scene.house, made.key, replace(right, state=state)) == Over("state")
    assert come_back(scene.house, "", Returned(code="x")) == Over("state")
    assert scene.asked == []
    assert come_back(scene.house, made.key, right) == JANE


def test_25_an_answer_that_does_not_name_simkl_is_refused(scene: SimklScene) -> None:
    made = browsing(scene)
    right = scene.answers(made.address)
    for iss in ("", "https://evil.example"):
        assert come_back(scene.house, made.key, replace(right, iss=iss)) == Over("issuer")
    assert come_back(scene.house, made.key, right) == JANE


def test_25_a_code_counts_once(scene: SimklScene) -> None:
    made = browsing(scene)
    right = scene.answers(made.address)
    assert come_back(scene.house, made.key, right) == JANE
    assert come_back(scene.house, made.key, right) == Over("used")


@pytest.mark.parametrize(("app", "secret"), [(FIRST, SECRET), (SECOND, None)])
def test_25_a_code_that_simkl_does_not_take_is_told_plainly(scene: SimklScene, app: str, secret: str | None) -> None:
    made = browsing(scene, app, secret)
    over = come_back(scene.house, made.key, replace(scene.answers(made.address), code="made-up"))
    assert over == Over("grant")
    assert isinstance(over, Over)
    assert "used already, or is too old" in over.sentence


def test_25_who_says_no_on_simkls_page_is_told_that_nothing_was_connected(scene: SimklScene) -> None:
    made = browsing(scene)
    assert come_back(scene.house, made.key, scene.answers(made.address, None)) == Over("denied")
    assert scene.kept() is None


def test_a_wrong_secret_is_named(scene: SimklScene) -> None:
    made = browsing(scene, FIRST, "not the secret of it")
    assert come_back(scene.house, made.key, scene.answers(made.address)) == Over("secret")


def test_an_answer_that_comes_too_late_is_not_taken(scene: SimklScene) -> None:
    made = browsing(scene)
    right = scene.answers(made.address)
    assert isinstance(ask(scene.house, made.key), Waiting)
    scene.wait(300)
    assert come_back(scene.house, made.key, right) == Over("expired")


def test_24_a_token_that_can_only_read_is_refused_and_ended(scene: SimklScene) -> None:
    made = browsing(scene)
    address = made.address.replace("scope=media%3Aread+media%3Awrite", "scope=media")
    assert address != made.address
    over = come_back(scene.house, made.key, scene.answers(address))
    assert over == Over("read only")
    assert scene.kept() is None
    assert scene.auth.grants == []


# Disconnecting


@pytest.mark.parametrize(("app", "revoked"), [(FIRST, False), (SECOND, True)])
def test_disconnecting_ends_the_token_where_that_can_be_done(scene: SimklScene, app: str, revoked: bool) -> None:
    assert disconnect(scene.house) is None
    key = begun(scene, app)
    scene.auth.approve(scene.code())
    assert scene.asks(key) == JANE
    assert disconnect(scene.house) == Gone("jane_doe", revoked)
    assert scene.kept() is None
    assert (scene.auth.grants == []) is revoked


def test_disconnecting_works_though_simkl_does_not_answer(scene: SimklScene) -> None:
    key = begun(scene)
    scene.auth.approve(scene.code())
    assert scene.asks(key) == JANE
    scene.faults.add(Fault("status", "/oauth2/revoke", status=500))
    assert disconnect(scene.house) == Gone("jane_doe", False)
    assert scene.kept() is None
