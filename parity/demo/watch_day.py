"""The sample household has its SIMKL account connected, and both watchlists compared, when somebody comes to look."""

import json
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from parity.actions import watch_run
from parity.actions.ports import House
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.demo.simkl_world import CLIENT_ID, JANE
from parity.store import simkl_account

_PATIENCE = 10.0
_HERE = "127.0.0.1"
"""Where the stand-ins are."""


def connect(house: House) -> None:
    """Let the stand-in give its member's token, keep it, and queue a comparison. The real SIMKL is not asked."""
    if urlsplit(house.settings().simkl_base_url).hostname != _HERE:
        return
    body = json.dumps({"do": "issue", "args": {"client_id": CLIENT_ID}}).encode()
    there = Request(f"{house.settings().simkl_base_url}/_world", body, {"Content-Type": "application/json"})
    with urlopen(there, timeout=_PATIENCE) as answer:
        token = SimklToken("v1", CLIENT_ID, json.load(answer)["result"])
    with house.database.writing() as connection:
        simkl_account.keep(connection, token, Member(str(JANE), "jane_doe"), house.now())
    watch_run.ask(house, "plan", by="demo")
