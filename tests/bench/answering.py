"""How a measured process answers: each line on stdin is a command, each answer one line of JSON."""

import json
import sys
import time
from collections.abc import Callable, Mapping


def answer_commands(do: Callable[[str], Mapping[str, object]]) -> None:
    """Until stdin ends. To what `do` found each answer adds wall and CPU seconds of the command alone, and the peak
    memory of the process so far in kB (VmHWM).
    """
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        found = do(line.strip())
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak_kb": _peak()}
        print(json.dumps({**spent, **found}), flush=True)


def _peak() -> int:
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
