"""The little server under the stand-ins."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from flask import Flask, request
from requests.adapters import HTTPAdapter

from parity.demo.serving import serve
from tests.demo.served import Plex, Tmdb


@pytest.fixture
def app() -> Flask:
    made = Flask("echo")

    @made.route("/<path:rest>", methods=["GET", "POST"])
    def echo(rest: str) -> dict[str, str]:
        return {"path": rest, "port": request.environ["SERVER_PORT"], "said": request.get_data(as_text=True)}

    return made


def test_one_connection_serves_many_requests(tmdb: Tmdb) -> None:
    for _ in range(5):
        tmdb.get("/tv/7")
    adapter = tmdb.session.get_adapter(tmdb.url)
    assert isinstance(adapter, HTTPAdapter)
    pools = adapter.poolmanager.pools
    used = [(pools[key].num_connections, pools[key].num_requests) for key in pools.keys()]  # noqa: SIM118
    assert used == [(1, 5)]


def test_paths_and_bodies_arrive_whole(app: Flask) -> None:
    with serve(app) as served:
        answer = requests.post(f"{served.url}/a b/ü", data="wörd".encode(), timeout=5)
    assert answer.json() == {"path": "a b/ü", "port": str(served.port), "said": "wörd"}


def test_twenty_at_once_are_served_and_counted(tmdb: Tmdb) -> None:
    gate = threading.Barrier(20)

    def ask(_: int) -> int:
        gate.wait()
        return requests.get(f"{tmdb.url}/3/tv/7", params={"api_key": tmdb.world.v3_key}, timeout=10).status_code

    tmdb.faults.latency = 0.1
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(ask, range(20))) == [200] * 20
    assert tmdb.world.requests.total == 20
    assert tmdb.world.requests.most_at_once > 5


def test_a_stopped_server_hangs_up_on_open_connections(app: Flask) -> None:
    with requests.Session() as session:
        served = serve(app)
        assert session.get(f"{served.url}/x").status_code == 200
        served.stop()
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(f"{served.url}/x")


def test_a_head_request_has_the_length_and_no_body(plex: Plex) -> None:
    answer = plex.session.head(f"{plex.url}/identity")
    assert int(answer.headers["Content-Length"]) > 50
    assert answer.content == b""
    assert plex.get("/identity").status_code == 200
