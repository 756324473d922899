"""The one place where rooms are joined: a house from settings, its keys, its logs."""

from parity.bootstrap.house import build_house
from parity.bootstrap.keys import Keys, keys_of
from parity.bootstrap.logs import log_to_stderr

__all__ = ["Keys", "build_house", "keys_of", "log_to_stderr"]
