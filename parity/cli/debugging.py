"""Whether --debug was given."""

import click


def debugging() -> bool:
    """True inside a command that was started with --debug."""
    context = click.get_current_context(silent=True)
    return context is not None and context.find_root().params.get("debug") is True
