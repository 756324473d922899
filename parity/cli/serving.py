"""Settings for gunicorn, as `run` starts it: `gunicorn -c python:parity.cli.serving wsgi:app`."""

import logging
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger

from parity.bootstrap import log_to_stderr
from parity.bootstrap.memory import spare_the_collector
from parity.cli import lifeline
from parity.settings import from_environment


class Lines(Logger):  # type: ignore[misc]
    """gunicorn's words among our own log lines."""

    def setup(self, cfg: Config) -> None:
        """No handlers of its own: everything goes to the root logger."""
        self.cfg = cfg
        self._access_log_enabled = True
        log_to_stderr(from_environment({}))
        for log in (self.error_log, self.access_log):
            log.propagate = True
            log.setLevel(logging.INFO)  # at DEBUG gunicorn tells paths


def when_ready(server: Arbiter) -> None:
    """The listening socket is there; from now on the parent's end is ours too."""
    lifeline.hold()


def post_worker_init(worker: object) -> None:
    """The app is loaded."""
    spare_the_collector()


wsgi_app = "wsgi:app"
workers = 1
worker_class = "gthread"
threads = 8
graceful_timeout = 5
keepalive = 5
control_socket_disable = True
# Who is a proxy is for the app's own settings to say; gunicorn would take another site root from anybody on loopback.
forwarded_allow_ips = ""
logger_class = Lines
# The route's name instead of the path, which may hold a feed's token, and no query, which may hold the API key.
access_log_format = "%(h)s %(m)s %({parity.route}e)s %(s)s %(B)s bytes %(M)s ms"
if Path("/dev/shm").is_dir():  # noqa: S108 - a folder of its own in it; the sign of life must not wait for a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
