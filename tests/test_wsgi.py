"""`wsgi` gives gunicorn an app and a consumer a queue, and makes neither before it is asked for."""

import importlib
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def wsgi(data_dir: Path) -> Iterator[ModuleType]:
    """The module, fresh, over an empty folder; logs and umask are put back afterwards."""
    root, umask = logging.getLogger(), os.umask(0o077)
    before = root.level, list(root.handlers)
    sys.modules.pop("wsgi", None)
    yield importlib.import_module("wsgi")
    sys.modules.pop("wsgi", None)
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    os.umask(umask)


def test_the_app_answers_over_an_empty_folder(wsgi: ModuleType, data_dir: Path) -> None:
    assert wsgi.app.test_client().get("/healthz").status_code in (200, 503)
    assert wsgi.app is wsgi.app
    assert (data_dir / "parity.db").exists()


def test_the_queue_knows_the_task_and_what_a_consumer_has_to_start_with_it(wsgi: ModuleType) -> None:
    assert list(wsgi.huey._registry._registry) == ["tasks.scans.run_scan"]
    assert list(wsgi.huey._startup) == ["rounds"]


def test_there_is_nothing_else(wsgi: ModuleType, data_dir: Path) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'application'"):
        wsgi.application  # noqa: B018
    assert list(data_dir.iterdir()) == []


@pytest.mark.process
@pytest.mark.parametrize(
    ("loaded", "spared"),
    [
        ("parity.cli.run", ("sqlalchemy", "alembic", "flask", "huey", "requests")),
        ("parity.cli.worker, tasks.worker", ("flask_smorest", "htmx_flask", "flask_wtf", "alembic", "parity.web")),
    ],
)
def test_no_process_loads_what_it_does_not_need(loaded: str, spared: tuple[str, ...]) -> None:
    asked = f"import sys, {loaded}; print(sorted(set(sys.modules) & set({spared})))"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert said.stdout == "[]\n"
