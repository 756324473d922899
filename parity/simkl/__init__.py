"""SIMKL: its lists and its ways in, in the dialect of its API."""

from parity.simkl.calling import SimklCaller, reading_turns, simkl_caller, writing_turns
from parity.simkl.lists import SimklLists

__all__ = ["SimklCaller", "SimklLists", "reading_turns", "simkl_caller", "writing_turns"]
