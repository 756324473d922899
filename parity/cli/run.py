"""`run`: the page and the worker together, as two children of this process."""

import socket
import sys
from collections.abc import Mapping

import click

from parity.actions.ports import House
from parity.cli import children
from parity.cli.opening import alone
from parity.settings import Settings, child_environment
from parity.store.folder import Lock

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PORT = 8000


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def run_command(host: str, port: int) -> None:
    """Serve the page and work in the background, until SIGTERM or Ctrl-C."""
    environ = child_environment({})
    with children.signals() as seen, alone("run", environ) as (house, held):
        if host not in LOOPBACK and house.settings().auth != "none":
            raise click.ClickException(
                f"--host {host} would let everybody in your network in, as there is no sign-in yet: "
                "leave it out, or set PARITY_AUTH=none if that is what you want"
            )
        sys.exit(serve(house, held, environ, listen(host, port), seen))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Whoever comes before the server is up waits in its line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as trouble:
        raise click.ClickException(
            f"cannot listen on {host} port {port} ({trouble.strerror or trouble}): choose another with --port"
        ) from None


def serve(
    house: House,
    held: Lock,
    environ: Mapping[str, str],
    listener: socket.socket,
    seen: children.Signals,
) -> int:
    """Run both children until one of them ends or somebody asks to stop; the exit status of the whole."""
    address = address_of(listener, house.settings())
    held.says(f"run {address}")
    house.database.close()  # this process only waits from now on
    click.echo(address)
    family = [
        children.start("worker", ["-m", "parity", "worker", "--child"], environ, [held.descriptor]),
        children.start(
            "web server",
            ["-m", "gunicorn", "-c", "python:parity.cli.serving", "--bind", f"fd://{listener.fileno()}"],
            environ,
            [held.descriptor, listener.fileno()],
        ),
    ]
    listener.close()
    ended = children.watch(family, seen)
    children.stop(family)
    if ended is None:
        return 0
    click.echo(f"Error: the {ended.name} ended by itself ({ended.process.returncode}); see the lines above", err=True)
    return 1


def address_of(listener: socket.socket, settings: Settings) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}{settings.url_prefix}/"
