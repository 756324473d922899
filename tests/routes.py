"""Addresses of the tests' apps: hundreds of apps are made, and what builds addresses for a rule is rarely used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from werkzeug.routing import Rule

_compile = Rule._compile_builder


@contextmanager
def built_when_asked_for() -> Iterator[None]:
    """Rules learn to build an address when the first one is asked of them, not when an app is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", _later)
        yield


def _later(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    @cache
    def made() -> Callable[..., tuple[str, str]]:
        return _compile(rule, append_unknown)

    return lambda of, /, **values: made()(of, **values)
