"""Logs: one line an event on stderr, for people or for machines, with nothing secret in it."""

import json
import logging
import sys
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from parity.http import RedactingFilter, register_secret
from parity.settings import ROWS, Settings
from parity.store import told_secrets

_QUIET = ("alembic", "huey", "urllib3")  # what they say at INFO is about themselves


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, cleaned before by the handler's filter, as one line."""
        line = {
            "time": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info or record.exc_text:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)  # type: ignore[arg-type]
        return json.dumps(line, ensure_ascii=False)


def keep_out(secret: str) -> None:
    """See that a secret stays out of all logs; a short word would be cut out of ordinary sentences too."""
    for word in (secret, *_inside(secret)):
        if len(word) >= 8:
            register_secret(word)


def keep_settings_out(settings: Settings) -> None:
    """See that no secret of these settings is ever logged, wherever it was given or saved."""
    for row in ROWS:
        if row.secret and settings.origin(row.name) != "default":
            keep_out(getattr(settings, row.name))


def log_to_stderr(settings: Settings, level: str | None = None) -> None:
    """Send all logs of this process to stderr as the settings say; `level` outranks theirs."""
    keep_settings_out(settings)
    told_secrets.tell(keep_out)
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(RedactingFilter())
    handler.setFormatter(
        JsonLines()
        if settings.log_format == "json"
        else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level or settings.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def _inside(address: str) -> tuple[str, ...]:
    """The password that an address carries, also as a header would carry it with its user; nothing of other texts."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that does not close
        return ()
    if not parts.password:
        return ()
    password = unquote(parts.password)
    return parts.password, password, f"{unquote(parts.username or '')}:{password}"
