"""`python -m parity.demo.standin KIND --world FILE --port P`: one of them, as a process of its own.

Its address is the first line of stdout. It stops on SIGTERM and when stdin closes, which happens when its
parent dies; so start it with a pipe as stdin.
"""

import argparse
import gc
import signal
import sys
from pathlib import Path
from types import FrameType

from flask import Flask

from parity.demo import arr_standin, plex_standin, tmdb_standin, tvdb_standin
from parity.demo.arr_world import ArrWorld
from parity.demo.faults import Faults
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import Tls, serve
from parity.demo.tmdb_world import TmdbWorld
from parity.demo.tvdb_world import TvdbWorld


def main(arguments: list[str]) -> int:
    """Serve one saved world until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m parity.demo.standin", description="A stand-in on loopback.")
    parser.add_argument("kind", choices=("plex", "plex_tv", "tmdb", "tvdb", "arr", "simkl", "sagetv"))
    parser.add_argument("--world", required=True, type=Path, help="file that a world's to_json wrote")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each answer takes")
    parser.add_argument("--certificate", type=Path, help="PEM file: serve over https")
    parser.add_argument("--key", type=Path, help="PEM file of the certificate's key")
    chosen = parser.parse_args(arguments)
    tls = Tls(chosen.certificate, chosen.key) if chosen.certificate else None
    app = _app(chosen.kind, chosen.world.read_text(encoding="utf-8"), Faults(chosen.latency))
    gc.collect()
    gc.freeze()  # a big world would otherwise be walked again and again
    with serve(app, chosen.port, tls) as served:
        signal.signal(signal.SIGTERM, _hang_up)
        _answer_until_told(served.url)
    return 0


def _app(kind: str, saved: str, faults: Faults) -> Flask:
    if kind == "plex":
        return plex_standin.create_app(PlexWorld.from_json(saved), faults)
    if kind == "plex_tv":
        return _plex_tv(saved, faults)
    if kind == "simkl":
        return _simkl(saved, faults)
    if kind == "sagetv":
        return _sagetv(saved, faults)
    if kind == "arr":
        return arr_standin.create_app(ArrWorld.from_json(saved), faults)
    if kind == "tvdb":
        return tvdb_standin.create_app(TvdbWorld.from_json(saved), faults)
    return tmdb_standin.create_app(TmdbWorld.from_json(saved), faults)


def _plex_tv(saved: str, faults: Faults) -> Flask:
    # Only who plays plex.tv pays for loading what makes signatures.
    from parity.demo import plex_tv_standin
    from parity.demo.plex_tv_world import PlexTvWorld

    return plex_tv_standin.create_app(PlexTvWorld.from_json(saved), faults)


def _simkl(saved: str, faults: Faults) -> Flask:
    from parity.demo import simkl_standin
    from parity.demo.simkl_world import SimklWorld

    return simkl_standin.create_app(SimklWorld.from_json(saved), faults)


def _sagetv(saved: str, faults: Faults) -> Flask:
    from parity.demo import sage_standin
    from parity.demo.sage_world import SageWorld

    return sage_standin.create_app(SageWorld.from_json(saved), faults)


class _Stopped(Exception):
    """SIGTERM came."""


def _hang_up(number: int, frame: FrameType | None) -> None:
    raise _Stopped


def _answer_until_told(url: str) -> None:
    try:
        print(url, flush=True)
        while sys.stdin.buffer.read(1):
            pass
    except (_Stopped, KeyboardInterrupt):
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
