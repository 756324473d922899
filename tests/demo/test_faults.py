"""Each kind of trouble, as a client meets it."""

import time

import pytest
import requests

from parity.demo.faults import Fault, Faults
from tests.demo.served import Plex, Tmdb


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_status_comes_with_the_services_own_error_page(tmdb: Tmdb, plex: Plex, status: int) -> None:
    tmdb.faults.add(Fault("status", status=status))
    plex.faults.add(Fault("status", status=status))
    told, shown = tmdb.get("/tv/7"), plex.get("/library/sections")
    assert (told.status_code, told.json()["success"]) == (status, False)
    assert (shown.status_code, shown.headers["Content-Type"]) == (status, "text/html")


def test_too_many_requests_may_say_when_to_come_back(tmdb: Tmdb) -> None:
    tmdb.faults.add(Fault("status", status=429, retry_after=2, times=1))
    tmdb.faults.add(Fault("status", status=429, times=1))
    first, second, third = (tmdb.get("/tv/7") for _ in range(3))
    assert (first.status_code, first.headers["Retry-After"], first.json()["status_code"]) == (429, "2", 25)
    assert (second.status_code, "Retry-After" in second.headers) == (429, False)
    assert third.status_code == 200


@pytest.mark.parametrize(
    ("kind", "begins"), [("html", b"<html>"), ("wrong_type", b"["), ("wrong_string", b'"'), ("garbage", b"\x80\x81")]
)
def test_a_wrong_body_comes_with_status_200(tmdb: Tmdb, kind: str, begins: bytes) -> None:
    tmdb.faults.add(Fault(kind, path="^/3/tv/7$"))
    answer = tmdb.get("/tv/7")
    assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)
    assert tmdb.get("/tv/7/season/1").json()["season_number"] == 1


def test_a_truncated_body_is_shorter_than_it_promised(tmdb: Tmdb) -> None:
    tmdb.faults.add(Fault("truncated", times=1))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        tmdb.get("/tv/7")
    assert tmdb.get("/tv/7").status_code == 200


def test_a_closed_connection_gives_no_answer_at_all(plex: Plex) -> None:
    plex.faults.add(Fault("closed", times=1))
    with pytest.raises(requests.exceptions.ConnectionError):
        plex.get("/library/sections")
    assert plex.get("/library/sections").status_code == 200


def test_what_is_lost_was_done_and_nobody_is_told(plex: Plex) -> None:
    plex.faults.add(Fault("lost", "/:/scrobble", times=1))
    with pytest.raises(requests.exceptions.ConnectionError):
        plex.get("/:/scrobble", key=plex.first, identifier="com.plexapp.plugins.library")
    assert plex.world.viewings.kept[""][plex.first].views == 1


def test_slow_and_latency_make_an_answer_wait(tmdb: Tmdb) -> None:
    def seconds() -> float:
        begun = time.monotonic()
        assert tmdb.get("/tv/7").status_code == 200
        return time.monotonic() - begun

    tmdb.faults.add(Fault("slow", seconds=0.15, times=1))
    assert seconds() >= 0.15
    tmdb.faults.latency = 0.1
    assert seconds() >= 0.1
    with pytest.raises(requests.exceptions.ReadTimeout):
        tmdb.session.get(f"{tmdb.url}/3/tv/7", timeout=0.01)


def test_a_rule_meets_only_its_path_and_query_skips_and_ends(plex: Plex) -> None:
    fault = plex.faults.add(Fault("status", path="/sections/1/all", query="type=4", skip=1, times=2, status=503))
    plex.headers = {"X-Plex-Container-Size": "5"}
    statuses = [plex.get("/library/sections/1/all", type=kind).status_code for kind in (4, 2, 4, 4, 4)]
    assert statuses == [200, 200, 503, 503, 200]
    assert fault.struck == 2
    assert plex.get("/library/sections").status_code == 200


def test_a_rule_can_mean_one_page_also_when_paging_goes_by_header(plex: Plex) -> None:
    plex.faults.add(Fault("status", query="X-Plex-Container-Start=1", status=500))
    answers = []
    for start in ("0", "1"):
        plex.headers = {"X-Plex-Container-Start": start, "X-Plex-Container-Size": "1"}
        answers.append(plex.get("/library/sections/1/all", type=4).status_code)
    assert answers == [200, 500]


def test_a_cut_page_lacks_rows_though_the_total_stays(plex: Plex) -> None:
    plex.faults.add(Fault("cut_page", path="/sections/1/all", rows=1, times=1))
    cut = plex.page(0, 2)
    assert (cut["size"], cut["totalSize"], len(cut["Metadata"])) == (1, 2, 1)
    assert plex.page(0, 2)["size"] == 2


def test_rows_shift_back_when_something_came_in_at_the_front_between_pages(plex: Plex) -> None:
    third = plex.world.add_episode(plex.show, 1, 3)
    plex.faults.add(Fault("shift", path="/sections/1/all", rows=1))
    first, second = plex.page(0, 2), plex.page(2, 2)
    keys = [row["ratingKey"] for page in (first, second) for row in page["Metadata"]]
    assert keys == [str(plex.first), str(plex.second), str(plex.second), str(third)]
    assert (first["totalSize"], second["totalSize"]) == (3, 4)


def test_a_row_slips_through_when_something_went_away_between_pages(plex: Plex) -> None:
    for number in (3, 4):
        plex.world.add_episode(plex.show, 1, number)
    plex.faults.add(Fault("shift", path="/sections/1/all", rows=-1))
    first, second = plex.page(0, 2), plex.page(2, 2)
    assert [row["index"] for page in (first, second) for row in page["Metadata"]] == [1, 2, 4]
    assert (first["totalSize"], second["totalSize"]) == (4, 3)


def test_a_real_change_can_be_made_between_two_pages(plex: Plex) -> None:
    plex.faults.add(
        Fault("call", query="X-Plex-Container-Start=1", call=lambda: plex.world.remove_episode(plex.first), times=1)
    )
    assert plex.page(0, 1)["totalSize"] == 2
    second = plex.page(1, 1)
    assert (second["totalSize"], "Metadata" in second) == (1, False)


def test_a_total_can_disagree_or_be_kept_back(plex: Plex) -> None:
    plex.faults.add(Fault("total_disagrees", rows=7, times=1))
    plex.faults.add(Fault("no_total", times=1))
    assert plex.page(0, 2)["totalSize"] == 9
    assert "totalSize" not in plex.page(0, 2)
    assert plex.page(0, 2)["totalSize"] == 2


def test_an_empty_page_keeps_its_total(plex: Plex) -> None:
    plex.faults.add(Fault("empty_page", times=1))
    page = plex.page(0, 2)
    assert (page["size"], page["totalSize"], "Metadata" in page) == (0, 2, False)


def test_faulted_requests_are_counted_too(tmdb: Tmdb) -> None:
    tmdb.faults.add(Fault("status", status=500))
    tmdb.get("/tv/7")
    assert dict(tmdb.world.requests.kinds) == {"details_of": 1}


def test_an_unknown_kind_or_field_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Fault("gremlins")
    faults = Faults()
    with pytest.raises(ValueError, match="has the fields"):
        faults.replace([{"kind": "html", "colour": "red"}])
    faults.replace([{"kind": "html"}], 0.5)
    assert (len(faults.rules), faults.latency) == (1, 0.5)
    faults.clear()
    assert (faults.rules, faults.latency) == ([], 0.0)
