"""`demo`: the same as `run`, on a sample household that lives in child processes and a temporary folder."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime

import click

from parity.cli import children
from parity.cli.run import PORT, instance, listen, serve
from parity.settings import ROWS, child_environment, display_environment, load


@click.command("demo")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def demo_command(port: int) -> None:
    """Show Parity on a sample household: nothing of yours is asked or changed. The API key is `demo`.

    TZ and how things are shown hold as in the environment; nothing else of it does.
    """
    display = display_environment()
    zone = load(display, {}).tz
    listener = listen("127.0.0.1", port)
    with children.signals() as seen, ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="parity-demo-", ignore_cleanup_errors=True))
        addresses = stack.enter_context(household(datetime.now(zone).date()))
        environ = child_environment(
            {**display, **addresses, "PARITY_DATA_DIR": folder, "PARITY_API_KEY": "demo", "PARITY_AUTH": "none"},
            without_settings=True,
        )
        settings, held = stack.enter_context(instance("demo", environ))
        status = serve(settings, held, environ, listener, seen, ["--begin"])
    sys.exit(status)


@contextmanager
def household(today: date) -> Iterator[dict[str, str]]:
    """Stand-ins for the services as of `today`, as child processes; settings that lead to them and nowhere else."""
    from parity.demo import child
    from parity.demo.household import build
    from parity.demo.other_orders import build_tvdb
    from parity.demo.sage_household import build_sagetv
    from parity.demo.simkl_household import build_simkl
    from parity.demo.simkl_world import CLIENT_ID, SECRET

    tmdb_world, plex_world = build(today)
    tvdb_world = build_tvdb(tmdb_world)
    sage_world = build_sagetv(plex_world, today)
    worlds = (plex_world, tmdb_world, tvdb_world, build_simkl(tmdb_world, today), sage_world)
    with ExitStack() as stack:
        plex, tmdb, tvdb, simkl, sagetv = [stack.enter_context(child.start(world)) for world in worlds]
        everything_else = {row.environment: plex.url for row in ROWS if row.topic == "addresses"}
        yield everything_else | {
            "PLEX_BASE_URL": plex.url,
            "PLEX_TOKEN": plex_world.token,
            "TMDB_BASE_URL": f"{tmdb.url}/3",
            "TMDB_IMAGE_URL": f"{tmdb.url}/t/p",
            "TMDB_API_KEY": tmdb_world.v3_key,
            "TVDB_BASE_URL": f"{tvdb.url}/v4",
            "TVDB_API_KEY": tvdb_world.key,
            "SIMKL_BASE_URL": simkl.url,
            "SIMKL_AUTH_URL": simkl.url,
            "SIMKL_CLIENT_ID": CLIENT_ID,
            "SIMKL_CLIENT_SECRET": SECRET,
            "SAGETV_URL": sage_world.address(sagetv.url),
        }
