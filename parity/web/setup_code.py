"""The setup code from the log."""

import hmac
import re

from flask import session

from parity.store.folder import made_once
from parity.web import here


def given() -> bool:
    """Whether this browser gave it."""
    return session.get("setup_code") is True


def take(text: str) -> bool:
    """Whether this is it; if so this browser need not give it again."""
    code = made_once(here.grounds().given.data_dir, "setup_code", lambda: "ABCD-EFGH")
    right = hmac.compare_digest(_plain(text).encode(), _plain(code).encode())
    if right:
        session["setup_code"] = True
    return right


def _plain(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
