"""How much time is left, on stderr: a line that counts where somebody looks, else one sentence."""

import sys
from datetime import datetime
from types import TracebackType

import click

from parity.cli.saying import note


class Countdown:
    """Shows what is left as `12:34`; its line is wiped at the end of the block."""

    def __init__(self) -> None:
        self._looked_at, self._said = sys.stderr.isatty(), False

    def show(self, seconds: int, end: datetime) -> None:
        """So much is left until `end`."""
        if self._looked_at:
            click.echo(f"\rWaiting for you, {seconds // 60:02}:{seconds % 60:02} left ", nl=False, err=True)
        elif not self._said:
            note(f"Waiting for you until {end:%H:%M:%S} UTC.")
        self._said = True

    def __enter__(self) -> "Countdown":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._looked_at and self._said:
            click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
