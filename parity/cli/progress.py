"""A scan's progress on stderr, while it runs and only where somebody looks."""

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from parity.store.scans import ScanRow

_WORDS = {
    "queued": "Waiting for the worker",
    "paused": "Paused",
    "listing": "Reading the libraries",
    "visiting": "Checking",
}


class Progress:
    """A bar with the title at work and the time that is left; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task(_WORDS["listing"], total=None)

    def show(self, row: ScanRow) -> None:
        """The scan as it stands."""
        word = _WORDS.get(row.state) or _WORDS.get(row.phase, row.phase)
        title = f"{word}: {row.current}" if row.current and row.state == "running" else word
        plain = "".join(letter for letter in title if letter.isprintable())
        self._bar.update(self._task, description=f"{plain:<40.40}", completed=row.done, total=row.total or None)

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, where: TracebackType | None
    ) -> None:
        self._bar.stop()
