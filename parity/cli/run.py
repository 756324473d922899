"""`run`: the page and the worker together, as two children of this process, which itself loads next to nothing."""

import os
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from parity.cli import children
from parity.cli.debugging import debugging
from parity.settings import Settings, child_environment, load
from parity.store.folder import Lock, lock, prepare
from parity.store.revision import check_url

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PORT = 8000


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def run_command(host: str, port: int) -> None:
    """Serve the page and work in the background, until SIGTERM or Ctrl-C."""
    environ = child_environment({"PARITY_LOG_LEVEL": "DEBUG"} if debugging() else {})
    with children.signals() as seen, instance("run", environ) as (settings, held):
        if host not in LOOPBACK and settings.auth == "none":
            click.echo(
                f"Warning: PARITY_AUTH=none and --host {host}: whoever reaches this address is the owner here, "
                "without being asked who they are.",
                err=True,
            )
        sys.exit(serve(settings, held, environ, listen(host, port), seen))


@contextmanager
def instance(command: str, environ: Mapping[str, str]) -> Iterator[tuple[Settings, Lock]]:
    """The data folder, held, with a database that the children will not refuse. Raises what they would raise."""
    settings = load(environ, {})
    prepare(settings.data_dir)
    with lock(settings.data_dir, command, patient=True) as held:
        check_url(settings.database_url)
        yield settings, held


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Whoever comes before the server is up waits in its line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as trouble:
        raise click.ClickException(
            f"cannot listen on {host} port {port} ({_reason(trouble)}): choose another with --port or --host"
        ) from None


def _reason(trouble: OSError) -> str:
    """The system's own words; Python adds the address to some of them."""
    known = trouble.errno is not None and not isinstance(trouble, socket.gaierror)
    return os.strerror(trouble.errno or 0) if known else str(trouble.strerror or trouble)


def serve(
    settings: Settings,
    held: Lock,
    environ: Mapping[str, str],
    listener: socket.socket,
    seen: children.Signals,
    wishes: Sequence[str] = (),
) -> int:
    """Run both children until one of them ends or somebody asks to stop; the exit status of the whole.

    `wishes` are further options for the worker.
    """
    address = address_of(listener, settings)
    held.says(f"run {address}")
    click.echo(address)
    server = ["-m", "gunicorn", "-c", "python:parity.cli.serving", "--bind", f"fd://{listener.fileno()}"]
    worker = ["-m", "parity", "worker", "--child", *wishes]
    family = [
        children.start("web server", server, environ, [held.descriptor, listener.fileno()]),
        children.start("worker", worker, environ, [held.descriptor]),
    ]
    listener.close()
    ended = children.watch(family, seen)
    children.stop(family)
    if ended is None:
        return 0
    status = ended.process.returncode
    click.echo(f"Error: the {ended.name} ended by itself ({status}); the lines above say why", err=True)
    return 1


def address_of(listener: socket.socket, settings: Settings) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}{settings.url_prefix}/"
