"""The little server under the stand-ins."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from flask import Flask, request
from requests.adapters import HTTPAdapter

from parity.demo.serving import serve
from tests.certificates import self_made_files
from tests.demo.served import Plex, Tmdb


@pytest.fixture
def app() -> Flask:
    made = Flask("echo")

    @made.get("/secure")
    def secure() -> dict[str, bool]:
        return {"secure": request.is_secure}

    @made.get("/odd")
    def odd() -> tuple[str, int]:
        return "", 498

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


def test_a_status_of_nobody_s_standard_is_served_too(app: Flask) -> None:
    with serve(app) as served:
        assert requests.get(f"{served.url}/odd", timeout=5).status_code == 498


def test_tls_is_served_to_who_trusts_the_certificate_and_nobody_else(
    app: Flask, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tls = self_made_files(tmp_path)
    with serve(app, tls=tls) as served:
        assert served.url.startswith("https://127.0.0.1:")
        assert requests.get(f"{served.url}/secure", timeout=5, verify=str(tls.certificate)).json() == {"secure": True}
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(served.url, timeout=5)
        with pytest.raises(requests.exceptions.ConnectionError):
            requests.get(served.url.replace("https", "http"), timeout=5)
    assert "Traceback" not in capfd.readouterr().err


def test_a_certificate_for_another_name_is_not_believed(app: Flask, tmp_path: Path) -> None:
    tls = self_made_files(tmp_path, "plex.example")
    with serve(app, tls=tls) as served, pytest.raises(requests.exceptions.SSLError, match="127.0.0.1"):
        requests.get(served.url, timeout=5, verify=str(tls.certificate))


def test_who_says_nothing_over_tls_keeps_nobody_else_waiting(app: Flask, tmp_path: Path) -> None:
    tls = self_made_files(tmp_path)
    with serve(app, tls=tls) as served, socket.create_connection(("127.0.0.1", served.port), timeout=5):
        assert requests.get(f"{served.url}/secure", timeout=5, verify=str(tls.certificate)).status_code == 200


def test_a_stopped_server_hangs_up_under_tls_too(app: Flask, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tls = self_made_files(tmp_path)
    with requests.Session() as session:
        served = serve(app, tls=tls)
        assert session.get(f"{served.url}/secure", timeout=5, verify=str(tls.certificate)).status_code == 200
        served.stop()
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(f"{served.url}/secure", timeout=5, verify=str(tls.certificate))
    assert "Traceback" not in capfd.readouterr().err
