"""Trouble on demand at the stand-in for plex.tv, and the stand-in as a process of its own."""

from pathlib import Path
from urllib.error import HTTPError

import pytest
import requests

from parity.demo.child import start
from parity.demo.faults import Fault
from tests.certificates import self_made_files
from tests.demo.served import PlexTv, three_people


@pytest.mark.parametrize(("status", "code"), [(401, 1001), (429, 1003), (500, None), (503, None)])
def test_any_route_can_answer_with_a_status_and_the_body_of_plex_tv(
    plex_tv: PlexTv, status: int, code: int | None
) -> None:
    plex_tv.faults.add(Fault("status", path="/api/v2/user", status=status, retry_after=3))
    answer = plex_tv.ask("GET", "/user", plex_tv.token())
    assert plex_tv.refused(answer) == (status, code)
    assert answer.headers["Retry-After"] == "3"


def test_a_network_s_own_page_garbage_and_wrong_shapes_come_as_told(plex_tv: PlexTv) -> None:
    token = plex_tv.token()
    for kind in ("html", "garbage", "wrong_type"):
        plex_tv.faults.add(Fault(kind, path="/api/v2/resources", times=1))
    answers = [plex_tv.ask("GET", "/resources", token) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert "Sign in to the network" in answers[0].text
    assert answers[1].content[0] == 128
    assert [answer.json() for answer in answers[2:]][0] == ["not", "an", "object"]
    assert answers[3].json()[0]["name"] == "Attic"


def test_a_line_can_break_before_and_in_the_middle_of_an_answer(plex_tv: PlexTv) -> None:
    token = plex_tv.token()
    for kind in ("closed", "truncated"):
        plex_tv.faults.add(Fault(kind, path="/api/v2/user", times=1))
        with pytest.raises(requests.exceptions.RequestException):
            plex_tv.ask("GET", "/user", token)
    assert plex_tv.ask("GET", "/user", token).status_code == 200


def test_each_kind_of_question_is_counted(plex_tv: PlexTv) -> None:
    plex_tv.token()
    assert plex_tv.world.requests.to_dict()["kinds"] == {"pin_new": 1, "pin_asked": 1}


@pytest.mark.process
def test_plex_tv_serves_its_saved_world_from_a_process_over_tls(tmp_path: Path) -> None:
    tls = self_made_files(tmp_path)
    with start(three_people(), tls=tls) as child:
        assert child.url.startswith("https://")
        token = child.do("give_token", account="vera", client="c")
        headers = {"X-Plex-Client-Identifier": "c", "X-Plex-Token": str(token), "Accept": "application/json"}
        address = f"{child.url}/api/v2/user"
        assert (
            requests.get(address, headers=headers, timeout=10, verify=str(tls.certificate)).json()["username"] == "vera"
        )
        child.do("stop_clock", at=1_770_000_000)
        child.do("kill_tokens", account="vera")
        dead = requests.get(address, headers=headers, timeout=10, verify=str(tls.certificate))
        assert (dead.status_code, dead.headers["Date"]) == (401, "Mon, 02 Feb 2026 02:40:00 GMT")
        with pytest.raises(HTTPError):
            child.do("claim", code="none", account="vera")
