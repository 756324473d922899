"""How many changed rules the tests noticed, a line for each module: what `make mutation` ends with."""

import json
import sys
from collections import Counter
from pathlib import Path

RULES = Path("mutants/parity/core")
LEAST = 90  # per cent
_NOTICED = {1, 3, 24, 36, 152, 255, -24}
"""mutmut's words for what a test failed with, or never came to an end with."""
_UNTESTED, _NOT_TRIED = {5, 33}, {None, 2, 34}


def counted(meta: Path) -> Counter[str]:
    """The mutants of one module: noticed, survived, untested."""
    verdicts = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].values()
    tried = [code for code in verdicts if code not in _NOT_TRIED]
    return Counter("noticed" if c in _NOTICED else "untested" if c in _UNTESTED else "survived" for c in tried)


def main() -> int:
    """The exit status: 1 below 90 %, and when nothing was tried."""
    every: Counter[str] = Counter()
    print("| Module | changes | noticed | survived | in no test | score |\n|---|--:|--:|--:|--:|--:|")
    for meta in sorted(RULES.glob("*.py.meta")):
        found = counted(meta)
        if found:
            every += found
            print(_row(meta.name.removesuffix(".py.meta"), found))
    print(_row("all", every))
    return 0 if every and every["noticed"] * 100 >= LEAST * every.total() else 1


def _row(name: str, found: Counter[str]) -> str:
    score = f"{found['noticed'] * 1000 // max(1, found.total()) / 10:g} %"
    return f"| {name} | {found.total()} | {found['noticed']} | {found['survived']} | {found['untested']} | {score} |"


if __name__ == "__main__":
    sys.exit(main())
