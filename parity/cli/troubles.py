"""The troubles a person can do something about. Their text is one line: which, why, what to do."""

import sys

from parity.http import redact

_WHERE = {
    "parity.settings": ("SettingError",),
    "parity.store.folder": ("FolderInUse", "FolderUnusable"),
    "parity.store.revision": ("UnusableDatabase",),
    "parity.core.failures": ("Failure",),
    "parity.cache": ("CacheUnusable",),
    "parity.actions.ports": ("NotSetUp",),
    "parity.actions.decide": ("NoSuchThing", "Refused"),
    "parity.actions.scan_control": ("AlreadyRunning",),
    "parity.actions.servers": ("NotThatServer",),
    "parity.actions.watch_run": ("AlreadyRunning",),
    "parity.actions.turns": ("AlreadyRunning",),
    "parity.actions.sections": ("NotThatSection",),
    "parity.actions.find_way": ("NotSignedIn",),
    "tasks.queue": ("QueueUnusable",),
}


def known_troubles() -> tuple[type[Exception], ...]:
    """Their types, as far as the modules are loaded: nothing else can have raised one."""
    return tuple(
        getattr(sys.modules[module], name)
        for module, names in _WHERE.items()
        for name in names
        if module in sys.modules
    )


def in_one_line(trouble: BaseException) -> str:
    """Its text without line breaks, letters that no terminal shows as such, and anything secret."""
    text = "".join(letter for letter in " ".join(str(trouble).split()) if letter.isprintable())
    return redact(text) or type(trouble).__name__


def ailment(trouble: BaseException) -> str | None:
    """What a refusal of the database means; None for anything else, and where no database was used."""
    if "parity.store.database" not in sys.modules:
        return None
    from parity.store.ailing import ailment_of

    return ailment_of(trouble)
