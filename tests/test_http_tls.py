"""https: which certificates are trusted, and what is said of those that are not."""

from contextlib import closing
from pathlib import Path

import pytest
import requests.adapters

from parity.core.failures import Unavailable
from parity.http import Caller, RetryPolicy
from tests.certificates import self_made
from tests.loopback import answering, as_json

ONCE = RetryPolicy(attempts=1)


def trust(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    """From now on this certificate is one that everybody trusts."""
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))


def refusal(url: str) -> str:
    with closing(Caller("Plex account", url, policy=ONCE)) as caller, pytest.raises(Unavailable) as caught:
        caller.get("/api/v2/user")
    return caught.value.detail


def test_a_certificate_that_nobody_knows_may_mean_that_somebody_reads_along(tmp_path: Path) -> None:
    tls, _ = self_made(tmp_path)
    with answering(as_json({}), tls) as server:
        assert refusal(server.url) == (
            f"the certificate of {server.host} cannot be trusted: something between here and there may be inspecting "
            "the traffic, or the server made it itself"
        )
        assert server.asked == []


def test_a_certificate_for_another_name_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, public = self_made(tmp_path, address="192.0.2.7")
    trust(monkeypatch, public)
    with answering(as_json({}), tls) as server:
        assert refusal(server.url) == f"the certificate of {server.host} is made out to another name"


def test_a_certificate_that_has_ended_may_be_our_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, public = self_made(tmp_path, days=-1)
    trust(monkeypatch, public)
    with answering(as_json({}), tls) as server:
        assert refusal(server.url) == (
            f"the certificate of {server.host} is not valid today; or is the clock of this machine wrong?"
        )


def test_a_certificate_that_is_known_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, public = self_made(tmp_path)
    trust(monkeypatch, public)
    with answering(as_json({}), tls) as server, closing(Caller("Plex", server.url)) as caller:
        assert caller.get("/identity").status == 200


def test_a_caller_that_need_not_verify_takes_any_certificate_and_is_quiet(tmp_path: Path) -> None:
    tls, _ = self_made(tmp_path, days=-1, address="192.0.2.7")
    with answering(as_json({}), tls) as server, closing(Caller("Plex", server.url, verify=False)) as caller:
        assert caller.get("/identity").status == 200
    assert len(server.asked) == 1
